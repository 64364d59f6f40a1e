using System.Text.Json.Serialization;

namespace Imcc.Core.Notices;

/// <summary>What a notice says: words, or a channel's template with what fills it. Stored as JSON: names are never changed.</summary>
public sealed record NoticeContent
{
    public required NoticeKind Kind { get; init; }

    /// <summary>The words of a text; empty for templates.</summary>
    public string Text { get; init; } = "";

    public string TemplateId { get; init; } = "";

    /// <summary>In the order in which the sender gave them.</summary>
    public IReadOnlyList<NoticeField> Data { get; init; } = [];

    /// <summary>Where a tap leads; for a subscription notification its page. Empty: nowhere.</summary>
    public string Url { get; init; } = "";

    public string MiniProgramAppId { get; init; } = "";

    public string MiniProgramPath { get; init; } = "";

    /// <summary>In one line of at most 120 characters, for people: a template's own words are only known to the channel.</summary>
    [JsonIgnore]
    public string Preview
    {
        get
        {
            var line = (Kind == NoticeKind.Text ? Text : string.Join(" · ", Data.Select(d => d.Value.Trim()).Where(v => v.Length > 0))).ReplaceLineEndings(" ").Trim();
            if (line.Length <= 120)
                return line;
            // Never half of a character that takes two.
            return line[..(char.IsHighSurrogate(line[118]) ? 118 : 119)] + "…";
        }
    }
}

/// <param name="Name">The key in the template: <c>keyword1</c>, <c>thing2</c>.</param>
/// <param name="Color">As the sender gave it; empty: none. WeChat pays no heed to it any more.</param>
public sealed record NoticeField(string Name, string Value, string Color = "");
