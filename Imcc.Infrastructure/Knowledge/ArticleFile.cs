using System.Text;

namespace Imcc.Infrastructure.Knowledge;

/// <summary>An article file of any of our kinds, read row by row. What kind it is, is what its bytes say, whatever it is called.</summary>
internal static class ArticleFile
{
    /// <summary>Bytes.</summary>
    public const long MaxLength = 64 * 1024 * 1024;

    public const int MaxRows = 200_000;

    /// <param name="unknown">Told once the headings are read.</param>
    /// <exception cref="ImportException">It cannot be taken; also while it is read.</exception>
    public static IEnumerable<ArticleRecord> Read(string path, Action<IReadOnlyList<string>> unknown, CancellationToken cancellationToken)
    {
        var count = 0;
        foreach (var record in Rows(path, unknown, cancellationToken))
        {
            if (++count > MaxRows)
                throw new ImportException(ImportFault.TooManyRows, MaxRows);
            if (count % 256 == 0)
                cancellationToken.ThrowIfCancellationRequested();
            yield return record;
        }

        if (count == 0)
            throw new ImportException(ImportFault.Empty);
    }

    private static IEnumerable<ArticleRecord> Rows(string path, Action<IReadOnlyList<string>> unknown, CancellationToken cancellationToken)
    {
        var start = new byte[8];
        int length;
        using (var file = File.OpenRead(path))
            length = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        ReadOnlySpan<byte> bytes = start.AsSpan(0, length);
        if (length == 0)
            throw new ImportException(ImportFault.Empty);
        if (bytes.StartsWith("PK\x03\x04"u8))
            return ArticleWorkbook.Read(path, unknown, cancellationToken);
        // The old kind of Excel file; also what a password makes of the new kind.
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0]))
            throw new ImportException(ImportFault.BadWorkbook);
        var encoding = TextEncoding.Of(path, cancellationToken);
        return FirstSign(path, encoding) == '{' ? ArticleJsonLines.Read(path, encoding, unknown) : ArticleCsv.Read(path, encoding, unknown);
    }

    private static char FirstSign(string path, Encoding encoding)
    {
        using var reader = new StreamReader(path, encoding);
        int next;
        while ((next = reader.Read()) >= 0)
        {
            if (next == 0 || (char.IsControl((char)next) && !char.IsWhiteSpace((char)next)))
                throw new ImportException(ImportFault.UnknownKind);
            if (!char.IsWhiteSpace((char)next) && next != '\uFEFF')
                return (char)next;
        }

        throw new ImportException(ImportFault.Empty);
    }
}
