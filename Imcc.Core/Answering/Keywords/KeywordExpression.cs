using System.Text.RegularExpressions;

namespace Imcc.Core.Answering.Keywords;

/// <summary>
/// A regular expression that somebody wrote on screen. It runs in time linear in the text where it can; one that looks around or back runs
/// for at most <see cref="Patience"/>, and is put aside when it has taken that long <see cref="MostTimeouts"/> times in a row.
/// </summary>
internal sealed partial class KeywordExpression
{
    public static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(50);

    /// <summary>For what takes microseconds: nothing but a bolt.</summary>
    private static readonly TimeSpan LongPatience = TimeSpan.FromMilliseconds(500);

    public const int MostTimeouts = 3;

    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;

    private readonly Regex _regex;
    private int _timeouts;

    private KeywordExpression(string text, Regex regex) => (Text, _regex) = (text, regex);

    public string Text { get; }

    public bool IsAside => Volatile.Read(ref _timeouts) >= MostTimeouts;

    /// <returns>Null: it is no regular expression, or matches what is empty and so everything.</returns>
    public static KeywordExpression? TryMake(string text)
    {
        if (text.Length is 0 or > KeywordPattern.MaxText)
            return null;
        try
        {
            var regex = Make(text);
            return regex.IsMatch("") ? null : new(text, regex);
        }
        catch (Exception e) when (e is ArgumentException or RegexMatchTimeoutException)
        {
            return null;
        }
    }

    /// <param name="written">See <see cref="KeywordLetters.Written"/>.</param>
    public Range? Find(string written)
    {
        if (IsAside)
            return null;
        try
        {
            var match = _regex.Match(written);
            Volatile.Write(ref _timeouts, 0);
            return match.Success ? match.Index..(match.Index + match.Length) : null;
        }
        catch (RegexMatchTimeoutException)
        {
            Interlocked.Increment(ref _timeouts);
            return null;
        }
    }

    private static Regex Make(string text)
    {
        try
        {
            // Linear in a text whose length is bounded: a busy machine must not put it aside for nothing.
            return IsSmall(text) ? new(text, Options | RegexOptions.NonBacktracking, LongPatience) : new(text, Options, Patience);
        }
        catch (NotSupportedException)
        {
            return new(text, Options, Patience);
        }
    }

    // What counts whole groups, or far, is linear on paper only: it takes minutes, and looks at the clock too seldom.
    private static bool IsSmall(string text) => !text.Contains("){", StringComparison.Ordinal) && !FarCount().IsMatch(text);

    [GeneratedRegex("\\{[0-9,]*[0-9]{3}")]
    private static partial Regex FarCount();
}
