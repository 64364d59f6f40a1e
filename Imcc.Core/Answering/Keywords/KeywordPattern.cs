using System.Collections.Immutable;

namespace Imcc.Core.Answering.Keywords;

/// <summary>One way to tell that a customer means a rule.</summary>
/// <param name="Text">The words; of <see cref="KeywordKind.AllOf"/> all of them with blanks between; a regular expression; or a menu entry's key.</param>
public sealed record KeywordPattern(KeywordKind Kind, string Text)
{
    /// <summary>Characters.</summary>
    public const int MaxText = 200;

    /// <summary>Words that one pattern may ask for.</summary>
    public const int MostWords = 8;

    /// <summary>What the words of the text are compared by; empty where nothing is left to be compared, or where it is no matter of words.</summary>
    public ImmutableArray<string> Words() => Kind switch
    {
        KeywordKind.AllOf => [.. Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(KeywordLetters.Of).Where(w => w.Length > 0).Distinct(StringComparer.Ordinal)],
        KeywordKind.Exact or KeywordKind.Prefix or KeywordKind.Contains => KeywordLetters.Of(Text) is { Length: > 0 } word ? [word] : [],
        _ => [],
    };

    /// <summary>Whether a customer can write something that it fits.</summary>
    public bool IsUsable() => Kind switch
    {
        KeywordKind.Regex => KeywordExpression.TryMake(Text) is not null,
        KeywordKind.Tap => Text.Trim().Length > 0,
        KeywordKind.AllOf => Words() is { Length: > 0 and <= MostWords },
        _ => Words().Length > 0,
    };
}

/// <summary>How the words have to stand in what the customer wrote. Stored; values are never renumbered.</summary>
public enum KeywordKind
{
    /// <summary>They are all that was written.</summary>
    Exact = 1,

    /// <summary>They come first.</summary>
    Prefix = 2,

    /// <summary>They stand anywhere.</summary>
    Contains = 3,

    /// <summary>Each of them stands somewhere, in any order.</summary>
    AllOf = 4,

    /// <summary>A regular expression, on the text in small, narrow and simplified characters.</summary>
    Regex = 5,

    /// <summary>The menu entry with this key was tapped.</summary>
    Tap = 6,
}
