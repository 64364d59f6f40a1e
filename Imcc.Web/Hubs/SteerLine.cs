using System.Text.Json;
using Imcc.Core.Channels;
using Imcc.Core.Desk;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.SignalR;
using Directory = Imcc.Core.Organisation.Directory;

namespace Imcc.Web.Hubs;

/// <summary>The calls of supervisors: what goes on in their units, looking on, whispering, joining, taking over, moving, and an agent's presence. As at our own screen; for leads alone.</summary>
public abstract class SteerLine(IHandovers handovers, ISupervision supervision, Func<Directory> directory, IHubContext<AgentHub> hub, ILogger<AgentHub> logger)
    : HandoverLine(handovers, supervision, directory, hub, logger)
{
    private readonly ISupervision _supervision = supervision;

    /// <param name="agentId">Only this agent's; null: everybody's.</param>
    public Task<ConversationsResult> OpenConversations(JsonElement agentId, [FromServices] ISteering steering) => AskAsync(nameof(OpenConversations), async lead =>
        !agentId.IsIdOrNothing(out var of) ? Answer<ConversationsResult>(CommandOutcome.Invalid)
            : await steering.OpenAsync(lead, of, Context.ConnectionAborted) is { } open ? Answer<ConversationsResult>() with { Conversations = open }
            : Answer<ConversationsResult>(CommandOutcome.NotAllowed));

    /// <summary>From now on this connection hears all that happens in the conversation, until <see cref="Unwatch"/> or its own end.</summary>
    public Task<CommandResult> Watch(JsonElement conversationId, [FromServices] ISteering steering) => DoAsync(nameof(Watch), lead =>
        conversationId.IsId(out var conversation) ? Session.WatchAsync(steering, conversation) : Invalid);

    public Task<CommandResult> Unwatch(JsonElement conversationId) => DoAsync(nameof(Unwatch), lead =>
        conversationId.IsId(out var conversation) ? Session.UnwatchAsync(conversation) : Invalid);

    /// <summary>The supervisors who are with a conversation, as the caller may know of them.</summary>
    public Task<WatchersResult> Watchers(JsonElement conversationId, [FromServices] ISteering steering) => AskAsync(nameof(Watchers), async agent =>
        conversationId.IsId(out var conversation)
            ? Answer<WatchersResult>() with { Watchers = await steering.WatchersAsync(agent, conversation, Context.ConnectionAborted) }
            : Answer<WatchersResult>(CommandOutcome.Invalid));

    /// <summary>To the agent alone.</summary>
    public Task<CommandResult> Whisper(JsonElement conversationId, JsonElement messageId, JsonElement text, [FromServices] ISteering steering) => DoAsync(nameof(Whisper), lead =>
        !conversationId.IsId(out var conversation) || !messageId.IsId(out var message) || Said(text) is not { } said ? Invalid
            : said.Length > MaxText ? Task.FromResult(CommandOutcome.TooLong)
            : steering.WhisperAsync(lead, conversation, message, said));

    /// <summary>To the customer, beside the agent. Answered by the sensitive words as well, where there are some.</summary>
    public Task<ReplyResult> Join(JsonElement conversationId, JsonElement messageId, JsonElement text, [FromServices] ISteering steering, [FromServices] ISpeechGuard guard) =>
        SpeakAsync(nameof(Join), conversationId, messageId, text, isConfirmed: false, steering, guard);

    /// <summary>As <see cref="Join"/>, after the supervisor has seen the words that should not be sent. Recorded.</summary>
    public Task<ReplyResult> JoinConfirmed(JsonElement conversationId, JsonElement messageId, JsonElement text, [FromServices] ISteering steering, [FromServices] ISpeechGuard guard) =>
        SpeakAsync(nameof(JoinConfirmed), conversationId, messageId, text, isConfirmed: true, steering, guard);

    /// <param name="fromAgentId">Who has it as the supervisor saw it; null: nobody.</param>
    /// <param name="reason">At most 100 characters; may be empty.</param>
    public Task<CommandResult> TakeOver(JsonElement conversationId, JsonElement fromAgentId, JsonElement reason, [FromServices] ISteering steering) => DoAsync(nameof(TakeOver), lead =>
        conversationId.IsId(out var conversation) && fromAgentId.IsIdOrNothing(out var from) && reason.Text()?.WithoutControls() is { } why
            ? steering.TakeOverAsync(lead, conversation, from, why)
            : Invalid);

    /// <inheritdoc cref="TakeOver"/>
    public Task<CommandResult> MoveToGroup(JsonElement conversationId, JsonElement fromAgentId, JsonElement groupId, JsonElement reason, [FromServices] ISteering steering) => DoAsync(nameof(MoveToGroup), lead =>
        conversationId.IsId(out var conversation) && fromAgentId.IsIdOrNothing(out var from) && groupId.IsId(out var group) && reason.Text()?.WithoutControls() is { } why
            ? steering.MoveAsync(lead, conversation, from, group, why)
            : Invalid);

    /// <param name="presence">Offline, Available, Break or Busy.</param>
    /// <param name="reasonId">One of the snapshot's <c>reasons</c>, of that presence; null: none.</param>
    public Task<CommandResult> SetPresenceOf(JsonElement agentId, JsonElement presence, JsonElement reasonId) => DoAsync(nameof(SetPresenceOf), lead =>
        agentId.IsId(out var agent) && presence.IsPresence(out var chosen) && reasonId.IsIdOrNothing(out var reason)
            ? _supervision.SetPresenceOfAsync(lead, agent, chosen, reason)
            : Invalid);

    private Task<ReplyResult> SpeakAsync(string call, JsonElement conversationId, JsonElement messageId, JsonElement text, bool isConfirmed, ISteering steering, ISpeechGuard guard) => AskAsync(call, async lead =>
    {
        if (!conversationId.IsId(out var conversation) || !messageId.IsId(out var message) || Said(text) is not { } said)
            return Answer<ReplyResult>(CommandOutcome.Invalid);
        if (said.Length > MaxText)
            return Answer<ReplyResult>(CommandOutcome.TooLong);
        // Whoever asks and hangs up wants it done.
        var outcome = await steering.SpeakAsync(lead, conversation, message, new TextContent(said), isConfirmed, CancellationToken.None);
        return outcome is CommandOutcome.Forbidden or CommandOutcome.NeedsConfirmation
            ? Answer<ReplyResult>(outcome) with { Words = (await guard.CheckAsync(conversation, said, CancellationToken.None)).Words }
            : Answer<ReplyResult>(outcome);
    });
}

/// <summary>Who looks at a conversation.</summary>
public sealed record WatchersResult : CommandResult
{
    public IReadOnlyList<Watcher> Watchers { get; init; } = [];
}
