using System.Collections.Immutable;

namespace Imcc.Core.Retrieval;

/// <summary>Shows a reader where a wording agrees with what was asked.</summary>
public static class Marks
{
    /// <returns>Ranges in UTF-16 units of the wording's text, in order, without overlap.</returns>
    public static ImmutableArray<Range> Of(Phrase asked, Phrase wording)
    {
        var (units, mine) = (wording.Wording, asked.Wording.Units);
        var marked = new bool[units.Units.Length];
        for (var j = 0; j < marked.Length; j++)
            marked[j] = Array.IndexOf(mine, units.Units[j]) >= 0;
        // A single everyday character between others says nothing.
        for (var j = 0; j < marked.Length; j++)
        {
            if (marked[j] && wording.Stopped[j] && !(j > 0 && marked[j - 1] && !wording.Stopped[j - 1]) && !(j + 1 < marked.Length && marked[j + 1] && !wording.Stopped[j + 1]))
                marked[j] = false;
        }

        foreach (var sense in wording.Senses)
        {
            if (asked.Senses.Any(s => s.Concept == sense.Concept))
                marked.AsSpan(sense.Start, sense.End - sense.Start).Fill(true);
        }

        var ranges = ImmutableArray.CreateBuilder<Range>();
        for (var j = 0; j < marked.Length; j++)
        {
            if (!marked[j])
                continue;
            int start = units.Starts[j], end = start + units.Lengths[j];
            while (j + 1 < marked.Length && marked[j + 1] && units.Starts[j + 1] == end)
                end += units.Lengths[++j];
            ranges.Add(start..end);
        }

        return ranges.ToImmutable();
    }
}
