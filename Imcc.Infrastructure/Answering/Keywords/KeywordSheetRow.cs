namespace Imcc.Infrastructure.Answering.Keywords;

/// <summary>A line of a sheet of keyword rules, as it was written.</summary>
/// <param name="Number">As the spreadsheet counts them: the first below the header is 2.</param>
/// <param name="Cells">In the order of <see cref="KeywordSheet.Columns"/>.</param>
public sealed record KeywordSheetRow(int Number, IReadOnlyList<string> Cells)
{
    public string this[int column] => column < Cells.Count ? Cells[column].Trim() : "";
}
