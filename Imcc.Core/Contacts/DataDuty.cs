using Imcc.Core.Channels;

namespace Imcc.Core.Contacts;

/// <summary>What a platform's word about a person's data obliges us to.</summary>
public enum DataDuty
{
    None = 0,
    /// <summary>What was told of the person is not right any more: forget it and ask again.</summary>
    AskAgain = 1,
    /// <summary>The person has taken back what the platform may tell: what came from there goes.</summary>
    ForgetPlatform = 2,
    /// <summary>The person's account there is gone: everything personal goes.</summary>
    EraseAll = 3,
}

/// <summary>Which event obliges to what.</summary>
public static class DataDuties
{
    public static DataDuty Of(MessageContent content) => content is not EventContent told ? DataDuty.None : told.Name switch
    {
        "user_info_modified" => DataDuty.AskAgain,
        "user_authorization_revoke" => DataDuty.ForgetPlatform,
        "user_authorization_cancellation" => DataDuty.EraseAll,
        _ => DataDuty.None,
    };

    /// <summary>The contact without what must be forgotten.</summary>
    /// <param name="name">What to call somebody of whom nothing is known.</param>
    public static Contact Carry(DataDuty duty, Contact contact, string name) => duty switch
    {
        DataDuty.ForgetPlatform => contact with { DisplayName = name },
        DataDuty.EraseAll => contact with { DisplayName = name, Note = "", Attributes = "", Tags = [], BlockReason = "" },
        _ => contact,
    };
}
