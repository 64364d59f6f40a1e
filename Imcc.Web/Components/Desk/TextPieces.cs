using System.Text.RegularExpressions;

namespace Imcc.Web.Components.Desk;

/// <summary>Finds the web addresses in what somebody wrote. Everything stays text; only http and https become links.</summary>
public static partial class TextPieces
{
    public static IEnumerable<TextPiece> Of(string text)
    {
        var at = 0;
        foreach (Match match in Address().Matches(text))
        {
            var link = match.Value.TrimEnd('.', ',', ';', ':', '!', '?', ')', ']', '\'');
            if (!IsSafeLink(link))
                continue;
            if (match.Index > at)
                yield return new(text[at..match.Index], false);
            yield return new(link, true);
            at = match.Index + link.Length;
        }

        if (at < text.Length)
            yield return new(text[at..], false);
    }

    public static bool IsSafeLink(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps);

    // Chinese text follows an address without a blank, so only what an address is made of belongs to it.
    [GeneratedRegex(@"https?://[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]{3,2000}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Address();
}

/// <summary>A stretch of a text.</summary>
public readonly record struct TextPiece(string Text, bool IsLink);
