using Imcc.Core.Reporting;
using Imcc.Infrastructure.Demo;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Past;
using Imcc.Infrastructure.Reporting;
using Imcc.Infrastructure.Storage;
using Imcc.Tests.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Imcc.Tests.Reporting;

/// <summary>Past days are counted anew from what is on record: over the demo's weeks, which are made by the steps of the domain.</summary>
public sealed class ReportRecountTests(PostgresServer postgres)
{
    private const int Days = 10;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task What_was_counted_is_found_right_and_what_was_damaged_is_put_right(DatabaseProvider provider)
    {
        await using var directory = await DirectoryDatabase.StartAsync(demo: true, settings: new() { ["Imcc:Demo:PastDays"] = $"{Days}" });
        await using var database = await ConversationDatabase.NewAsync(provider, postgres);
        var contexts = directory.Get<IDbContextFactory<DirectoryContext>>();
        await new DemoPast(Options.Create(new DemoOptions { Enabled = true, PastDays = Days }), database.Stores, contexts, () => directory.Cache.Current, directory.Get<StoredJson>(), directory.Time, NullLogger<DemoPast>.Instance).StartingAsync(Cancel);
        var options = Options.Create(new ReportOptions { LookBack = TimeSpan.FromDays(Days + 1) });
        var facts = new FactRoller(database.Stores, new FactReading(() => []), options, directory.Time, NullLogger<FactRoller>.Instance);
        var presence = new PresenceRoller(database.Stores, id => directory.Cache.Current.Agents[id].Capacity, options, directory.Time);
        await facts.RollAsync(Cancel);
        await presence.RollAsync(Cancel);
        var recount = new ReportRecount(facts, presence, contexts, directory.Get<AuditTrail>(), directory.Time);
        var (admin, lead) = (Id(directory, "admin"), Id(directory, "lead1"));
        var (from, to) = (new DateTimeOffset(2026, 2, 18, 16, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 2, 28, 16, 0, 0, TimeSpan.Zero));
        var reached = new List<DateTimeOffset>();

        Assert.Equal(0, await recount.RunAsync(admin, from, to, Reached, Cancel));
        Assert.Equal(Enumerable.Range(1, Days).Select(d => from.AddDays(d)), reached);
        var before = await FiguresAsync();
        // Nobody works who is not there, and no place is taken twice.
        Assert.InRange(before[2]!.Value, 0.02, 1);
        Assert.InRange(before[3]!.Value, 0.005, 1);

        await using (var context = database.Store.Read())
        {
            var some = await context.ReportSheets.Where(s => s.Start >= from && s.Start < to).OrderBy(s => s.Start).ThenBy(s => s.Kind).Select(s => new { s.Kind, s.Start }).Skip(20).FirstAsync(Cancel);
            Assert.Equal(1, await context.ReportSheets.Where(s => s.Kind == some.Kind && s.Start == some.Start).ExecuteDeleteAsync(Cancel));
            Assert.True(await context.ReportSheets.Where(s => s.Kind == FactKind.Visit && s.Start >= from && s.Start < from.AddDays(1)).ExecuteDeleteAsync(Cancel) > 0);
        }

        Assert.NotEqual(before, await FiguresAsync());
        Assert.True(await recount.RunAsync(admin, from, to, Reached, Cancel) > 1);
        Assert.Equal(before, await FiguresAsync());
        Assert.Equal(0, await recount.RunAsync(admin, from, to, Reached, Cancel));
        await using (var context = directory.Context())
            Assert.Equal(3, await context.AuditLog.CountAsync(a => a.Action == "reports.recounted" && a.ActorId == admin, Cancel));

        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => recount.RunAsync(lead, from, to, Reached, Cancel));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => recount.RunAsync(admin, to, from, Reached, Cancel));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => recount.RunAsync(admin, to.AddDays(-40), to, Reached, Cancel));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => recount.RunAsync(admin, to, to.AddDays(1), Reached, Cancel));

        async Task<double?[]> FiguresAsync()
        {
            var reports = new Reports(database.Stores, contexts, () => directory.Cache.Current, directory.Get<StoredJson>());
            var query = new ReportQuery { From = from, To = to, Rows = ReportDimension.None, Kpis = ["offered", "answered", "occupancy", "slotUtilisation", "aht", "availableTime", "breakTime"] };
            return [.. (await reports.ReadAsync(ReportScope.Everything, query, new ReportRules(), Cancel)).Totals.Values];
        }

        Task Reached(DateTimeOffset until)
        {
            reached.Add(until);
            return Task.CompletedTask;
        }
    }

    private static Guid Id(DirectoryDatabase directory, string userName) => directory.Cache.Current.Agents.Values.Single(a => a.UserName == userName).Id;
}
