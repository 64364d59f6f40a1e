using System.Collections.Immutable;
using System.Text;

namespace Imcc.Core.Channels.OneBot;

/// <summary>The string form of messages: text with codes in brackets, <c>[CQ:at,qq=20002000] 您好</c>.</summary>
public static class CqCode
{
    private const string Begin = "[CQ:";

    /// <summary>Whatever stands there is read as something: a code that is none is text.</summary>
    public static ImmutableArray<OneBotSegment> Read(string text)
    {
        var segments = ImmutableArray.CreateBuilder<OneBotSegment>();
        var at = 0;
        while (at < text.Length)
        {
            var begin = text.IndexOf(Begin, at, StringComparison.Ordinal);
            var end = begin < 0 ? -1 : text.IndexOf(']', begin);
            if (end < 0)
                begin = text.Length;
            if (begin > at)
                segments.Add(OneBotSegment.Text(Unescape(text[at..begin])));
            if (end < 0)
                break;
            var code = Code(text[(begin + Begin.Length)..end]);
            segments.Add(code.Type.Length > 0 ? code : OneBotSegment.Text(text[begin..(end + 1)]));
            at = end + 1;
        }

        return segments.ToImmutable();
    }

    public static string Write(IEnumerable<OneBotSegment> segments)
    {
        var text = new StringBuilder();
        foreach (var segment in segments)
        {
            if (segment.Type == "text")
            {
                text.Append(Escape(segment["text"] ?? ""));
                continue;
            }

            text.Append(Begin).Append(segment.Type);
            foreach (var (name, value) in segment.Data)
                text.Append(',').Append(name).Append('=').Append(Escape(value).Replace(",", "&#44;", StringComparison.Ordinal));
            text.Append(']');
        }

        return text.ToString();
    }

    private static OneBotSegment Code(string inside)
    {
        var parts = inside.Split(',');
        return OneBotSegment.Of(
            parts[0].Trim().ToLowerInvariant(),
            [.. parts.Skip(1).Select(p => p.Split('=', 2)).Where(p => p.Length == 2).Select(p => (p[0].Trim(), Unescape(p[1]))).GroupBy(p => p.Item1, StringComparer.Ordinal).Select(g => g.Last())]);
    }

    private static string Escape(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal).Replace("[", "&#91;", StringComparison.Ordinal).Replace("]", "&#93;", StringComparison.Ordinal);

    // The ampersand last: what it makes is text.
    private static string Unescape(string text) => text.Contains('&', StringComparison.Ordinal)
        ? text.Replace("&#91;", "[", StringComparison.Ordinal).Replace("&#93;", "]", StringComparison.Ordinal).Replace("&#44;", ",", StringComparison.Ordinal).Replace("&amp;", "&", StringComparison.Ordinal)
        : text;
}
