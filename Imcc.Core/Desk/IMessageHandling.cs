using Imcc.Core.Conversations;

namespace Imcc.Core.Desk;

/// <summary>What an agent does with a message that stands in the thread: keep it in sight, or take it back. The agent's id comes from the sign-in, as in <see cref="IWorkplace"/>.</summary>
public interface IMessageHandling
{
    /// <summary>What is pinned over a conversation, the latest first; at most <see cref="Pin.Most"/>.</summary>
    /// <returns>Null: there is no such conversation, or this agent may not read it.</returns>
    Task<IReadOnlyList<PinnedMessage>?> PinsAsync(Guid agentId, Guid conversationId, CancellationToken cancellationToken = default);

    /// <summary>Pins a message, or one number out of it. Said twice it is <see cref="CommandOutcome.AlreadyDone"/>; beyond <see cref="Pin.Most"/> <see cref="CommandOutcome.TooMany"/>.</summary>
    /// <param name="number">A number that the message holds, without blanks and dashes; empty: the whole message.</param>
    /// <param name="note">At most <see cref="Pin.LongestNote"/> characters; may be empty.</param>
    Task<CommandOutcome> PinAsync(
        Guid agentId, Guid conversationId, Guid messageId, string number = "", PinScope scope = PinScope.Conversation, string note = "", CancellationToken cancellationToken = default);

    Task<CommandOutcome> UnpinAsync(Guid agentId, Guid conversationId, Guid pinId, CancellationToken cancellationToken = default);

    /// <summary>What was unpinned a moment ago comes back as it was; <see cref="CommandOutcome.TooLate"/> when it is not known any more.</summary>
    Task<CommandOutcome> RestorePinAsync(Guid agentId, Guid conversationId, Guid pinId, CancellationToken cancellationToken = default);

    /// <summary>Changes a note. Of one with numbers that this agent may not see, nothing is written over by its stars: <see cref="CommandOutcome.NotAllowed"/>.</summary>
    /// <param name="note">At most <see cref="Pin.LongestNote"/> characters; empty: none any more.</param>
    Task<CommandOutcome> AnnotatePinAsync(Guid agentId, Guid conversationId, Guid pinId, string note, CancellationToken cancellationToken = default);

    Task<CommandOutcome> ExtendPinAsync(Guid agentId, Guid conversationId, Guid pinId, PinScope scope, CancellationToken cancellationToken = default);

    /// <summary>Takes an own message back: <see cref="CommandOutcome.Unsupported"/> where the channel has it already and gives nothing back, <see cref="CommandOutcome.TooLate"/> after the time for it.</summary>
    Task<CommandOutcome> RecallAsync(Guid agentId, Guid conversationId, Guid messageId, CancellationToken cancellationToken = default);

    /// <summary>
    /// A message that came too late for the channel's window waits until the customer writes again, and goes out then, in order, marked as late.
    /// <see cref="CommandOutcome.Unsupported"/> where it was refused for another reason. Given up waiting for by <see cref="RecallAsync"/>.
    /// </summary>
    Task<CommandOutcome> HoldAsync(Guid agentId, Guid conversationId, Guid messageId, CancellationToken cancellationToken = default);
}
