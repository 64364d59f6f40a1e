namespace Imcc.Infrastructure.Storage;

/// <summary>Writes many units of work in one transaction of one connection. Used by one caller at a time.</summary>
internal interface IBatchExecutor : IAsyncDisposable
{
    /// <summary>
    /// Commits all the units, or none. An outcome per unit only when all could be committed (a duplicate among them counts as done);
    /// null when one could not: the caller then tries them one by one.
    /// </summary>
    ValueTask<WriteOutcome[]?> TryCommitAsync(IReadOnlyList<WriteUnit> units);

    /// <summary>Commits one unit by itself and says what is wrong with it.</summary>
    ValueTask<WriteOutcome> CommitAsync(WriteUnit unit);
}
