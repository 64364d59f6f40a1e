using Imcc.Core.Agents;

namespace Imcc.Core.Desk;

/// <summary>
/// What a supervisor (班长) sees and does, and what explains the ACD's decisions. Whoever is no lead is told
/// <see cref="CommandOutcome.NotAllowed"/>, or sees nothing (null).
/// </summary>
public interface ISupervision
{
    /// <summary>The floor as it is now: agents, lines, what needs looking at.</summary>
    /// <returns>Null: not a lead.</returns>
    Task<FloorView?> FloorAsync(Guid leadId, CancellationToken cancellationToken = default);

    /// <summary>Gives a conversation to an agent, asked or not, full or not.</summary>
    Task<CommandOutcome> AssignAsync(Guid leadId, Guid conversationId, Guid agentId, string reason, CancellationToken cancellationToken = default);

    /// <summary>Changes an agent's presence; takes nothing out of their hands.</summary>
    Task<CommandOutcome> SetPresenceOfAsync(Guid leadId, Guid agentId, Presence presence, Guid? reasonId, CancellationToken cancellationToken = default);

    /// <summary>Signs an agent out by force: what they had goes back to the front of its lines.</summary>
    Task<CommandOutcome> SignOutAsync(Guid leadId, Guid agentId, CancellationToken cancellationToken = default);

    /// <summary>Why the agents of a conversation were chosen, the latest first; for whoever may read the conversation.</summary>
    Task<IReadOnlyList<AssignmentView>> AssignmentsAsync(Guid agentId, Guid conversationId, CancellationToken cancellationToken = default);
}
