using System.Numerics;
using Imcc.Core.Retrieval;

namespace Imcc.Core.Answering.Keywords;

/// <summary>
/// Finds keywords that were written with a slip. Homophones from three letters on, so that most letters still agree; one wrong, missing,
/// additional or swapped letter from five on (<see cref="OneEdit"/>), unless what stands there now is a word that other keywords know:
/// then the customer meant that. Shorter keywords answer only to the letter: they would answer to half of everything.
/// </summary>
internal sealed class FuzzyKeywords
{
    /// <summary>Letters from which on homophones count.</summary>
    public const int ShortestSound = 3;

    /// <summary>Letters from which on other slips count.</summary>
    public const int ShortestEdit = 5;

    private readonly KeywordTable _table;
    private readonly FuzzyKeyword[] _keywords;
    private readonly KeywordAutomaton _sounds;
    private readonly int[][] _bySound;
    private readonly KeywordAutomaton _parts;
    private readonly Part[][] _byPart;
    private readonly HashSet<int> _pairs;

    public FuzzyKeywords(KeywordTable table)
    {
        _table = table;
        _keywords = [.. Fuzzy(table)];
        var sounds = Enumerable.Range(0, _keywords.Length).GroupBy(k => KeywordLetters.SoundOf(_keywords[k].Letters)).ToList();
        (_sounds, _bySound) = (new([.. sounds.Select(s => s.Key)], KeywordLetters.Sounds), [.. sounds.Select(s => s.ToArray())]);
        var parts = Enumerable.Range(0, _keywords.Length).SelectMany(k => PartsOf(k, _keywords[k].Letters)).GroupBy(p => p.Text, p => p.Part).ToList();
        (_parts, _byPart) = (new([.. parts.Select(p => p.Key)], KeywordLetters.Folded), [.. parts.Select(p => p.Distinct().ToArray())]);
        _pairs = _keywords.Length == 0 ? [] : [.. table.Words.SelectMany(PairsOf)];
    }

    public bool IsEmpty => _keywords.Length == 0;

    /// <returns>The pattern that answers: with the fewest slips, then the longest, then by rank; -1: none.</returns>
    public int Find(AnswerAsk ask, StopWords stops)
    {
        var best = new BestFuzzy(_table, ask);
        Scan(ask.Text, stops, [], ref best);
        return best.Pattern;
    }

    public IReadOnlyList<KeywordHit> All(string text, StopWords stops)
    {
        if (IsEmpty)
            return [];
        var every = new EveryFuzzy(_table, new ushort[KeywordLetters.Longest]);
        Scan(text, stops, every.Places, ref every);
        return every.Hits;
    }

    private static IEnumerable<FuzzyKeyword> Fuzzy(KeywordTable table)
    {
        for (var p = 0; p < table.Patterns.Length; p++)
        {
            if (table.RuleOf(p).Fuzzy && table.Patterns[p].Kind is KeywordKind.Exact or KeywordKind.Prefix or KeywordKind.Contains
                && table.Patterns[p].Words() is [{ Length: >= ShortestSound } letters])
                yield return new(p, table.Patterns[p].Kind, letters, new([.. letters.Reverse()]), SignatureOf(letters));
        }
    }

    // One slip leaves one half as it was; only one across the middle does not, and that is a whole of its own.
    private static IEnumerable<(string Text, Part Part)> PartsOf(int keyword, string letters)
    {
        if (letters.Length < ShortestEdit)
            yield break;
        var half = letters.Length / 2;
        yield return (letters[..half], new(keyword, PartKind.First));
        yield return (letters[half..], new(keyword, PartKind.Second));
        if (letters[half - 1] != letters[half])
            yield return ($"{letters[..(half - 1)]}{letters[half]}{letters[half - 1]}{letters[(half + 1)..]}", new(keyword, PartKind.Swapped));
    }

    private static IEnumerable<int> PairsOf(string word) => Enumerable.Range(0, word.Length - 1).Select(i => Pair(word[i], word[i + 1]));

    private static int Pair(char one, char other) => (one << 16) | other;

    private static ulong SignatureOf(ReadOnlySpan<char> letters)
    {
        var signature = 0ul;
        foreach (var c in letters)
            signature |= 1ul << (int)((c * 2654435769u) >> 26);
        return signature;
    }

    private void Scan<TTaker>(string text, StopWords stops, Span<ushort> places, ref TTaker taker)
        where TTaker : struct, IFuzzyTaker
    {
        Span<char> room = stackalloc char[KeywordLetters.Longest];
        var letters = room[..KeywordLetters.Read(text, room, places)];
        var core = stops.Words.IsEmpty ? (0, letters.Length) : stops.Strip(letters);
        var node = KeywordAutomaton.Root;
        for (var i = 0; i < letters.Length; i++)
        {
            node = _sounds.Next(node, _sounds.Code(letters[i]));
            for (var end = _sounds.End(node); end != KeywordAutomaton.Root; end = _sounds.Shorter(end))
            {
                foreach (var k in _bySound[_sounds.WordAt(end)])
                    TakeSound(_keywords[k], letters, i + 1, core, ref taker);
            }
        }

        if (_byPart.Length > 0)
            ScanParts(letters, core, ref taker);
    }

