namespace Imcc.Infrastructure.Knowledge;

/// <summary>How an import stands at this moment.</summary>
/// <param name="Rows">Read so far; all of them once it is read.</param>
/// <param name="Good">Without a problem in themselves.</param>
/// <param name="Done">Rows written or refused while writing.</param>
/// <param name="Fault">Why the whole file cannot be taken; null: it can.</param>
public sealed record ArticleImport(
    Guid Id,
    string FileName,
    DateTimeOffset At,
    ImportPhase Phase,
    int Rows = 0,
    int Good = 0,
    int Done = 0,
    int Added = 0,
    int Changed = 0,
    int Unchanged = 0,
    int RefusedCount = 0,
    ImportFault? Fault = null,
    object? Argument = null)
{
    /// <summary>The first 10,000 faults of bad rows; all of them are counted in <see cref="RefusedCount"/>.</summary>
    public IReadOnlyList<RefusedRow> Refused { get; init; } = [];

    /// <summary>Headings that mean nothing here: their cells are not taken over.</summary>
    public IReadOnlyList<string> UnknownColumns { get; init; } = [];

    /// <summary>Paths of categories that the file names and that are not there, with <c>/</c> between the names.</summary>
    public IReadOnlyList<string> NewCategories { get; init; } = [];

    public bool IsUnderWay => Phase is ImportPhase.Reading or ImportPhase.Writing;
}

public enum ImportPhase
{
    Reading,
    /// <summary>Read to its end and waiting for a decision.</summary>
    Read,
    Writing,
    Done,
    Cancelled,
    /// <summary>See <see cref="ArticleImport.Fault"/>.</summary>
    Failed,
}

/// <summary>Why a file cannot be taken at all (<c>ImportFault_{name}</c> on screen).</summary>
public enum ImportFault
{
    /// <summary>Neither a workbook, nor CSV, nor JSON Lines.</summary>
    UnknownKind,

    /// <summary>An Excel file that cannot be read: damaged, protected by a password, or of the old kind (.xls).</summary>
    BadWorkbook,

    /// <summary>Text that is neither UTF-8 nor UTF-16 nor GB18030 (GBK).</summary>
    BadEncoding,

    /// <summary>A column that must be there is not. Argument: its name.</summary>
    ColumnMissing,

    /// <summary>Two columns mean the same. Argument: their name.</summary>
    ColumnTwice,

    /// <summary>Nothing below the headings.</summary>
    Empty,

    /// <summary>Argument: bytes at most.</summary>
    TooLarge,

    /// <summary>Argument: rows at most.</summary>
    TooManyRows,

    /// <summary>A fault of ours or of the database; what was written until then is counted.</summary>
    Broken,
}

/// <summary>A row that was not taken.</summary>
/// <param name="Row">As the spreadsheet numbers it: 1 is the first line of the file.</param>
/// <param name="Column">By the name of <see cref="ArticleColumn"/> (<c>ArticleColumn_{name}</c> on screen); null: the whole row.</param>
/// <param name="Fault">An <see cref="Core.Knowledge.ArticleFault"/> or <see cref="RowFault"/> by name.</param>
public sealed record RefusedRow(int Row, ArticleColumn? Column, string Fault, string Title, object? Argument = null);

/// <summary>What only a cell of a file can have wrong (<c>Problem_{name}</c> on screen).</summary>
public enum RowFault
{
    /// <summary>No date as they are written here (2026-01-31 or 2026/1/31, with a time or without). Argument: the cell.</summary>
    DateBad,

    /// <summary>A word that is none of those known there. Argument: the cell.</summary>
    WordUnknown,

    /// <summary>Not a line of JSON with an object in it.</summary>
    JsonBad,

    /// <summary>An earlier row has the same code. Argument: that row's number.</summary>
    CodeTwice,

    /// <summary>A quotation mark that never ends.</summary>
    QuoteOpen,

    /// <summary>A formula came to nothing there (#REF!). Argument: the cell.</summary>
    CellError,
}
