using System.Buffers.Binary;
using System.Text;

namespace Imcc.Infrastructure.Files;

/// <summary>
/// Says what a file really is by its bytes. Nothing is ever decoded or unpacked here (no pixels, no zip entries), so a picture of
/// a billion pixels or a zip bomb costs no more than its bytes. A file that is two things at once is what its beginning proves, and is
/// served as that alone. The claimed extension can only narrow: bytes without a signature are text only for who says so.
/// </summary>
internal static class FileSniffer
{
    private static readonly HashSet<string> VideoBrands = new(StringComparer.Ordinal)
    {
        "isom", "iso2", "iso3", "iso4", "iso5", "iso6", "iso7", "iso8", "iso9", "mp41", "mp42", "mp71", "avc1", "M4V ", "M4VH", "M4VP", "MSNV", "dash",
    };

    public static FileType? Detect(Stream content, string claimedExtension)
    {
        Span<byte> buffer = stackalloc byte[64];
        content.Position = 0;
        var head = (ReadOnlySpan<byte>)buffer[..content.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false)];
        if (head.StartsWith(Png))
            return head.Length >= 33 && head[8..16].SequenceEqual("\0\0\0\rIHDR"u8) ? FileType.Png : null;
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]))
            return FileType.Jpeg;
        if (head.StartsWith("GIF87a"u8) || head.StartsWith("GIF89a"u8))
            return head.Length > 13 ? FileType.Gif : null;
        if (head.StartsWith("RIFF"u8) && head.Length >= 16)
            return Riff(head);
        if (head.StartsWith("BM"u8) && IsBmp(head, content.Length))
            return FileType.Bmp;
        if (head.StartsWith("%PDF-"u8))
            return FileType.Pdf;
        if (head.StartsWith("PK"u8) && head.Length > 4 && head[2] is 3 or 5)
            return Zip(content);
        if (head.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]))
            return Office97(content);
        if (head.Length >= 16 && head[4..8].SequenceEqual("ftyp"u8))
            return Mp4(head, content.Length, claimedExtension);
        if (head.StartsWith("#!AMR\n"u8) || head.StartsWith("#!AMR-WB\n"u8))
            return FileType.Amr;
        if (IsMp3(head, content))
            return FileType.Mp3;
        return claimedExtension.ToLowerInvariant() is "txt" or "" && IsText(content) ? FileType.Text : null;
    }

    private static ReadOnlySpan<byte> Png => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    private static FileType? Riff(ReadOnlySpan<byte> head) =>
        head[8..12].SequenceEqual("WAVE"u8) ? FileType.Wav
        : head[8..12].SequenceEqual("WEBP"u8) && head[12..15].SequenceEqual("VP8"u8) ? FileType.WebP
        : null;

    // Two letters are no proof: the sizes that follow must fit.
    private static bool IsBmp(ReadOnlySpan<byte> head, long length) =>
        head.Length >= 30
        && BinaryPrimitives.ReadUInt32LittleEndian(head[10..]) is var pixels && pixels >= 26 && pixels < length
        && BinaryPrimitives.ReadUInt32LittleEndian(head[14..]) is 12 or 40 or 52 or 56 or 64 or 108 or 124;

    private static FileType? Zip(Stream content)
    {
        if (ZipNames.Read(content) is not { } names)
            return null;
        if (!names.Contains("[Content_Types].xml", StringComparer.OrdinalIgnoreCase))
            return FileType.Zip;
        // Office documents with macros are other formats (docm, xlsm, pptm) that we do not take.
        if (names.Any(n => n.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase)))
            return null;
        return HasFolder("word/") ? FileType.Docx : HasFolder("xl/") ? FileType.Xlsx : HasFolder("ppt/") ? FileType.Pptx : FileType.Zip;

        bool HasFolder(string folder) => names.Any(n => n.StartsWith(folder, StringComparison.OrdinalIgnoreCase));
    }

    // The same container holds installers (msi), mails (msg) and more: the streams inside say what it is.
    private static FileType? Office97(Stream content)
    {
        var streams = CompoundNames.Read(content);
        return streams.Contains("WordDocument") ? FileType.Doc
            : streams.Contains("Workbook") || streams.Contains("Book") ? FileType.Xls
            : null;
    }

    private static FileType? Mp4(ReadOnlySpan<byte> head, long length, string claimedExtension)
    {
        var box = BinaryPrimitives.ReadUInt32BigEndian(head);
        if (box < 16 || box > length)
            return null;
        var brand = Encoding.Latin1.GetString(head[8..12]);
        if (brand is "M4A " or "M4B ")
            return FileType.M4A;
        if (!VideoBrands.Contains(brand))
            return null;
        // Recorders write sound alone under a video's brand.
        return FileType.M4A.Owns(claimedExtension) ? FileType.M4A : FileType.Mp4;
    }

    private static bool IsMp3(ReadOnlySpan<byte> head, Stream content)
    {
        if (head.StartsWith("ID3"u8))
            return head.Length > 10 && head[3] is 2 or 3 or 4 && head[6] < 0x80 && head[7] < 0x80 && head[8] < 0x80 && head[9] < 0x80;
        if (head.Length < 4 || Mp3FrameLength(head) is not (> 0 and var length) || length + 4 > content.Length)
            return false;
        // Eleven set bits are no proof: the next frame must stand where this one ends.
        Span<byte> next = stackalloc byte[4];
        content.Position = length;
        return content.ReadAtLeast(next, 4, throwOnEndOfStream: false) == 4 && Mp3FrameLength(next) > 0;
    }

    /// <returns>The length in bytes of the MPEG layer III frame that begins here; 0: none does.</returns>
    private static int Mp3FrameLength(ReadOnlySpan<byte> header)
    {
        if (header[0] != 0xFF || (header[1] & 0xE0) != 0xE0)
            return 0;
        var version = header[1] >> 3 & 3;
        var bitrate = header[2] >> 4;
        var rate = header[2] >> 2 & 3;
        if (version == 1 || (header[1] >> 1 & 3) != 1 || bitrate is 0 or 15 || rate == 3)
            return 0;
        ReadOnlySpan<int> kilobits1 = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
        ReadOnlySpan<int> kilobits2 = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
        ReadOnlySpan<int> hertz = [44100, 48000, 32000];
        var samplesPerByte = version == 3 ? 144 : 72;
        var hz = hertz[rate] / (version == 3 ? 1 : version == 2 ? 2 : 4);
        return samplesPerByte * (version == 3 ? kilobits1 : kilobits2)[bitrate] * 1000 / hz + (header[2] >> 1 & 1);
    }

    /// <summary>Text in UTF-8, GB18030 or any other superset of ASCII, or in UTF-16 with its mark: no control characters but white space.</summary>
    private static bool IsText(Stream content)
    {
        content.Position = 0;
        var buffer = new byte[64 * 1024];
        var first = true;
        var step = 1;
        var low = 0;
        int read;
        while ((read = content.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false)) > 0)
        {
            var bytes = buffer.AsSpan(0, read);
            if (first && read >= 2 && (bytes[0], bytes[1]) is (0xFF, 0xFE) or (0xFE, 0xFF))
            {
                step = 2;
                low = bytes[0] == 0xFF ? 0 : 1;
                if (content.Length % 2 != 0)
                    return false;
            }

            first = false;
            for (var i = 0; i < bytes.Length; i += step)
            {
                var unit = step == 1 ? bytes[i] : bytes[i + low] | bytes[i + 1 - low] << 8;
                if (unit is < 0x20 and not ('\t' or '\n' or '\r' or '\f') or 0x7F)
                    return false;
            }
        }

        return true;
    }
}
