using System.Text.RegularExpressions;
using Imcc.Core.Privacy;

namespace Imcc.Web.Components.Desk;

/// <summary>Finds the web addresses and the hidden numbers in what somebody wrote. Everything stays text; only http and https become links.</summary>
public static partial class TextPieces
{
    public static IEnumerable<TextPiece> Of(string text) => Of(text, []);

    /// <param name="hidden">Where numbers were hidden; an address that holds one is no address any more.</param>
    public static IEnumerable<TextPiece> Of(string text, IReadOnlyList<HiddenNumber> hidden)
    {
        var at = 0;
        foreach (var piece in Found(text, hidden).OrderBy(p => p.Start))
        {
            if (piece.Start > at)
                yield return new(text[at..piece.Start]);
            yield return piece.Piece;
            at = piece.Start + piece.Piece.Text.Length;
        }

        if (at < text.Length)
            yield return new(text[at..]);
    }

    public static bool IsSafeLink(string url) => SafeLink.Of(url) is not null;

    private static IEnumerable<(int Start, TextPiece Piece)> Found(string text, IReadOnlyList<HiddenNumber> hidden)
    {
        // An event may bring places that do not fit the text: then the text is shown and nothing breaks.
        var numbers = hidden.Where(n => n.Start >= 0 && n.Length > 0 && n.Start + n.Length <= text.Length).ToList();
        foreach (var n in numbers)
            yield return (n.Start, new(text.Substring(n.Start, n.Length)) { Number = n });
        foreach (Match match in Address().Matches(text))
        {
            var link = match.Value.TrimEnd('.', ',', ';', ':', '!', '?', ')', ']', '\'');
            if (!numbers.Any(n => n.Start < match.Index + link.Length && n.Start + n.Length > match.Index) && SafeLink.Of(link) is { } known)
                yield return (match.Index, new(link) { Link = known });
        }
    }

    // Chinese text follows an address without a blank, so only what an address is made of belongs to it; letters that look like ours are taken in, to be warned of.
    [GeneratedRegex(@"https?://[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%\u00C0-\u024F\u0370-\u052F]{3,2000}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Address();
}

/// <summary>A stretch of a text: plain, an address, or a number that is hidden.</summary>
public readonly record struct TextPiece(string Text)
{
    public SafeLink? Link { get; init; }

    public HiddenNumber? Number { get; init; }

    public bool IsLink => Link is not null;
}
