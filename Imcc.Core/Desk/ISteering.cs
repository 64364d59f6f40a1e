using Imcc.Core.Channels;

namespace Imcc.Core.Desk;

/// <summary>
/// How a supervisor (班长) is in a conversation of their units while it goes on: looks on, whispers to the agent, speaks to the customer, takes
/// it over or moves it. The lead's id comes from the sign-in. Whoever leads another unit, or none, is told <see cref="CommandOutcome.NotAllowed"/>.
/// Who looked at what, from when to when, and what they did stands in the audit log.
/// </summary>
public interface ISteering
{
    /// <summary>Open conversations of the lead's units, those first whose customer has waited longest for an answer; at most 300.</summary>
    /// <param name="ofAgentId">Only this agent's; null: everybody's.</param>
    /// <returns>Null: not a lead.</returns>
    Task<IReadOnlyList<DeskConversation>?> OpenAsync(Guid leadId, Guid? ofAgentId = null, CancellationToken cancellationToken = default);

    /// <summary>Looks at a conversation: while what comes back is not disposed, <paramref name="tell"/> hears all that happens in it, one at a time. It is no screen of the agent's, nor makes the lead one.</summary>
    Task<WatchStart> WatchAsync(Guid leadId, Guid conversationId, Func<DeskEvent, Task> tell, CancellationToken cancellationToken = default);

    /// <summary>The supervisors who are with a conversation, as this person may know of them: its agent those who are shown, a lead of its unit all, others nobody.</summary>
    Task<IReadOnlyList<Watcher>> WatchersAsync(Guid readerId, Guid conversationId, CancellationToken cancellationToken = default);

    /// <summary>Tells the agent something that the customer never sees.</summary>
    /// <param name="messageId">Made by the client (UUIDv7); sent again it is the same whisper.</param>
    Task<CommandOutcome> WhisperAsync(Guid leadId, Guid conversationId, Guid messageId, string text, CancellationToken cancellationToken = default);

    /// <summary>Speaks to the customer beside the agent, under the lead's own name.</summary>
    /// <param name="isConfirmed">The lead has seen the words that should not be sent.</param>
    Task<CommandOutcome> SpeakAsync(Guid leadId, Guid conversationId, Guid messageId, MessageContent content, bool isConfirmed = false, CancellationToken cancellationToken = default);

    /// <summary>Takes the conversation from whoever has it, all at once; the lead's own capacity may be exceeded by it.</summary>
    /// <param name="from">Who had it when the lead decided so; null: nobody. If it has moved on meanwhile, nothing happens (<see cref="CommandOutcome.TooLate"/>).</param>
    /// <param name="reason">At most 100 characters.</param>
    Task<CommandOutcome> TakeOverAsync(Guid leadId, Guid conversationId, Guid? from, string reason, CancellationToken cancellationToken = default);

    /// <summary>Gives the conversation to the line of a skill group, whoever has it. To an agent: <see cref="ISupervision.AssignAsync"/>.</summary>
    /// <inheritdoc cref="TakeOverAsync"/>
    Task<CommandOutcome> MoveAsync(Guid leadId, Guid conversationId, Guid? from, Guid groupId, string reason, CancellationToken cancellationToken = default);
}

/// <summary>What came of wanting to look at a conversation.</summary>
/// <param name="Screen">Ends the looking; null: it did not begin.</param>
public sealed record WatchStart(CommandOutcome Outcome, IAsyncDisposable? Screen = null);
