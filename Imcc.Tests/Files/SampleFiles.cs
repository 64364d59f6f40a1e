using System.IO.Compression;
using System.Text;

namespace Imcc.Tests.Files;

/// <summary>The smallest bytes that are what they say.</summary>
internal static class SampleFiles
{
    public static readonly byte[] Png = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");
    public static readonly byte[] Jpeg = [0xFF, 0xD8, 0xFF, 0xE0, 0, 16, .. "JFIF\0"u8, 1, 1, 0, 0, 1, 0, 1, 0, 0, 0xFF, 0xD9];
    public static readonly byte[] Gif = [.. "GIF89a"u8, 1, 0, 1, 0, 0, 0, 0, 0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0, 0x3B];
    public static readonly byte[] WebP = [.. "RIFF"u8, 26, 0, 0, 0, .. "WEBPVP8L"u8, 13, 0, 0, 0, 0x2F, 0, 0, 0, 0x10, 7, 0x10, 0x11, 0x11, 0x88, 0x88, 8, 7, 0];
    public static readonly byte[] Bmp = [.. "BM"u8, 58, 0, 0, 0, 0, 0, 0, 0, 54, 0, 0, 0, 40, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 24, 0, .. new byte[24], 1, 2, 3, 0];
    public static readonly byte[] Pdf = Encoding.ASCII.GetBytes("%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF");
    public static readonly byte[] Mp4 = [0, 0, 0, 24, .. "ftypisom"u8, 0, 0, 2, 0, .. "isommp42"u8, 0, 0, 0, 8, .. "free"u8];
    public static readonly byte[] M4A = [0, 0, 0, 24, .. "ftypM4A "u8, 0, 0, 2, 0, .. "isommp42"u8, 0, 0, 0, 8, .. "free"u8];
    public static readonly byte[] Amr = [.. "#!AMR\n"u8, 0x3C, 1, 2, 3];
    public static readonly byte[] Wav = [.. "RIFF"u8, 36, 0, 0, 0, .. "WAVEfmt "u8, 16, 0, 0, 0, 1, 0, 1, 0, 0x44, 0xAC, 0, 0, 0x88, 0x58, 1, 0, 2, 0, 16, 0, .. "data"u8, 0, 0, 0, 0];
    public static readonly byte[] Mp3 = [.. "ID3"u8, 4, 0, 0, 0, 0, 0, 0, 0xFF, 0xFB, 0x90, 0];

    /// <summary>MPEG 1 layer III, 128 kbit/s, 44.1 kHz: frames of 417 bytes.</summary>
    public static readonly byte[] Mp3Frames = [0xFF, 0xFB, 0x90, 0, .. new byte[413], 0xFF, 0xFB, 0x90, 0, .. new byte[413]];

    public static readonly byte[] Html = Encoding.UTF8.GetBytes("<!doctype html><html><script>alert(1)</script></html>");

    public static byte[] Zip(params string[] names)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var name in names)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write("x"u8);
            }
        }

        return bytes.ToArray();
    }

    /// <summary>A compound file with one allocation sector and one directory sector that names these streams.</summary>
    public static byte[] Compound(params string[] streams)
    {
        var bytes = new byte[512 * 3];
        byte[] signature = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
        signature.CopyTo(bytes, 0);
        bytes[24] = 0x3E;
        bytes[26] = 3;
        bytes[28] = 0xFE;
        bytes[29] = 0xFF;
        bytes[30] = 9;
        bytes[32] = 6;
        BitConverter.TryWriteBytes(bytes.AsSpan(44), 1);
        BitConverter.TryWriteBytes(bytes.AsSpan(48), 1);
        BitConverter.TryWriteBytes(bytes.AsSpan(68), 0xFFFFFFFE);
        for (var i = 0; i < 109; i++)
            BitConverter.TryWriteBytes(bytes.AsSpan(76 + i * 4), i == 0 ? 0u : 0xFFFFFFFF);
        bytes.AsSpan(512, 512).Fill(0xFF);
        BitConverter.TryWriteBytes(bytes.AsSpan(512), 0xFFFFFFFD);
        BitConverter.TryWriteBytes(bytes.AsSpan(516), 0xFFFFFFFE);
        string[] names = ["Root Entry", .. streams];
        for (var i = 0; i < names.Length; i++)
        {
            var name = Encoding.Unicode.GetBytes(names[i]);
            name.CopyTo(bytes, 1024 + i * 128);
            BitConverter.TryWriteBytes(bytes.AsSpan(1024 + i * 128 + 64), (ushort)(name.Length + 2));
        }

        return bytes;
    }
}
