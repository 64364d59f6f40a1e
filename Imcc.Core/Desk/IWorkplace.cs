using Imcc.Core.Agents;
using Imcc.Core.Channels;

namespace Imcc.Core.Desk;

/// <summary>
/// Everything that an agent can see and do, for the desk in the browser and for the agent hub alike. The agent's id comes from the
/// caller's sign-in, never from the request. Commands with a client's id are carried out once however often they are sent.
/// </summary>
public interface IWorkplace
{
    Task<DeskSnapshot> OpenAsync(Guid agentId, CancellationToken cancellationToken = default);

    /// <summary>
    /// One screen (a browser tab, a hub connection) of the agent comes alive: while it is not disposed the agent counts as
    /// connected, and <paramref name="tell"/> hears the agent's events, one at a time. After the last screen is gone, offers are
    /// withdrawn at once and active conversations go back to the queue when the grace period is over.
    /// </summary>
    Task<IAsyncDisposable> ConnectAsync(Guid agentId, Func<DeskEvent, Task> tell, CancellationToken cancellationToken = default);

    /// <param name="reasonId">One of the organisation's reasons, for a break or for being busy; null: none given.</param>
    Task<CommandOutcome> SetPresenceAsync(Guid agentId, Presence presence, Guid? reasonId = null, CancellationToken cancellationToken = default);

    Task<CommandOutcome> AcceptAsync(Guid agentId, Guid conversationId, Guid offerId, CancellationToken cancellationToken = default);

    /// <param name="reason">In the agent's words, at most 200 characters; may be empty.</param>
    Task<CommandOutcome> DeclineAsync(Guid agentId, Guid conversationId, Guid offerId, string reason = "", CancellationToken cancellationToken = default);

    /// <param name="messageId">Made by the client (UUIDv7); sent again after a lost connection it is the same message.</param>
    Task<CommandOutcome> ReplyAsync(Guid agentId, Guid conversationId, Guid messageId, MessageContent content, CancellationToken cancellationToken = default);

    /// <summary>An internal remark in the thread, seen by our own people only.</summary>
    Task<CommandOutcome> RemarkAsync(Guid agentId, Guid conversationId, Guid messageId, string text, CancellationToken cancellationToken = default);

    /// <summary>A message whose delivery failed is tried again.</summary>
    Task<CommandOutcome> ResendAsync(Guid agentId, Guid conversationId, Guid messageId, CancellationToken cancellationToken = default);

    Task<CommandOutcome> EndAsync(Guid agentId, Guid conversationId, CancellationToken cancellationToken = default);

    /// <summary>The summary of a conversation: kept while it is active and during the wrap-up.</summary>
    Task<CommandOutcome> SaveNoteAsync(Guid agentId, Guid conversationId, string note, CancellationToken cancellationToken = default);

    /// <summary>The wrap-up is done: the agent's place is free.</summary>
    Task<CommandOutcome> FinishWrapUpAsync(Guid agentId, Guid conversationId, CancellationToken cancellationToken = default);

    Task<CommandOutcome> MarkReadAsync(Guid agentId, Guid conversationId, CancellationToken cancellationToken = default);

    Task TypingAsync(Guid agentId, Guid conversationId, bool isTyping, CancellationToken cancellationToken = default);

    /// <param name="beforeSeq">Only messages before this place; null for the latest.</param>
    /// <param name="take">1 to 200.</param>
    Task<MessagePage?> MessagesAsync(Guid agentId, Guid conversationId, long? beforeSeq, int take, CancellationToken cancellationToken = default);

    Task<CustomerCard?> CustomerAsync(Guid agentId, Guid conversationId, CancellationToken cancellationToken = default);

    /// <param name="tags">Ids of the customer's tags from now on; null: as they are.</param>
    Task<CommandOutcome> SaveCustomerAsync(
        Guid agentId, Guid conversationId, string displayName, int vipTier, string note, IReadOnlyList<Guid>? tags = null, CancellationToken cancellationToken = default);

    /// <summary>What the agent has closed, the latest first; at most <paramref name="take"/> (1 to 200).</summary>
    Task<IReadOnlyList<DeskConversation>> ClosedAsync(Guid agentId, int take, CancellationToken cancellationToken = default);
}
