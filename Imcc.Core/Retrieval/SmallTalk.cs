using System.Text;
using System.Text.RegularExpressions;

namespace Imcc.Core.Retrieval;

/// <summary>Tells what asks for nothing: greetings, thanks, agreement, signs and faces only, and the number of an option or of a telephone.</summary>
public static partial class SmallTalk
{
    /// <summary>Who says more has something to say.</summary>
    private const int Longest = 24;

    /// <summary>Digits of a service's number.</summary>
    private const int ShortestNamed = 3;

    private const int LongestNamed = 6;

    /// <param name="text">As it was written.</param>
    // As it stands, too: where one word ends as the next begins, 感谢谢谢, nothing is said three times.
    public static bool Is(string text, WordLists lists) => IsMadeOf(Essence(text, isShort: true), lists) || IsMadeOf(Essence(text, isShort: false), lists);

    private static bool IsMadeOf(string said, WordLists lists)
    {
        if (said.Length is 0 or > Longest)
            return said.Length == 0;
        if (lists.SmallTalk.Contains(said) || IsAnswer(said))
            return true;
        // Put together of such and of words that say nothing, one after the other: 好的谢谢你.
        var (talk, stop) = (lists.SmallTalk.GetAlternateLookup<ReadOnlySpan<char>>(), lists.StopWords.GetAlternateLookup<ReadOnlySpan<char>>());
        var reached = new byte[said.Length + 1];
        reached[0] = 1;
        for (var i = 0; i < said.Length; i++)
        {
            if (reached[i] == 0)
                continue;
            for (var end = i + 1; end <= said.Length; end++)
            {
                var part = said.AsSpan(i, end - i);
                if (talk.Contains(part))
                    reached[end] = 2;
                else if (stop.Contains(part))
                    reached[end] = Math.Max(reached[end], reached[i]);
            }
        }

        return reached[^1] > 0;
    }

    /// <summary>1 and 13800138000 answer what was asked; 95588 is a service that may be asked about.</summary>
    private static bool IsAnswer(string said) => said.Length is < ShortestNamed or > LongestNamed && said.All(char.IsAsciiDigit);

    /// <summary>Letters, digits and characters only.</summary>
    /// <param name="isShort">What is said three times or more is said twice: 好好好好.</param>
    private static string Essence(string text, bool isShort)
    {
        var said = new StringBuilder();
        foreach (var c in Face().Replace(TextFolding.Fold(text.Length > 200 ? text[..200] : text), ""))
        {
            if (char.IsLetterOrDigit(c) && !(isShort && said.Length > 1 && said[^1] == c && said[^2] == c))
                said.Append(c);
        }

        return said.ToString();
    }

    /// <summary>A face as WeChat writes it: [微笑].</summary>
    [GeneratedRegex(@"\[[^\[\]\s]{1,8}\]")]
    private static partial Regex Face();
}
