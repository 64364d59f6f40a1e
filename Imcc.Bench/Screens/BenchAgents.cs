using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using Imcc.Bench.Hosting;
using Microsoft.AspNetCore.SignalR.Client;

namespace Imcc.Bench.Screens;

/// <summary>The demo's agents at their screens, over the agent hub: available, and with room for fifty conversations each.</summary>
internal sealed class BenchAgents : IAsyncDisposable
{
    private static readonly string[] Names = ["agent1", "agent2", "agent3", "agent4", "agent5", "agent6"];

    private readonly List<HubConnection> _connections = [];
    private readonly ConcurrentDictionary<string, bool> _active = new();

    /// <summary>When a text was seen on a screen, by the text.</summary>
    public ConcurrentDictionary<string, long> Seen { get; } = new();

    public int Capacity { get; private set; }

    /// <param name="names">Who is there; nobody named: all of them.</param>
    public static async Task<BenchAgents> SignInAsync(ServerProcess server, params string[] names)
    {
        var agents = new BenchAgents();
        await server.MakeRoomAsync(50);
        foreach (var name in names.Length == 0 ? Names : names)
        {
            var connection = new HubConnectionBuilder()
                .WithUrl(new Uri(server.Url, $"hubs/agent?agent={name}"), o => o.AccessTokenProvider = () => Task.FromResult<string?>(ServerProcess.ApiKey))
                .Build();
            connection.On<JsonElement>("event", e => agents.Hear(connection, e));
            await connection.StartAsync();
            var open = await connection.InvokeAsync<JsonElement>("Open");
            agents.Capacity += open.GetProperty("snapshot").GetProperty("agent").GetProperty("capacity").GetInt32();
            await connection.InvokeAsync<JsonElement>("SetPresence", "Available");
            agents._connections.Add(connection);
        }

        return agents;
    }

    public async Task WaitForConversationsAsync(int count)
    {
        var began = Stopwatch.GetTimestamp();
        while (_active.Count < count)
        {
            if (Stopwatch.GetElapsedTime(began) > TimeSpan.FromSeconds(30))
                throw new TimeoutException($"Only {_active.Count} of {count} conversations are with an agent.");
            await Task.Delay(20);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var connection in _connections)
            await connection.DisposeAsync();
    }

    private void Hear(HubConnection connection, JsonElement e)
    {
        switch (e.GetProperty("event").GetString())
        {
            case "message" when e.GetProperty("message").GetProperty("content").TryGetProperty("text", out var text):
                Seen.TryAdd(text.GetString()!, Stopwatch.GetTimestamp());
                break;
            case "conversation":
                var conversation = e.GetProperty("conversation");
                var id = conversation.GetProperty("id").GetString()!;
                var state = conversation.GetProperty("state").GetString();
                if (state == "Active")
                    _active[id] = true;
                else if (state == "Offered")
                    _ = connection.InvokeAsync<JsonElement>("Accept", id, conversation.GetProperty("offerId").GetString());
                break;
        }
    }
}
