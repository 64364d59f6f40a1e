using System.Diagnostics;
using Imcc.Bench.Hosting;
using Imcc.Core.Conversations;
using Imcc.Core.Reporting;
using Imcc.Infrastructure.Reporting;
using Imcc.Infrastructure.Storage;
using Imcc.Web.Components.Reports;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Directory = Imcc.Core.Organisation.Directory;

namespace Imcc.Bench.Reporting;

/// <summary>
/// Reports of a month: some of its days by way of events in the database, counted by the roller; the others straight into their sheets by the same code. Every report is
/// compared with the truth of the month before its time counts.
/// </summary>
internal static class ReportBench
{
    private const int Together = 400;

    public static async Task RunAsync(BenchSettings settings)
    {
        var month = new MadeMonth(settings.Conversations);
        var folder = System.IO.Directory.CreateTempSubdirectory("imcc-bench-").FullName;
        var options = new DatabaseOptions { Provider = settings.Provider };
        options.Conversations.Add(settings.Provider == DatabaseProvider.Sqlite
            ? $"Data Source={folder}/conversations.db"
            : await ServerProcess.NewDatabaseAsync(settings, "reports_" + Path.GetFileName(folder)[^6..].ToLowerInvariant()));
        await using (var stores = new ConversationStores(Options.Create(options), NullLogger<StoreWriter>.Instance))
        {
            await using (var context = stores.Home.Read())
                await new DatabaseMigrator(NullLogger<DatabaseMigrator>.Instance).MigrateAsync(context, CancellationToken.None);
            var began = Stopwatch.GetTimestamp();
            var truth = new MadeTruth(Enumerable.Range(0, month.Conversations).Select(i => month.Make(i)));
            Console.WriteLine($"reports: a month of {month.Conversations:N0} conversations, {month.Groups} groups, {month.Agents} agents; made up in {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s");
            var storedDays = Math.Min(settings.StoredDays, MadeMonth.Days);
            await FillAsync(stores, month, truth, storedDays);
            await RollAsync(stores, storedDays);
            await ReadAsync(stores, truth);
            await ExportAsync(stores);
        }

        System.IO.Directory.Delete(folder, recursive: true);
        Console.WriteLine();
    }

    private static async Task FillAsync(ConversationStores stores, MadeMonth month, MadeTruth truth, int storedDays)
    {
        var began = Stopwatch.GetTimestamp();
        var (events, stored, sheets, size) = (0L, 0L, 0, 0L);
        var lines = new Dictionary<(FactKind Kind, DateTimeOffset At), List<FactLine>>();
        var writing = new List<Task<WriteOutcome>>();
        for (var i = 0; i < month.Conversations; i++)
        {
            var noted = new List<ConversationEvent>();
            var made = month.Make(i, noted);
            events += noted.Count;
            if (month.DayOf(i) < storedDays)
            {
                stored += noted.Count;
                writing.Add(stores.Home.Writer.CommitAsync(Unit(MadeRows.Of(made, noted))));
                if (writing.Count >= 5000)
                {
                    await Task.WhenAll(writing);
                    writing.Clear();
                }

                continue;
            }

            // Who comes back after the last stored day is known there by the row alone.
            if (i >= 60 && month.DayOf(i - 60) < storedDays)
                writing.Add(stores.Home.Writer.CommitAsync(Unit(MadeRows.Of(made, []).Take(1))));
            foreach (var line in FactLines.Of(FactBook.Of(noted, MadeRows.TraitsOf(made, truth))))
            {
                if (!lines.TryGetValue((line.Kind, line.At), out var there))
                    lines[(line.Kind, line.At)] = there = [];
                there.Add(line);
            }

            // Nothing reaches back further than two days.
            if (i % 20_000 == 0)
                await FlushAsync(MadeMonth.From.AddDays(month.DayOf(i) - 2));
        }

        await FlushAsync(MadeMonth.To.AddDays(1));
        await Task.WhenAll(writing);
        for (var agent = 0; agent < month.Agents; agent++)
            await stores.Home.Writer.CommitAsync(Unit(MadeRows.PresenceOf(agent)));
        Console.WriteLine($"{events:N0} events ({(double)events / month.Conversations:0.0} a conversation), {stored:N0} of {storedDays} day(s) into the database, of the other days {sheets:N0} sheets, {size / 1048576.0:0.0} MiB: {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s");

        async Task FlushAsync(DateTimeOffset before)
        {
            foreach (var some in lines.Where(l => l.Key.At < before).OrderBy(l => l.Key.At).Chunk(Together))
            {
                var unit = new WriteUnit();
                foreach (var (key, of) in some)
                {
                    var sheet = FactSheet.Write(key.Kind, key.At, of, 1);
                    (sheets, size) = (sheets + 1, size + sheet.Facts.Length + sheet.Conversations.Length);
                    unit.Insert(sheet);
                    lines.Remove(key);
                }

                await stores.Home.Writer.CommitAsync(unit);
            }
        }
    }

