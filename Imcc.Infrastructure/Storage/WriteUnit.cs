namespace Imcc.Infrastructure.Storage;

/// <summary>
/// One unit of work: rows that are written together or not at all. Its changes are carried out in order; a fenced change that finds
/// another revision than it expects makes the whole unit <see cref="WriteOutcome.Stale"/>.
/// </summary>
internal sealed class WriteUnit
{
    private readonly List<RowChange> _changes = [];

    public IReadOnlyList<RowChange> Changes => _changes;

    public WriteUnit Insert(object row)
    {
        _changes.Add(new(ChangeKind.Insert, row));
        return this;
    }

    /// <summary>Inserts unless a row with the same unique key is there: then nothing happens and the outcome is <see cref="WriteOutcome.Duplicate"/>. Only as the one change of a unit.</summary>
    public WriteUnit InsertIfNew(object row)
    {
        _changes.Add(new(ChangeKind.InsertIfNew, row));
        return this;
    }

    /// <summary>Writes all columns, if the stored revision is still <paramref name="expectedRevision"/>.</summary>
    public WriteUnit Update(IRevised row, long expectedRevision)
    {
        _changes.Add(new(ChangeKind.Update, row, ExpectedRevision: expectedRevision));
        return this;
    }

    /// <summary>Writes nothing of the row, but the unit only counts if its stored revision is <paramref name="revision"/>, and stays so until the commit.</summary>
    public WriteUnit Require(IRevised row, long revision)
    {
        _changes.Add(new(ChangeKind.Require, row, ExpectedRevision: revision));
        return this;
    }

    /// <summary>Writes only the named columns of a row that has no revision; a row that is gone is left gone.</summary>
    /// <param name="columns">Property names; the same array instance for the same purpose, for it names the prepared statement.</param>
    public WriteUnit Patch(object row, string[] columns)
    {
        _changes.Add(new(ChangeKind.Patch, row, columns));
        return this;
    }

    public WriteUnit Delete(object row)
    {
        _changes.Add(new(ChangeKind.Delete, row));
        return this;
    }
}

internal sealed record RowChange(ChangeKind Kind, object Row, string[]? Columns = null, long ExpectedRevision = 0);

internal enum ChangeKind
{
    Insert,
    InsertIfNew,
    Update,
    Patch,
    Delete,
    Require,
}

/// <summary>What became of a unit of work. Anything else (the disk is full, the server is gone) is an exception.</summary>
internal enum WriteOutcome
{
    Committed,
    /// <summary>Somebody else wrote the row first: nothing of the unit was written. Read again and decide again.</summary>
    Stale,
    /// <summary>A row with this key is there already: nothing of the unit was written.</summary>
    Duplicate,
}
