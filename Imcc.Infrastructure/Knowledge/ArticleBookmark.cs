using System.Globalization;

namespace Imcc.Infrastructure.Knowledge;

/// <summary>Up to where an index of articles is right, as it stands in the index itself.</summary>
/// <param name="Version">Everything up to this publication is in it.</param>
/// <param name="Last">The article of that publication: by it one sees that the index is of this database; empty: there was none.</param>
/// <param name="Count">How many articles it holds: fewer, and something is torn.</param>
internal sealed record ArticleBookmark(long Version, Guid Last, int Count)
{
    /// <summary>What an entry holds has changed: an index of another form is made again.</summary>
    private const string Form = "1";

    public string Write() => string.Create(CultureInfo.InvariantCulture, $"{Form}|{Version}|{Last:N}|{Count}");

    /// <returns>Null: of another form, or none.</returns>
    public static ArticleBookmark? Read(string text) =>
        text.Split('|') is [Form, var version, var last, var count]
            && long.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && Guid.TryParseExact(last, "N", out var article)
            && int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var articles)
            ? new(number, article, articles)
            : null;
}
