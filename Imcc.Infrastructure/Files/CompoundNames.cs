using System.Buffers.Binary;
using System.Text;

namespace Imcc.Infrastructure.Files;

/// <summary>Reads the names in the directory of a compound file (the container of doc, xls, msi …), as far as it is sound.</summary>
internal static class CompoundNames
{
    // 4096 directory sectors are 16,384 names and more; a longer or circular chain is somebody's trick.
    private const int MaxSectors = 4096;
    private const uint LastRegular = 0xFFFFFFFA;

    public static IReadOnlySet<string> Read(Stream content)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var header = new byte[512];
        if (!TryRead(content, 0, header) || BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(30)) is not (9 or 12))
            return names;
        var sectorSize = 1 << BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(30));
        var fat = FatSectors(content, header, sectorSize);
        var sector = BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(48));
        var bytes = new byte[sectorSize];
        var link = new byte[4];
        for (var i = 0; i < MaxSectors && sector < LastRegular; i++)
        {
            if (!TryRead(content, Offset(sector, sectorSize), bytes))
                break;
            for (var entry = 0; entry < sectorSize; entry += 128)
            {
                var length = BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(entry + 64));
                if (length is > 2 and <= 64)
                    names.Add(Encoding.Unicode.GetString(bytes, entry, length - 2));
            }

            var perSector = (uint)sectorSize / 4;
            var index = (int)(sector / perSector);
            if (index >= fat.Count || !TryRead(content, Offset(fat[index], sectorSize) + sector % perSector * 4, link))
                break;
            sector = BinaryPrimitives.ReadUInt32LittleEndian(link);
        }

        return names;
    }

    /// <summary>Where the allocation table lies: 109 places in the header, more in a chain behind it.</summary>
    private static List<uint> FatSectors(Stream content, byte[] header, int sectorSize)
    {
        var fat = new List<uint>();
        for (var i = 0; i < 109; i++)
            AddRegular(BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(76 + i * 4)));
        var next = BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(68));
        var bytes = new byte[sectorSize];
        for (var i = 0; i < MaxSectors && next < LastRegular && TryRead(content, Offset(next, sectorSize), bytes); i++)
        {
            for (var j = 0; j < sectorSize / 4 - 1; j++)
                AddRegular(BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(j * 4)));
            next = BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(sectorSize - 4));
        }

        return fat;

        void AddRegular(uint sector)
        {
            if (sector < LastRegular)
                fat.Add(sector);
        }
    }

    private static long Offset(uint sector, int sectorSize) => ((long)sector + 1) * sectorSize;

    private static bool TryRead(Stream content, long offset, byte[] into)
    {
        if (offset + into.Length > content.Length)
            return false;
        content.Position = offset;
        content.ReadExactly(into);
        return true;
    }
}
