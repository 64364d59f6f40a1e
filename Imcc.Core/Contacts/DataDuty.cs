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