    private void TakeSound<TTaker>(in FuzzyKeyword keyword, ReadOnlySpan<char> letters, int end, (int, int) core, ref TTaker taker)
        where TTaker : struct, IFuzzyTaker
    {
        var start = end - keyword.Letters.Length;
        var others = 0;
        for (var i = 0; i < keyword.Letters.Length; i++)
        {
            if (keyword.Letters[i] == letters[start + i])
                continue;
            others++;
            if (IsKnown(letters, start + i - 1, start + i + 1, start, end))
                return;
        }

        // Most of it has to agree; what agrees altogether is no slip.
        if (others > 0 && others * 2 < keyword.Letters.Length && Stands(keyword.Kind, start, end, letters.Length, core))
            taker.Take(keyword, others, start, end);
    }

    private void ScanParts<TTaker>(ReadOnlySpan<char> letters, (int, int) core, ref TTaker taker)
        where TTaker : struct, IFuzzyTaker
    {
        Span<char> backwards = stackalloc char[letters.Length];
        letters.CopyTo(backwards);
        backwards.Reverse();
        var signature = SignatureOf(letters);
        var node = KeywordAutomaton.Root;
        for (var i = 0; i < letters.Length; i++)
        {
            node = _parts.Next(node, _parts.Code(letters[i]));
            for (var end = _parts.End(node); end != KeywordAutomaton.Root; end = _parts.Shorter(end))
            {
                foreach (var part in _byPart[_parts.WordAt(end)])
                {
                    ref readonly var keyword = ref _keywords[part.Keyword];
                    if (BitOperations.PopCount(keyword.Signature & ~signature) <= 1)
                        TakePart(keyword, part.Kind, letters, backwards, i + 1, core, ref taker);
                }
            }
        }
    }

    private void TakePart<TTaker>(in FuzzyKeyword keyword, PartKind kind, ReadOnlySpan<char> letters, ReadOnlySpan<char> backwards, int met, (int, int) core, ref TTaker taker)
        where TTaker : struct, IFuzzyTaker
    {
        var (length, half) = (keyword.Letters.Length, keyword.Letters.Length / 2);
        int start, end;
        OneEdit edit;
        switch (kind)
        {
            case PartKind.First:
                edit = OneEdit.Between(keyword.Letters.AsSpan(half), letters[met..]);
                (start, end) = (met - half, met + edit.Length);
                edit = edit with { At = met + edit.At };
                break;
            case PartKind.Second:
                start = met - (length - half);
                edit = OneEdit.Between(keyword.Backwards.AsSpan(length - half), backwards[(letters.Length - start)..]);
                (start, end) = (start - edit.Length, met);
                edit = edit with { At = start + edit.Length - 1 - edit.At - (edit.Kind == EditKind.Swapped ? 1 : edit.Kind == EditKind.Missing ? -1 : 0) };
                break;
            default:
                (start, end, edit) = (met - length, met, new(EditKind.Swapped, met - length + half - 1, length, keyword.Letters[half], keyword.Letters[half - 1]));
                break;
        }

        if (edit.Kind != EditKind.None && edit.IsHarmless && Stands(keyword.Kind, start, end, letters.Length, core) && !ReadsAsOther(edit, letters, start, end))
            taker.Take(keyword, 1, start, end);
    }

    private bool ReadsAsOther(in OneEdit edit, ReadOnlySpan<char> letters, int start, int end) => edit.Kind switch
    {
        EditKind.Missing => IsKnown(letters, edit.At - 1, edit.At, start, end),
        EditKind.Swapped => IsKnown(letters, edit.At, edit.At + 1, start, end),
        // At the edge there is only one neighbour to tell a slip from another word: it has to sound alike, too.
        EditKind.Other when edit.At == start || edit.At == end - 1 => Readings.Likeness(edit.Meant, edit.Written) == 0 || IsKnown(letters, edit.At - 1, edit.At + 1, start, end),
        _ => IsKnown(letters, edit.At - 1, edit.At + 1, start, end),
    };

    // What stands where the slip would be is known from other keywords: it is no slip.
    private bool IsKnown(ReadOnlySpan<char> letters, int from, int to, int start, int end)
    {
        for (var i = Math.Max(from, start); i < Math.Min(to, end - 1); i++)
        {
            if (_pairs.Contains(Pair(letters[i], letters[i + 1])))
                return true;
        }

        return false;
    }

    private static bool Stands(KeywordKind kind, int start, int end, int letters, (int Start, int End) core) => kind switch
    {
        KeywordKind.Exact => (start == 0 || start == core.Start) && (end == letters || end == core.End),
        KeywordKind.Prefix => start == 0,
        _ => true,
    };

    private readonly record struct Part(int Keyword, PartKind Kind);

    private enum PartKind
    {
        First,
        Second,
        Swapped,
    }
}
