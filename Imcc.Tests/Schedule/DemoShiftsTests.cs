using Imcc.Core.Schedule;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Imcc.Tests.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Tests.Schedule;

/// <summary>What whoever starts the demo sees of shifts.</summary>
public sealed class DemoShiftsTests(PostgresServer postgres)
{
    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task From_tomorrow_to_the_end_of_next_week_everybody_works_five_days_and_somebody_is_always_there(DatabaseProvider provider)
    {
        await using var directory = await DirectoryDatabase.StartAsync(provider == DatabaseProvider.PostgreSql ? await postgres.NewDirectoryAsync() : null, demo: true);
        await using var context = directory.Context();
        var days = await context.ShiftDays.AsNoTracking().ToListAsync(TestContext.Current.CancellationToken);
        // The demo's clock stands at Sunday, March 1st 2026, 16:00 in Shanghai.
        Assert.Equal((new DateOnly(2026, 3, 2), new DateOnly(2026, 3, 8)), (days.Min(d => d.Day), days.Max(d => d.Day)));
        Assert.Equal(7, days.Select(d => d.AgentId).Distinct().Count());
        Assert.All(days.GroupBy(d => d.AgentId), g => Assert.Equal(5, g.Count()));
        var json = directory.Get<StoredJson>();
        foreach (var day in days.GroupBy(d => d.Day))
        {
            var shifts = day.Select(d => d.ToPublished(json)!).ToList();
            Assert.All(shifts, s => Assert.Empty(ShiftCheck.Faults(s)));
            Assert.All(shifts, s => Assert.All(s.Breaks, b => Assert.NotNull(b.ReasonId)));
            // From 8:30 to 22:00, whatever breaks are taken.
            var heads = HalfHours.Heads(HalfHours.Of(day.Key, TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai")), shifts.SelectMany(s => s.On(day.Key)).Where(s => s.Activity == PlannedActivity.Work).Select(s => (s.From, s.To)));
            Assert.All(heads[17..44], h => Assert.True(h > 0));
        }

        Assert.Equal(7, await context.StaffNeeds.CountAsync(TestContext.Current.CancellationToken));
        Assert.All(days, d => Assert.Equal(d.KindId, d.PublishedKindId));
    }
}
