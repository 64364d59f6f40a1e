using System.Runtime.InteropServices;

namespace Imcc.Bench.Hosting;

/// <summary>A figure is worth nothing without the machine it was taken on.</summary>
internal static class Setting
{
    public static async Task PrintAsync(BenchSettings settings)
    {
        var load = File.Exists("/proc/loadavg") ? (await File.ReadAllTextAsync("/proc/loadavg")).Split(' ')[0] : "?";
        Console.WriteLine($"machine   {Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}, load average {load} before");
        Console.WriteLine($"database  {settings.Provider}{(settings.Provider == Infrastructure.Storage.DatabaseProvider.Sqlite ? ", WAL, synchronous=FULL" : ", as the server is set (fsync on)")}");
        Console.WriteLine($"load      generated on the same cores; {settings.Duration.TotalSeconds:0.#} s a point after a warm-up");
        Console.WriteLine();
    }
}
