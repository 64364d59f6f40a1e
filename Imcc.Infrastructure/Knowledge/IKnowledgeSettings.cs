using Imcc.Infrastructure.Organisation;

namespace Imcc.Infrastructure.Knowledge;

/// <summary>Who reviews and who publishes, by unit; administrators change it. A unit that says nothing does as the one above it.</summary>
public interface IKnowledgeSettings
{
    /// <summary>The person's units, the own one first.</summary>
    Task<IReadOnlyList<UnitKnowledgeSettings>> ListAsync(Guid personId, CancellationToken cancellationToken = default);

    /// <param name="reviewRequired">Null: as the unit above.</param>
    /// <param name="editorsPublish">Whether editors publish and withdraw, or administrators only; null: as the unit above.</param>
    Task<ChangeOutcome> SaveAsync(Guid personId, Guid orgUnitId, bool? reviewRequired, bool? editorsPublish, CancellationToken cancellationToken = default);
}

/// <param name="IsReviewRequired">As it is in force here.</param>
/// <param name="DoEditorsPublish">As it is in force here.</param>
public sealed record UnitKnowledgeSettings(OrgUnit Unit, int Depth, bool? ReviewRequired, bool? EditorsPublish, bool IsReviewRequired, bool DoEditorsPublish);
