using System.Collections.Immutable;
using Imcc.Core.Privacy;

namespace Imcc.Core.Desk;

/// <summary>
/// What a person typed into a search box: words with blanks between, phrases in quotes. A text matches when it holds each of them,
/// wherever, with letters large or small, wide or narrow.
/// </summary>
public sealed class SearchWords
{
    /// <summary>Further words are left out.</summary>
    public const int Most = 8;

    private const int LongestWord = 60;

    private SearchWords(ImmutableArray<string> words) => Words = words;

    /// <summary>Folded; none is empty.</summary>
    public ImmutableArray<string> Words { get; }

    public bool IsEmpty => Words.IsEmpty;

    public static SearchWords Of(string typed)
    {
        var words = new List<string>();
        var parts = typed.Replace('“', '"').Replace('”', '"').Split('"');
        for (var i = 0; i < parts.Length; i++)
        {
            // What stands in closed quotes stays together.
            if (i % 2 == 1 && i < parts.Length - 1)
                words.Add(Fold(parts[i]).Trim());
            else
                words.AddRange(Fold(parts[i]).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        }

        return new([.. words.Where(w => w.Any(char.IsLetterOrDigit) || w.Any(char.IsSurrogate)).Select(w => w.Length <= LongestWord ? w : w[..LongestWord]).Distinct().Take(Most)]);
    }

    /// <summary>Small letters, narrow forms; as many characters as before, so that places in it are places in the text.</summary>
    public static string Fold(string text) => string.Create(text.Length, text, static (folded, text) =>
    {
        for (var i = 0; i < folded.Length; i++)
            folded[i] = Fold(text[i]);
    });

    public static char Fold(char c) => c switch
    {
        '\u3000' => ' ',
        >= '\uFF01' and <= '\uFF5E' => char.ToLowerInvariant((char)(c - 0xFEE0)),
        _ => char.ToLowerInvariant(c),
    };

    /// <summary>Where the words stand in a text, in order, none in another.</summary>
    public IReadOnlyList<TextSpan> In(string text)
    {
        var folded = Fold(text);
        var found = new List<TextSpan>();
        foreach (var word in Words)
        {
            for (var at = folded.IndexOf(word, StringComparison.Ordinal); at >= 0; at = folded.IndexOf(word, at + word.Length, StringComparison.Ordinal))
                found.Add(new(at, word.Length));
        }

        found.Sort((a, b) => a.Start != b.Start ? a.Start.CompareTo(b.Start) : b.Length.CompareTo(a.Length));
        var apart = new List<TextSpan>(found.Count);
        foreach (var span in found)
        {
            if (apart.Count == 0 || span.Start >= apart[^1].Start + apart[^1].Length)
                apart.Add(span);
        }

        return apart;
    }

    /// <summary>Whether the text holds every word.</summary>
    public bool Match(string text)
    {
        var folded = Fold(text);
        return Words.All(w => folded.Contains(w, StringComparison.Ordinal));
    }

    /// <summary>The stretch of a text around the first found word, in one line, with the places of the words in it.</summary>
    /// <param name="mask">Hides what may not be seen.</param>
    /// <param name="around">Characters before the first word, and about twice as many after.</param>
    public (string Text, IReadOnlyList<TextSpan> Found) Excerpt(string text, Mask mask, int around = 24)
    {
        var shown = mask.Text(text);
        var found = this.In(text, mask);
        var first = found.Count == 0 ? 0 : found[0].Start;
        var start = Math.Max(0, first - around);
        var end = Math.Min(text.Length, Math.Max(first + (3 * around), start + (4 * around)));
        // Never cut a surrogate pair in half.
        if (start > 0 && char.IsLowSurrogate(text[start]))
            start--;
        if (end < text.Length && char.IsLowSurrogate(text[end]))
            end++;
        var before = start > 0 ? "…" : "";
        var cut = before + string.Concat(shown.AsSpan(start, end - start).ToString().Select(c => char.IsControl(c) ? ' ' : c)) + (end < text.Length ? "…" : "");
        var offset = before.Length - start;
        return (cut, [.. found.Where(f => f.Start >= start && f.Start + f.Length <= end).Select(f => f with { Start = f.Start + offset })]);
    }
}

/// <summary>A stretch of a text, in characters.</summary>
[GenerateSerializer, Immutable]
public readonly record struct TextSpan([property: Id(0)] int Start, [property: Id(1)] int Length);
