using Imcc.Core.Knowledge;

namespace Imcc.Infrastructure.Knowledge;

/// <summary>
/// Imports run in the background of this node, so that a page may be left and found again: the file is read and checked to its end before anything is written.
/// A page asks <see cref="Find"/> several times a second while one is under way. A finished run is kept for half an hour.
/// </summary>
public interface IArticleImports
{
    /// <summary>Takes the file aside and begins to read it; nothing is written to the knowledge base.</summary>
    /// <exception cref="UnauthorizedAccessException">This person writes no articles.</exception>
    Task<Guid> BeginAsync(Guid personId, string fileName, Stream content, CancellationToken cancellationToken = default);

    /// <returns>Null: there is none, it is too old, or somebody else's.</returns>
    ArticleImport? Find(Guid runId, Guid personId);

    /// <summary>This person's runs, the latest first.</summary>
    IReadOnlyList<ArticleImport> Of(Guid personId);

    /// <summary>Writes what was read. Only after <see cref="ImportPhase.Read"/>; a problem otherwise.</summary>
    Task<ImportStart> WriteAsync(Guid runId, Guid personId, ImportChoices choices, CancellationToken cancellationToken = default);

    /// <summary>Stops it; what was written stays and is counted.</summary>
    void Cancel(Guid runId, Guid personId);

    /// <summary>Ends it and forgets the file.</summary>
    void Forget(Guid runId, Guid personId);
}

/// <param name="OrgUnitId">Whose the new articles are, where the file names no unit.</param>
/// <param name="CategoryId">Where they stand, where the file names no category.</param>
/// <param name="Publish">In force at once, by whoever may; otherwise drafts.</param>
/// <param name="SkipBad">Takes the good rows and leaves the bad ones out; otherwise a file with one bad row changes nothing.</param>
/// <param name="MakeCategories">Adds categories that the file names and that are not there; otherwise their rows are bad.</param>
public sealed record ImportChoices(Guid OrgUnitId, Guid? CategoryId = null, bool Publish = false, bool SkipBad = false, bool MakeCategories = true);

public enum ImportStart
{
    Started,
    /// <summary>It is not there (any more), or not read yet, or already written.</summary>
    NotReady,
    /// <summary>There are bad rows, and they are not to be skipped.</summary>
    HasBadRows,
    /// <summary>The unit is none of this person's, or publishing is not theirs.</summary>
    NotAllowed,
}
