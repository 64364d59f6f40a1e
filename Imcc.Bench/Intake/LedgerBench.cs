using System.Diagnostics;
using Imcc.Bench.Hosting;
using Imcc.Infrastructure.Channels;
using Imcc.Infrastructure.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Imcc.Bench.Intake;

/// <summary>The bare database with the same batching: what the intake could at the most reach.</summary>
internal static class LedgerBench
{
    private static readonly int[] Producers = [1, 64, 512];

    public static async Task RunAsync(BenchSettings settings)
    {
        Console.WriteLine("bare ledger: group-committed appends under the unique key, nothing else");
        Console.WriteLine("producers       rows/s    p50 ms    p99 ms");
        var folder = Directory.CreateTempSubdirectory("imcc-bench-").FullName;
        var options = new DatabaseOptions { Provider = settings.Provider };
        options.Conversations.Add(await ConnectionAsync(settings, folder));
        await using (var stores = new ConversationStores(Options.Create(options), NullLogger<StoreWriter>.Instance))
        {
            await using (var context = stores.Home.Read())
                await new DatabaseMigrator(NullLogger<DatabaseMigrator>.Instance).MigrateAsync(context, CancellationToken.None);
            foreach (var producers in Producers)
                await RunAsync(stores.Home.Writer, producers, settings.Duration);
        }

        Directory.Delete(folder, recursive: true);
        Console.WriteLine();
    }

    private static async Task RunAsync(StoreWriter writer, int producers, TimeSpan duration)
    {
        var account = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        var raw = new string('x', 420);
        var times = new Latencies();
        var began = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, producers).Select(p => Task.Run(async () =>
        {
            var own = new Latencies();
            for (var i = 0; Stopwatch.GetElapsedTime(began) < duration; i++)
            {
                var now = TimeProvider.System.GetUtcNow();
                var sent = Stopwatch.GetTimestamp();
                await writer.CommitAsync(new WriteUnit().InsertIfNew(new LedgerRow
                {
                    MessageId = Guid.CreateVersion7(now),
                    AccountId = account,
                    DedupeKey = $"{producers}-{p}-{i}",
                    ExternalId = "oBench_000001",
                    ReceivedAt = now,
                    Raw = raw,
                }));
                own.Add(Stopwatch.GetElapsedTime(sent));
            }

            lock (times)
                times.Add(own);
        })));
        var took = Stopwatch.GetElapsedTime(began);
        Console.WriteLine($"{producers,9} {times.Count / took.TotalSeconds,12:N0} {times.Percentile(0.5),9:0.00} {times.Percentile(0.99),9:0.00}");
    }

    public static async Task<string> ConnectionAsync(BenchSettings settings, string folder)
    {
        if (settings.Provider == DatabaseProvider.Sqlite)
            return $"Data Source={folder}/ledger.db";
        return await ServerProcess.NewDatabaseAsync(settings, "ledger_" + Path.GetFileName(folder)[^6..].ToLowerInvariant());
    }
}
