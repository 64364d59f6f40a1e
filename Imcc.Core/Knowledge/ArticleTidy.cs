using System.Collections.Immutable;

namespace Imcc.Core.Knowledge;

/// <summary>An article as it is kept: blanks at the ends, empty and repeated lines are gone, and the rich text is safe.</summary>
public static class ArticleTidy
{
    public static ArticleContent Of(ArticleContent content)
    {
        var title = Line(content.Title);
        return content with
        {
            Title = title,
            Similar = [.. Lines(content.Similar).Where(s => s != title)],
            Tags = Lines(content.Tags),
            Code = content.Code.Trim(),
            Accounts = [.. content.Accounts.Distinct().Order()],
            Related = [.. content.Related.Distinct()],
            ValidFrom = content.ValidFrom?.ToUniversalTime(),
            ValidUntil = content.ValidUntil?.ToUniversalTime(),
            Answer = content.Answer with
            {
                Text = Text(content.Answer.Text),
                Texts = content.Answer.Texts.Select(t => KeyValuePair.Create(t.Key, Text(t.Value))).Where(t => t.Value.Length > 0).ToImmutableDictionary(),
                RichText = RichText.Sanitise(content.Answer.RichText),
                Link = content.Answer.Link is { } link && (link.Url.Trim().Length > 0 || link.Title.Trim().Length > 0)
                    ? new(Line(link.Title), string.IsNullOrWhiteSpace(link.Description) ? null : Line(link.Description), link.Url.Trim())
                    : null,
                Flow = string.IsNullOrWhiteSpace(content.Answer.Flow) ? null : content.Answer.Flow.Trim(),
            },
        };
    }

    /// <summary>What is searched of an answer: its text, what other channels say differently, and its rich text without marks.</summary>
    public static string BodyOf(ArticleAnswer answer) => string.Join('\n', answer.Texts.OrderBy(t => t.Key).Select(t => t.Value).Prepend(answer.Text).Append(RichText.ToPlain(answer.RichText))
        .Where(t => t.Length > 0).Distinct(StringComparer.Ordinal));

    /// <summary>The web addresses that it names, each once.</summary>
    public static IReadOnlyList<string> LinksOf(ArticleAnswer answer) =>
        [.. RichText.Links(answer.RichText).Concat(answer.Link is { } link && WebAddress.IsOne(link.Url) ? [link.Url] : []).Where(a => a.Length <= ArticleLimits.Address).Distinct(StringComparer.Ordinal)];

    private static string Line(string text) => text.Trim();

    private static string Text(string text) => text.ReplaceLineEndings("\n").Trim();

    private static ImmutableArray<string> Lines(ImmutableArray<string> lines) => [.. lines.Select(Line).Where(l => l.Length > 0).Distinct(StringComparer.Ordinal)];
}
