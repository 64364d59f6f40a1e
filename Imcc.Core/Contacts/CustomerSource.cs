using Imcc.Core.Channels;

namespace Imcc.Core.Contacts;

/// <summary>What a QR code's scene means: the branch or campaign that it hangs at (来源).</summary>
/// <param name="Scene">The scene itself, or how it begins.</param>
/// <param name="IsPrefix">True for every scene that begins so.</param>
/// <param name="Branch">What agents read.</param>
[GenerateSerializer, Immutable]
public sealed record CustomerSource([property: Id(0)] Guid Id, [property: Id(1)] string Scene, [property: Id(2)] bool IsPrefix, [property: Id(3)] string Branch)
{
    /// <summary>Characters of a scene, as WeChat limits it.</summary>
    public const int LongestScene = 64;

    private const string FollowPrefix = "qrscene_";

    /// <summary>The scene that a follow or a scan came by; null: it came by none.</summary>
    public static string? SceneOf(MessageContent content)
    {
        if (content is not EventContent { Name: "subscribe" or "scan", Key: { Length: > 0 } key })
            return null;
        var hasPrefix = key.StartsWith(FollowPrefix, StringComparison.Ordinal);
        // Who follows after a payment or a product's code has a key as well, and no scene.
        if (!hasPrefix && content is EventContent { Name: "subscribe" })
            return null;
        var scene = hasPrefix ? key[FollowPrefix.Length..] : key;
        return scene.Length is > 0 and <= LongestScene ? scene : null;
    }

    /// <summary>What is known of a scene: the very one first, else the longest beginning; null: nothing.</summary>
    public static CustomerSource? Of(string scene, IEnumerable<CustomerSource> known) =>
        known.Where(s => s.IsPrefix ? scene.StartsWith(s.Scene, StringComparison.Ordinal) : scene == s.Scene)
            .OrderBy(s => s.IsPrefix).ThenByDescending(s => s.Scene.Length).ThenBy(s => s.Id).FirstOrDefault();
}
