using Imcc.Core.Agents;
using Imcc.Core.Channels;
using Imcc.Core.Desk;
using Imcc.Core.Privacy;
using Imcc.Infrastructure.Conversations;

namespace Imcc.Infrastructure.Desk;

/// <summary>The workplace as a person may see it: what comes out of it is masked, and what was read masked and saved again loses nothing.</summary>
internal sealed class MaskedWorkplace(Workplace inner, IMasks masks, ConversationFinder finder) : IWorkplace
{
    public async Task<DeskSnapshot> OpenAsync(Guid agentId, CancellationToken cancellationToken = default) =>
        masks.For(agentId).Of(await inner.OpenAsync(agentId, cancellationToken));

    public Task<IAsyncDisposable> ConnectAsync(Guid agentId, Func<DeskEvent, Task> tell, CancellationToken cancellationToken = default) =>
        // Asked anew for each event: new rules hold at once.
        inner.ConnectAsync(agentId, e => tell(masks.For(agentId).Of(e)), cancellationToken);

    public async Task<MessagePage?> MessagesAsync(Guid agentId, Guid conversationId, long? beforeSeq, int take, CancellationToken cancellationToken = default) =>
        await inner.MessagesAsync(agentId, conversationId, beforeSeq, take, cancellationToken) is { } page ? masks.For(agentId).Of(page) : null;

    public async Task<CustomerCard?> CustomerAsync(Guid agentId, Guid conversationId, CancellationToken cancellationToken = default) =>
        await inner.CustomerAsync(agentId, conversationId, cancellationToken) is { } card ? masks.For(agentId).Of(card) : null;

    public async Task<IReadOnlyList<DeskConversation>> ClosedAsync(Guid agentId, int take, CancellationToken cancellationToken = default) =>
        masks.For(agentId).Of(await inner.ClosedAsync(agentId, take, cancellationToken));

    public async Task<CommandOutcome> SaveCustomerAsync(
        Guid agentId, Guid conversationId, string displayName, int vipTier, string note, IReadOnlyList<Guid>? tags = null, CancellationToken cancellationToken = default)
    {
        var mask = masks.For(agentId);
        if (!mask.Hidden.IsEmpty && await inner.CustomerAsync(agentId, conversationId, cancellationToken) is { } stored)
        {
            if (mask.Restore(displayName, stored.DisplayName) is not { } fullName || mask.Restore(note, stored.Note) is not { } fullNote)
                return CommandOutcome.NotAllowed;
            (displayName, note) = (fullName, fullNote);
        }

        return await inner.SaveCustomerAsync(agentId, conversationId, displayName, vipTier, note, tags, cancellationToken);
    }

    public async Task<CommandOutcome> SaveNoteAsync(Guid agentId, Guid conversationId, string note, CancellationToken cancellationToken = default)
    {
        var mask = masks.For(agentId);
        if (!mask.Hidden.IsEmpty && note.Contains('*', StringComparison.Ordinal) && await finder.ReadableAsync(agentId, conversationId, cancellationToken) is { } stored)
        {
            if (mask.Restore(note, stored.Note) is not { } full)
                return CommandOutcome.NotAllowed;
            note = full;
        }

        return await inner.SaveNoteAsync(agentId, conversationId, note, cancellationToken);
    }

    public Task<CommandOutcome> SetPresenceAsync(Guid agentId, Presence presence, Guid? reasonId = null, CancellationToken cancellationToken = default) =>
        inner.SetPresenceAsync(agentId, presence, reasonId, cancellationToken);

    public Task<CommandOutcome> AcceptAsync(Guid agentId, Guid conversationId, Guid offerId, CancellationToken cancellationToken = default) =>
        inner.AcceptAsync(agentId, conversationId, offerId, cancellationToken);

    public Task<CommandOutcome> DeclineAsync(Guid agentId, Guid conversationId, Guid offerId, string reason = "", CancellationToken cancellationToken = default) =>
        inner.DeclineAsync(agentId, conversationId, offerId, reason, cancellationToken);

    public Task<CommandOutcome> ReplyAsync(Guid agentId, Guid conversationId, Guid messageId, MessageContent content, CancellationToken cancellationToken = default) =>
        inner.ReplyAsync(agentId, conversationId, messageId, content, cancellationToken);

    public Task<CommandOutcome> RemarkAsync(Guid agentId, Guid conversationId, Guid messageId, string text, CancellationToken cancellationToken = default) =>
        inner.RemarkAsync(agentId, conversationId, messageId, text, cancellationToken);

    public Task<CommandOutcome> ResendAsync(Guid agentId, Guid conversationId, Guid messageId, CancellationToken cancellationToken = default) =>
        inner.ResendAsync(agentId, conversationId, messageId, cancellationToken);

    public Task<CommandOutcome> EndAsync(Guid agentId, Guid conversationId, CancellationToken cancellationToken = default) =>
        inner.EndAsync(agentId, conversationId, cancellationToken);

    public Task<CommandOutcome> FinishWrapUpAsync(Guid agentId, Guid conversationId, CancellationToken cancellationToken = default) =>
        inner.FinishWrapUpAsync(agentId, conversationId, cancellationToken);

    public Task<CommandOutcome> MarkReadAsync(Guid agentId, Guid conversationId, CancellationToken cancellationToken = default) =>
        inner.MarkReadAsync(agentId, conversationId, cancellationToken);

    public Task TypingAsync(Guid agentId, Guid conversationId, bool isTyping, CancellationToken cancellationToken = default) =>
        inner.TypingAsync(agentId, conversationId, isTyping, cancellationToken);
}
