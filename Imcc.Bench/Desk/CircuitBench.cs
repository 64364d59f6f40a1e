using Imcc.Bench.Hosting;

namespace Imcc.Bench.Desk;

/// <summary>What an open desk costs the server: memory while it is open, processor time for each message that is pushed to it.</summary>
internal static class CircuitBench
{
    private const int Desks = 100;
    private const int WarmDesks = 12;
    private const int MessagesPerSecond = 20;
    private static readonly string[] Names = ["agent1", "agent2", "agent3", "agent4", "agent5", "agent6"];
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(5);

    public static async Task RunAsync(BenchSettings settings)
    {
        await using var office = await Office.OpenAsync(settings, customers: 120, history: 60);
        var cookies = new List<System.Net.CookieContainer>();
        foreach (var name in Names)
            cookies.Add(await office.SignInAsync(name));

        // What runs for the first time is compiled while it runs: a start's cost, not a desk's.
        var warm = await OpenAsync(office, cookies, WarmDesks);
        await office.WriteAsync(MessagesPerSecond, Settling);
        foreach (var circuit in warm)
            await circuit.DisposeAsync();
        await Task.Delay(Settling);

        var bare = await CpuAsync(office, settings.Duration);
        var before = office.Server.ResidentBytes();
        var desks = await OpenAsync(office, cookies, Desks);
        await Task.Delay(Settling);
        var opened = office.Server.ResidentBytes();
        var renders = desks.Sum(d => d.Renders);
        var bytes = desks.Sum(d => d.Bytes);
        var busy = await CpuAsync(office, settings.Duration);
        var perMessage = Desks / (double)Names.Length;
        var cpu = (busy.Cpu - bare.Cpu).TotalMilliseconds / (busy.Messages * perMessage);

        Console.WriteLine($"{Desks} desks of {Names.Length} agents open (120 conversations of 60 messages), {MessagesPerSecond} messages/s arriving");
        Console.WriteLine($"first picture of a desk                             {bytes / 1024.0 / Desks,7:0.0} KiB in {renders / (double)Desks:0.0} batches");
        Console.WriteLine($"memory per desk (resident, opened and shown)        {(opened - before) / 1048576.0 / Desks,7:0.00} MiB   aim < 3 MB");
        Console.WriteLine($"memory per desk (resident, after {settings.Duration.TotalSeconds:0} s of messages)     {(office.Server.ResidentBytes() - before) / 1048576.0 / Desks,7:0.00} MiB");
        Console.WriteLine($"processor time per message and desk                 {cpu,7:0.000} ms    aim < 1 ms   (without desks a message costs {bare.Cpu.TotalMilliseconds / bare.Messages:0.00} ms in all)");
        Console.WriteLine($"render batches per message and desk                 {(desks.Sum(d => d.Renders) - renders) / (busy.Messages * perMessage),7:0.00}       {(desks.Sum(d => d.Bytes) - bytes) / 1024.0 / (busy.Messages * perMessage):0.0} KiB");
        Console.WriteLine();
        foreach (var desk in desks)
            await desk.DisposeAsync();
    }

    private static async Task<List<Circuit>> OpenAsync(Office office, List<System.Net.CookieContainer> cookies, int count)
    {
        var circuits = new List<Circuit>();
        for (var i = 0; i < count; i++)
            circuits.Add(await Circuit.OpenAsync(office.Server.Url, "desk", cookies[i % cookies.Count]));
        return circuits;
    }

    private static async Task<(TimeSpan Cpu, int Messages)> CpuAsync(Office office, TimeSpan duration)
    {
        var cpu = office.Server.Cpu();
        var messages = await office.WriteAsync(MessagesPerSecond, duration);
        // The last ones are shown, too.
        await Task.Delay(TimeSpan.FromSeconds(1));
        return (office.Server.Cpu() - cpu, messages);
    }
}
