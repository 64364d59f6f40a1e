using Imcc.Core.Agents;
using Imcc.Core.Channels;
using Imcc.Core.Conversations;
using Imcc.Core.Desk;
using Imcc.Core.Organisation;
using Imcc.Infrastructure.Agents;
using Imcc.Infrastructure.Contacts;
using Imcc.Infrastructure.Conversations;
using Imcc.Infrastructure.Delivery;
using Imcc.Infrastructure.Live;
using Imcc.Infrastructure.Organisation;
using Microsoft.Extensions.Options;

namespace Imcc.Infrastructure.Desk;

/// <inheritdoc cref="IWorkplace"/>
internal sealed class Workplace(
    IGrainFactory grains,
    DirectoryCache directory,
    ConversationFinder finder,
    ThreadReader threads,
    Commands commands,
    SpeechGuard guard,
    CustomerSaving saving,
    Outbox outbox,
    Screens screens,
    LiveFeed feed,
    CustomerTyping typing,
    IOptions<ConversationOptions> options,
    ILogger<DeskSession> sessionLogger) : IWorkplace
{
    private const int QueueShown = 200;
    private const int EarlierShown = 50;
    private const int LongestNote = 2000;
    private const int LongestReason = 200;
    private const int MostTags = 20;

    public async Task<DeskSnapshot> OpenAsync(Guid agentId, CancellationToken cancellationToken = default)
    {
        var agent = AgentOf(agentId);
        var groups = agent.Skills.Select(s => s.GroupId).ToArray();
        var mine = await finder.InHandAsync(agentId, cancellationToken);
        var queue = await finder.WaitingAsync(groups, QueueShown, cancellationToken);
        return new DeskSnapshot
        {
            Agent = agent,
            Status = await grains.GetGrain<IAgentGrain>(agentId).LookAsync(),
            Mine = mine,
            Queue = queue.Conversations,
            WaitingCount = queue.Total,
            Parked = await finder.ParkedAsync(agentId, cancellationToken),
            ReasonVersion = directory.Current.Reasons.Version,
            Owed = await finder.OwedAsync(agentId, cancellationToken),
            Asked = await finder.AskedAsync(agentId, cancellationToken),
            Messages = await finder.MessagesAsync(groups, cancellationToken),
            Reasons = [.. directory.Current.PresenceReasons.Where(r => r.Enabled)],
            Tags = [.. directory.Current.Tags.Values.OrderByDescending(t => t.VipTier).ThenBy(t => t.Name, StringComparer.Ordinal)],
        };
    }

    public async Task<IAsyncDisposable> ConnectAsync(Guid agentId, Func<DeskEvent, Task> tell, CancellationToken cancellationToken = default)
    {
        var agent = AgentOf(agentId);
        var session = new DeskSession(agentId, agent.Skills.Select(s => s.GroupId), tell, feed, screens, sessionLogger);
        try
        {
            await screens.OpenAsync(agentId);
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }

        return session;
    }

    public async Task<CommandOutcome> SetPresenceAsync(Guid agentId, Presence presence, Guid? reasonId = null, CancellationToken cancellationToken = default)
    {
        if (PresenceChoice.Of(directory.Current, presence, reasonId) is not { } choice)
            return CommandOutcome.Invalid;
        await grains.GetGrain<IAgentGrain>(agentId).ChooseAsync(choice.Presence, choice.ReasonId, choice.Limit, by: null);
        return CommandOutcome.Done;
    }

    public Task<CommandOutcome> AcceptAsync(Guid agentId, Guid conversationId, Guid offerId, CancellationToken cancellationToken = default) =>
        OnConversationAsync(conversationId, (c, id) => c.ActAsync(id, new Act.Accept(agentId, offerId)), cancellationToken);

    public async Task<CommandOutcome> DeclineAsync(Guid agentId, Guid conversationId, Guid offerId, string reason = "", CancellationToken cancellationToken = default) =>
        reason.Length > LongestReason
            ? CommandOutcome.TooLong
            : await OnConversationAsync(conversationId, (c, id) => c.ActAsync(id, new Act.Decline(agentId, offerId, reason)), cancellationToken);

    public async Task<CommandOutcome> ReplyAsync(Guid agentId, Guid conversationId, Guid messageId, MessageContent content, CancellationToken cancellationToken = default)
    {
        if (messageId == Guid.Empty || content is TextContent { Text: var text } && string.IsNullOrWhiteSpace(text) || !content.IsSpeech)
            return CommandOutcome.Invalid;
        if (await guard.IsTooLongAsync(conversationId, content, cancellationToken))
            return CommandOutcome.TooLong;
        if (await guard.ObjectionAsync(conversationId, content, cancellationToken) is { } objection)
        {
            // What was said before the word was forbidden, or was confirmed, is said: whoever repeats it hears so.
            if (await finder.IsSaidAsync(conversationId, messageId, cancellationToken))
                return CommandOutcome.AlreadyDone;
            if (objection == CommandOutcome.Forbidden)
                await guard.HoldBackAsync(agentId, conversationId, content, cancellationToken);
            return objection;
        }

        var outcome = await OnConversationAsync(conversationId, (c, id) => c.SayAsync(id, agentId, messageId, content, isInternal: false), cancellationToken);
        if (outcome == CommandOutcome.Done)
            _ = typing.StopAsync(conversationId);
        return outcome;
    }

    public async Task<CommandOutcome> RemarkAsync(Guid agentId, Guid conversationId, Guid messageId, string text, CancellationToken cancellationToken = default)
    {
        if (messageId == Guid.Empty || string.IsNullOrWhiteSpace(text))
            return CommandOutcome.Invalid;
        if (text.Length > options.Value.LongestText)
            return CommandOutcome.TooLong;
        return await OnConversationAsync(conversationId, (c, id) => c.SayAsync(id, agentId, messageId, new TextContent(text), isInternal: true), cancellationToken);
    }

    public async Task<CommandOutcome> ResendAsync(Guid agentId, Guid conversationId, Guid messageId, CancellationToken cancellationToken = default) =>
        await finder.ReadableAsync(agentId, conversationId, cancellationToken) is { } conversation
            ? await outbox.ResendAsync(
                conversation.ThreadId, messageId, async content => await guard.ObjectionAsync(conversationId, content, cancellationToken) == CommandOutcome.Forbidden, cancellationToken)
            : CommandOutcome.NotFound;

    public Task<CommandOutcome> EndAsync(Guid agentId, Guid conversationId, CancellationToken cancellationToken = default) =>
        OnConversationAsync(conversationId, (c, id) => c.ActAsync(id, new Act.End(agentId)), cancellationToken);

    public async Task<CommandOutcome> SaveNoteAsync(Guid agentId, Guid conversationId, string note, CancellationToken cancellationToken = default) =>
        note.Length > LongestNote
            ? CommandOutcome.TooLong
            : await OnConversationAsync(conversationId, (c, id) => c.ActAsync(id, new Act.SaveNote(agentId, note)), cancellationToken);

    public Task<CommandOutcome> FinishWrapUpAsync(Guid agentId, Guid conversationId, CancellationToken cancellationToken = default) =>
        OnConversationAsync(conversationId, (c, id) => c.ActAsync(id, new Act.FinishWrapUp(agentId)), cancellationToken);

    public Task<CommandOutcome> MarkReadAsync(Guid agentId, Guid conversationId, CancellationToken cancellationToken = default) =>
        OnConversationAsync(conversationId, (c, id) => c.ActAsync(id, new Act.MarkRead(agentId)), cancellationToken);

    public async Task TypingAsync(Guid agentId, Guid conversationId, bool isTyping, CancellationToken cancellationToken = default)
    {
        if (await finder.ReadableAsync(agentId, conversationId, cancellationToken) is { State: ConversationState.Active } conversation && conversation.AgentId == agentId)
        {
            feed.Publish(Topic.Thread(conversation.ThreadId), new TypingChanged(conversation.ThreadId, isTyping, AgentOf(agentId).DisplayName));
            _ = typing.TellAsync(conversationId, conversation.ThreadId, conversation.AccountId, isTyping);
        }
    }

    public async Task<MessagePage?> MessagesAsync(Guid agentId, Guid conversationId, long? beforeSeq, int take, CancellationToken cancellationToken = default)
    {
        if (await finder.ReadableAsync(agentId, conversationId, cancellationToken) is not { } conversation)
            return null;
        var (messages, hasEarlier) = await threads.ForAgentAsync(conversation.ThreadId, beforeSeq ?? long.MaxValue, take, cancellationToken);
        var known = directory.Current;
        var isLead = known.IsLeadOf(agentId, known.UnitOf(conversation.GroupId, conversation.AccountId));
        var serves = conversation.AgentId == agentId && conversation.IsOpen ? conversation.Id : (Guid?)null;
        return new MessagePage([.. messages.Select(m => m.For(agentId, isLead, serves))], hasEarlier);
    }

    public async Task<CustomerCard?> CustomerAsync(Guid agentId, Guid conversationId, CancellationToken cancellationToken = default) =>
        await finder.ReadableAsync(agentId, conversationId, cancellationToken) is { } conversation
            ? await finder.CustomerAsync(conversation, EarlierShown, cancellationToken)
            : null;

    public async Task<CommandOutcome> SaveCustomerAsync(
        Guid agentId, Guid conversationId, string displayName, int vipTier, string note, IReadOnlyList<Guid>? tags = null, CancellationToken cancellationToken = default)
    {
        if (tags is not null && (tags.Count > MostTags || tags.Any(t => !directory.Current.Tags.ContainsKey(t))))
            return CommandOutcome.Invalid;
        if (string.IsNullOrWhiteSpace(displayName) || displayName.Length > 100 || vipTier is < 0 or > 9)
            return CommandOutcome.Invalid;
        if (note.Length > 2000)
            return CommandOutcome.TooLong;
        if (await finder.ReadableAsync(agentId, conversationId, cancellationToken) is not { } conversation)
            return CommandOutcome.NotFound;
        return await saving.SaveAsync(conversation.ThreadId, new(displayName.Trim(), vipTier, note, tags is null ? null : [.. tags.Distinct()]) { ContactId = conversation.ContactId }, cancellationToken);
    }

    public Task<IReadOnlyList<DeskConversation>> ClosedAsync(Guid agentId, int take, CancellationToken cancellationToken = default) =>
        finder.ClosedAsync(agentId, Math.Clamp(take, 1, 200), cancellationToken);

    private Task<CommandOutcome> OnConversationAsync(Guid conversationId, Func<IConversationGrain, Guid, ValueTask<CommandOutcome>> command, CancellationToken cancellationToken) =>
        commands.DoAsync(conversationId, command, cancellationToken);

    private Agent AgentOf(Guid agentId) => directory.Current.Agents.TryGetValue(agentId, out var agent) && agent.Enabled
        ? agent
        : throw new UnknownAgentException(agentId);
}

/// <summary>The signed-in person is no agent (any more).</summary>
public sealed class UnknownAgentException(Guid agentId) : Exception($"{agentId} is no agent.");
