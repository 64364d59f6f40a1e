using System.Buffers;
using System.Text;

namespace Imcc.Core.Channels.WeChat;

/// <summary>Characters that XML 1.0 (and a database's text column) cannot hold do reach us from telephones: they are left out, not refused.</summary>
internal static class XmlText
{
    private static readonly SearchValues<char> Illegal = SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(c => (char)c).Where(c => c is not ('\t' or '\n' or '\r')), '\uFFFE', '\uFFFF']);

    public static string Clean(string text)
    {
        if (!text.AsSpan().ContainsAny(Illegal) && !HasLoneSurrogate(text))
            return text;
        var clean = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                clean.Append(c).Append(text[++i]);
            else if (!char.IsSurrogate(c) && !Illegal.Contains(c))
                clean.Append(c);
        }

        return clean.ToString();
    }

    private static bool HasLoneSurrogate(string text)
    {
        var at = text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF');
        if (at < 0)
            return false;
        for (var i = at; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
                continue;
            if (!char.IsHighSurrogate(text[i]) || i + 1 == text.Length || !char.IsLowSurrogate(text[i + 1]))
                return true;
            i++;
        }

        return false;
    }
}
