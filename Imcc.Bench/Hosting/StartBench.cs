namespace Imcc.Bench.Hosting;

/// <summary>From starting the built program to "ready", on a fresh database and again on the same machine warm; and what it holds in memory at rest.</summary>
internal static class StartBench
{
    private const int Runs = 3;

    public static async Task RunAsync(BenchSettings settings)
    {
        var starts = new List<double>();
        var memory = new List<double>();
        for (var run = 0; run < Runs; run++)
        {
            await using var server = await ServerProcess.StartAsync(settings);
            starts.Add(server.StartTook.TotalSeconds);
            await Task.Delay(TimeSpan.FromSeconds(5));
            memory.Add(server.ResidentBytes() / 1048576.0);
        }

        starts.Sort();
        memory.Sort();
        Console.WriteLine($"start to ready (fresh database, migrations and demo included)   median {starts[Runs / 2]:0.00} s  ({starts[0]:0.00}-{starts[^1]:0.00}, n={Runs})   aim < 4 s");
        Console.WriteLine($"resident memory at rest, 5 s after                              median {memory[Runs / 2]:0} MiB ({memory[0]:0}-{memory[^1]:0})            aim < 220 MB");
        Console.WriteLine();
    }
}
