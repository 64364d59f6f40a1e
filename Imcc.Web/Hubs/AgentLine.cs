using System.Text.Json;
using Imcc.Core.Desk;
using Microsoft.AspNetCore.SignalR;
using Directory = Imcc.Core.Organisation.Directory;

namespace Imcc.Web.Hubs;

/// <summary>One agent's line into a hub: who calls, and that every call is answered by an outcome and a sentence, whatever breaks behind it.</summary>
public abstract partial class AgentLine(Func<Directory> directory, IHubContext<AgentHub> hub, ILogger<AgentHub> logger) : Hub
{
    private const string SessionItem = "imcc.agent";
    // More than any channel carries: what is longer need not be looked at.
    private protected const int MaxText = 20_000;

    private protected static Task<CommandOutcome> Invalid => Task.FromResult(CommandOutcome.Invalid);

    private protected AgentSession Session => (AgentSession)Context.Items[SessionItem]!;

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

    /// <summary>Commands do not carry the connection's token: who asks and hangs up wants it done.</summary>
    private protected Task<CommandResult> DoAsync(string call, Func<Guid, Task<CommandOutcome>> command) =>
        AskAsync(call, async agent => Answer<CommandResult>(await command(agent)));

    private protected async Task<T> AskAsync<T>(string call, Func<Guid, Task<T>> question)
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

    private protected static string? Said(JsonElement text) => text.Text()?.WithoutControls() is { } said && !string.IsNullOrWhiteSpace(said) ? said : null;

    private protected T Answer<T>(CommandOutcome outcome = CommandOutcome.Done)
        where T : CommandResult, new() =>
        new() { Outcome = outcome, Message = OutcomeSentences.Of(outcome).For(Context.GetHttpContext()) };

    [LoggerMessage(Level = LogLevel.Error, Message = "{Call} of agent {AgentId} failed")]
    private partial void LogCallFailed(Exception exception, string call, Guid agentId);
}
