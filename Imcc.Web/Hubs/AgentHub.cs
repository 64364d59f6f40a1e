using System.Text.Json;
using Imcc.Core.Channels;
using Imcc.Core.Desk;
using Imcc.Infrastructure.Files;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;
using Directory = Imcc.Core.Organisation.Directory;

namespace Imcc.Web.Hubs;

/// <summary>
/// The desk for other programs, <c>/hubs/agent</c> (docs/agent-hub.md): the commands of <see cref="IWorkplace"/>, <see cref="IHandovers"/>,
/// <see cref="ISupervision"/>, <see cref="ISteering"/> and <see cref="IClassification"/> by the same names, each answered by an outcome and a sentence, and after <see cref="Open"/> the desk's
/// events as <c>event</c>.
/// </summary>
[Authorize(Policy = "Agent")]
public sealed class AgentHub(
    IWorkplace workplace,
    IHandovers handovers,
    ISupervision supervision,
    ISpeechGuard guard,
    IClassification classification,
    FileStore files,
    Func<Directory> directory,
    IHubContext<AgentHub> hub,
    ILogger<AgentHub> logger) : ReasonLine(classification, handovers, supervision, directory, hub, logger)
{
    private const int MaxTake = 200;

    /// <summary>Brings this screen alive and gives all that a desk shows. Events begin before the snapshot is read, so that nothing falls between.</summary>
    public Task<SnapshotResult> Open() => AskAsync(nameof(Open), async agent =>
    {
        await Session.ConnectAsync(workplace, Context.ConnectionAborted);
        return Answer<SnapshotResult>() with { Snapshot = await workplace.OpenAsync(agent, Context.ConnectionAborted) };
    });

    /// <param name="presence">Offline, Available, Break or Busy.</param>
    public Task<CommandResult> SetPresence(JsonElement presence) => DoAsync(nameof(SetPresence), agent =>
        presence.IsPresence(out var chosen) ? workplace.SetPresenceAsync(agent, chosen) : Invalid);

    /// <param name="reasonId">One of the snapshot's <c>reasons</c>, of that presence; null: none.</param>
    public Task<CommandResult> SetPresenceFor(JsonElement presence, JsonElement reasonId) => DoAsync(nameof(SetPresenceFor), agent =>
        presence.IsPresence(out var chosen) && reasonId.IsIdOrNothing(out var reason) ? workplace.SetPresenceAsync(agent, chosen, reason) : Invalid);

    public Task<CommandResult> Accept(JsonElement conversationId, JsonElement offerId) => DoAsync(nameof(Accept), agent =>
        conversationId.IsId(out var conversation) && offerId.IsId(out var offer) ? workplace.AcceptAsync(agent, conversation, offer) : Invalid);

    public Task<CommandResult> Decline(JsonElement conversationId, JsonElement offerId) => DoAsync(nameof(Decline), agent =>
        conversationId.IsId(out var conversation) && offerId.IsId(out var offer) ? workplace.DeclineAsync(agent, conversation, offer) : Invalid);

    /// <param name="reason">In the agent's words, at most 200 characters; may be empty.</param>
    public Task<CommandResult> DeclineFor(JsonElement conversationId, JsonElement offerId, JsonElement reason) => DoAsync(nameof(DeclineFor), agent =>
        conversationId.IsId(out var conversation) && offerId.IsId(out var offer) && reason.Text()?.WithoutControls() is { } words
            ? workplace.DeclineAsync(agent, conversation, offer, words)
            : Invalid);

    /// <summary>Answered by the sensitive words as well, where there are some: NeedsConfirmation goes out by <see cref="ReplyConfirmed"/>, Forbidden never.</summary>
    public Task<ReplyResult> Reply(JsonElement conversationId, JsonElement messageId, JsonElement text) => SayAsync(nameof(Reply), conversationId, messageId, text, workplace.ReplyAsync);

    /// <summary>As <see cref="Reply"/>, after the agent has seen the words that should not be sent. Recorded.</summary>
    public Task<ReplyResult> ReplyConfirmed(JsonElement conversationId, JsonElement messageId, JsonElement text) =>
        SayAsync(nameof(ReplyConfirmed), conversationId, messageId, text, guard.ReplyConfirmedAsync);

    /// <param name="fileId">What <c>POST /files</c> answered.</param>
    public Task<CommandResult> ReplyFile(JsonElement conversationId, JsonElement messageId, JsonElement fileId) => DoAsync(nameof(ReplyFile), async agent =>
        conversationId.IsId(out var conversation) && messageId.IsId(out var message) && await files.FindAsync(fileId.Text(), Context.ConnectionAborted) is { } file
            ? await workplace.ReplyAsync(agent, conversation, message, file.ToContent())
            : CommandOutcome.Invalid);

    public Task<CommandResult> Remark(JsonElement conversationId, JsonElement messageId, JsonElement text) => DoAsync(nameof(Remark), agent =>
        !conversationId.IsId(out var conversation) || !messageId.IsId(out var message) || Said(text) is not { } said ? Invalid
            : said.Length > MaxText ? Task.FromResult(CommandOutcome.TooLong)
            : workplace.RemarkAsync(agent, conversation, message, said));

    public Task<CommandResult> Resend(JsonElement conversationId, JsonElement messageId) => DoAsync(nameof(Resend), agent =>
        conversationId.IsId(out var conversation) && messageId.IsId(out var message) ? workplace.ResendAsync(agent, conversation, message) : Invalid);

    public Task<CommandResult> End(JsonElement conversationId) => DoAsync(nameof(End), agent =>
        conversationId.IsId(out var conversation) ? workplace.EndAsync(agent, conversation) : Invalid);

    /// <param name="note">May be empty: then there is none.</param>
    public Task<CommandResult> SaveNote(JsonElement conversationId, JsonElement note) => DoAsync(nameof(SaveNote), agent =>
        !conversationId.IsId(out var conversation) || note.Text()?.WithoutControls() is not { } text ? Invalid
            : text.Length > MaxText ? Task.FromResult(CommandOutcome.TooLong)
            : workplace.SaveNoteAsync(agent, conversation, text));

    public Task<CommandResult> FinishWrapUp(JsonElement conversationId) => DoAsync(nameof(FinishWrapUp), agent =>
        conversationId.IsId(out var conversation) ? workplace.FinishWrapUpAsync(agent, conversation) : Invalid);

    public Task<CommandResult> MarkRead(JsonElement conversationId) => DoAsync(nameof(MarkRead), agent =>
        conversationId.IsId(out var conversation) ? workplace.MarkReadAsync(agent, conversation) : Invalid);

    public Task<CommandResult> Typing(JsonElement conversationId, JsonElement isTyping) => DoAsync(nameof(Typing), async agent =>
    {
        if (!conversationId.IsId(out var conversation) || isTyping.Truth() is not { } typing)
            return CommandOutcome.Invalid;
        await workplace.TypingAsync(agent, conversation, typing);
        return CommandOutcome.Done;
    });

    /// <param name="beforeSeq">Null for the latest.</param>
    /// <param name="take">1 to 200.</param>
    public Task<MessagesResult> Messages(JsonElement conversationId, JsonElement beforeSeq, JsonElement take) => AskAsync(nameof(Messages), async agent =>
    {
        if (!conversationId.IsId(out var conversation)
            || (!beforeSeq.IsNothing() && beforeSeq.Number() is not > 0)
            || take.Number() is not (>= 1 and <= MaxTake and var count))
            return Answer<MessagesResult>(CommandOutcome.Invalid);
        return await workplace.MessagesAsync(agent, conversation, beforeSeq.Number(), (int)count, Context.ConnectionAborted) is { } page
            ? Answer<MessagesResult>() with { Messages = page.Messages, HasEarlier = page.HasEarlier }
            : Answer<MessagesResult>(CommandOutcome.NotFound);
    });

    public Task<CustomerResult> Customer(JsonElement conversationId) => AskAsync(nameof(Customer), async agent =>
        !conversationId.IsId(out var conversation) ? Answer<CustomerResult>(CommandOutcome.Invalid)
            : await workplace.CustomerAsync(agent, conversation, Context.ConnectionAborted) is { } card ? Answer<CustomerResult>() with { Customer = card }
            : Answer<CustomerResult>(CommandOutcome.NotFound));

    public Task<CommandResult> SaveCustomer(JsonElement conversationId, JsonElement displayName, JsonElement vipTier, JsonElement note) =>
        SaveAsync(nameof(SaveCustomer), conversationId, displayName, vipTier, note, null);

    /// <param name="tags">Ids of the customer's tags from now on, of the snapshot's <c>tags</c>; at most 20.</param>
    public Task<CommandResult> SaveCustomerWithTags(JsonElement conversationId, JsonElement displayName, JsonElement vipTier, JsonElement note, JsonElement tags) =>
        tags.Ids() is { } ids ? SaveAsync(nameof(SaveCustomerWithTags), conversationId, displayName, vipTier, note, ids) : DoAsync(nameof(SaveCustomerWithTags), _ => Invalid);

    /// <param name="take">1 to 200.</param>
    public Task<ConversationsResult> Closed(JsonElement take) => AskAsync(nameof(Closed), async agent =>
        take.Number() is >= 1 and <= MaxTake and var count
            ? Answer<ConversationsResult>() with { Conversations = await workplace.ClosedAsync(agent, (int)count, Context.ConnectionAborted) }
            : Answer<ConversationsResult>(CommandOutcome.Invalid));

    private Task<ReplyResult> SayAsync(
        string call, JsonElement conversationId, JsonElement messageId, JsonElement text, Func<Guid, Guid, Guid, MessageContent, CancellationToken, Task<CommandOutcome>> say) => AskAsync(call, async agent =>
    {
        if (!conversationId.IsId(out var conversation) || !messageId.IsId(out var message) || Said(text) is not { } said)
            return Answer<ReplyResult>(CommandOutcome.Invalid);
        if (said.Length > MaxText)
            return Answer<ReplyResult>(CommandOutcome.TooLong);
        // Whoever asks and hangs up wants it done.
        var outcome = await say(agent, conversation, message, new TextContent(said), CancellationToken.None);
        return outcome is CommandOutcome.Forbidden or CommandOutcome.NeedsConfirmation
            ? Answer<ReplyResult>(outcome) with { Words = (await guard.CheckAsync(conversation, said, CancellationToken.None)).Words }
            : Answer<ReplyResult>(outcome);
    });

    private Task<CommandResult> SaveAsync(string call, JsonElement conversationId, JsonElement displayName, JsonElement vipTier, JsonElement note, IReadOnlyList<Guid>? tags) =>
        DoAsync(call, agent =>
            !conversationId.IsId(out var conversation)
            || Said(displayName) is not { } name
            || vipTier.Number() is not (>= 0 and <= 100 and var tier)
            || note.Text()?.WithoutControls() is not { } text ? Invalid
                : name.Length > 200 || text.Length > MaxText ? Task.FromResult(CommandOutcome.TooLong)
                : workplace.SaveCustomerAsync(agent, conversation, name.Trim(), (int)tier, text, tags));
}
