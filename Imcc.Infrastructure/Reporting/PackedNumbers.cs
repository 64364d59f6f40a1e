using System.Buffers;

namespace Imcc.Infrastructure.Reporting;

/// <summary>Numbers in as few bytes as they need: seven bits to a byte, small negative ones as small as small positive ones.</summary>
internal sealed class PackedNumbers
{
    private const byte Same = 1, Each = 0;

    private readonly byte[] _read;
    private readonly ArrayBufferWriter<byte>? _written;

    public PackedNumbers() => (_read, _written) = ([], new());

    public PackedNumbers(byte[] packed, int place = 0) => (_read, Place) = (packed, place);

    /// <summary>Where the next number begins.</summary>
    public int Place { get; private set; }

    public byte[] ToArray() => _written!.WrittenSpan.ToArray();

    public void Add(long number)
    {
        var rest = (ulong)((number << 1) ^ (number >> 63));
        var span = _written!.GetSpan(10);
        var i = 0;
        for (; rest >= 0x80; rest >>= 7)
            span[i++] = (byte)(rest | 0x80);
        span[i++] = (byte)rest;
        _written.Advance(i);
    }

    public void Add(Guid id)
    {
        id.TryWriteBytes(_written!.GetSpan(16), bigEndian: true, out _);
        _written.Advance(16);
    }

    /// <summary>A column with its length in bytes before it; one of equal numbers takes the room of one.</summary>
    public void AddColumn(IEnumerable<long> numbers)
    {
        var all = numbers.ToList();
        var inner = new PackedNumbers();
        if (all.Count > 0 && all.TrueForAll(n => n == all[0]))
        {
            inner.Add(Same);
            inner.Add(all[0]);
        }
        else
        {
            inner.Add(Each);
            foreach (var number in all)
                inner.Add(number);
        }

        Add(inner._written!.WrittenCount);
        _written!.Write(inner._written.WrittenSpan);
    }

    public void ReadColumn(long[] into)
    {
        if (into.Length == 0)
            return;
        if (Next() == Same)
        {
            Array.Fill(into, Next());
            return;
        }

        // Where a report's time goes: most numbers are of one to three bytes.
        var (bytes, place) = (_read, Place);
        for (var i = 0; i < into.Length; i++)
        {
            ulong rest = bytes[place++];
            if (rest >= 0x80)
            {
                rest &= 0x7F;
                for (var shift = 7; ; shift += 7)
                {
                    ulong next = bytes[place++];
                    rest |= (next & 0x7F) << shift;
                    if (next < 0x80)
                        break;
                }
            }

            into[i] = (long)(rest >> 1) ^ -(long)(rest & 1);
        }

        Place = place;
    }

    public long Next()
    {
        var rest = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var next = _read[Place++];
            rest |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                return (long)(rest >> 1) ^ -(long)(rest & 1);
        }
    }

    public Guid NextId()
    {
        var id = new Guid(_read.AsSpan(Place, 16), bigEndian: true);
        Place += 16;
        return id;
    }

    public void Skip(int bytes) => Place += bytes;
}
