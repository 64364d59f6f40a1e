namespace Imcc.Core.Routing;

/// <summary>An exact fraction: keys are compared without rounding, so that the same facts always give the same choice.</summary>
/// <param name="Denominator">1 or more.</param>
[GenerateSerializer, Immutable]
public readonly record struct Ratio([property: Id(0)] long Numerator, [property: Id(1)] long Denominator) : IComparable<Ratio>
{
    public static readonly Ratio Zero = new(0, 1);

    public static implicit operator Ratio(long number) => new(number, 1);

    public static Ratio FromInt64(long number) => new(number, 1);

    public int CompareTo(Ratio other) => Denominator == other.Denominator
        ? Numerator.CompareTo(other.Numerator)
        : ((Int128)Numerator * other.Denominator).CompareTo((Int128)other.Numerator * Denominator);

    public static bool operator <(Ratio left, Ratio right) => left.CompareTo(right) < 0;

    public static bool operator >(Ratio left, Ratio right) => left.CompareTo(right) > 0;

    public static bool operator <=(Ratio left, Ratio right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Ratio left, Ratio right) => left.CompareTo(right) >= 0;

    public override string ToString() => Denominator == 1 ? $"{Numerator}" : $"{Numerator}/{Denominator}";
}
