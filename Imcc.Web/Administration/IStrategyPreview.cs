using Imcc.Core.Routing;

namespace Imcc.Web.Administration;

/// <summary>Who would be asked next, under rules that nobody has saved yet.</summary>
public interface IStrategyPreview
{
    /// <returns>All members in the order in which they would be asked, those who would not be at the end; helpers among them.</returns>
    Task<IReadOnlyList<PreviewLine>> NextAsync(Guid groupId, GroupRules draft, CancellationToken cancellationToken);
}

/// <summary>One agent in the preview.</summary>
/// <param name="Place">From 1; null: would not be asked.</param>
/// <param name="Obstacle">Why not; none when there is a place.</param>
/// <param name="From">How long a customer must have waited for this agent to be asked; zero: from the beginning.</param>
/// <param name="IsHelper">A member of another group that helps out.</param>
/// <param name="Values">What the place comes from, the weightiest first.</param>
public sealed record PreviewLine(Guid AgentId, string Name, int? Place, Obstacle Obstacle, TimeSpan From, bool IsHelper, IReadOnlyList<PreviewValue> Values);

/// <param name="Part">The name of a word <c>Part_…</c>.</param>
/// <param name="Text">The value as people read it.</param>
public sealed record PreviewValue(string Part, string Text);
