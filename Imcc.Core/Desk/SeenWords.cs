using Imcc.Core.Privacy;

namespace Imcc.Core.Desk;

/// <summary>
/// What a search may find for somebody from whom numbers are hidden: a hidden number only by whoever knows it whole, or by what is shown of it. Otherwise one would
/// guess the rest digit by digit.
/// </summary>
public static class SeenWords
{
    private const int Phone = 11;

    /// <summary>As <see cref="SearchWords.In"/>, without what lies in the hidden part of a number.</summary>
    public static IReadOnlyList<TextSpan> In(this SearchWords words, string text, Mask mask)
    {
        var found = words.In(text);
        if (found.Count == 0 || mask.HiddenIn(text) is not { Count: > 0 } hidden)
            return found;
        var shown = mask.Text(text);
        return [.. found.Where(f => hidden.All(n => IsApart(f, n) || IsWhole(f, n) || IsShown(f)))];

        bool IsShown(TextSpan span) => string.CompareOrdinal(shown, span.Start, text, span.Start, span.Length) == 0;
    }

    /// <summary>Those words that have a digit: only they can ask for a part of a number.</summary>
    public static IReadOnlyList<SearchWords> Asking(this SearchWords words) => [.. words.Words.Where(w => w.Any(char.IsAsciiDigit)).Select(w => SearchWords.Of('"' + w + '"'))];

    private static bool IsApart(TextSpan span, HiddenNumber number) => span.Start + span.Length <= number.Start || number.Start + number.Length <= span.Start;

    private static bool IsWhole(TextSpan span, HiddenNumber number) => span.Start + span.Length >= number.Start + number.Length
        // A telephone number is whole without its country's code.
        && (span.Start <= number.Start || (number.Kind == NumberKind.Phone && span.Length >= Phone));
}
