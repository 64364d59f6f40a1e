namespace Imcc.Core.Desk;

/// <summary>How a conversation is kept for later, changes hands, or gets a helping hand. The agent's id comes from the sign-in, as in <see cref="IWorkplace"/>.</summary>
public interface IHandovers
{
    /// <summary>The agent keeps the conversation without serving it: it takes no capacity until the customer writes, or the agent goes on.</summary>
    /// <param name="remindAt">Within 30 days; null: no reminder.</param>
    Task<CommandOutcome> ParkAsync(Guid agentId, Guid conversationId, DateTimeOffset? remindAt, CancellationToken cancellationToken = default);

    /// <summary>The agent goes on with a parked conversation; it comes back as soon as there is capacity for it.</summary>
    Task<CommandOutcome> ResumeAsync(Guid agentId, Guid conversationId, CancellationToken cancellationToken = default);

    Task<CommandOutcome> CloseParkedAsync(Guid agentId, Guid conversationId, CancellationToken cancellationToken = default);

    /// <summary>Whom a conversation can be given to now.</summary>
    Task<TransferTargets> TargetsAsync(Guid agentId, CancellationToken cancellationToken = default);

    /// <param name="reason">At most 100 characters.</param>
    /// <param name="note">For the next agent, at most 1,000 characters; the customer never sees it.</param>
    Task<CommandOutcome> TransferToGroupAsync(Guid agentId, Guid conversationId, Guid groupId, string reason, string note, CancellationToken cancellationToken = default);

    /// <summary>A colleague is asked to take over; until they accept, the conversation stays where it is.</summary>
    Task<CommandOutcome> TransferToAgentAsync(Guid agentId, Guid conversationId, Guid targetId, string reason, string note, CancellationToken cancellationToken = default);

    Task<CommandOutcome> WithdrawTransferAsync(Guid agentId, Guid conversationId, CancellationToken cancellationToken = default);

    /// <summary>A colleague or lead is asked for help: they see the thread and write internal remarks; the customer never notices.</summary>
    Task<CommandOutcome> AskHelpAsync(Guid agentId, Guid conversationId, Guid helperId, string note, CancellationToken cancellationToken = default);

    /// <summary>Said by the agent or by the helper.</summary>
    Task<CommandOutcome> EndHelpAsync(Guid agentId, Guid conversationId, CancellationToken cancellationToken = default);

    /// <summary>The agent takes a waiting conversation of their own choice, if the group allows it and they have the capacity.</summary>
    Task<CommandOutcome> PickAsync(Guid agentId, Guid conversationId, CancellationToken cancellationToken = default);
}
