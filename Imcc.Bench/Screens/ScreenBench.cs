using System.Diagnostics;
using Imcc.Bench.Hosting;
using Imcc.Bench.Intake;

namespace Imcc.Bench.Screens;

/// <summary>From the customer's message leaving the wire to the event on the agent's screen, with a hundred conversations open.</summary>
internal static class ScreenBench
{
    private const int Conversations = 100;
    private static readonly int[] Rates = [20, 100, 500];

    public static async Task RunAsync(BenchSettings settings)
    {
        await using var server = await ServerProcess.StartAsync(settings, IntakeBench.Accounts);
        await using var agents = await BenchAgents.SignInAsync(server);
        var callbacks = new Callbacks("bench-agent", IntakeBench.AppId, IntakeBench.Token, IntakeBench.AesKey, server.Port);
        await Point.SendAllAsync(server.Port, [.. Enumerable.Range(0, Conversations).Select(i => callbacks.Text(Customer(i)))]);
        await agents.WaitForConversationsAsync(Conversations);
        Console.WriteLine($"customer's message to agent's screen (hub event), {Conversations} conversations open   aim p99 < 150 ms");
        Console.WriteLine("messages/s     sent     seen    p50 ms    p99 ms");
        foreach (var rate in Rates)
            await RunAsync(server, agents, callbacks, rate, settings.Duration);
        Console.WriteLine();
    }

    private static async Task RunAsync(ServerProcess server, BenchAgents agents, Callbacks callbacks, int rate, TimeSpan duration)
    {
        var count = (int)(rate * duration.TotalSeconds);
        var sent = new long[count];
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / Math.Min(rate, 100)));
        var perTick = Math.Max(1, rate / 100);
        var connections = new LoadConnection[16];
        for (var i = 0; i < connections.Length; i++)
        {
            connections[i] = new LoadConnection();
            await connections[i].ConnectAsync(server.Port);
        }

        var free = new System.Collections.Concurrent.ConcurrentBag<LoadConnection>(connections);
        var running = new List<Task>();
        for (var i = 0; i < count; i += perTick)
        {
            await timer.WaitForNextTickAsync();
            for (var j = i; j < Math.Min(count, i + perTick); j++)
            {
                LoadConnection? connection;
                while (!free.TryTake(out connection))
                    await Task.Delay(1);
                var n = j;
                var request = callbacks.Text(Customer(n % Conversations), $"消息 {rate}-{n}");
                sent[n] = Stopwatch.GetTimestamp();
                running.Add(Task.Run(async () =>
                {
                    await connection.SendAsync(request, readBody: false);
                    free.Add(connection);
                }));
            }
        }

        await Task.WhenAll(running);
        await Task.Delay(TimeSpan.FromSeconds(1));
        var times = new Latencies();
        for (var n = 0; n < count; n++)
        {
            if (agents.Seen.TryGetValue($"消息 {rate}-{n}", out var seen))
                times.Add(Stopwatch.GetElapsedTime(sent[n], seen));
        }

        Console.WriteLine($"{rate,10} {count,8} {times.Count,8} {times.Percentile(0.5),9:0.0} {times.Percentile(0.99),9:0.0}");
        foreach (var connection in connections)
            connection.Dispose();
    }

    private static string Customer(int i) => $"oBench_screen_{i:000000}";
}
