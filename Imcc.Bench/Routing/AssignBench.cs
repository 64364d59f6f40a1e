using System.Diagnostics;
using Imcc.Bench.Hosting;
using Imcc.Bench.Intake;

namespace Imcc.Bench.Routing;

/// <summary>
/// Assignments through the whole durable path: customers come by the webhook, the ACD decides, the offer and its acceptance are committed with
/// their explanation, the agents' desks are told. Then the same with nobody there: 50,000 wait, the process is killed and starts again.
/// </summary>
internal static class AssignBench
{
    private const int Agents = 400;
    private const int Capacity = 50;
    private const int Backlog = 10_000;
    private const int Waiting = 50_000;

    private static readonly IReadOnlyDictionary<string, string> Accounts = IntakeBench.Accounts
        .Concat(new Dictionary<string, string> { ["Imcc__Channels__WeChat__0__SkillGroup"] = "测速组" })
        .GroupBy(a => a.Key).ToDictionary(a => a.Key, a => a.Last().Value);

    public static async Task RunAsync(BenchSettings settings)
    {
        Console.WriteLine($"assignments through the durable path: {Agents} agents at hub desks, auto-accept, explanation stored   aim 2,000/s, offer p99 < 200 ms");
        await using (var server = await ServerProcess.StartAsync(settings, Accounts))
            await AssignAsync(server, settings);
        await using (var server = await ServerProcess.StartAsync(settings, Accounts))
            await RebuildAsync(server);
        Console.WriteLine();
    }

    private static async Task AssignAsync(ServerProcess server, BenchSettings settings)
    {
        await using var office = new BenchOffice(server);
        await office.HireAsync(Agents, "测速组");
        await office.SitDownAsync();
        var callbacks = new Callbacks("bench-agent", IntakeBench.AppId, IntakeBench.Token, IntakeBench.AesKey, server.Port);

        // Nobody has room: all wait. Then everybody has, at once.
        await SendAsync(server.Port, [.. Enumerable.Range(0, Backlog).Select(i => callbacks.Text($"oBench_back_{i:000000}"))]);
        await office.WaitAsync("SELECT COUNT(*) FROM conversations WHERE state = 1", Backlog);
        await office.MakeRoomAsync(Capacity);
        await office.WaitAsync("SELECT COUNT(*) FROM conversations WHERE state = 3", Backlog);
        var drained = await office.TakingsAsync("oBench_back_");
        Console.WriteLine($"draining {Backlog:N0} who waited: {drained.Count / drained.Span.TotalSeconds:N0} assignments/s accepted");

        // Agents have room: each customer is with one as soon as the rows are written.
        foreach (var connections in new[] { 8, 64 })
        {
            var count = Math.Min((Agents * Capacity - Backlog) / 2, (int)(settings.Duration.TotalSeconds * 4_000));
            var requests = Enumerable.Range(0, count).Select(i => callbacks.Text($"oBench_now{connections:00}_{i:000000}")).ToArray();
            var cpu = server.Cpu();
            await SendAsync(server.Port, requests, connections);
            await office.WaitAsync($"SELECT COUNT(*) FROM conversations c JOIN threads t ON t.id = c.thread_id WHERE c.state = 3 AND t.external_id LIKE 'oBench_now{connections:00}%'", count);
            var taken = await office.TakingsAsync($"oBench_now{connections:00}_");
            Console.WriteLine(
                $"coming by {connections} connections: {taken.Count / taken.Span.TotalSeconds:N0}/s from the webhook to accepted; joined to offered p50 {taken.Times.Percentile(0.5):0.0} ms, p99 {taken.Times.Percentile(0.99):0.0} ms; " +
                $"{(server.Cpu() - cpu).TotalMilliseconds / count:0.00} ms CPU each");
        }

        Console.WriteLine($"server's resident memory: {server.ResidentBytes() / 1048576} MiB");
    }

    private static async Task RebuildAsync(ServerProcess server)
    {
        var callbacks = new Callbacks("bench-queue", IntakeBench.AppId, IntakeBench.Token, IntakeBench.AesKey, server.Port);
        var empty = server.StartTook;
        for (var sent = 0; sent < Waiting; sent += 10_000)
            await SendAsync(server.Port, [.. Enumerable.Range(sent, 10_000).Select(i => callbacks.Text($"oBench_wait_{i:000000}"))]);
        await using (var office = new BenchOffice(server))
            await office.WaitAsync("SELECT COUNT(*) FROM conversations WHERE state = 1", Waiting);
        await server.CrashAsync();
        Console.WriteLine(
            $"killed with {Waiting:N0} waiting: ready again, all of them in line, {server.StartTook.TotalSeconds:0.0} s after the start of the process; an empty one is ready after {empty.TotalSeconds:0.0} s   aim for the difference 5 s");
    }

    private static async Task SendAsync(int port, byte[][] requests, int connections = 64)
    {
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, connections).Select(async _ =>
        {
            using var connection = new LoadConnection();
            await connection.ConnectAsync(port);
            while (Interlocked.Increment(ref next) is var i && i < requests.Length)
            {
                var (status, _) = await connection.SendAsync(requests[i], readBody: false);
                if (status != 200)
                    throw new InvalidOperationException($"The webhook answered {status}.");
            }
        }));
    }
}
