namespace Imcc.Core.Channels.WeChat;

/// <summary>Whom a conditional menu (个性化菜单) is for: whoever fits all that it names.</summary>
/// <param name="TagId">WeChat's id of a tag; empty: with any.</param>
/// <param name="Platform">1 iOS, 2 Android, 3 others; 0: any.</param>
public sealed record MenuRule(string TagId = "", int Platform = 0)
{
    /// <summary>It names nobody: WeChat takes no such rule.</summary>
    public bool IsEmpty => TagId.Length == 0 && Platform == 0;

    public bool Fits(IReadOnlySet<string> tags, int platform) => (TagId.Length == 0 || tags.Contains(TagId)) && (Platform == 0 || Platform == platform);
}
