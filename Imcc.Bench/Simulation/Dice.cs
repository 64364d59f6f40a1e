using System.Numerics;

namespace Imcc.Bench.Simulation;

/// <summary>Chance that is the same for the same seed on every machine and version: Blackman and Vigna's xoshiro256**, seeded by SplitMix64.</summary>
public sealed class Dice
{
    private ulong _a, _b, _c, _d;

    public Dice(ulong seed)
    {
        (_a, _b, _c, _d) = (Split(), Split(), Split(), Split());

        ulong Split()
        {
            var z = seed += 0x9E3779B97F4A7C15;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }

    /// <summary>Evenly between 0 (possible) and 1 (impossible).</summary>
    public double Next()
    {
        var result = BitOperations.RotateLeft(_b * 5, 7) * 9;
        var t = _b << 17;
        _c ^= _a;
        _d ^= _b;
        _b ^= _c;
        _a ^= _d;
        _c ^= t;
        _d = BitOperations.RotateLeft(_d, 45);
        return (result >> 11) * (1.0 / (1UL << 53));
    }

    /// <summary>A whole number from 0 to below <paramref name="n"/>.</summary>
    public int Below(int n) => (int)(Next() * n);

    /// <summary>A time without memory.</summary>
    public double Exponential(double mean) => -mean * Math.Log(1 - Next());

    /// <summary>The index of one of the shares, each as likely as it is large; they add up to 1.</summary>
    public int Pick(IReadOnlyList<double> shares)
    {
        var x = Next();
        for (var i = 0; i < shares.Count - 1; i++)
        {
            x -= shares[i];
            if (x < 0)
                return i;
        }

        return shares.Count - 1;
    }
}
