namespace Imcc.Infrastructure.Knowledge;

/// <summary>A row of an article file: what its cells say, before anybody has understood it.</summary>
/// <param name="Row">As the spreadsheet numbers it; 1 is the first line of the file.</param>
/// <param name="Cells">Of the columns that the file has; an empty cell says "nothing", a missing column says nothing at all.</param>
/// <param name="Fault">What keeps the row from being read; null: nothing.</param>
internal sealed record ArticleRecord(int Row, IReadOnlyDictionary<ArticleColumn, string> Cells, RowFault? Fault = null)
{
    public string this[ArticleColumn column] => Cells.GetValueOrDefault(column, "");

    public bool Has(ArticleColumn column) => Cells.ContainsKey(column);
}
