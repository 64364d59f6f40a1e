using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Imcc.Core.Retrieval;

/// <summary>The direction of a term before anything is learned of it: the same on every machine, at nearly right angles to all others.</summary>
internal static class Directions
{
    /// <summary>Eight signs for each byte: to make a direction bit by bit would take longer than all the rest.</summary>
    private static readonly float[] Signs = [.. Enumerable.Range(0, 256).SelectMany(bits => Enumerable.Range(0, 8).Select(bit => (bits >> bit & 1) == 0 ? 1f : -1f))];

    /// <param name="length">How long it is.</param>
    /// <param name="sum">What it is added to.</param>
    public static void Add(long term, float length, Span<float> sum)
    {
        var sums = MemoryMarshal.Cast<float, Vector256<float>>(sum);
        var signs = MemoryMarshal.Cast<float, Vector256<float>>(Signs);
        var step = Vector256.Create(length / MathF.Sqrt(WordVectors.Size));
        var (bits, more) = (Mixed(term), Mixed(~term));
        for (var i = 0; i < sums.Length / 2; i++)
        {
            sums[i] += step * signs[(byte)(bits >> (8 * i))];
            sums[i + (sums.Length / 2)] += step * signs[(byte)(more >> (8 * i))];
        }
    }

    // SplitMix64: neighbouring numbers become signs that have nothing in common.
    private static ulong Mixed(long term)
    {
        var mixed = (ulong)term + 0x9E3779B97F4A7C15;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return BitOperations.RotateLeft(mixed ^ (mixed >> 31), 17);
    }
}
