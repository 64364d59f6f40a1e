using System.Buffers.Binary;
using System.Text;

namespace Imcc.Infrastructure.Files;

/// <summary>Reads the names in a zip archive's directory without unpacking anything.</summary>
internal static class ZipNames
{
    private const int MaxEntries = 20_000;

    /// <returns>Null where the archive's directory is not whole; an archive of more entries than anybody sends counts as that, too.</returns>
    public static IReadOnlyList<string>? Read(Stream content)
    {
        // The end record is 22 bytes and a comment of up to 65,535.
        var tailLength = (int)Math.Min(content.Length, 22 + 65_535);
        var tail = new byte[tailLength];
        content.Position = content.Length - tailLength;
        content.ReadExactly(tail);
        var end = -1;
        for (var i = tailLength - 22; i >= 0 && end < 0; i--)
        {
            if (tail.AsSpan(i).StartsWith("PK\x05\x06"u8) && i + 22 + BinaryPrimitives.ReadUInt16LittleEndian(tail.AsSpan(i + 20)) == tailLength)
                end = i;
        }

        if (end < 0)
            return null;
        var count = BinaryPrimitives.ReadUInt16LittleEndian(tail.AsSpan(end + 10));
        var size = BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(end + 12));
        var offset = BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(end + 16));
        if (count > MaxEntries || (long)offset + size > content.Length)
            return null;
        var directory = new byte[size];
        content.Position = offset;
        content.ReadExactly(directory);
        var names = new List<string>(count);
        var rest = directory.AsSpan();
        for (var i = 0; i < count; i++)
        {
            if (rest.Length < 46 || !rest.StartsWith("PK\x01\x02"u8))
                return null;
            var name = BinaryPrimitives.ReadUInt16LittleEndian(rest[28..]);
            var entry = 46 + name + BinaryPrimitives.ReadUInt16LittleEndian(rest[30..]) + BinaryPrimitives.ReadUInt16LittleEndian(rest[32..]);
            if (entry > rest.Length)
                return null;
            names.Add(Encoding.Latin1.GetString(rest.Slice(46, name)));
            rest = rest[entry..];
        }

        return names;
    }
}
