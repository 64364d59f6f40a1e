namespace Imcc.Core.Answering.Keywords;

/// <summary>The one slip between a piece of a keyword and a text that begins with it: another, a missing or an additional letter, or two swapped ones.</summary>
/// <param name="At">Where in the text it is: the other or additional letter, the first of the swapped ones, or what stands behind the missing one.</param>
/// <param name="Length">How much of the text the piece takes.</param>
/// <param name="Meant">The letter of the keyword; 0: none.</param>
/// <param name="Written">The letter of the text; 0: none.</param>
internal readonly record struct OneEdit(EditKind Kind, int At, int Length, char Meant, char Written)
{
    private const string Negations = "不没未无别非勿莫";

    /// <summary>Whether a slip of the finger explains it: another digit is another thing, and a no is no slip.</summary>
    public bool IsHarmless => !char.IsDigit(Meant) && !char.IsDigit(Written) && (Kind == EditKind.Swapped || (!Negations.Contains(Meant, StringComparison.Ordinal) && !Negations.Contains(Written, StringComparison.Ordinal)));

    /// <returns><see cref="EditKind.None"/> where it takes none, or more than one. The last letter is not missing: without it every longer word would fit.</returns>
    public static OneEdit Between(ReadOnlySpan<char> piece, ReadOnlySpan<char> text)
    {
        var same = piece.CommonPrefixLength(text);
        if (same == piece.Length)
            return default;
        var rest = piece[same..];
        var other = text[same..];
        if (rest.Length > 1 && other.Length >= rest.Length && rest[0] == other[1] && rest[1] == other[0] && other[2..rest.Length].SequenceEqual(rest[2..]))
            return new(EditKind.Swapped, same, piece.Length, rest[0], rest[1]);
        if (rest.Length > 1 && other.StartsWith(rest[1..]))
            return new(EditKind.Missing, same, piece.Length - 1, rest[0], '\0');
        if (other.Length > rest.Length && other[1..].StartsWith(rest))
            return new(EditKind.Additional, same, piece.Length + 1, '\0', other[0]);
        // Last: of a single letter that is left, any other could be meant.
        if (other.Length >= rest.Length && other[1..rest.Length].SequenceEqual(rest[1..]))
            return new(EditKind.Other, same, piece.Length, rest[0], other[0]);
        return default;
    }
}

internal enum EditKind
{
    None,
    Other,
    Missing,
    Additional,
    Swapped,
}
