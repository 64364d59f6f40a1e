using Imcc.Core.Desk;
using Imcc.Core.Privacy;

namespace Imcc.Infrastructure.Desk;

/// <summary>The customer's card as a person may see it: what comes out of it is masked, and what was read masked and saved again loses nothing.</summary>
internal sealed class MaskedCustomers(Customers inner, IMasks masks) : ICustomers
{
    public async Task<CustomerProfile?> ReadAsync(Guid agentId, Guid conversationId, CancellationToken cancellationToken = default) =>
        await inner.ReadAsync(agentId, conversationId, cancellationToken) is { } profile ? masks.For(agentId).Of(profile) : null;

    public async Task<CommandOutcome> SaveAttributeAsync(Guid agentId, Guid conversationId, Guid attributeId, string value, CancellationToken cancellationToken = default)
    {
        var stored = await StoredAsync(agentId, conversationId, value, cancellationToken);
        var known = stored?.Attributes.FirstOrDefault(a => a.Attribute.Id == attributeId);
        // What is kept of a value may be written otherwise, without blanks for one.
        return Restore(agentId, value, known?.Value) is { } full && (known?.Attribute.Accept(full) is not { } kept || masks.For(agentId).Text(kept).Count(char.IsDigit) <= value.Count(char.IsDigit))
            ? await inner.SaveAttributeAsync(agentId, conversationId, attributeId, full, cancellationToken)
            : CommandOutcome.NotAllowed;
    }

    public Task<CommandOutcome> AddNoteAsync(Guid agentId, Guid conversationId, Guid noteId, string text, CancellationToken cancellationToken = default) =>
        inner.AddNoteAsync(agentId, conversationId, noteId, text, cancellationToken);

    public async Task<CommandOutcome> EditNoteAsync(Guid agentId, Guid conversationId, Guid noteId, string text, CancellationToken cancellationToken = default)
    {
        var stored = await StoredAsync(agentId, conversationId, text, cancellationToken);
        return Restore(agentId, text, stored?.Notes.FirstOrDefault(n => n.Id == noteId)?.Text) is { } full
            ? await inner.EditNoteAsync(agentId, conversationId, noteId, full, cancellationToken)
            : CommandOutcome.NotAllowed;
    }

    public Task<CommandOutcome> DeleteNoteAsync(Guid agentId, Guid conversationId, Guid noteId, bool isDeleted = true, CancellationToken cancellationToken = default) =>
        inner.DeleteNoteAsync(agentId, conversationId, noteId, isDeleted, cancellationToken);

    public async Task<IReadOnlyList<CustomerFound>> FindAsync(Guid agentId, Guid conversationId, string text, CancellationToken cancellationToken = default)
    {
        var mask = masks.For(agentId);
        return [.. (await inner.FindAsync(agentId, conversationId, text, cancellationToken)).Select(mask.Of)];
    }

    public Task<CommandOutcome> MergeAsync(Guid agentId, Guid conversationId, Guid otherConversationId, CancellationToken cancellationToken = default) =>
        inner.MergeAsync(agentId, conversationId, otherConversationId, cancellationToken);

    public Task<CommandOutcome> UndoMergeAsync(Guid agentId, Guid conversationId, Guid mergeId, CancellationToken cancellationToken = default) =>
        inner.UndoMergeAsync(agentId, conversationId, mergeId, cancellationToken);

    public Task<CommandOutcome> BlockAsync(Guid agentId, Guid conversationId, string reason, CancellationToken cancellationToken = default) =>
        inner.BlockAsync(agentId, conversationId, reason, cancellationToken);

    public async Task<HistoryPage> TimelineAsync(Guid agentId, Guid conversationId, string text, int skip, int take, CancellationToken cancellationToken = default) =>
        masks.For(agentId).Of(await inner.TimelineAsync(agentId, conversationId, text, skip, take, cancellationToken));

    private async Task<CustomerProfile?> StoredAsync(Guid agentId, Guid conversationId, string text, CancellationToken cancellationToken) =>
        text.Contains('*', StringComparison.Ordinal) && !masks.For(agentId).Hidden.IsEmpty ? await inner.ReadAsync(agentId, conversationId, cancellationToken) : null;

    private string? Restore(Guid agentId, string text, string? stored) => stored is null ? text : masks.For(agentId).Restore(text, stored);
}
