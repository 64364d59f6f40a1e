using Imcc.Core.Agents;
using Imcc.Core.Conversations;
using Imcc.Core.Desk;
using Imcc.Core.Routing;
using Imcc.Infrastructure.Delivery;
using Imcc.Infrastructure.Live;
using Imcc.Infrastructure.Organisation;

namespace Imcc.Infrastructure.Conversations;

/// <summary>
/// Tells whom it concerns that a unit of work is committed: the ACD, the agent's screens, the customer's page, the delivery worker.
/// Telling waits for nobody and may be lost with the process; everybody told can read the rows.
/// </summary>
internal sealed partial class Announcer(IGrainFactory grains, LiveFeed feed, DirectoryCache directory, DeliverySignal delivery, ILogger<Announcer> logger)
{
    public void Tell(ThreadWork work)
    {
        var before = work.Before.Current;
        var after = work.After.Current;
        if (after is not null && IsNewsForAcd(before, after))
            grains.GetGrain<IAcdGrain>(IAcdGrain.MainDomain).HearAsync(after).AsTask().Ignore();
        TellAgents(work, before, after);
        foreach (var message in work.Messages)
        {
            if (after is { HoldsAgent: true, AgentId: { } agent })
                feed.Publish(Topic.Agent(agent), new MessageAdded(message));
            if (message.Direction != MessageDirection.Internal)
                feed.Publish(Topic.Thread(work.After.ThreadId), new MessageAdded(message));
        }

        if (work.HasPendingDelivery)
            delivery.Wake(work.After.ThreadId);
    }

    public void TellTyping(Guid threadId, Guid agentId, bool isTyping) =>
        feed.Publish(Topic.Agent(agentId), new TypingChanged(threadId, isTyping));

    private static bool IsNewsForAcd(Conversation? before, Conversation after) =>
        after.State != ConversationState.Automated &&
        (before is null || before.Id != after.Id || before.State != after.State || before.AgentId != after.AgentId || before.VipTier != after.VipTier);

    private void TellAgents(ThreadWork work, Conversation? before, Conversation? after)
    {
        if (after is not null && (before is null || before.Revision != after.Revision || !ReferenceEquals(work.Before.Contact, work.After.Contact)))
        {
            var view = new ConversationMoved(DeskViews.Of(after, work.After.Contact.DisplayName, directory.Current));
            if (before?.AgentId is { } old && old != after.AgentId)
                feed.Publish(Topic.Agent(old), view);
            if (after.AgentId is { } agent)
                feed.Publish(Topic.Agent(agent), view);
            // The customer's page shows who serves; it makes its own small words of this.
            if (before?.State != after.State)
                feed.Publish(Topic.Thread(after.ThreadId), view);
        }

        foreach (var happened in work.Happened)
        {
            // Where the agent stood before is who declined, missed or let go.
            switch (happened)
            {
                case ConversationEventKind.Missed when before is { AgentId: { } agent, OfferId: { } offer }:
                    Forget(grains.GetGrain<IAgentGrain>(agent).MissedAsync(offer), agent);
                    break;
                case ConversationEventKind.Declined when before?.AgentId is { } agent:
                    Forget(grains.GetGrain<IAgentGrain>(agent).AnsweredAsync(), agent);
                    break;
                case ConversationEventKind.Accepted when after?.AgentId is { } agent:
                    Forget(grains.GetGrain<IAgentGrain>(agent).AnsweredAsync(), agent);
                    break;
                case ConversationEventKind.WrapUpFinished or ConversationEventKind.Closed or ConversationEventKind.Requeued or ConversationEventKind.Withdrawn
                    when before?.AgentId is { } agent:
                    Forget(grains.GetGrain<IAgentGrain>(agent).ReleasedAsync(), agent);
                    break;
            }
        }
    }

    /// <summary>Not awaited: nobody's turn hangs on it, and what it would have said is in the rows.</summary>
    private async void Forget(ValueTask call, Guid agentId)
    {
        try
        {
            await call;
        }
        catch (Exception e)
        {
            AgentNotTold(e, agentId);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Agent {AgentId} was not told of a change; the next one or the next look brings it")]
    private partial void AgentNotTold(Exception exception, Guid agentId);
}
