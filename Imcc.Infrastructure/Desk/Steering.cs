using Imcc.Core.Agents;
using Imcc.Core.Channels;
using Imcc.Core.Conversations;
using Imcc.Core.Desk;
using Imcc.Core.Organisation;
using Imcc.Infrastructure.Conversations;
using Imcc.Infrastructure.Live;
using Imcc.Infrastructure.Organisation;
using Microsoft.Extensions.Options;

namespace Imcc.Infrastructure.Desk;

/// <inheritdoc cref="ISteering"/>
internal sealed class Steering(
    IGrainFactory grains,
    DirectoryCache directory,
    ConversationFinder finder,
    Commands commands,
    WatchBook watches,
    WatchEnding ending,
    SpeechGuard guard,
    IMasks masks,
    AuditTrail audit,
    LiveFeed feed,
    TimeProvider time,
    IOptions<ConversationOptions> options,
    ILogger<WatchSession> watchLogger) : ISteering
{
    private const int LongestReason = 100;
    private const int OpenShown = 300;

    public async Task<IReadOnlyList<DeskConversation>?> OpenAsync(Guid leadId, Guid? ofAgentId = null, CancellationToken cancellationToken = default)
    {
        var known = directory.Current;
        if (!known.Agents.TryGetValue(leadId, out var lead) || !known.IsLeadOf(leadId, lead.OrgUnitId))
            return null;
        var groups = known.Groups.Values.Where(g => known.IsLeadOf(leadId, g.OrgUnitId)).Select(g => g.Id).ToArray();
        return masks.For(leadId).Of(await finder.OpenAsync(groups, ofAgentId, OpenShown, cancellationToken));
    }

    public async Task<WatchStart> WatchAsync(Guid leadId, Guid conversationId, Func<DeskEvent, Task> tell, CancellationToken cancellationToken = default)
    {
        if (await finder.ThreadOfAsync(conversationId, cancellationToken) is not { } threadId)
            return new(CommandOutcome.NotFound);
        if (await grains.GetGrain<IConversationGrain>(threadId).LookAsync() is not { } current || current.Id != conversationId)
            return new(CommandOutcome.TooLate);
        if (!SteerConduct.MaySteer(current, leadId, directory.Current) || LeadOf(leadId) is not { } lead)
            return new(CommandOutcome.NotAllowed);
        var now = time.GetUtcNow();
        var watch = new Watch { Id = Guid.CreateVersion7(now), ThreadId = threadId, ConversationId = conversationId, LeadId = leadId, Since = now, Until = now + Watch.Lease };
        // First the log: nobody looks unseen, not even when the log cannot be written.
        await AuditAsync(lead, "conversation.watched", conversationId, "", cancellationToken);
        // Asked anew for each event: new rules of hiding hold at once.
        var session = new WatchSession(watch, WatchSight.Of(current, leadId), e => tell(masks.For(leadId).Of(e)), feed, () => directory.Current, grains, ending, time, watchLogger);
        var outcome = CommandOutcome.Unavailable;
        try
        {
            outcome = await commands.DoAsync(conversationId, (c, id) => c.WatchAsync(id, new WatchAct.Begin(leadId) { WatchId = watch.Id }), cancellationToken);
        }
        finally
        {
            if (outcome is CommandOutcome.Done or CommandOutcome.AlreadyDone)
                session.Keep();
            else
                session.Drop();
        }

        return outcome is CommandOutcome.Done or CommandOutcome.AlreadyDone ? new(CommandOutcome.Done, session) : new(outcome);
    }

    public async Task<IReadOnlyList<Watcher>> WatchersAsync(Guid readerId, Guid conversationId, CancellationToken cancellationToken = default)
    {
        if (await finder.ReadableAsync(readerId, conversationId, cancellationToken) is not { } conversation)
            return [];
        var isLead = SteerConduct.MaySteer(conversation, readerId, directory.Current);
        if (!isLead && conversation.AgentId != readerId)
            return [];
        var all = await watches.ReadAsync(conversation.ThreadId, conversationId, time.GetUtcNow(), cancellationToken);
        return isLead && conversation.AgentId != readerId ? all : [.. all.Where(w => w.IsSeenByAgent)];
    }

    public async Task<CommandOutcome> WhisperAsync(Guid leadId, Guid conversationId, Guid messageId, string text, CancellationToken cancellationToken = default)
    {
        if (messageId == Guid.Empty || string.IsNullOrWhiteSpace(text))
            return CommandOutcome.Invalid;
        return text.Length > options.Value.LongestText
            ? CommandOutcome.TooLong
            : await SayAsync(leadId, conversationId, messageId, new TextContent(text), isWhisper: true, words: "", cancellationToken);
    }

    public async Task<CommandOutcome> SpeakAsync(Guid leadId, Guid conversationId, Guid messageId, MessageContent content, bool isConfirmed = false, CancellationToken cancellationToken = default)
    {
        if (messageId == Guid.Empty || content is TextContent { Text: var text } && string.IsNullOrWhiteSpace(text) || !content.IsSpeech)
            return CommandOutcome.Invalid;
        if (await guard.IsTooLongAsync(conversationId, content, cancellationToken))
            return CommandOutcome.TooLong;
        var objection = await guard.ObjectionAsync(conversationId, content, cancellationToken);
        if (objection == CommandOutcome.Forbidden || (objection is not null && !isConfirmed))
        {
            if (await finder.IsSaidAsync(conversationId, messageId, cancellationToken))
                return CommandOutcome.AlreadyDone;
            if (objection == CommandOutcome.Forbidden)
                await guard.HoldBackAsync(leadId, conversationId, content, cancellationToken);
            return objection.Value;
        }

        var words = objection is not null && content is TextContent said ? string.Join('、', (await guard.CheckAsync(conversationId, said.Text, cancellationToken)).Words) : "";
        return await SayAsync(leadId, conversationId, messageId, content, isWhisper: false, words, cancellationToken);
    }

    public async Task<CommandOutcome> TakeOverAsync(Guid leadId, Guid conversationId, Guid? from, string reason, CancellationToken cancellationToken = default)
    {
        if (reason.Length > LongestReason)
            return CommandOutcome.TooLong;
        if (LeadOf(leadId) is not { } lead)
            return CommandOutcome.NotAllowed;
        // Who is not at a screen would lose it again within a minute.
        if ((await grains.GetGrain<IAgentGrain>(leadId).LookAsync()).Connection == Connection.Lost)
            return CommandOutcome.NotThere;
        var outcome = await commands.DoAsync(conversationId, new Act.TakeOver(leadId, from, reason.Trim()), cancellationToken);
        if (outcome == CommandOutcome.Done)
            await AuditAsync(lead, "conversation.taken", conversationId, $"from {NameOf(from)}", CancellationToken.None);
        return outcome;
    }

    public async Task<CommandOutcome> MoveAsync(Guid leadId, Guid conversationId, Guid? from, Guid groupId, string reason, CancellationToken cancellationToken = default)
    {
        if (reason.Length > LongestReason)
            return CommandOutcome.TooLong;
        if (LeadOf(leadId) is not { } lead)
            return CommandOutcome.NotAllowed;
        var outcome = await commands.DoAsync(conversationId, new Act.Move(leadId, from, groupId, reason.Trim()), cancellationToken);
        if (outcome == CommandOutcome.Done)
            await AuditAsync(lead, "conversation.moved", conversationId, $"from {NameOf(from)} to {directory.Current.Groups.GetValueOrDefault(groupId)?.Name}", CancellationToken.None);
        return outcome;
    }

    private async Task<CommandOutcome> SayAsync(Guid leadId, Guid conversationId, Guid messageId, MessageContent content, bool isWhisper, string words, CancellationToken cancellationToken)
    {
        if (LeadOf(leadId) is not { } lead)
            return CommandOutcome.NotAllowed;
        var outcome = await commands.DoAsync(conversationId, (c, id) => c.SteerAsync(id, leadId, messageId, content, isWhisper, words), cancellationToken);
        if (outcome == CommandOutcome.Done)
            await AuditAsync(lead, isWhisper ? "conversation.whispered" : "conversation.joined", conversationId, $"message {messageId}", CancellationToken.None);
        return outcome;
    }

    private Task AuditAsync(Agent lead, string action, Guid conversationId, string detail, CancellationToken cancellationToken) =>
        audit.WriteAsync(lead, action, conversationId, $"conversation {conversationId}", detail, cancellationToken);

    private Agent? LeadOf(Guid leadId) => directory.Current.Agents.TryGetValue(leadId, out var lead) && lead is { Enabled: true, IsLead: true } ? lead : null;

    private string NameOf(Guid? agentId) => agentId is { } id && directory.Current.Agents.TryGetValue(id, out var agent) ? agent.UserName : "the line";
}
