using System.Net;
using Imcc.Bench.Hosting;
using Imcc.Bench.Intake;
using Imcc.Bench.Screens;

namespace Imcc.Bench.Desk;

/// <summary>The real program with agents who have conversations in hand, and customers who have written before and write on.</summary>
internal sealed class Office : IAsyncDisposable
{
    private readonly BenchAgents _agents;
    private readonly Callbacks _callbacks;
    private readonly int _customers;
    private int _next;

    private Office(ServerProcess server, BenchAgents agents, int customers)
    {
        Server = server;
        _agents = agents;
        _customers = customers;
        _callbacks = new Callbacks("bench-agent", IntakeBench.AppId, IntakeBench.Token, IntakeBench.AesKey, server.Port);
    }

    public ServerProcess Server { get; }

    public BenchAgents Agents => _agents;

    /// <param name="customers">Each has a conversation with one of the agents.</param>
    /// <param name="history">Messages of each customer so far.</param>
    /// <param name="names">Who is there; the others are away.</param>
    public static async Task<Office> OpenAsync(BenchSettings settings, int customers, int history, params string[] names)
    {
        var server = await ServerProcess.StartAsync(settings, IntakeBench.Accounts);
        var office = new Office(server, await BenchAgents.SignInAsync(server, names), customers);
        await office.WriteAsync(customers);
        await office._agents.WaitForConversationsAsync(customers);
        for (var round = 1; round < history; round++)
            await office.WriteAsync(customers);
        return office;
    }

    public Task<CookieContainer> SignInAsync(string name) => Door.SignInAsync(Server.Url, name);

    /// <summary>Customers write one after the other, as fast as the server takes it.</summary>
    public Task WriteAsync(int count) => Point.SendAllAsync(Server.Port, [.. Enumerable.Range(0, count).Select(_ => NextMessage())]);

    /// <summary>Customers write at an even pace.</summary>
    /// <returns>How many messages.</returns>
    public async Task<int> WriteAsync(int perSecond, TimeSpan duration, CancellationToken cancellationToken = default)
    {
        using var connection = new LoadConnection();
        await connection.ConnectAsync(Server.Port);
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / perSecond));
        var count = (int)(perSecond * duration.TotalSeconds);
        for (var i = 0; i < count; i++)
        {
            if (cancellationToken.IsCancellationRequested)
                return i;
            await timer.WaitForNextTickAsync(CancellationToken.None);
            await connection.SendAsync(NextMessage(), readBody: false);
        }

        return count;
    }

    public async ValueTask DisposeAsync()
    {
        await _agents.DisposeAsync();
        await Server.DisposeAsync();
    }

    private byte[] NextMessage() => _callbacks.Text($"oBench_desk_{_next++ % _customers:000000}");
}
