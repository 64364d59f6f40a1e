using System.IO.Compression;
using System.Xml;

namespace Imcc.Infrastructure.Files;

/// <summary>
/// Refuses a workbook whose sheets claim more columns than any list of ours has: who reads rows as a sheet claims them makes a cell for every
/// column of every row, however few there are in the file.
/// </summary>
internal static class SheetWidth
{
    private const int MostColumns = 50;

    /// <exception cref="InvalidDataException">A sheet is too wide, or is broken.</exception>
    public static void Check(ZipArchive archive, CancellationToken cancellationToken)
    {
        // Which part is a sheet is what its root says: its name may be any.
        foreach (var entry in archive.Entries)
        {
            using var part = entry.Open();
            using var reader = XmlReader.Create(part);
            if (!IsSheet(reader))
                continue;
            try
            {
                Check(reader, cancellationToken);
            }
            catch (XmlException e)
            {
                throw new InvalidDataException("A sheet of it is broken.", e);
            }
        }
    }

    private static bool IsSheet(XmlReader reader)
    {
        try
        {
            return reader.MoveToContent() == XmlNodeType.Element && reader.LocalName == "worksheet";
        }
        catch (XmlException)
        {
            return false;
        }
    }

    private static void Check(XmlReader reader, CancellationToken cancellationToken)
    {
        var inRow = 0;
        while (reader.Read())
        {
            if (reader.NodeType != XmlNodeType.Element)
                continue;
            var claimed = reader.LocalName switch
            {
                "dimension" => reader.GetAttribute("ref")?.Split(':')[^1],
                "c" => reader.GetAttribute("r"),
                _ => null,
            };
            cancellationToken.ThrowIfCancellationRequested();
            inRow = reader.LocalName switch { "row" => 0, "c" => inRow + 1, _ => inRow };
            if (inRow > MostColumns || ColumnOf(claimed) > MostColumns)
                throw new InvalidDataException("A sheet of it has more columns than any list of ours has.");
        }
    }

    /// <summary>A is 1; what names no column is 0.</summary>
    private static int ColumnOf(string? cell)
    {
        var column = 0;
        foreach (var c in (cell ?? "").Replace("$", "", StringComparison.Ordinal).TakeWhile(char.IsAsciiLetter).Take(4))
            column = column * 26 + (char.ToUpperInvariant(c) - 'A' + 1);
        return column;
    }
}
