namespace Imcc.Core.Desk;

/// <summary>
/// The customer's card: who the person is over all channels, what is known of them, what colleagues noted. The conversation says which customer; the
/// agent must be allowed to read it.
/// </summary>
public interface ICustomers
{
    Task<CustomerProfile?> ReadAsync(Guid agentId, Guid conversationId, CancellationToken cancellationToken = default);

    /// <summary>One attribute's value, for all identities of the person; empty takes it away. Invalid: it is none of the attribute's kind.</summary>
    Task<CommandOutcome> SaveAttributeAsync(Guid agentId, Guid conversationId, Guid attributeId, string value, CancellationToken cancellationToken = default);

    /// <param name="noteId">Made by the client (UUIDv7); given twice it is one note.</param>
    /// <param name="text">1 to 2,000 characters.</param>
    Task<CommandOutcome> AddNoteAsync(Guid agentId, Guid conversationId, Guid noteId, string text, CancellationToken cancellationToken = default);

    /// <summary>The author changes a note; anybody the one from before there were authors.</summary>
    Task<CommandOutcome> EditNoteAsync(Guid agentId, Guid conversationId, Guid noteId, string text, CancellationToken cancellationToken = default);

    /// <summary>The author or a lead takes a note away, or (<paramref name="isDeleted"/> false) brings it back.</summary>
    Task<CommandOutcome> DeleteNoteAsync(Guid agentId, Guid conversationId, Guid noteId, bool isDeleted = true, CancellationToken cancellationToken = default);

    /// <summary>Other customers by name, channel id or attribute, of those that the agent may read; at most 10.</summary>
    Task<IReadOnlyList<CustomerFound>> FindAsync(Guid agentId, Guid conversationId, string text, CancellationToken cancellationToken = default);

    /// <summary>The other conversation's customer is the same person as this one's.</summary>
    Task<CommandOutcome> MergeAsync(Guid agentId, Guid conversationId, Guid otherConversationId, CancellationToken cancellationToken = default);

    /// <summary>What was merged is as before.</summary>
    Task<CommandOutcome> UndoMergeAsync(Guid agentId, Guid conversationId, Guid mergeId, CancellationToken cancellationToken = default);

    /// <summary>What the customer writes from now on opens no conversation; recorded in the audit log.</summary>
    /// <param name="reason">1 to 200 characters; empty: not blocked any more, which a lead decides.</param>
    Task<CommandOutcome> BlockAsync(Guid agentId, Guid conversationId, string reason, CancellationToken cancellationToken = default);

    /// <summary>All conversations of the person, the newest first, of those that the agent may read.</summary>
    /// <param name="text">Only where this was said; empty: all.</param>
    /// <param name="take">1 to 50.</param>
    Task<HistoryPage> TimelineAsync(Guid agentId, Guid conversationId, string text, int skip, int take, CancellationToken cancellationToken = default);
}
