namespace Imcc.Core.Reporting;

/// <summary>Values of one measure: their sum and number, and each of them where medians are asked for. Exact: nothing is sampled or put into classes.</summary>
public sealed class Spread(bool keeps)
{
    private int[] _values = [];
    private int _kept;

    public long Sum { get; private set; }

    public long Number { get; private set; }

    public long Longest { get; private set; }

    /// <summary>Null: there is nothing.</summary>
    public double? Mean => Number == 0 ? null : (double)Sum / Number;

    /// <summary>The middle value, or the mean of the two in the middle.</summary>
    public double? Median => _kept == 0 ? null : _kept % 2 == 1 ? Nth(_kept / 2) : (Nth((_kept / 2) - 1) + (double)Nth(_kept / 2)) / 2;

    /// <summary>The smallest value that at least nine of ten do not exceed (nearest rank).</summary>
    public double? P90 => _kept == 0 ? null : Nth((int)Math.Ceiling(_kept * 0.9) - 1);

    /// <param name="value">In ms, from 0 to 24 days; what is longer counts as that in medians.</param>
    public void Add(long value)
    {
        Sum += value;
        Number++;
        Longest = Math.Max(Longest, value);
        if (!keeps)
            return;
        Room(1);
        _values[_kept++] = (int)Math.Min(value, int.MaxValue);
    }

    public void Add(Spread other)
    {
        Sum += other.Sum;
        Number += other.Number;
        Longest = Math.Max(Longest, other.Longest);
        if (!keeps)
            return;
        Room(other._kept);
        other._values.AsSpan(0, other._kept).CopyTo(_values.AsSpan(_kept));
        _kept += other._kept;
    }

    private void Room(int more)
    {
        if (_kept + more > _values.Length)
            Array.Resize(ref _values, Math.Max(_kept + more, Math.Max(8, _values.Length * 2)));
    }

    // Quickselect with three parts: many values are equal (nobody waits), and a month has a million of them.
    private int Nth(int n)
    {
        var (low, high) = (0, _kept - 1);
        while (low < high)
        {
            var pivot = Middle(_values[low], _values[low + ((high - low) / 2)], _values[high]);
            var (below, i, above) = (low, low, high);
            while (i <= above)
            {
                var value = _values[i];
                if (value < pivot)
                    (_values[i++], _values[below]) = (_values[below++], value);
                else if (value > pivot)
                    (_values[i], _values[above]) = (_values[above--], value);
                else
                    i++;
            }

            if (n < below)
                high = below - 1;
            else if (n > above)
                low = above + 1;
            else
                return pivot;
        }

        return _values[low];
    }

    private static int Middle(int a, int b, int c) => Math.Max(Math.Min(a, b), Math.Min(Math.Max(a, b), c));
}
