using System.Text.Json;
using Imcc.Core.Agents;
using Imcc.Core.Channels;
using Imcc.Core.Desk;
using Imcc.Infrastructure.Files;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;
using Directory = Imcc.Core.Organisation.Directory;

namespace Imcc.Web.Hubs;

/// <summary>
/// The desk for other programs, <c>/hubs/agent</c> (docs/agent-hub.md): the commands of <see cref="IWorkplace"/> by the same names, each
/// answered by an outcome and a sentence, and after <see cref="Open"/> the desk's events as <c>event</c>.
/// </summary>
[Authorize(Policy = "Agent")]
public sealed partial class AgentHub(IWorkplace workplace, FileStore files, Func<Directory> directory, IHubContext<AgentHub> hub, ILogger<AgentHub> logger) : Hub
{
    private const string SessionItem = "imcc.agent";
    private const int MaxTake = 200;
    // More than any channel carries: what is longer need not be looked at.
    private const int MaxText = 20_000;

    private AgentSession Session => (AgentSession)Context.Items[SessionItem]!;

    public override Task OnConnectedAsync()
    {
        var http = Context.GetHttpContext();
        if (http is null || AgentCaller.AgentFor(http.User, http.Request.Query["agent"], directory()) is not { } agent)
        {
            // The gate has asked the same a moment ago: the agent was disabled in between.
            Context.Abort();
            return Task.CompletedTask;
        }

        Context.Items[SessionItem] = new AgentSession(agent.Id, hub.Clients.Client(Context.ConnectionId));
        return base.OnConnectedAsync();
    }

    public override async Task OnDisconnectedAsync(Exception? exception)
    {
        if (Context.Items.TryGetValue(SessionItem, out var session))
            await ((AgentSession)session!).DisposeAsync();
        await base.OnDisconnectedAsync(exception);
    }

    /// <summary>Brings this screen alive and gives all that a desk shows. Events begin before the snapshot is read, so that nothing falls between.</summary>
    public Task<SnapshotResult> Open() => AskAsync(nameof(Open), async agent =>
    {
        await Session.ConnectAsync(workplace, Context.ConnectionAborted);
        return Answer<SnapshotResult>() with { Snapshot = await workplace.OpenAsync(agent, Context.ConnectionAborted) };
    });

    /// <param name="presence">Offline, Available, Break or Busy.</param>
    public Task<CommandResult> SetPresence(JsonElement presence) => DoAsync(nameof(SetPresence), agent =>
        presence.Text()?.ToLowerInvariant() switch
        {
            "offline" => workplace.SetPresenceAsync(agent, Presence.Offline),
            "available" => workplace.SetPresenceAsync(agent, Presence.Available),
            "break" => workplace.SetPresenceAsync(agent, Presence.Break),
            "busy" => workplace.SetPresenceAsync(agent, Presence.Busy),
            // AutoBreak is the system's word, not the agent's.
            _ => Invalid,
        });

    public Task<CommandResult> Accept(JsonElement conversationId, JsonElement offerId) => DoAsync(nameof(Accept), agent =>
        conversationId.IsId(out var conversation) && offerId.IsId(out var offer) ? workplace.AcceptAsync(agent, conversation, offer) : Invalid);

    public Task<CommandResult> Decline(JsonElement conversationId, JsonElement offerId) => DoAsync(nameof(Decline), agent =>
        conversationId.IsId(out var conversation) && offerId.IsId(out var offer) ? workplace.DeclineAsync(agent, conversation, offer) : Invalid);

    public Task<CommandResult> Reply(JsonElement conversationId, JsonElement messageId, JsonElement text) => DoAsync(nameof(Reply), agent =>
        !conversationId.IsId(out var conversation) || !messageId.IsId(out var message) || Said(text) is not { } said ? Invalid
            : said.Length > MaxText ? Task.FromResult(CommandOutcome.TooLong)
            : workplace.ReplyAsync(agent, conversation, message, new TextContent(said)));

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

    public Task<CommandResult> SaveCustomer(JsonElement conversationId, JsonElement displayName, JsonElement vipTier, JsonElement note) => DoAsync(nameof(SaveCustomer), agent =>
        !conversationId.IsId(out var conversation)
        || Said(displayName) is not { } name
        || vipTier.Number() is not (>= 0 and <= 100 and var tier)
        || note.Text()?.WithoutControls() is not { } text ? Invalid
            : name.Length > 200 || text.Length > MaxText ? Task.FromResult(CommandOutcome.TooLong)
            : workplace.SaveCustomerAsync(agent, conversation, name.Trim(), (int)tier, text));

    /// <param name="take">1 to 200.</param>
    public Task<ConversationsResult> Closed(JsonElement take) => AskAsync(nameof(Closed), async agent =>
        take.Number() is >= 1 and <= MaxTake and var count
            ? Answer<ConversationsResult>() with { Conversations = await workplace.ClosedAsync(agent, (int)count, Context.ConnectionAborted) }
            : Answer<ConversationsResult>(CommandOutcome.Invalid));

    private static Task<CommandOutcome> Invalid => Task.FromResult(CommandOutcome.Invalid);

    /// <summary>Commands do not carry the connection's token: who asks and hangs up wants it done.</summary>
    private Task<CommandResult> DoAsync(string call, Func<Guid, Task<CommandOutcome>> command) =>
        AskAsync(call, async agent => Answer<CommandResult>(await command(agent)));

    private async Task<T> AskAsync<T>(string call, Func<Guid, Task<T>> question)
        where T : CommandResult, new()
    {
        var agentId = Session.AgentId;
        if (!directory().Agents.TryGetValue(agentId, out var agent) || !agent.Enabled)
        {
            // Disabled while connected: this is the last word.
            Context.Abort();
            return Answer<T>(CommandOutcome.NotFound);
        }

        try
        {
            return await question(agentId);
        }
        catch (Exception e)
        {
            if (e is not OperationCanceledException || !Context.ConnectionAborted.IsCancellationRequested)
                LogCallFailed(e, call, agentId);
            return Answer<T>(CommandOutcome.Unavailable);
        }
    }

    private static string? Said(JsonElement text) => text.Text()?.WithoutControls() is { } said && !string.IsNullOrWhiteSpace(said) ? said : null;

    private T Answer<T>(CommandOutcome outcome = CommandOutcome.Done)
        where T : CommandResult, new() =>
        new() { Outcome = outcome, Message = OutcomeSentences.Of(outcome).For(Context.GetHttpContext()) };

    [LoggerMessage(Level = LogLevel.Error, Message = "{Call} of agent {AgentId} failed")]
    private partial void LogCallFailed(Exception exception, string call, Guid agentId);
}
