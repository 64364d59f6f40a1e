namespace Imcc.Core.Retrieval;

/// <summary>
/// How much each unit and each pair of neighbours says about which wording is meant: the fewer wordings hold it, the more. Counted
/// over all wordings of an index. One writer, any number of readers; a reader may see a change half counted, which moves a weight by a hair.
/// </summary>
public sealed class Rarity
{
    private static readonly double[] Logarithms = [.. Enumerable.Range(0, 1 << 16).Select(often => Math.Log(often + 0.5))];

    private readonly int[] _characters = new int[Wording.FirstWord];
    private readonly System.Collections.Concurrent.ConcurrentDictionary<int, int> _words = new();
    private readonly System.Collections.Concurrent.ConcurrentDictionary<long, int> _pairs = new();
    private readonly int[] _sounds = new int[1024];
    private int _count;
    private double _whole;
    private long _units;

    /// <summary>How many wordings are counted.</summary>
    public int Count => _count;

    public void Add(Wording wording) => Change(wording, 1);

    public void Remove(Wording wording) => Change(wording, -1);

    /// <summary>In natural logarithms; highest for what no wording holds.</summary>
    public double Of(int unit) => Weigh(Often(unit));

    public double OfPair(int first, int second) => Weigh(_pairs.GetValueOrDefault(Pair(first, second)));

    /// <summary>By the number of a reading: <see cref="Readings.Sound"/>.</summary>
    public double OfSound(ushort sound) => Weigh(_sounds[sound]);

    /// <summary>Units of a wording, on average.</summary>
    public double UsualLength => _count == 0 ? 1 : Math.Max((double)_units / _count, 1);

    /// <summary>How many wordings hold a unit.</summary>
    public int Often(int unit) => unit < Wording.FirstWord ? _characters[unit] : _words.GetValueOrDefault(unit);

    public int OftenPair(int first, int second) => _pairs.GetValueOrDefault(Pair(first, second));

    public int OftenSound(ushort sound) => _sounds[sound];

    private double Weigh(int often) => Math.Max(_whole - (often < Logarithms.Length ? Logarithms[often] : Math.Log(often + 0.5)), 0);

    private void Change(Wording wording, int by)
    {
        _count += by;
        _whole = Math.Log(_count + 1);
        var units = wording.Units;
        _units += by * units.Length;
        Span<ulong> heard = stackalloc ulong[16];
        foreach (var unit in units)
        {
            if (unit < Wording.FirstWord && Readings.Sound((char)unit) is > 0 and var sound && (heard[sound >> 6] & (1ul << (sound & 63))) == 0)
            {
                heard[sound >> 6] |= 1ul << (sound & 63);
                _sounds[sound] += by;
            }
        }

        for (var i = 0; i < units.Length; i++)
        {
            if (Array.IndexOf(units, units[i], 0, i) < 0)
            {
                if (units[i] < Wording.FirstWord)
                    _characters[units[i]] += by;
                else
                    Tally(_words, units[i], by);
            }

            if (i > 0 && IsFirst(units, i))
                Tally(_pairs, Pair(units[i - 1], units[i]), by);
        }
    }

    private static bool IsFirst(int[] units, int at)
    {
        for (var i = 1; i < at; i++)
        {
            if (units[i] == units[at] && units[i - 1] == units[at - 1])
                return false;
        }

        return true;
    }

    private static void Tally<T>(System.Collections.Concurrent.ConcurrentDictionary<T, int> counts, T key, int by) where T : notnull
    {
        if (counts.AddOrUpdate(key, by, (_, often) => often + by) <= 0)
            counts.TryRemove(key, out _);
    }

    private static long Pair(int first, int second) => ((long)first << 32) | (uint)second;
}
