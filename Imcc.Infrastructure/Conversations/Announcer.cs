using Imcc.Core.Agents;
using Imcc.Core.Board;
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
internal sealed partial class Announcer(IGrainFactory grains, LiveFeed feed, DirectoryCache directory, DeliverySignal delivery, ChangedConversations changed, ILogger<Announcer> logger)
{
    public void Tell(ThreadWork work)
    {
        var before = work.Before.Current;
        var after = work.After.Current;
        if (after is not null && IsNewsForAcd(before, after))
            grains.GetGrain<IAcdGrain>(IAcdGrain.MainDomain).HearAsync(after).AsTask().Ignore();
        if (after is not null && (before?.Id != after.Id || before.Revision != after.Revision))
            feed.Publish(Topic.Board, new BoardNews(OpenConversation.Of(after), before?.Id == after.Id ? before.Revision : null, work.Events));
        TellAgents(work, before, after);
        if (work.Rated is { } rating)
            feed.Publish(Topic.Agent(rating.AgentId), new RatingGiven(rating.ConversationId, Core.Surveys.Satisfaction.Of(rating)));
        Mark(work, before, after);
        foreach (var message in work.Messages)
        {
            if (after is { AgentId: { } agent } && (after.HoldsAgent || after.State == ConversationState.Parked))
                feed.Publish(Topic.Agent(agent), new MessageAdded(message));
            if (after is { State: ConversationState.Active })
            {
                foreach (var other in new[] { after.Help?.HelperId, after.Invitation?.AgentId }.OfType<Guid>().Distinct())
                    feed.Publish(Topic.Agent(other), new MessageAdded(message.For(other, directory.Current.IsLeadOf(other, directory.Current.UnitOf(after.GroupId, after.AccountId)), null)));
            }

            feed.Publish(Topic.Watch(work.After.ThreadId), new MessageAdded(message));

            if (message.Direction != MessageDirection.Internal)
                feed.Publish(Topic.Thread(work.After.ThreadId), new MessageAdded(message));
        }

        if (work.HasPendingDelivery)
            delivery.Wake(work.After.ThreadId);
    }

    /// <summary>For the history index.</summary>
    private void Mark(ThreadWork work, Conversation? before, Conversation? after)
    {
        var thread = work.After.ThreadId;
        // The customer's name and person stand with each conversation.
        if (work.Before.IsStored && !ReferenceEquals(work.Before.Contact, work.After.Contact))
            changed.Mark(thread, null);
        if (after is not null && after.Revision != before?.Revision)
            changed.Mark(thread, after.Id);
        foreach (var message in work.Messages)
        {
            if (message.ConversationId is { } conversation)
                changed.Mark(thread, conversation);
        }
    }

    public void TellTyping(Guid threadId, Guid agentId, bool isTyping)
    {
        var typing = new TypingChanged(threadId, isTyping);
        feed.Publish(Topic.Agent(agentId), typing);
        feed.Publish(Topic.Watch(threadId), typing);
    }

    /// <summary>To the agent those whom they may know of, to the supervisors all.</summary>
    /// <param name="c">Null: it is over, and its agent looks at something else.</param>
    public void TellWatchers(Guid threadId, Guid conversationId, Conversation? c, IReadOnlyList<Watcher> watchers)
    {
        feed.Publish(Topic.Watch(threadId), new WatchersChanged(threadId, conversationId, watchers));
        if (c?.AgentId is { } agent)
            feed.Publish(Topic.Agent(agent), new WatchersChanged(threadId, conversationId, [.. watchers.Where(w => w.IsSeenByAgent)]));
    }

    /// <param name="by">Who changed them: a lead may look on without having the conversation.</param>
    public void TellPins(Conversation c, Guid by, IReadOnlyList<PinnedMessage> shown)
    {
        foreach (var agent in Concerned(null, c).Append(by).Distinct())
            feed.Publish(Topic.Agent(agent), new PinsChanged(c.ThreadId, c.Id, shown));
        feed.Publish(Topic.Watch(c.ThreadId), new PinsChanged(c.ThreadId, c.Id, shown));
    }

    public void TellRecall(Conversation c, ThreadMessage recalled)
    {
        foreach (var agent in Concerned(null, c))
            feed.Publish(Topic.Agent(agent), new MessageRecalled(recalled));
        feed.Publish(Topic.Thread(c.ThreadId), new MessageRecalled(recalled));
        feed.Publish(Topic.Watch(c.ThreadId), new MessageRecalled(recalled));
    }

    private static bool IsNewsForAcd(Conversation? before, Conversation after) =>
        after.State != ConversationState.Automated || before is { State: ConversationState.Queued }
            ? before is null || before.Id != after.Id || before.State != after.State || before.AgentId != after.AgentId || before.VipTier != after.VipTier
                || before.GroupId != after.GroupId || before.JoinedLineAt != after.JoinedLineAt || before.Invitation?.OfferId != after.Invitation?.OfferId
            : false;

    private void TellAgents(ThreadWork work, Conversation? before, Conversation? after)
    {
        if (after is not null && (before is null || before.Revision != after.Revision || !ReferenceEquals(work.Before.Contact, work.After.Contact)))
        {
            var view = new ConversationMoved(DeskViews.Of(after, work.After.Contact, directory.Current).With(work.After.Rating));
            foreach (var agent in Concerned(before, after))
                feed.Publish(Topic.Agent(agent), view);
            feed.Publish(Topic.Watch(after.ThreadId), view);
            // The customer's page shows who serves; it makes its own small words of this.
            if (before?.State != after.State)
                feed.Publish(Topic.Thread(after.ThreadId), view);
            if (after.Alerts > (before?.Alerts ?? 0))
                feed.Publish(Topic.Floor, view);
        }

        foreach (var happened in work.Happened)
        {
            switch (happened.Kind)
            {
                case ConversationEventKind.Missed when before is { AgentId: { } agent, OfferId: { } offer }:
                    Forget(grains.GetGrain<IAgentGrain>(agent).MissedAsync(offer), agent);
                    break;
                case ConversationEventKind.InvitationMissed when before?.Invitation is { } invitation:
                    Forget(grains.GetGrain<IAgentGrain>(invitation.AgentId).MissedAsync(invitation.OfferId), invitation.AgentId);
                    break;
                case ConversationEventKind.Declined or ConversationEventKind.InvitationDeclined when happened.By is { } agent:
                    Forget(grains.GetGrain<IAgentGrain>(agent).AnsweredAsync(), agent);
                    break;
                case ConversationEventKind.Accepted or ConversationEventKind.TakenOver when after?.AgentId is { } agent:
                    Forget(grains.GetGrain<IAgentGrain>(agent).AnsweredAsync(), agent);
                    break;
            }
        }

        // A place became free: what was chosen while busy may begin.
        if (before is { HoldsAgent: true, AgentId: { } let } && !(after is { HoldsAgent: true } && after.AgentId == let))
            Forget(grains.GetGrain<IAgentGrain>(let).ReleasedAsync(), let);
    }

    /// <summary>Everybody who had, has, or was asked about it.</summary>
    private static IEnumerable<Guid> Concerned(Conversation? before, Conversation after) =>
        new[] { before?.AgentId, after.AgentId, before?.Invitation?.AgentId, after.Invitation?.AgentId, before?.Help?.HelperId, after.Help?.HelperId }
            .OfType<Guid>().Distinct();

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