    private static async Task RollAsync(ConversationStores stores, int days)
    {
        var time = new SetTime();
        var options = Options.Create(new ReportOptions { LookBack = TimeSpan.FromDays(1), Lag = TimeSpan.Zero });
        var facts = new FactRoller(stores, new FactReading(() => []), options, time, NullLogger<FactRoller>.Instance);
        // The first look sets its bookmark a day before the month; then day by day.
        time.Now = MadeMonth.From;
        await facts.RollAsync(CancellationToken.None);
        for (var day = 1; day <= days; day++)
        {
            var began = Stopwatch.GetTimestamp();
            time.Now = MadeMonth.From.AddDays(day).AddHours(day == days ? 3 : 0);
            await facts.RollAsync(CancellationToken.None);
            Console.WriteLine($"roll-up of day {day}: {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s");
        }

        var recounted = Stopwatch.GetTimestamp();
        // The last stored day's evening may reach into a day whose sheets were written otherwise: the first day is whole.
        var changed = await facts.RecountAsync(MadeMonth.From, MadeMonth.From.AddDays(1), CancellationToken.None);
        Console.WriteLine($"day 1 counted anew: {Stopwatch.GetElapsedTime(recounted).TotalSeconds:0.0} s, {changed} sheets differ");
        recounted = Stopwatch.GetTimestamp();
        time.Now = MadeMonth.To;
        await new PresenceRoller(stores, _ => null, Options.Create(new ReportOptions { LookBack = TimeSpan.FromDays(32), Lag = TimeSpan.Zero }), time).RollAsync(CancellationToken.None);
        Console.WriteLine($"presence of the month: {Stopwatch.GetElapsedTime(recounted).TotalSeconds:0.0} s");
    }

    private static async Task ReadAsync(ConversationStores stores, MadeTruth truth)
    {
        var reports = new Reports(stores, null!, () => Directory.Empty, null!);
        var rules = new ReportRules { ServiceLevel = new() { Within = TimeSpan.FromMilliseconds(TruthCell.Within), ShortAbandon = TimeSpan.FromMilliseconds(TruthCell.TooSoon) } };
        Console.WriteLine("report                              rows   first ms   again ms   figures that differ from the truth");
        foreach (var by in (ReportDimension[])
            [ReportDimension.Time, ReportDimension.Group, ReportDimension.Agent, ReportDimension.Account, ReportDimension.Reason, ReportDimension.Tier, ReportDimension.Weekday, ReportDimension.Hour])
        {
            var query = Query(by) with { Kpis = [.. TruthCell.Keys] };
            var (table, first, again) = await TimedAsync(() => reports.ReadAsync(ReportScope.Everything, query, rules, CancellationToken.None));
            Console.WriteLine($"all figures by {by,-18} {table.Rows.Count,6:N0} {first,10:0} {again,10:0}   {Differences(table, truth.Cells(by))}");
        }

        // As the page asks them.
        foreach (var preset in ReportPreset.All)
        {
            var query = Query(preset.Rows) with { Then = preset.Chart == ReportChartKind.Heat ? ReportDimension.Hour : ReportDimension.None, Kpis = [.. preset.Kpis] };
            var (table, first, again) = await TimedAsync(() => reports.ReadAsync(ReportScope.Everything, query, rules, CancellationToken.None));
            Console.WriteLine($"the page's \"{preset.Key}\"".PadRight(33) + $" {table.Rows.Count,6:N0} {first,10:0} {again,10:0}");
        }

        foreach (var (name, query) in new (string, ReportQuery)[]
        {
            ("half hours × groups, line", Query(ReportDimension.Time) with { Interval = ReportInterval.Half, Then = ReportDimension.Group, Kpis = ["offered", "answered", "abandonRate", "serviceLevel", "asa", "asaP90"] }),
            ("quarters × agents, handling", Query(ReportDimension.Time) with { Interval = ReportInterval.Quarter, Then = ReportDimension.Agent, Kpis = ["handled", "ahtMedian", "firstReplyP90"] }),
        })
        {
            var (table, first, again) = await TimedAsync(() => reports.ReadAsync(ReportScope.Everything, query, rules, CancellationToken.None));
            Console.WriteLine($"{name,-33} {table.Rows.Count,6:N0} {first,10:0} {again,10:0}");
        }

        var behind = new BehindReading(stores, Directory.Empty);
        foreach (var (name, first, kpi, skip) in new (string, ReportTerm?, string, int)[] { ("behind a group's abandoned", new(MadeMonth.GroupId(3), 0), "abandoned", 0), ("behind everything handled", null, "handled", 0), ("… page 1,001", null, "handled", 50_000) })
        {
            var (page, cold, again) = await TimedAsync(() => behind.ReadAsync(ReportScope.Everything, Query(ReportDimension.Group), first, null, KpiCatalogue.Find(kpi)!, skip, 50, CancellationToken.None));
            Console.WriteLine($"{name,-33} {page.Total,6:N0} {cold,10:0} {again,10:0}");
        }
    }

