using Imcc.Core.Conversations;
using Imcc.Core.Desk;
using Imcc.Infrastructure.Conversations;
using Imcc.Infrastructure.Organisation;

namespace Imcc.Infrastructure.Desk;

/// <inheritdoc cref="IOutreach"/>
internal sealed class Outreach(IGrainFactory grains, ConversationFinder finder, DirectoryCache directory, AuditTrail audit) : IOutreach
{
    private const int LongestReason = 100;

    public async Task<(CommandOutcome Outcome, Guid? ConversationId)> BeginAsync(Guid leadId, Guid conversationId, string reason, CancellationToken cancellationToken = default)
    {
        if (reason.Length > LongestReason)
            return (CommandOutcome.TooLong, null);
        if (!directory.Current.Agents.TryGetValue(leadId, out var lead) || lead is not { Enabled: true, IsLead: true })
            return (CommandOutcome.NotAllowed, null);
        if (await finder.ThreadOfAsync(conversationId, cancellationToken) is not { } threadId)
            return (CommandOutcome.NotFound, null);
        Guid? begun = null;
        var outcome = await Retried.Async(async () =>
        {
            (var came, begun) = await grains.GetGrain<IConversationGrain>(threadId).BeginAsync(conversationId, leadId, reason);
            return came;
        });
        // It is done: whoever did it may be gone, it stands in the log all the same.
        if (outcome == CommandOutcome.Done && begun is { } id)
            await audit.WriteAsync(lead, "conversation.begun", id, $"conversation {id}", $"after {conversationId}", CancellationToken.None);
        return (outcome, begun);
    }
}
