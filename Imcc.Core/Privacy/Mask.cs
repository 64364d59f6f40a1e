using System.Collections.Immutable;
using System.Text;

namespace Imcc.Core.Privacy;

/// <summary>Hides the middle of the numbers that somebody may not see: 138****5678.</summary>
[GenerateSerializer, Immutable]
public sealed record Mask([property: Id(0)] ImmutableArray<NumberKind> Hidden)
{
    /// <summary>Hides nothing.</summary>
    public static readonly Mask None = new(ImmutableArray<NumberKind>.Empty);

    /// <summary>Hides whatever is somebody's.</summary>
    public static readonly Mask All = new([NumberKind.Phone, NumberKind.IdCard, NumberKind.BankCard]);

    /// <returns>The same instance when there is nothing to hide.</returns>
    public string Text(string text)
    {
        if (Hidden.IsEmpty || text.Length < 11)
            return text;
        StringBuilder? masked = null;
        foreach (var number in PersonalNumbers.In(text).Where(n => Hidden.Contains(n.Kind)))
        {
            masked ??= new StringBuilder(text);
            Hide(masked, number);
        }

        return masked?.ToString() ?? text;
    }

    /// <summary>A number that stands alone: what it is was told by the text that it was taken from.</summary>
    public string Number(string value, NumberKind? kind)
    {
        if (kind is not { } known || !Hidden.Contains(known))
            return Text(value);
        var masked = new StringBuilder(value);
        Hide(masked, new(known, 0, value.Length, value));
        return masked.ToString();
    }

    private static void Hide(StringBuilder masked, FoundNumber number)
    {
        var letters = masked.ToString(number.Start, number.Length).Count(IsLetter);
        var (first, last) = Shown(number.Kind, letters);
        var seen = 0;
        for (var i = number.Start; i < number.Start + number.Length; i++)
        {
            if (!IsLetter(masked[i]))
                continue;
            if (seen >= first + Offset(number) && seen < letters - last)
                masked[i] = '*';
            seen++;
        }
    }

    private static (int First, int Last) Shown(NumberKind kind, int letters) => kind switch
    {
        NumberKind.Phone => (3, 4),
        NumberKind.IdCard => (6, 4),
        // At least four are hidden.
        _ => letters < 12 ? (2, 2) : (4, 4),
    };

    // The country's code is no secret.
    private static int Offset(FoundNumber number) => number.Kind == NumberKind.Phone ? number.Value.Length - 11 : 0;

    private static bool IsLetter(char c) => char.IsAsciiLetterOrDigit(PersonalNumbers.Plain(c));

    public bool Equals(Mask? other) => other is not null && Hidden.SequenceEqual(other.Hidden);

    public override int GetHashCode() => Hidden.Aggregate(17, HashCode.Combine);
}
