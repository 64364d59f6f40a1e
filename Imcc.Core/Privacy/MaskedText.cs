using System.Text;

namespace Imcc.Core.Privacy;

/// <summary>Where a number was hidden. Hiding keeps the length, so the place is the same in the text as it was written.</summary>
/// <param name="Start">Index of its first character.</param>
/// <param name="Length">Characters.</param>
[GenerateSerializer, Immutable]
public readonly record struct HiddenNumber([property: Id(0)] NumberKind Kind, [property: Id(1)] int Start, [property: Id(2)] int Length);

/// <summary>What a mask does with texts beyond hiding: says where it hid, and puts back what somebody edited around.</summary>
public static class MaskedText
{
    private const int TellingDigits = 5;

    public static IReadOnlyList<HiddenNumber> HiddenIn(this Mask mask, string text) => mask.Hidden.IsEmpty || text.Length < 11
        ? []
        : [.. PersonalNumbers.In(text).Where(n => mask.Hidden.Contains(n.Kind)).Select(n => new HiddenNumber(n.Kind, n.Start, n.Length))];

    /// <summary>A text that was cut to one line: what is left of a number at the cut is no number any more, and would be shown.</summary>
    public static string Line(this Mask mask, string line)
    {
        var masked = mask.Text(line);
        if (mask.Hidden.IsEmpty || !masked.EndsWith('…'))
            return masked;
        var from = masked.Length - 1;
        while (from > 0 && (char.IsAsciiLetterOrDigit(masked[from - 1]) || masked[from - 1] is ' ' or '-' or '.'))
            from--;
        return masked[from..].Count(char.IsAsciiDigit) < TellingDigits ? masked : masked[..from] + "…";
    }

    /// <summary>
    /// Somebody saved a text that they had read with numbers hidden: each hidden form that is still in it becomes again the number that stood in the text before, so
    /// that saving loses nothing. What they wrote themselves stays as they wrote it.
    /// </summary>
    /// <returns>Null: written like this, a number that they were not shown would be read in clear.</returns>
    public static string? Restore(this Mask mask, string edited, string before)
    {
        var hidden = mask.HiddenIn(before);
        if (hidden.Count == 0)
            return edited;
        var shown = mask.Text(before);
        if (edited == shown)
            return before;
        // Nothing that is taken away later may stand between a number and what was written around it.
        edited = edited.Replace("\0", "", StringComparison.Ordinal);
        var restored = new StringBuilder(edited);
        var places = new List<(int Start, string Form)>();
        var at = 0;
        foreach (var number in hidden)
        {
            var form = shown.Substring(number.Start, number.Length);
            var text = restored.ToString();
            var found = text.IndexOf(form, Math.Min(at, text.Length), StringComparison.Ordinal);
            if (found < 0)
                found = text.IndexOf(form, StringComparison.Ordinal);
            if (found < 0)
                continue;
            restored.Remove(found, form.Length).Insert(found, before.AsSpan(number.Start, number.Length));
            places.Add((found, form));
            at = found + form.Length;
        }

        var kept = restored.ToString();
        var read = mask.Text(kept);
        return places.TrueForAll(p => string.CompareOrdinal(read, p.Start, p.Form, 0, p.Form.Length) == 0) ? kept : null;
    }
}
