using System.Net;

namespace Imcc.Core.Knowledge;

/// <summary>HTML cut into text and tags, names in lower case and references resolved. What a browser would not show (scripts, styles, comments) is left out.</summary>
internal static class HtmlTokens
{
    // What stands in them is not for reading, or is read by rules of its own.
    private static readonly HashSet<string> Skipped = new(StringComparer.Ordinal)
    {
        "script", "style", "iframe", "frame", "frameset", "object", "embed", "applet", "svg", "math", "template", "noscript", "noembed", "noframes", "textarea", "select", "title", "xmp", "plaintext", "audio", "video", "canvas", "head",
    };

    public static IEnumerable<HtmlToken> Of(string html)
    {
        var at = 0;
        while (at < html.Length)
        {
            var next = html.IndexOf('<', at);
            if (next < 0)
                next = html.Length;
            if (next > at)
                yield return new HtmlToken.Text(WebUtility.HtmlDecode(html[at..next]));
            at = next;
            if (at >= html.Length)
                yield break;
            if (html.AsSpan(at).StartsWith("<!--"))
                at = After(html, "-->", at + 4);
            else if (at + 1 < html.Length && html[at + 1] is '!' or '?')
                at = After(html, ">", at + 1);
            else if (at + 1 < html.Length && (char.IsAsciiLetter(html[at + 1]) || (html[at + 1] == '/' && at + 2 < html.Length && char.IsAsciiLetter(html[at + 2]))))
            {
                var tag = Tag(html, ref at);
                yield return tag;
                if (tag is HtmlToken.Start { Name: var name } && Skipped.Contains(name))
                    at = EndOf(html, name, at);
            }
            else
            {
                yield return new HtmlToken.Text("<");
                at++;
            }
        }
    }

    private static int After(string html, string mark, int from) => html.IndexOf(mark, Math.Min(from, html.Length), StringComparison.Ordinal) is var found && found < 0 ? html.Length : found + mark.Length;

    private static int EndOf(string html, string name, int from) => html.IndexOf("</" + name, from, StringComparison.OrdinalIgnoreCase) is var found && found < 0 ? html.Length : found;

    private static HtmlToken Tag(string html, ref int at)
    {
        var isEnd = html[at + 1] == '/';
        var start = at + (isEnd ? 2 : 1);
        at = start;
        while (at < html.Length && !IsSpace(html[at]) && html[at] is not ('>' or '/'))
            at++;
        var name = html[start..at].ToLowerInvariant();
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
        while (at < html.Length && html[at] != '>')
        {
            if (IsSpace(html[at]) || html[at] == '/')
                at++;
            else
            {
                var (attribute, value) = Attribute(html, ref at);
                attributes.TryAdd(attribute, value);
            }
        }

        at = Math.Min(at + 1, html.Length);
        return isEnd ? new HtmlToken.End(name) : new HtmlToken.Start(name, attributes);
    }

    private static (string Name, string Value) Attribute(string html, ref int at)
    {
        var start = at++;
        while (at < html.Length && !IsSpace(html[at]) && html[at] is not ('=' or '>' or '/'))
            at++;
        var name = html[start..at].ToLowerInvariant();
        var end = at;
        while (at < html.Length && IsSpace(html[at]))
            at++;
        if (at >= html.Length || html[at] != '=')
        {
            at = end;
            return (name, "");
        }

        at++;
        while (at < html.Length && IsSpace(html[at]))
            at++;
        if (at >= html.Length)
            return (name, "");
        if (html[at] is '"' or '\'')
        {
            var close = html.IndexOf(html[at], at + 1);
            close = close < 0 ? html.Length : close;
            var quoted = html[(at + 1)..close];
            at = Math.Min(close + 1, html.Length);
            return (name, WebUtility.HtmlDecode(quoted));
        }

        start = at;
        while (at < html.Length && !IsSpace(html[at]) && html[at] != '>')
            at++;
        return (name, WebUtility.HtmlDecode(html[start..at]));
    }

    private static bool IsSpace(char c) => c is ' ' or '\t' or '\n' or '\r' or '\f';
}

/// <summary>A piece of HTML.</summary>
internal abstract record HtmlToken
{
    public sealed record Text(string Value) : HtmlToken;

    public sealed record Start(string Name, IReadOnlyDictionary<string, string> Attributes) : HtmlToken;

    public sealed record End(string Name) : HtmlToken;
}
