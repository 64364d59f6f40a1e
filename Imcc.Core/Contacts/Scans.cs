using Imcc.Core.Channels;

namespace Imcc.Core.Contacts;

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
