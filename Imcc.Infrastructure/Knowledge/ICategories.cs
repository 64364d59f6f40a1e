using Imcc.Core.Knowledge;
using Imcc.Infrastructure.Organisation;

namespace Imcc.Infrastructure.Knowledge;

/// <summary>The category tree on screen. A category is changed by editors of its unit or of one above; everybody files under all of them.</summary>
public interface ICategories
{
    Task<CategoryTree> TreeAsync(Guid personId, CancellationToken cancellationToken = default);

    /// <summary>How many articles of the person's units stand in each category itself, whatever their stage.</summary>
    Task<IReadOnlyDictionary<Guid, int>> CountsAsync(Guid personId, CancellationToken cancellationToken = default);

    /// <summary>As the last of its siblings.</summary>
    Task<ChangeOutcome> AddAsync(Guid personId, Guid? parentId, string name, CancellationToken cancellationToken = default);

    Task<ChangeOutcome> RenameAsync(Guid personId, Guid id, string name, CancellationToken cancellationToken = default);

    /// <summary>With everything below it.</summary>
    /// <param name="at">Place among the new siblings, counted without itself; beyond the last: the last.</param>
    Task<ChangeOutcome> MoveAsync(Guid personId, Guid id, Guid? parentId, int at, CancellationToken cancellationToken = default);

    /// <summary>Only an empty one: no category below it, no article in it (published versions count).</summary>
    Task<ChangeOutcome> DeleteAsync(Guid personId, Guid id, CancellationToken cancellationToken = default);
}