    private static async Task ExportAsync(ConversationStores stores)
    {
        var file = Path.GetTempFileName();
        var behind = new BehindReading(stores, Directory.Empty);
        foreach (var most in (int[])[100_000, 1_000_000])
        {
            GC.Collect();
            var (held, atMost, lines, began) = (GC.GetTotalMemory(true), 0L, 0, Stopwatch.GetTimestamp());
            await using (var target = new FileStream(file, FileMode.Create, FileAccess.ReadWrite))
                await ReportWorkbook.WriteAsync(target, "handled", ["At", "Agent", "Seconds", "Conversation"], LinesAsync(most), CancellationToken.None);
            Console.WriteLine($"Excel of {lines,9:N0} lines{"",9} {Stopwatch.GetElapsedTime(began).TotalSeconds,10:0.0} s, {new FileInfo(file).Length / 1048576.0:0.0} MiB, at most {(atMost - held) / 1048576.0:0.0} MiB of memory more than before");

            async IAsyncEnumerable<IReadOnlyList<object?>> LinesAsync(int number)
            {
                await foreach (var page in behind.ReadAllAsync(ReportScope.Everything, Query(ReportDimension.Group), null, null, KpiCatalogue.Find("handled")!, number, CancellationToken.None))
                {
                    foreach (var item in page.Items)
                        yield return [item.At.ToString("s", System.Globalization.CultureInfo.InvariantCulture), item.Agent, item.Span / 1000.0, item.ConversationId.ToString()];
                    lines += page.Items.Count;
                    // What is held, and not what is only waiting to be collected.
                    if (lines % 50_000 < page.Items.Count)
                        atMost = Math.Max(atMost, GC.GetTotalMemory(forceFullCollection: true));
                }
            }
        }

        File.Delete(file);
    }

    private static string Differences(ReportTable table, Dictionary<ReportTerm, TruthCell> truth)
    {
        var different = new List<string>();
        foreach (var (term, cell) in truth)
        {
            var row = table.Rows.SingleOrDefault(r => r.First == term);
            foreach (var (key, i) in TruthCell.Keys.Select((k, i) => (k, i)))
            {
                var (expected, actual) = (cell.Of(key), row?.Values[i]);
                if (expected is null != actual is null || Math.Abs((expected ?? 0) - (actual ?? 0)) > 1e-9 * Math.Max(1, Math.Abs(expected ?? 0)))
                    different.Add($"{key} of {term}: {actual}, not {expected}");
            }
        }

        return different.Count == 0 ? $"none of {truth.Count * TruthCell.Keys.Count:N0}" : $"{different.Count}: {different[0]}";
    }

    private static async Task<(T Answer, double FirstMs, double AgainMs)> TimedAsync<T>(Func<Task<T>> read)
    {
        var began = Stopwatch.GetTimestamp();
        await read();
        var first = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        began = Stopwatch.GetTimestamp();
        var answer = await read();
        return (answer, first, Stopwatch.GetElapsedTime(began).TotalMilliseconds);
    }

    private static ReportQuery Query(ReportDimension by) => new() { From = MadeMonth.From, To = MadeMonth.To, TimeZone = MadeMonth.TimeZone, Interval = ReportInterval.Day, Rows = by };

    private static WriteUnit Unit(IEnumerable<object> rows) => rows.Aggregate(new WriteUnit(), (unit, row) => unit.Insert(row));

    private sealed class SetTime : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
