using System.Collections.Immutable;
using System.Text;

namespace Imcc.Core.Knowledge;

/// <summary>How one text became another: by words where there are words, by characters where there are none (Chinese). Myers' shortest edit script, bounded.</summary>
public static class TextDiff
{
    // Edits beyond these cost more than anybody reads: then the middle is shown as replaced.
    private const int MostEdits = 1_000;

    /// <summary>In reading order; the kept and the removed parts together are the old text, the kept and the added ones the new one.</summary>
    public static ImmutableArray<DiffPart> Between(string before, string after)
    {
        var (old, now) = (Words(before), Words(after));
        var start = 0;
        while (start < old.Count && start < now.Count && old[start] == now[start])
            start++;
        var end = 0;
        while (end < old.Count - start && end < now.Count - start && old[^(end + 1)] == now[^(end + 1)])
            end++;
        var parts = new Joined();
        foreach (var word in old.Take(start))
            parts.Add(DiffKind.Kept, word);
        foreach (var (kind, word) in Middle(old.GetRange(start, old.Count - start - end), now.GetRange(start, now.Count - start - end)))
            parts.Add(kind, word);
        foreach (var word in old.Skip(old.Count - end))
            parts.Add(DiffKind.Kept, word);
        return parts.All();
    }

    private static List<(DiffKind Kind, string Word)> Middle(List<string> old, List<string> now)
    {
        if (Trace(old, now) is not { } trace)
            return [.. old.Select(w => (DiffKind.Removed, w)), .. now.Select(w => (DiffKind.Added, w))];
        var steps = new List<(DiffKind Kind, string Word)>();
        var (x, y) = (old.Count, now.Count);
        for (var d = trace.Count - 1; d >= 0; d--)
        {
            var reached = trace[d];
            var k = x - y;
            var from = k == -d || (k != d && At(reached, d, k - 1) < At(reached, d, k + 1)) ? k + 1 : k - 1;
            var startX = d == 0 ? 0 : At(reached, d, from);
            var startY = d == 0 ? 0 : startX - from;
            while (x > startX && y > startY && (d > 0 || x > 0))
            {
                steps.Add((DiffKind.Kept, old[--x]));
                y--;
            }

            if (d == 0)
                break;
            steps.Add(x == startX ? (DiffKind.Added, now[startY]) : (DiffKind.Removed, old[startX]));
            (x, y) = (startX, startY);
        }

        steps.Reverse();
        return steps;
    }

    // How far each diagonal was reached before each round; null: too much is different.
    private static List<int[]>? Trace(List<string> old, List<string> now)
    {
        var most = Math.Min(old.Count + now.Count, MostEdits);
        var trace = new List<int[]>();
        var reached = new int[(2 * most) + 3];
        var middle = most + 1;
        for (var d = 0; d <= most; d++)
        {
            // Only what this round can have read is kept: 2d + 3 cells.
            trace.Add(reached[(middle - d - 1)..(middle + d + 2)]);
            for (var k = -d; k <= d; k += 2)
            {
                var x = k == -d || (k != d && reached[middle + k - 1] < reached[middle + k + 1]) ? reached[middle + k + 1] : reached[middle + k - 1] + 1;
                while (x < old.Count && x - k < now.Count && old[x] == now[x - k])
                    x++;
                reached[middle + k] = x;
                if (x >= old.Count && x - k >= now.Count)
                    return trace;
            }
        }

        return null;
    }

    private static int At(int[] reached, int d, int k) => reached[k + d + 1];

    // A run of letters and digits is a word, a Chinese character is one by itself, and so is everything else.
    private static List<string> Words(string text)
    {
        var words = new List<string>();
        for (var i = 0; i < text.Length;)
        {
            var start = i;
            if (IsWordPart(text[i]))
            {
                while (i < text.Length && IsWordPart(text[i]))
                    i++;
            }
            else
                i += char.IsSurrogatePair(text, i) ? 2 : 1;
            words.Add(text[start..i]);
        }

        return words;
    }

    private static bool IsWordPart(char c) => char.IsAsciiLetterOrDigit(c) || (c is >= '\u00C0' and < '\u2E80' && char.IsLetter(c));

    private sealed class Joined
    {
        private readonly ImmutableArray<DiffPart>.Builder _parts = ImmutableArray.CreateBuilder<DiffPart>();
        private readonly StringBuilder _text = new();
        private DiffKind _kind;

        public void Add(DiffKind kind, string word)
        {
            if (kind != _kind)
                Close();
            _kind = kind;
            _text.Append(word);
        }

        public ImmutableArray<DiffPart> All()
        {
            Close();
            return _parts.ToImmutable();
        }

        private void Close()
        {
            if (_text.Length > 0)
                _parts.Add(new(_kind, _text.ToString()));
            _text.Clear();
        }
    }
}

/// <summary>A stretch of text that stayed, went or came.</summary>
public sealed record DiffPart(DiffKind Kind, string Text);

public enum DiffKind
{
    Kept,
    Removed,
    Added,
}
