using Imcc.Core.Channels;

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

/// <summary>What a message means for the figures of the codes.</summary>
public static class Scans
{
    /// <param name="followScene">By which code the customer followed; null: by none.</param>
    /// <returns>Null: nothing.</returns>
    public static (ScanKind Kind, string Scene)? Of(MessageContent content, string? followScene) => content switch
    {
        EventContent { Name: "subscribe" } when CustomerSource.SceneOf(content) is { } scene => (ScanKind.Follow, scene),
        EventContent { Name: "scan" } when CustomerSource.SceneOf(content) is { } scene => (ScanKind.Scan, scene),
        EventContent { Name: "unsubscribe" } when followScene is not null => (ScanKind.Unfollow, followScene),
        _ => null,
    };
}
