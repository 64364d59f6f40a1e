using System.Globalization;
using System.Text;

namespace Imcc.Core.Channels;

/// <summary>JSON as text, where the platform's own reader and writer are too strict for what goes between systems.</summary>
public static class JsonText
{
    private const int UnitLength = 6;

    /// <summary>
    /// Half a character (<c>\ud83d</c> alone, as a name cut in the middle of an emoji) makes the whole string unreadable to our reader: it becomes the
    /// replacement character, and what stands around it is kept.
    /// </summary>
    public static string Mend(string json) => Whole(json.TrimStart('\uFEFF'));

    /// <inheritdoc cref="Mend(string)"/>
    /// <param name="json">In UTF-8, with or without a mark in front; bytes that are none become the replacement character.</param>
    public static string Mend(ReadOnlySpan<byte> json) => Mend(Encoding.UTF8.GetString(json));

    private static string Whole(string json) =>
        json.Contains("\\ud", StringComparison.OrdinalIgnoreCase) ? Rewrite(json, static (c, unit) => char.IsSurrogate(c) ? "\\ufffd" : unit, static (_, _, pair) => pair) : json;

    /// <summary>Every character as it is. Our writer escapes emoji and the wide blank of Chinese under every setting; some who receive it show the escapes.</summary>
    public static string Plain(string json) =>
        json.Contains("\\u", StringComparison.Ordinal)
            ? Rewrite(json, static (c, unit) => c < ' ' || c is '"' or '\\' or '\u007f' || char.IsSurrogate(c) ? unit : c.ToString(), static (high, low, _) => string.Create(2, (high, low), static (s, p) => (s[0], s[1]) = p))
            : json;

    /// <param name="one">What a unit standing alone becomes, given the character and how it was written.</param>
    /// <param name="both">What the two halves of one character become, given them and how they were written.</param>
    private static string Rewrite(string json, Func<char, string, string> one, Func<char, char, string, string> both)
    {
        var text = new StringBuilder(json.Length);
        for (var i = 0; i < json.Length;)
        {
            if (json[i] != '\\')
            {
                text.Append(json[i++]);
                continue;
            }

            if (Unit(json, i) is not { } first)
            {
                // Another escape: its second character must not be taken for the beginning of one.
                text.Append(json, i, Math.Min(2, json.Length - i));
                i += 2;
                continue;
            }

            if (char.IsHighSurrogate(first) && Unit(json, i + UnitLength) is { } second && char.IsLowSurrogate(second))
            {
                text.Append(both(first, second, json.Substring(i, 2 * UnitLength)));
                i += 2 * UnitLength;
                continue;
            }

            text.Append(one(first, json.Substring(i, UnitLength)));
            i += UnitLength;
        }

        return text.ToString();
    }

    /// <returns>The character of <c>\uXXXX</c> there; null: something else stands there.</returns>
    private static char? Unit(string json, int at) =>
        at + UnitLength <= json.Length && json[at] == '\\' && json[at + 1] == 'u'
            && ushort.TryParse(json.AsSpan(at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
            ? (char)code
            : null;
}
