using Imcc.Core.Agents;
using Imcc.Core.Organisation;
using Imcc.Infrastructure.Organisation;
using Imcc.Tests.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Tests.Organisation;

public sealed class RoutingAdministrationTests(PostgresServer postgres)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_group_saved_with_all_its_rules_is_in_the_directory_at_once_with_its_members(bool onPostgres)
    {
        await using var database = await DirectoryDatabase.StartAsync(onPostgres ? await postgres.NewDirectoryAsync() : null, demo: true);
        var (admin, groups) = (Id(database, "admin"), database.Get<GroupAdministration>());
        var draft = (await groups.OpenAsync(admin, null))!;
        Assert.Equal((SkillGroupRules.TimesOfNewGroup, OrgUnitRow.RootId), (draft.Times, draft.OrgUnitId));
        var helper = database.Cache.Current.Groups.Values.Single(g => g.Name == "信用卡").Id;
        var calendar = database.Cache.Current.Calendars.Keys.First();
        draft.Name = "投诉";
        draft.Units = 3;
        draft.PickByHand = true;
        draft.CalendarId = calendar;
        draft.Strategy = new() { Ranking = RankingNames.Proportional, LastAgentFirst = true, LastAgentDays = 7 };
        draft.Line = new() { Relaxation = [new(TimeSpan.Zero, 8, []), new(TimeSpan.FromSeconds(30), 3, [helper])], MostWaiting = 5, AlwaysAdmittedFrom = 2, InsteadGroupId = helper, ChoiceAfter = TimeSpan.FromMinutes(2) };
        Member(draft, "agent1", 9, 30);
        Member(draft, "agent2", 4, 10);
        var outcome = await groups.SaveAsync(admin, draft);
        Assert.Empty(outcome.Problems);

        var live = database.Cache.Current.Groups[outcome.Id];
        Assert.Equal((3, true, calendar, draft.Strategy, draft.Times), (live.Units, live.PickByHand, live.CalendarId, live.Strategy, live.Times));
        Assert.Equal((5, 2, helper, 120d), (live.Line.MostWaiting, live.Line.AlwaysAdmittedFrom, live.Line.InsteadGroupId, live.Line.ChoiceAfter!.Value.TotalSeconds));
        Assert.Equal([(0d, 8), (30d, 3)], live.Line.Relaxation.Select(s => (s.After.TotalSeconds, s.MinLevel)));
        Assert.Equal(["agent1 9 30", "agent2 4 10"], MembersOf(database, outcome.Id));

        var opened = (await groups.OpenAsync(admin, outcome.Id))!;
        opened.Members.Single(m => m.UserName == "agent1").IsMember = false;
        opened.Members.Single(m => m.UserName == "agent2").Level = 6;
        Assert.Empty((await groups.SaveAsync(admin, opened)).Problems);
        Assert.Equal(["agent2 6 10"], MembersOf(database, outcome.Id));
        Assert.Equal("ChangedMeanwhile", Assert.Single((await groups.SaveAsync(admin, opened)).Problems).Code);
        await using var context = database.Context();
        Assert.Equal(["group.created", "group.members", "group.members"], (await context.AuditLog.Where(a => a.TargetId == outcome.Id).ToListAsync()).Select(a => a.Action).Order());
    }

    [Fact]
    public async Task A_group_from_the_list_is_saved_without_touching_its_members()
    {
        await using var database = await DirectoryDatabase.StartAsync(demo: true);
        var (admin, groups) = (Id(database, "admin"), database.Get<GroupAdministration>());
        var draft = (await groups.ListAsync(admin)).Single(g => g.Name == "个人业务");
        var before = MembersOf(database, draft.Id!.Value);
        draft.RingSeconds = 20;
        Assert.Empty((await groups.SaveAsync(admin, draft)).Problems);
        Assert.Equal((20d, RankingNames.LongestIdle), (database.Cache.Current.Groups[draft.Id.Value].Ring.TotalSeconds, database.Cache.Current.Groups[draft.Id.Value].Strategy.Ranking));
        Assert.NotEmpty(before);
        Assert.Equal(before, MembersOf(database, draft.Id.Value));
    }

    [Fact]
    public async Task All_problems_of_a_group_are_told_at_once()
    {
        await using var database = await DirectoryDatabase.StartAsync(demo: true);
        var (admin, groups) = (Id(database, "admin"), database.Get<GroupAdministration>());
        var draft = (await groups.OpenAsync(admin, database.Cache.Current.Groups.Values.Single(g => g.Name == "贵宾服务").Id))!;
        var own = draft.Id!.Value;
        var version = database.Cache.Current.Version;
        draft.Name = "信用卡";
        draft.Units = 11;
        draft.CalendarId = NewId();
        draft.Strategy = new() { Ranking = "Alphabet", RequiredLevel = 0, LastAgentDays = 366, LastAgentWait = TimeSpan.FromMinutes(11), LastAgentOverCapacity = 11 };
        draft.Line = new() { Relaxation = [new(TimeSpan.FromSeconds(60), 3, [own]), new(TimeSpan.FromSeconds(30), 5, [])], MostWaiting = 0, AlwaysAdmittedFrom = 10, InsteadGroupId = own, ChoiceAfter = TimeSpan.FromSeconds(29) };
        draft.Times = new()
        {
            FirstReplyWarning = TimeSpan.FromSeconds(60), FirstReplyLimit = TimeSpan.FromSeconds(60), ReplyWarning = TimeSpan.FromSeconds(4), ReplyLimit = TimeSpan.FromSeconds(120),
            ReplyTransfer = TimeSpan.FromSeconds(90), MostReplyTransfers = 11, CustomerIdleLimit = TimeSpan.FromSeconds(30), ParkedLimit = TimeSpan.FromMinutes(1), ReturnWait = TimeSpan.FromHours(1),
        };
        draft.Members[0].IsMember = true;
        draft.Members[0].Level = 11;
        Assert.Equal(
            [
                "AlwaysAdmittedFrom:OutOfRange", "CalendarId:Gone", "ChoiceAfter:OutOfRange", "CustomerIdleLimit:OutOfRange", "FirstReplyLimit:TooEarly", "InsteadGroupId:GroupElsewhere",
                "LastAgentDays:OutOfRange", "LastAgentOverCapacity:OutOfRange", "LastAgentWait:OutOfRange", "Members:MembersBad", "MostReplyTransfers:OutOfRange", "MostWaiting:OutOfRange",
                "Name:NameTaken", "ParkedLimit:OutOfRange", "Ranking:RankingUnknown", "Relaxation:GroupElsewhere", "Relaxation:StepsNarrower", "Relaxation:StepsOutOfOrder",
                "ReplyTransfer:TooEarly", "ReplyWarning:OutOfRange", "RequiredLevel:OutOfRange", "ReturnWait:OutOfRange", "Units:OutOfRange",
            ],
            (await groups.SaveAsync(admin, draft)).Problems.Select(p => $"{p.Field}:{p.Code}").Order(StringComparer.Ordinal));
        Assert.Equal(version, database.Cache.Current.Version);
    }

    [Fact]
    public async Task An_administrator_of_a_branch_changes_only_the_branchs_members_and_calendars()
    {
        await using var database = await DirectoryDatabase.StartAsync(demo: true);
        var (admin, groups, calendars) = (Id(database, "admin"), database.Get<GroupAdministration>(), database.Get<CalendarAdministration>());
        var shanghai = (await database.Get<OrganisationView>().OrgUnitsAsync(admin)).Single(u => u.Unit.Name == "上海分行").Unit.Id;
        var branch = (await database.Get<AgentAdministration>().SaveAsync(admin, new() { UserName = "branch", DisplayName = "支行", OrgUnitId = shanghai, Roles = [Role.Admin], InitialPassword = "long enough to be good" })).Id;

        var draft = (await groups.OpenAsync(branch, null))!;
        Assert.Equal(shanghai, draft.OrgUnitId);
        Assert.DoesNotContain(draft.Members, m => m.UserName == "agent4");
        draft.Name = "上海业务";
        Member(draft, "agent1", 5, 1);
        draft.Members.Add(new() { AgentId = Id(database, "agent4"), UserName = "agent4", IsMember = true });
        var outcome = await groups.SaveAsync(branch, draft);
        Assert.Equal(["agent1 5 1"], MembersOf(database, outcome.Id));

        var office = (await calendars.ListAsync(branch))[0];
        Assert.False(office.MayChange);
        Assert.Equal("Gone", Assert.Single((await calendars.SaveAsync(branch, office)).Problems).Code);
        Assert.Equal("Gone", Assert.Single((await calendars.DeleteAsync(branch, office.Id!.Value)).Problems).Code);
        Assert.Empty((await calendars.SaveAsync(branch, new() { Name = "上海", OrgUnitId = shanghai })).Problems);

        Assert.Equal("HeadOfficeOnly", Assert.Single((await database.Get<TierAdministration>().SaveAsync(branch, await database.Get<TierAdministration>().ListAsync(branch))).Problems).Code);
        Assert.Equal("HeadOfficeOnly", Assert.Single((await database.Get<TagAdministration>().SaveAsync(branch, new() { Name = "新" })).Problems).Code);
        Assert.Equal("HeadOfficeOnly", Assert.Single((await database.Get<ReasonAdministration>().SaveAsync(branch, new() { Name = "新" })).Problems).Code);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_calendar_is_kept_with_its_days_and_goes_only_when_no_group_needs_it(bool onPostgres)
    {
        await using var database = await DirectoryDatabase.StartAsync(onPostgres ? await postgres.NewDirectoryAsync() : null, demo: true);
        var (admin, calendars, groups) = (Id(database, "admin"), database.Get<CalendarAdministration>(), database.Get<GroupAdministration>());
        var draft = new CalendarDraft { Name = "夜班", OrgUnitId = OrgUnitRow.RootId, Week = CalendarRules.WholeWeek(), SpecialDays = [new(new(2026, 10, 2), "国庆节", []), new(new(2026, 10, 1), "国庆节 ", [new(TimeSpan.FromHours(14), TimeSpan.FromHours(18)), new(TimeSpan.FromHours(9), TimeSpan.FromHours(12))])] };
        var made = await calendars.SaveAsync(admin, draft);
        Assert.Empty(made.Problems);
        var live = database.Cache.Current.Calendars[made.Id];
        Assert.Equal(24, live.HoursOf(new(2026, 9, 30))[0].To.TotalHours);
        Assert.Equal(["2026-10-01 国庆节 上班 09:00-12:00 14:00-18:00", "2026-10-02 国庆节 休"], SpecialDayText.Write(live.SpecialDays).Split('\n'));

        var cards = (await groups.ListAsync(admin)).Single(g => g.Name == "信用卡");
        cards.CalendarId = made.Id;
        Assert.Empty((await groups.SaveAsync(admin, cards)).Problems);
        Assert.Equal(["信用卡"], (await calendars.ListAsync(admin)).Single(c => c.Id == made.Id).UsedBy);
        Assert.Equal(new Problem("", "CalendarInUse", "信用卡"), Assert.Single((await calendars.DeleteAsync(admin, made.Id)).Problems));
        cards = (await groups.ListAsync(admin)).Single(g => g.Name == "信用卡");
        cards.CalendarId = null;
        Assert.Empty((await groups.SaveAsync(admin, cards)).Problems);
        Assert.Empty((await calendars.DeleteAsync(admin, made.Id)).Problems);
        Assert.False(database.Cache.Current.Calendars.ContainsKey(made.Id));
    }

    [Fact]
    public async Task All_problems_of_a_calendar_are_told_at_once()
    {
        await using var database = await DirectoryDatabase.StartAsync(demo: true);
        var span = new OpenHours(TimeSpan.FromHours(9), TimeSpan.FromHours(12));
        var overlap = new OpenHours(TimeSpan.FromHours(11), TimeSpan.FromHours(13));
        var outcome = await database.Get<CalendarAdministration>().SaveAsync(Id(database, "admin"), new()
        {
            Name = "工作日服务时间",
            OrgUnitId = NewId(),
            TimeZone = "Asia/Nowhere",
            Week = [[span, overlap], [new(TimeSpan.FromHours(12), TimeSpan.FromHours(9))], [], [], [], [], []],
            SpecialDays = [new(new(2026, 1, 1), "", []), new(new(2026, 1, 1), "元旦", [span, span, span, span, span, span, span])],
        });
        Assert.Equal(
            ["Name:NameTaken", "OrgUnitId:OrgUnitForeign", "SpecialDays:DayTwice", "SpecialDays:HoursTooMany", "SpecialDays:Missing", "TimeZone:ZoneUnknown", "Week:HoursBad", "Week:HoursOverlap"],
            outcome.Problems.Select(p => $"{p.Field}:{p.Code}").Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Tiers_are_saved_together_and_one_of_two_who_change_them_at_once_is_told(bool onPostgres)
    {
        await using var database = await DirectoryDatabase.StartAsync(onPostgres ? await postgres.NewDirectoryAsync() : null);
        var (admin, tiers) = (await database.AdminAsync(), database.Get<TierAdministration>());
        var drafts = await tiers.ListAsync(admin);
        var same = await tiers.ListAsync(admin);
        Assert.Equal(VipTier.Defaults, drafts.Select(d => d.ToTier()));
        drafts[4].Name = "钻石";
        drafts[4].SlopePercent = 150;
        drafts[9].IsUrgent = false;
        Assert.Empty((await tiers.SaveAsync(admin, drafts)).Problems);
        Assert.Equal((new VipTier(4, "钻石", 1200, 150), false, VipTier.Defaults[5]), (database.Cache.Current.VipTiers[4], database.Cache.Current.VipTiers[9].IsUrgent, database.Cache.Current.VipTiers[5]));
        Assert.Contains((await tiers.SaveAsync(admin, same)).Problems, p => p.Code == "ChangedMeanwhile");

        var bad = await tiers.ListAsync(admin);
        bad[0].BonusSeconds = 1;
        bad[0].IsUrgent = true;
        bad[1].Name = "普通";
        bad[2].Name = "";
        bad[3].BonusSeconds = 86_401;
        bad[4].SlopePercent = 9;
        Assert.Equal(
            ["BonusSeconds0:OutOfRange", "BonusSeconds3:OutOfRange", "IsUrgent0:EverybodyUrgent", "Name1:NameTaken", "Name2:Missing", "SlopePercent4:OutOfRange"],
            (await tiers.SaveAsync(admin, bad)).Problems.Select(p => $"{p.Field}:{p.Code}").Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_tag_counts_for_whoever_carries_it_until_it_is_deleted(bool onPostgres)
    {
        await using var database = await DirectoryDatabase.StartAsync(onPostgres ? await postgres.NewDirectoryAsync() : null, demo: true);
        var (admin, tags) = (Id(database, "admin"), database.Get<TagAdministration>());
        var made = await tags.SaveAsync(admin, new() { Name = "重要", VipTier = 5, Colour = "violet" });
        var account = database.Cache.Current.AccountsByKey["demo"];
        Assert.Equal(5, database.Cache.Current.TierOf(0, account, [made.Id]));
        Assert.Equal(
            ["Colour:Missing", "Name:NameTaken", "VipTier:OutOfRange"],
            (await tags.SaveAsync(admin, new() { Name = " 重要 ", VipTier = 10, Colour = "pink" })).Problems.Select(p => $"{p.Field}:{p.Code}").Order(StringComparer.Ordinal));
        Assert.Empty((await tags.DeleteAsync(admin, made.Id)).Problems);
        Assert.Equal(0, database.Cache.Current.TierOf(0, account, [made.Id]));
        Assert.Equal("Gone", Assert.Single((await tags.DeleteAsync(admin, made.Id)).Problems).Code);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Reasons_stand_in_the_order_that_they_were_moved_into(bool onPostgres)
    {
        await using var database = await DirectoryDatabase.StartAsync(onPostgres ? await postgres.NewDirectoryAsync() : null, demo: true);
        var (admin, reasons) = (Id(database, "admin"), database.Get<ReasonAdministration>());
        var made = await reasons.SaveAsync(admin, new() { Name = "外呼", Presence = Presence.Busy, LimitMinutes = 30 });
        Assert.Equal(["小休", "用餐", "培训", "会议", "外呼"], Names());
        await reasons.MoveAsync(admin, made.Id, up: true);
        await reasons.MoveAsync(admin, made.Id, up: true);
        await reasons.MoveAsync(admin, Find("小休"), up: true);
        await reasons.MoveAsync(admin, Find("小休"), up: false);
        Assert.Equal(["用餐", "小休", "外呼", "培训", "会议"], Names());
        Assert.Equal(TimeSpan.FromMinutes(30), database.Cache.Current.PresenceReasons[2].Limit);
        Assert.Equal(
            ["LimitMinutes:OutOfRange", "Name:TooLong", "Presence:Missing"],
            (await reasons.SaveAsync(admin, new() { Name = new string('字', 13), Presence = Presence.Offline, LimitMinutes = 481 })).Problems.Select(p => $"{p.Field}:{p.Code}").Order(StringComparer.Ordinal));

        string[] Names() => [.. database.Cache.Current.PresenceReasons.Select(r => r.Name)];
        Guid Find(string name) => database.Cache.Current.PresenceReasons.Single(r => r.Name == name).Id;
    }

    [Fact]
    public async Task The_demo_has_three_ways_of_assigning_and_serves_at_any_hour()
    {
        await using var database = await DirectoryDatabase.StartAsync(demo: true);
        var directory = database.Cache.Current;
        Assert.Equal(3, directory.Groups.Values.Select(g => g.Strategy.Ranking).Distinct().Count());
        var night = new DateTimeOffset(2026, 10, 1, 18, 0, 0, TimeSpan.Zero);
        Assert.All(directory.Accounts.Values, a => Assert.True(directory.IsOpen(directory.Groups[a.SkillGroupId], night)));
        Assert.Equal(["贵宾服务"], directory.Groups.Values.Where(g => !directory.IsOpen(g, night)).Select(g => g.Name));
        Assert.True(directory.VipTiers[directory.Tags.Values.Single(t => t.Name == "盗刷挂失").VipTier].IsUrgent);
        Assert.Equal(["小休 15", "用餐 45", "培训 ", "会议 "], directory.PresenceReasons.Select(r => $"{r.Name} {r.Limit?.TotalMinutes}"));
    }

    private static void Member(GroupDraft draft, string userName, int level, int weight)
    {
        var member = draft.Members.Single(m => m.UserName == userName);
        (member.IsMember, member.Level, member.Weight) = (true, level, weight);
    }

    private static List<string> MembersOf(DirectoryDatabase database, Guid groupId) =>
        [.. from agent in database.Cache.Current.Agents.Values
            from skill in agent.Skills
            where skill.GroupId == groupId
            orderby agent.UserName
            select $"{agent.UserName} {skill.Level} {skill.Weight}"];

    private static Guid Id(DirectoryDatabase database, string userName) => database.Cache.Current.Agents.Values.Single(a => a.UserName == userName).Id;

    private static Guid NewId() => Guid.CreateVersion7(new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero));
}
