namespace Imcc.Core.Desk;

/// <summary>An agent's own day in figures (我的今天); a lead may look at anybody's. What each figure means: docs/my-day.md.</summary>
public interface IMyDay
{
    /// <summary>The day of an agent in the organisation's time zone, as of a few seconds ago.</summary>
    /// <param name="viewerId">Who looks.</param>
    /// <param name="agentId">Whose day.</param>
    /// <returns>Null: there is no such agent, or the viewer is neither that agent nor a lead.</returns>
    Task<DayView?> LookAsync(Guid viewerId, Guid agentId, CancellationToken cancellationToken = default);
}
