using System.Diagnostics;
using Imcc.Bench.Hosting;
using Imcc.Bench.Screens;

namespace Imcc.Bench.Intake;

/// <summary>Messages per second through the real webhook, each durable before its answer.</summary>
internal static class IntakeBench
{
    public const string Token = "BenchToken2026";
    public const string AesKey = "Q2FsbENlbnRlckRlbW9BZXNLZXkwMTIzNDU2Nzg5QUI";
    public const string AppId = "wxbench0011223344";
    private const int Customers = 300;
    private static readonly int[] Connections = [1, 64, 512];

    public static readonly IReadOnlyDictionary<string, string> Accounts = new Dictionary<string, string>
    {
        ["Imcc__Channels__WeChat__0__Key"] = "bench-agent",
        ["Imcc__Channels__WeChat__0__SkillGroup"] = "信用卡",
        ["Imcc__Channels__WeChat__1__Key"] = "bench-auto",
        ["Imcc__Channels__WeChat__1__AutoReply"] = "您好，这里是自动应答。回复“人工”转人工客服，回复“1”查询余额，回复“2”查询账单。",
        ["Imcc__Channels__WeChat__2__Key"] = "bench-queue",
        ["Imcc__Channels__WeChat__2__SkillGroup"] = "无人值守",
        ["Imcc__Channels__WeChat__2__Queued"] = "正在为您转接人工客服，请稍候…",
    }.Concat(Enumerable.Range(0, 3).SelectMany(i => new Dictionary<string, string>
    {
        [$"Imcc__Channels__WeChat__{i}__AppId"] = AppId,
        [$"Imcc__Channels__WeChat__{i}__AppSecret"] = "bench-secret-0011223344556677",
        [$"Imcc__Channels__WeChat__{i}__Token"] = Token,
        [$"Imcc__Channels__WeChat__{i}__EncodingAesKey"] = AesKey,
        [$"Imcc__Channels__WeChat__{i}__ApiBase"] = "http://127.0.0.1:9",
    })).ToDictionary();

    public static async Task RunAsync(BenchSettings settings)
    {
        Console.WriteLine("intake over HTTP, encrypted WeChat text, stored before the answer");
        Console.WriteLine("setting                       conn   messages/s    p50 ms    p99 ms   CPU ms/msg   not 200   answered");
        await using var server = await ServerProcess.StartAsync(settings, Accounts);
        await using var agents = await BenchAgents.SignInAsync(server);
        var served = new Callbacks("bench-agent", AppId, Token, AesKey, server.Port);
        await Point.SendAllAsync(server.Port, [.. Enumerable.Range(0, Customers).Select(i => served.Text(OpenId("served", i)))]);
        await agents.WaitForConversationsAsync(Math.Min(Customers, agents.Capacity));

        var answered = new Callbacks("bench-auto", AppId, Token, AesKey, server.Port);
        var queued = new Callbacks("bench-queue", AppId, Token, AesKey, server.Port);
        // Code that runs for the first time is compiled while it runs: that is a start's cost, not a message's.
        foreach (var warm in new[] { served, answered, queued })
            await Point.RunAsync(server, 16, TimeSpan.FromSeconds(4), Make(20_000, i => warm.Text(warm == served ? OpenId("served", i % Math.Min(Customers, agents.Capacity)) : OpenId("warm", i))));
        foreach (var connections in Connections)
        {
            // The generator makes messages ahead: as many as the machine could possibly take in the time.
            var count = (int)(settings.Duration.TotalSeconds * (connections == 1 ? 4_000 : 12_000));
            await PrintAsync("with an agent (aim 5,000)", connections, server, settings, Make(count, i => served.Text(OpenId("served", i % Math.Min(Customers, agents.Capacity)))));
            await PrintAsync("automatic text (aim 4,000)", connections, server, settings, Make(count, i => answered.Text(OpenId("answered" + connections, i % 2_000))));
            await PrintAsync("new, join queue (aim 2,000)", connections, server, settings, Make(count / 2, i => queued.Text(OpenId("new" + connections, i))));
        }

        Console.WriteLine($"server's resident memory after all this: {server.ResidentBytes() / 1048576} MiB");
        Console.WriteLine();
    }

    private static byte[][] Make(int count, Func<int, byte[]> make)
    {
        var requests = new byte[count][];
        Parallel.For(0, count, i => requests[i] = make(i));
        return requests;
    }

    private static async Task PrintAsync(string name, int connections, ServerProcess server, BenchSettings settings, byte[][] requests)
    {
        var point = await Point.RunAsync(server, connections, settings.Duration, requests);
        Console.WriteLine(
            $"{name,-28} {connections,5} {point.PerSecond,12:N0} {point.Times.Percentile(0.5),9:0.00} {point.Times.Percentile(0.99),9:0.00} {point.CpuPerMessage,12:0.000} {point.Refused,9} {point.Answered,10:P0}");
    }

    private static string OpenId(string kind, int i) => $"oBench_{kind}_{i:000000}";
}

/// <summary>One measured point: so many connections for so long.</summary>
internal sealed record Point(double PerSecond, Latencies Times, double CpuPerMessage, int Refused, double Answered)
{
    public static async Task SendAllAsync(int port, IReadOnlyList<byte[]> requests)
    {
        using var connection = new LoadConnection();
        await connection.ConnectAsync(port);
        foreach (var request in requests)
            await connection.SendAsync(request, readBody: false);
    }

    public static async Task<Point> RunAsync(ServerProcess server, int connections, TimeSpan duration, byte[][] requests)
    {
        var next = -1;
        var times = new Latencies();
        var (refused, answered, done) = (0, 0, 0);
        var cpu = server.Cpu();
        var began = Stopwatch.GetTimestamp();
        var warm = duration / 5;
        await Task.WhenAll(Enumerable.Range(0, connections).Select(async _ =>
        {
            using var connection = new LoadConnection();
            await connection.ConnectAsync(server.Port);
            var own = new Latencies();
            var (ownRefused, ownAnswered, ownDone) = (0, 0, 0);
            while (Stopwatch.GetElapsedTime(began) < duration && Interlocked.Increment(ref next) is var i && i < requests.Length)
            {
                var sent = Stopwatch.GetTimestamp();
                var (status, body) = await connection.SendAsync(requests[i], readBody: true);
                ownDone++;
                if (Stopwatch.GetElapsedTime(began) > warm)
                    own.Add(Stopwatch.GetElapsedTime(sent));
                if (status != 200)
                    ownRefused++;
                else if (body.StartsWith('<'))
                    ownAnswered++;
            }

            lock (times)
            {
                times.Add(own);
                refused += ownRefused;
                answered += ownAnswered;
                done += ownDone;
            }
        }));
        var took = Stopwatch.GetElapsedTime(began);
        return new Point(done / took.TotalSeconds, times, (server.Cpu() - cpu).TotalMilliseconds / done, refused, (double)answered / done);
    }
}
