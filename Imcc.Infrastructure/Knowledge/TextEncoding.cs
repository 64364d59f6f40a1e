using System.Text;

namespace Imcc.Infrastructure.Knowledge;

/// <summary>In what a text file is written: by its mark, else UTF-8 where it is nothing but that, else GB18030 (of which GBK is a part), which Excel writes in China.</summary>
internal static class TextEncoding
{
    /// <exception cref="ImportException">None of them, or no text at all.</exception>
    public static Encoding Of(string path, CancellationToken cancellationToken)
    {
        var mark = new byte[3];
        using (var file = File.OpenRead(path))
            file.ReadAtLeast(mark, 3, throwOnEndOfStream: false);
        foreach (var candidate in Candidates(mark))
        {
            if (IsWritten(path, candidate, cancellationToken))
                return candidate;
        }

        throw new ImportException(ImportFault.BadEncoding);
    }

    private static IReadOnlyList<Encoding> Candidates(byte[] mark) => mark switch
    {
        [0xEF, 0xBB, 0xBF] => [new UTF8Encoding(true, throwOnInvalidBytes: true)],
        [0xFF, 0xFE, _] => [new UnicodeEncoding(false, true, throwOnInvalidBytes: true)],
        [0xFE, 0xFF, _] => [new UnicodeEncoding(true, true, throwOnInvalidBytes: true)],
        _ =>
        [
            new UTF8Encoding(false, throwOnInvalidBytes: true),
            CodePagesEncodingProvider.Instance.GetEncoding("GB18030", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!,
        ],
    };

    private static bool IsWritten(string path, Encoding encoding, CancellationToken cancellationToken)
    {
        var buffer = new char[64 * 1024];
        using var reader = new StreamReader(path, encoding, detectEncodingFromByteOrderMarks: false);
        try
        {
            int read;
            while ((read = reader.ReadBlock(buffer)) > 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                // Pictures and programs have them, and no text that people wrote.
                if (buffer.AsSpan(0, read).Contains('\0'))
                    throw new ImportException(ImportFault.UnknownKind);
            }

            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }
}
