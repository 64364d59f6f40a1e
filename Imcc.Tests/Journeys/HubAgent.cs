using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.SignalR.Client;

namespace Imcc.Tests.Journeys;

/// <summary>An agent at a desk of somebody else's making, over the agent hub.</summary>
internal sealed class HubAgent : IAsyncDisposable
{
    private readonly HubConnection _connection;

    private HubAgent(HubConnection connection) => _connection = connection;

    /// <summary>The latest that was heard of each conversation.</summary>
    public ConcurrentDictionary<string, JsonElement> Conversations { get; } = new();

    public ConcurrentQueue<JsonElement> Events { get; } = new();

    /// <summary>All that the desk showed when it opened.</summary>
    public JsonElement Snapshot { get; private set; }

    public static async Task<HubAgent> SignInAsync(Uri url, string userName, string apiKey = ImccHost.ApiKey)
    {
        var connection = new HubConnectionBuilder()
            .WithUrl(new Uri(url, $"hubs/agent?agent={userName}"), o => o.AccessTokenProvider = () => Task.FromResult<string?>(apiKey))
            .Build();
        var agent = new HubAgent(connection);
        connection.On<JsonElement>("event", agent.Hear);
        await connection.StartAsync();
        var opened = await connection.InvokeAsync<JsonElement>("Open");
        agent.Snapshot = opened.GetProperty("snapshot");
        foreach (var conversation in agent.Snapshot.GetProperty("mine").EnumerateArray())
            agent.Keep(conversation);
        return agent;
    }

    public async Task<string> DoAsync(string command, params object?[] arguments) =>
        (await _connection.InvokeCoreAsync<JsonElement>(command, arguments)).GetProperty("outcome").GetString()!;

    /// <summary>The whole answer.</summary>
    public Task<JsonElement> AskAsync(string command, params object?[] arguments) => _connection.InvokeCoreAsync<JsonElement>(command, arguments);

    public Task<string> BeAsync(string presence) => DoAsync("SetPresence", presence);

    public Task<string> SayAsync(JsonElement conversation, string text) =>
        DoAsync("Reply", conversation.GetProperty("id").GetString(), Guid.CreateVersion7(TimeProvider.System.GetUtcNow()), text);

    /// <summary>The agent's conversation with this customer, once it is in the given state.</summary>
    public Task<JsonElement> ConversationAsync(string customerName, string state) => FindAsync(
        c => c.GetProperty("customerName").GetString()!.EndsWith(customerName[^4..], StringComparison.Ordinal) && c.GetProperty("state").GetString() == state,
        $"the conversation with {customerName} is {state}");

    public async Task<JsonElement> FindAsync(Func<JsonElement, bool> isIt, string what)
    {
        JsonElement found = default;
        await Eventually.Async(() =>
        {
            foreach (var conversation in Conversations.Values)
            {
                if (isIt(conversation))
                {
                    found = conversation;
                    return Task.FromResult(true);
                }
            }

            return Task.FromResult(false);
        }, what);
        return found;
    }

    /// <summary>Takes whatever rings, from now on.</summary>
    public void AcceptAll() => _connection.On<JsonElement>("event", async e =>
    {
        if (e.GetProperty("event").GetString() == "conversation" && e.GetProperty("conversation") is var c && c.GetProperty("state").GetString() == "Offered")
            await DoAsync("Accept", c.GetProperty("id").GetString(), c.GetProperty("offerId").GetString());
    });

    public async ValueTask DisposeAsync() => await _connection.DisposeAsync();

    private void Hear(JsonElement e)
    {
        Events.Enqueue(e);
        if (e.GetProperty("event").GetString() == "conversation")
            Keep(e.GetProperty("conversation"));
    }

    private void Keep(JsonElement conversation) => Conversations.AddOrUpdate(
        conversation.GetProperty("id").GetString()!,
        conversation,
        (_, known) => known.GetProperty("revision").GetInt64() > conversation.GetProperty("revision").GetInt64() ? known : conversation);
}
