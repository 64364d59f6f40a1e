using Imcc.Core.Channels;

namespace Imcc.Core.Contacts;

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
