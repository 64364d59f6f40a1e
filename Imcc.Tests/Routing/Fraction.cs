using System.Numerics;

namespace Imcc.Tests.Routing;

/// <summary>A number of any size over another, for keys worked out in the plainest way.</summary>
internal readonly record struct Fraction(BigInteger Over, BigInteger Under) : IComparable<Fraction>
{
    public static implicit operator Fraction(long number) => new(number, 1);

    public int CompareTo(Fraction other) => (Over * other.Under).CompareTo(other.Over * Under);
}
