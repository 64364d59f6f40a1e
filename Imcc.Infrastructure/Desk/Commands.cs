using Imcc.Core.Conversations;
using Imcc.Core.Desk;
using Imcc.Infrastructure.Conversations;

namespace Imcc.Infrastructure.Desk;

/// <summary>Brings a person's command to the conversation that it is about.</summary>
internal sealed class Commands(IGrainFactory grains, ConversationFinder finder)
{
    public async Task<CommandOutcome> DoAsync(Guid conversationId, Func<IConversationGrain, Guid, ValueTask<CommandOutcome>> command, CancellationToken cancellationToken)
    {
        if (await finder.ThreadOfAsync(conversationId, cancellationToken) is not { } threadId)
            return CommandOutcome.NotFound;
        return await Retried.Async(() => command(grains.GetGrain<IConversationGrain>(threadId), conversationId));
    }

    public async Task<bool> ServesAsync(Guid agentId, Guid conversationId, CancellationToken cancellationToken) =>
        await finder.ThreadOfAsync(conversationId, cancellationToken) is { } threadId
        && await grains.GetGrain<IConversationGrain>(threadId).LookAsync() is { } current && current.Id == conversationId && current.IsServedBy(agentId);

    public Task<CommandOutcome> DoAsync(Guid conversationId, Act act, CancellationToken cancellationToken) =>
        DoAsync(conversationId, (c, id) => c.ActAsync(id, act), cancellationToken);
}
