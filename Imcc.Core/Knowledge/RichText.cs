using System.Text;

namespace Imcc.Core.Knowledge;

/// <summary>
/// HTML that editors write, made safe by being written anew: what comes out has only the elements and attributes that are listed here, and every character
/// of text is encoded. Whatever is not understood goes; nothing of the source is passed on as it stands.
/// </summary>
public static class RichText
{
    private const int Deepest = 60;

    private static readonly HashSet<string> Kept = new(StringComparer.Ordinal)
    {
        "p", "br", "b", "strong", "i", "em", "u", "s", "sub", "sup", "ul", "ol", "li", "h2", "h3", "h4", "blockquote", "pre", "code", "table", "thead", "tbody", "tr", "th", "td", "a", "hr", "img",
    };

    private static readonly Dictionary<string, string> Renamed = new(StringComparer.Ordinal)
    {
        ["h1"] = "h2", ["h5"] = "h4", ["h6"] = "h4", ["del"] = "s", ["strike"] = "s", ["ins"] = "u", ["div"] = "p",
    };

    private static readonly HashSet<string> Void = new(StringComparer.Ordinal) { "br", "hr", "img" };

    private static readonly HashSet<string> Blocks = new(StringComparer.Ordinal) { "p", "br", "ul", "ol", "li", "h2", "h3", "h4", "blockquote", "pre", "table", "tr", "hr" };

    /// <summary>Safe to put into a page; the same again when it is given its own result.</summary>
    public static string Sanitise(string html)
    {
        var written = new StringBuilder(html.Length);
        var open = new Stack<string>();
        foreach (var token in HtmlTokens.Of(html))
        {
            switch (token)
            {
                case HtmlToken.Text text:
                    written.Append(Encode(text.Value));
                    break;
                case HtmlToken.Start start when NameOf(start.Name) is { } name:
                    if (Attributes(name, start) is not { } attributes || (!Void.Contains(name) && open.Count >= Deepest))
                        break;
                    // A paragraph or item that was not closed ends where the next one begins.
                    if (name is "p" or "li" && open.TryPeek(out var last) && last == name)
                        written.Append("</").Append(open.Pop()).Append('>');
                    written.Append('<').Append(name).Append(attributes).Append('>');
                    if (!Void.Contains(name))
                        open.Push(name);
                    break;
                case HtmlToken.End end when NameOf(end.Name) is { } name && open.Contains(name):
                    Close(name);
                    break;
            }
        }

        while (open.TryPop(out var left))
            written.Append("</").Append(left).Append('>');
        return ToPlain(written.ToString()).Length == 0 && !written.ToString().Contains("<img", StringComparison.Ordinal) ? "" : written.ToString();

        void Close(string name)
        {
            string closed;
            do
            {
                closed = open.Pop();
                written.Append("</").Append(closed).Append('>');
            }
            while (closed != name);
        }
    }

    /// <summary>What a person reads of it, line by line.</summary>
    public static string ToPlain(string html)
    {
        var lines = new StringBuilder(html.Length);
        foreach (var token in HtmlTokens.Of(html))
        {
            switch (token)
            {
                case HtmlToken.Text text:
                    lines.Append(text.Value);
                    break;
                case HtmlToken.Start { Name: "td" or "th" }:
                    lines.Append(' ');
                    break;
                case HtmlToken.Start start when NameOf(start.Name) is { } name && Blocks.Contains(name):
                case HtmlToken.End end when NameOf(end.Name) is { } ended && Blocks.Contains(ended):
                    lines.Append('\n');
                    break;
            }
        }

        return string.Join('\n', lines.ToString().Split('\n').Select(OneLine).Where(l => l.Length > 0));
    }

    /// <summary>The web addresses that its links name, each once.</summary>
    public static IReadOnlyList<string> Links(string html) =>
        [.. HtmlTokens.Of(html).OfType<HtmlToken.Start>().Where(t => t.Name == "a").Select(t => t.Attributes.GetValueOrDefault("href", "")).Where(WebAddress.IsOne).Distinct(StringComparer.Ordinal)];

    private static string OneLine(string line) => string.Join(' ', line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string? NameOf(string name)
    {
        var kept = Renamed.GetValueOrDefault(name, name);
        return Kept.Contains(kept) ? kept : null;
    }

    // Null: without them the element says nothing.
    private static string? Attributes(string name, HtmlToken.Start start) => name switch
    {
        "a" => start.Attributes.GetValueOrDefault("href", "").Trim() is var address && IsLink(address)
            ? $" href=\"{Encode(address)}\" target=\"_blank\" rel=\"noopener noreferrer nofollow\""
            : "",
        "img" => start.Attributes.GetValueOrDefault("src", "").Trim() is var source && IsOwnFile(source)
            ? $" src=\"{Encode(source)}\" alt=\"{Encode(OneLine(start.Attributes.GetValueOrDefault("alt", "")))}\""
            : null,
        "td" or "th" => Span(start, "colspan") + Span(start, "rowspan"),
        _ => "",
    };

    private static string Span(HtmlToken.Start start, string name) =>
        int.TryParse(start.Attributes.GetValueOrDefault(name), out var cells) && cells is > 1 and <= 50 ? $" {name}=\"{cells}\"" : "";

    private static bool IsLink(string address) =>
        WebAddress.IsOne(address)
        || (address.StartsWith("tel:", StringComparison.OrdinalIgnoreCase) && address.Length is > 4 and <= 30 && address[4..].All(c => char.IsAsciiDigit(c) || c is '+' or '-'))
        || (address.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) && address.Length <= 200 && address[7..].All(c => char.IsAsciiLetterOrDigit(c) || c is '@' or '.' or '-' or '_' or '+'));

    // Pictures come from our own store alone: a foreign one would tell its owner who reads.
    private static bool IsOwnFile(string source) => source.StartsWith("/files/", StringComparison.Ordinal) && Guid.TryParseExact(source[7..], "D", out _);

    private static string Encode(string text)
    {
        var encoded = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            _ = c switch
            {
                '&' => encoded.Append("&amp;"),
                '<' => encoded.Append("&lt;"),
                '>' => encoded.Append("&gt;"),
                '"' => encoded.Append("&quot;"),
                '\'' => encoded.Append("&#39;"),
                _ => char.IsControl(c) && c is not ('\n' or '\t') ? encoded : encoded.Append(c),
            };
        }

        return encoded.ToString();
    }
}
