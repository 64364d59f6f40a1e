using Imcc.Core.Conversations;
using Imcc.Core.Desk;
using Imcc.Infrastructure.Conversations;
using Imcc.Infrastructure.Delivery;
using Microsoft.Extensions.Options;

namespace Imcc.Infrastructure.Desk;

/// <inheritdoc cref="IMessageHandling"/>
internal sealed class MessageHandling(ConversationFinder finder, Commands commands, PinBook pins, IMasks masks, Outbox outbox, IOptions<DeliveryOptions> delivery) : IMessageHandling
{
    public async Task<IReadOnlyList<PinnedMessage>?> PinsAsync(Guid agentId, Guid conversationId, CancellationToken cancellationToken = default) =>
        await finder.ReadableAsync(agentId, conversationId, cancellationToken) is { } conversation
            ? masks.For(agentId).Of([.. await pins.ReadAsync(conversation.ThreadId, conversationId, cancellationToken), .. await ElsewhereAsync(agentId, conversation.ThreadId, cancellationToken)])
            : null;

    public Task<CommandOutcome> PinAsync(
        Guid agentId, Guid conversationId, Guid messageId, string number = "", PinScope scope = PinScope.Conversation, string note = "", CancellationToken cancellationToken = default) =>
        DoAsync(conversationId, new PinAct.Add(messageId, number, scope, WithoutNul(note)) { AgentId = agentId }, cancellationToken);

    public Task<CommandOutcome> UnpinAsync(Guid agentId, Guid conversationId, Guid pinId, CancellationToken cancellationToken = default) =>
        DoAsync(conversationId, new PinAct.Remove(pinId) { AgentId = agentId }, cancellationToken);

    public Task<CommandOutcome> RestorePinAsync(Guid agentId, Guid conversationId, Guid pinId, CancellationToken cancellationToken = default) =>
        DoAsync(conversationId, new PinAct.Restore(pinId) { AgentId = agentId }, cancellationToken);

    public async Task<CommandOutcome> AnnotatePinAsync(Guid agentId, Guid conversationId, Guid pinId, string note, CancellationToken cancellationToken = default) =>
        note.Contains('*', StringComparison.Ordinal) && await IsHiddenAsync(agentId, conversationId, pinId, cancellationToken)
            ? CommandOutcome.NotAllowed
            : await DoAsync(conversationId, new PinAct.Annotate(pinId, WithoutNul(note)) { AgentId = agentId }, cancellationToken);

    public Task<CommandOutcome> ExtendPinAsync(Guid agentId, Guid conversationId, Guid pinId, PinScope scope, CancellationToken cancellationToken = default) =>
        Enum.IsDefined(scope)
            ? DoAsync(conversationId, new PinAct.Extend(pinId, scope) { AgentId = agentId }, cancellationToken)
            : Task.FromResult(CommandOutcome.Invalid);

    public Task<CommandOutcome> RecallAsync(Guid agentId, Guid conversationId, Guid messageId, CancellationToken cancellationToken = default) =>
        commands.DoAsync(conversationId, (c, id) => c.RecallAsync(id, agentId, messageId), cancellationToken);

    public async Task<CommandOutcome> HoldAsync(Guid agentId, Guid conversationId, Guid messageId, CancellationToken cancellationToken = default) =>
        await finder.ReadableAsync(agentId, conversationId, cancellationToken) is { } conversation
            ? await outbox.HoldAsync(conversation.ThreadId, messageId, delivery.Value.HoldFor, cancellationToken)
            : CommandOutcome.NotFound;

    /// <summary>Whether a note has something in it that this agent sees as stars.</summary>
    private async Task<bool> IsHiddenAsync(Guid agentId, Guid conversationId, Guid pinId, CancellationToken cancellationToken) =>
        await finder.ReadableAsync(agentId, conversationId, cancellationToken) is { } conversation
        && (await pins.ReadAsync(conversation.ThreadId, conversationId, cancellationToken)).FirstOrDefault(p => p.Pin.Id == pinId) is { Pin.Note: var written }
        && masks.For(agentId).Text(written) != written;

    /// <summary>Whoever reads one of a person's conversations may not read all of them.</summary>
    private async Task<IEnumerable<PinnedMessage>> ElsewhereAsync(Guid agentId, Guid threadId, CancellationToken cancellationToken)
    {
        var elsewhere = await pins.ElsewhereAsync(threadId, cancellationToken);
        if (elsewhere.Count == 0)
            return elsewhere;
        var readable = await finder.ReadableAsync(agentId, elsewhere.Select(p => (p.Pin.ConversationId, p.Pin.ThreadId)), cancellationToken);
        return elsewhere.Where(p => readable.ContainsKey(p.Pin.ConversationId));
    }

    private Task<CommandOutcome> DoAsync(Guid conversationId, PinAct act, CancellationToken cancellationToken) =>
        commands.DoAsync(conversationId, (c, id) => c.PinAsync(id, act), cancellationToken);

    /// <summary>PostgreSQL takes no character zero in a text.</summary>
    private static string WithoutNul(string note) => note.Replace("\0", "", StringComparison.Ordinal);
}
