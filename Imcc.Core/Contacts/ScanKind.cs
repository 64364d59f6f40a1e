namespace Imcc.Core.Contacts;

/// <summary>What somebody did by a code. The numbers stand in rows.</summary>
public enum ScanKind
{
    /// <summary>Followed the account by it.</summary>
    Follow = 1,
    /// <summary>Scanned it, following already.</summary>
    Scan = 2,
    /// <summary>Had followed by it, and follows no longer.</summary>
    Unfollow = 3,
}
