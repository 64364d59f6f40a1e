namespace Imcc.Core.Reasons;

/// <summary>How often reasons were given to conversations.</summary>
public interface IReasonCounts
{
    /// <summary>Conversations of the last 90 days by reason; a reason that nobody gave is not there.</summary>
    Task<IReadOnlyDictionary<Guid, int>> CountAsync(CancellationToken cancellationToken = default);
}
