using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Imcc.Bench.Desk;
using Imcc.Bench.Hosting;
using Imcc.Bench.Intake;
using Imcc.Bench.Routing;

namespace Imcc.Bench.Board;

/// <summary>
/// The live board with twenty real circuits open on it, in a centre of 500 agents with 2,000 open conversations where customers keep coming: from the moment at which
/// a customer's message leaves the wire to the render batch in which the board's count of customers has grown by this one, and what it costs the server.
/// </summary>
internal static class BoardBench
{
    private const int Agents = 500;
    private const int Open = 2000;
    private const int Boards = 20;

    /// <summary>Each new customer is four events on record: opened, in the line, offered, accepted.</summary>
    private const int EventsPerCustomer = 4;
    private const int EventsPerSecond = 50;
    private const string Group = "测速组";

    private static readonly IReadOnlyDictionary<string, string> Accounts = IntakeBench.Accounts
        .Concat(new Dictionary<string, string> { ["Imcc__Channels__WeChat__0__SkillGroup"] = Group })
        .GroupBy(a => a.Key).ToDictionary(a => a.Key, a => a.Last().Value);

    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(5);

    public static async Task RunAsync(BenchSettings settings)
    {
        await using var server = await ServerProcess.StartAsync(settings, Accounts);
        await using var office = new BenchOffice(server);
        await office.HireAsync(Agents, Group);
        await office.SitDownAsync();
        await office.MakeRoomAsync(50);
        await Task.Delay(TimeSpan.FromSeconds(3));
        var came = new Comings(new Callbacks("bench-agent", IntakeBench.AppId, IntakeBench.Token, IntakeBench.AesKey, server.Port), server.Port);
        await came.SendAsync(Open, perSecond: 200);
        await office.WaitAsync("SELECT COUNT(*) FROM conversations WHERE state = 3", Open);
        Console.WriteLine($"{Agents} agents at hub desks, {Open:N0} open conversations, {EventsPerSecond} events/s (customers who come and are accepted), {Boards} boards open as Blazor circuits   aim p99 < 1 s");

        var alone = await CpuAsync(server, came, settings.Duration);
        var before = server.ResidentBytes();
        var cookies = await Door.SignInAsync(server.Url, "lead1");
        var screens = new List<BoardWatcher>();
        for (var i = 0; i < Boards; i++)
            screens.Add(await BoardWatcher.OpenAsync(server.Url, cookies));
        await Task.Delay(Settling);
        // What runs for the first time is compiled while it runs.
        await came.SendAsync(EventsPerSecond / EventsPerCustomer * 5, EventsPerSecond / EventsPerCustomer);
        await Task.Delay(TimeSpan.FromSeconds(2));
        var (batches, bytes) = (screens.Sum(s => s.Renders), screens.Sum(s => s.Bytes));
        var first = came.Count;
        var busy = await CpuAsync(server, came, settings.Duration);
        var times = new Latencies();
        for (var n = first; n < came.Count; n++)
        {
            foreach (var screen in screens)
            {
                if (screen.SeenAt(n + 1) is { } seen)
                    times.Add(Stopwatch.GetElapsedTime(came.SentAt(n), seen));
            }
        }

        var expected = (came.Count - first) * Boards;
        Console.WriteLine($"from the customer's message to the screen          p50 {times.Percentile(.5),6:0} ms   p99 {times.Percentile(.99),6:0} ms   max {times.Percentile(1),6:0} ms   seen {times.Count} of {expected}");
        Console.WriteLine($"server CPU                                         {Share(busy),6:0.0} % of one core with the boards, {Share(alone):0.0} % without: {Share(busy) - Share(alone):0.0} % for {Boards} boards");
        Console.WriteLine($"each board                                         {(screens.Sum(s => s.Renders) - batches) / (double)Boards / busy.Took.TotalSeconds,6:0.0} batches/s, {(screens.Sum(s => s.Bytes) - bytes) / 1024.0 / Boards / busy.Took.TotalSeconds:0.0} KiB/s, {(server.ResidentBytes() - before) / 1048576.0 / Boards:0.0} MiB resident");
        Console.WriteLine();
        foreach (var screen in screens)
            await screen.DisposeAsync();
        if (times.Count < expected || times.Percentile(.99) > 1000)
            Environment.ExitCode = 1;
    }

    private static double Share((TimeSpan Cpu, TimeSpan Took) of) => 100 * of.Cpu / of.Took;

    private static async Task<(TimeSpan Cpu, TimeSpan Took)> CpuAsync(ServerProcess server, Comings came, TimeSpan duration)
    {
        var (cpu, began) = (server.Cpu(), Stopwatch.GetTimestamp());
        await came.SendAsync((int)(EventsPerSecond / (double)EventsPerCustomer * duration.TotalSeconds), EventsPerSecond / (double)EventsPerCustomer);
        // The last ones are shown, too.
        await Task.Delay(TimeSpan.FromSeconds(2));
        return (server.Cpu() - cpu, Stopwatch.GetElapsedTime(began));
    }

    /// <summary>Customers who come one after the other at an even pace, each for the first time.</summary>
    private sealed class Comings(Callbacks callbacks, int port)
    {
        private readonly ConcurrentDictionary<int, long> _sent = new();

        public int Count { get; private set; }

        public long SentAt(int number) => _sent[number];

        public async Task SendAsync(int count, double perSecond)
        {
            using var connection = new LoadConnection();
            await connection.ConnectAsync(port);
            using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1 / perSecond));
            for (var i = 0; i < count; i++)
            {
                await timer.WaitForNextTickAsync();
                var request = callbacks.Text("oBench_board_" + Count.ToString("000000", CultureInfo.InvariantCulture));
                _sent[Count] = Stopwatch.GetTimestamp();
                Count++;
                var (status, _) = await connection.SendAsync(request, readBody: false);
                if (status != 200)
                    throw new InvalidOperationException($"The webhook answered {status}.");
            }
        }
    }
}
