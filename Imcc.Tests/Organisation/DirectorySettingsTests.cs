using System.Text.Json;
using Imcc.Core.Agents;
using Imcc.Core.Organisation;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Imcc.Tests.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Imcc.Tests.Organisation;

public sealed class DirectorySettingsTests(PostgresServer postgres)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_is_stored_of_groups_calendars_tiers_tags_and_reasons_is_in_the_directory(bool onPostgres)
    {
        await using var database = await DirectoryDatabase.StartAsync(onPostgres ? await postgres.NewDirectoryAsync() : null, demo: true);
        var (calendar, tag, later, sooner) = (NewId(), NewId(), NewId(), NewId());
        var strategy = new StrategySettings { Ranking = RankingNames.SkillLevel, Level = LevelPreference.Nearest, LastAgentWait = TimeSpan.FromSeconds(45) };
        var step = new RelaxationStep(TimeSpan.FromSeconds(60), 3, [NewId()]);
        await using (var context = database.Context())
        {
            context.Calendars.Add(new()
            {
                Id = calendar,
                Name = "全天候",
                OrgUnitId = OrgUnitRow.RootId,
                Week = JsonSerializer.Serialize(CalendarRules.WholeWeek(), DirectoryJson.Options),
                SpecialDays = JsonSerializer.Serialize<SpecialDay[]>([new(new(2026, 10, 1), "国庆节", [])], DirectoryJson.Options),
            });
            context.VipTiers.Add(new() { Tier = 7, Name = "私行", BonusSeconds = 1200, SlopePercent = 150, IsUrgent = true });
            context.Tags.Add(new() { Id = tag, Name = "私人银行", VipTier = 7, Colour = "violet" });
            context.PresenceReasons.AddRange(
                new() { Id = later, Name = "外出", Presence = Presence.Busy, Position = 90, Enabled = false },
                new() { Id = sooner, Name = "喝水", LimitMinutes = 5, Position = -1 });
            var row = await context.SkillGroups.SingleAsync(g => g.Name == "个人业务");
            row.CalendarId = calendar;
            row.Units = 2;
            row.PickByHand = true;
            row.Strategy = JsonSerializer.Serialize(strategy, DirectoryJson.Options);
            row.Line = JsonSerializer.Serialize(new LineRules { Relaxation = [step], WhenFull = TurnAway.End, MostWaiting = 30 }, DirectoryJson.Options);
            row.Times = JsonSerializer.Serialize(new ServiceTimes { ReplyLimit = TimeSpan.FromSeconds(90), WhenIdle = IdleAction.Close }, DirectoryJson.Options);
            (await context.Accounts.SingleAsync(a => a.Key == "demo")).VipTier = 4;
            await context.SaveChangesAsync();
        }

        Assert.True(await database.Cache.ReloadAsync());
        var directory = database.Cache.Current;
        var group = directory.Groups.Values.Single(g => g.Name == "个人业务");
        Assert.Equal((calendar, 2, true, strategy), (group.CalendarId, group.Units, group.PickByHand, group.Strategy));
        Assert.Equal((30, TurnAway.End, 60d, 3), (group.Line.MostWaiting, group.Line.WhenFull, group.Line.Relaxation.Single().After.TotalSeconds, group.Line.Relaxation.Single().MinLevel));
        Assert.Equal(step.OverflowGroups, group.Line.Relaxation.Single().OverflowGroups);
        Assert.Equal((90d, IdleAction.Close), (group.Times.ReplyLimit!.Value.TotalSeconds, group.Times.WhenIdle));
        Assert.False(directory.IsOpen(group, new(2026, 10, 1, 4, 0, 0, TimeSpan.Zero)));
        Assert.True(directory.IsOpen(group, new(2026, 10, 2, 4, 0, 0, TimeSpan.Zero)));
        Assert.Equal(new VipTier(7, "私行", 1200, 150, true), directory.VipTiers[7]);
        Assert.Equal(Enumerable.Range(0, 10), directory.VipTiers.Select(t => t.Tier));
        Assert.Equal(new CustomerTag(tag, "私人银行", 7, "violet"), directory.Tags[tag]);
        Assert.Equal((sooner, later), (directory.PresenceReasons[0].Id, directory.PresenceReasons[^1].Id));
        Assert.Equal((TimeSpan.FromMinutes(5), false), (directory.PresenceReasons[0].Limit, directory.PresenceReasons[^1].Enabled));
        Assert.Equal((4, 7), (directory.TierOf(0, directory.AccountsByKey["demo"], []), directory.TierOf(0, directory.AccountsByKey["demo"], [tag])));
        Assert.Equal(["admin", "lead1"], directory.Agents.Values.Where(a => a.IsLead).Select(a => a.UserName).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("null")]
    [InlineData("""{"Ranking":null,"Relaxation":null,"ReturnWait":"soon"}""")]
    [InlineData("""{"Ranking":7,"Relaxation":[null],"ReturnWait":null}""")]
    public async Task A_damaged_setting_costs_its_own_row_the_settings_and_nobody_else(string damaged)
    {
        await using var database = await DirectoryDatabase.StartAsync(demo: true);
        await using (var context = database.Context())
        {
            var rows = await context.SkillGroups.OrderBy(g => g.CreatedAt).ToListAsync();
            (rows[0].Strategy, rows[0].Line, rows[0].Times) = (damaged, damaged, damaged);
            rows[1].Strategy = """{"Ranking":"Even"}""";
            rows[1].Line = """{"MostWaiting":7}""";
            var damagedCalendar = new CalendarRow { Id = NewId(), Name = "坏", OrgUnitId = OrgUnitRow.RootId, Week = damaged };
            context.Calendars.Add(damagedCalendar);
            rows[0].CalendarId = damagedCalendar.Id;
            (await context.Accounts.SingleAsync(a => a.Key == "web")).Texts = damaged == "not json" ? damaged : """{"Welcome":null}""";
            await context.SaveChangesAsync();
        }

        Assert.True(await database.Cache.ReloadAsync());
        var groups = database.Cache.Current.Groups.Values.OrderBy(g => g.Id).ToList();
        Assert.Equal((new StrategySettings(), new ServiceTimes()), (groups[0].Strategy, groups[0].Times));
        Assert.Empty(groups[0].Line.Relaxation);
        Assert.True(database.Cache.Current.IsOpen(groups[0], database.Time.GetUtcNow()));
        Assert.Equal((RankingNames.Even, 7), (groups[1].Strategy.Ranking, groups[1].Line.MostWaiting));
        Assert.Equal(new(), database.Cache.Current.AccountsByKey["web"].Texts);
    }

    [Theory]
    [InlineData("[[],[],[],[],[],[]]", "Asia/Shanghai")]
    [InlineData("[[],[],null,[],[],[],[]]", "Asia/Shanghai")]
    [InlineData("[[],[],[],[],[],[],[]]", "Asia/Nowhere")]
    public async Task A_calendar_that_cannot_be_is_left_out_and_its_groups_are_open(string week, string zone)
    {
        await using var database = await DirectoryDatabase.StartAsync(demo: true);
        var id = NewId();
        await using (var context = database.Context())
        {
            context.Calendars.Add(new() { Id = id, Name = "坏", OrgUnitId = OrgUnitRow.RootId, Week = week, TimeZone = zone });
            (await context.SkillGroups.FirstAsync(g => g.Name == "信用卡")).CalendarId = id;
            await context.SaveChangesAsync();
        }

        Assert.True(await database.Cache.ReloadAsync());
        Assert.False(database.Cache.Current.Calendars.ContainsKey(id));
        Assert.True(database.Cache.Current.IsOpen(database.Cache.Current.Groups.Values.Single(g => g.Name == "信用卡"), database.Time.GetUtcNow()));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_group_of_the_time_before_keeps_serving_as_it_did(bool onPostgres)
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("imcc-older-");
        var file = Path.Combine(folder.FullName, "d.db");
        var connection = onPostgres ? await postgres.NewDatabaseAsync() : null;
        var provider = onPostgres ? DatabaseProvider.PostgreSql : DatabaseProvider.Sqlite;
        await using (var older = new DirectoryContextFactory(provider, connection ?? $"Data Source={file};Pooling=False").CreateDbContext())
        {
            await older.GetService<IMigrator>().MigrateAsync("Initial");
            await older.Database.ExecuteSqlAsync($"INSERT INTO skill_groups (id, name, org_unit_id, auto_accept, ring_seconds, wrap_up_seconds, max_wait_seconds, created_at, rev) VALUES ({NewId()}, {"老组"}, {OrgUnitRow.RootId}, {true}, {20}, {0}, {600}, {new DateTime(2026, 3, 1, 8, 0, 0, DateTimeKind.Utc)}, {1L})");
        }

        await using (var database = await DirectoryDatabase.StartAsync(connection, sqliteFile: onPostgres ? null : file))
        {
            var group = Assert.Single(database.Cache.Current.Groups.Values);
            Assert.Equal(("老组", true, 20d, 1, false), (group.Name, group.AutoAccept, group.Ring.TotalSeconds, group.Units, group.PickByHand));
            Assert.Equal((new StrategySettings(), new ServiceTimes(), (Guid?)null), (group.Strategy, group.Times, group.CalendarId));
        }

        folder.Delete(recursive: true);
    }

    private static Guid NewId() => Guid.CreateVersion7(new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero));
}
