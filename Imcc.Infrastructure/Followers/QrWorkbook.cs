using Imcc.Infrastructure.Files;
using MiniExcelLibs;

namespace Imcc.Infrastructure.Followers;

/// <summary>The list of exported codes as an Excel workbook. What a cell says is text, whatever it begins with.</summary>
public static class QrWorkbook
{
    /// <param name="rows">One a code: its cells by their columns' names; numbers stay numbers.</param>
    public static void Write(Stream target, string sheet, IEnumerable<IReadOnlyDictionary<string, object>> rows) =>
        target.SaveAs(rows.Select(r => r.ToDictionary(c => c.Key, c => c.Value is string text ? SheetCell.Plain(text) : c.Value)), sheetName: sheet);
}
