using System.Text.Json;
using Imcc.Core.Agents;
using Imcc.Core.Organisation;
using Imcc.Infrastructure.Organisation;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Demo;

/// <summary>A bank's calendars, tiers, tags and reasons: each list only while it is empty, so that what a person took away stays away.</summary>
internal static class DemoSettings
{
    public const string OfficeHours = "工作日服务时间";

    /// <summary>Rarely alike: highest levels first, the last agent before them, wider the longer the wait, closed at night.</summary>
    public static void BeForGuests(SkillGroupRow row, Guid calendar, Guid helpers)
    {
        row.CalendarId = calendar;
        row.Units = 2;
        row.PickByHand = true;
        row.Strategy = Json(new StrategySettings { Ranking = RankingNames.SkillLevel, LastAgentFirst = true, LastAgentDays = 90, LastAgentOverCapacity = 1 });
        row.Line = Json(new LineRules
        {
            Relaxation =
            [
                new(TimeSpan.Zero, 8, []),
                new(TimeSpan.FromSeconds(30), 6, []),
                new(TimeSpan.FromSeconds(90), 1, [helpers]),
            ],
            MostWaiting = 30,
            AlwaysAdmittedFrom = 3,
            ChoiceAfter = TimeSpan.FromMinutes(3),
            WhenTooLong = TurnAway.LeaveMessage,
        });
        row.Times = Json(SkillGroupRules.TimesOfNewGroup with { FirstReplyWarning = TimeSpan.FromSeconds(20), FirstReplyLimit = TimeSpan.FromSeconds(30) });
        DemoDay.BeFor(row, Core.Surveys.SurveyMode.AgentsChoice, 15);
    }

    public static void BeFor(SkillGroupRow row, string ranking)
    {
        row.Strategy = Json(new StrategySettings { Ranking = ranking });
        row.Times = Json(SkillGroupRules.TimesOfNewGroup);
        DemoDay.BeFor(row, Core.Surveys.SurveyMode.Always, 40);
    }

    public static async Task<Guid> CalendarsAsync(ChangeUnit unit, CancellationToken cancellationToken)
    {
        var known = await unit.Context.Calendars.OrderBy(c => c.CreatedAt).ThenBy(c => c.Id).FirstOrDefaultAsync(cancellationToken);
        if (known is not null)
            return known.Id;
        var office = CalendarRules.OfficeWeek();
        var late = Enumerable.Repeat<OpenHours[]>([new(TimeSpan.FromHours(8), TimeSpan.FromHours(22))], 7);
        var row = Calendar(unit, OfficeHours, office, ChinaHolidays.Of(2026, office[1]), 0);
        Calendar(unit, "每日延长服务", [.. late], [new(new(2026, 2, 16), "除夕", [new(TimeSpan.FromHours(9), TimeSpan.FromHours(17))])], 1);
        return row.Id;
    }

    public static async Task TiersAsync(ChangeUnit unit, CancellationToken cancellationToken)
    {
        if (await unit.Context.VipTiers.AnyAsync(cancellationToken))
            return;
        string[] names = ["金卡", "白金", "钻石", "私人银行"];
        for (var tier = 1; tier <= names.Length; tier++)
            unit.Context.VipTiers.Add(new() { Tier = tier, Name = names[tier - 1], BonusSeconds = VipTier.Defaults[tier].BonusSeconds, Rev = 1 });
    }

    public static async Task TagsAsync(ChangeUnit unit, CancellationToken cancellationToken)
    {
        if (await unit.Context.Tags.AnyAsync(cancellationToken))
            return;
        (string Name, int Tier, string Colour)[] tags = [("VIP客户", 2, "violet"), ("投诉敏感", 1, "amber"), ("盗刷挂失", 9, "red"), ("理财意向", 0, "blue"), ("新开户", 0, "green")];
        unit.Context.Tags.AddRange(tags.Select((t, i) => new TagRow
        {
            Id = Guid.CreateVersion7(unit.Now),
            Name = t.Name,
            VipTier = t.Tier,
            Colour = t.Colour,
            CreatedAt = unit.Now.AddMilliseconds(i),
        }));
    }

    public static async Task ReasonsAsync(ChangeUnit unit, CancellationToken cancellationToken)
    {
        if (await unit.Context.PresenceReasons.AnyAsync(cancellationToken))
            return;
        (string Name, Presence Presence, int? Minutes)[] reasons = [("小休", Presence.Break, 15), ("用餐", Presence.Break, 45), ("培训", Presence.Busy, null), ("会议", Presence.Busy, null)];
        unit.Context.PresenceReasons.AddRange(reasons.Select((r, i) => new ReasonRow
        {
            Id = Guid.CreateVersion7(unit.Now),
            Name = r.Name,
            Presence = r.Presence,
            LimitMinutes = r.Minutes,
            Position = i,
            CreatedAt = unit.Now,
        }));
    }

    private static CalendarRow Calendar(ChangeUnit unit, string name, IReadOnlyList<IReadOnlyList<OpenHours>> week, IReadOnlyList<SpecialDay> days, int order)
    {
        var row = new CalendarRow
        {
            Id = Guid.CreateVersion7(unit.Now.AddMilliseconds(order)),
            Name = name,
            OrgUnitId = OrgUnitRow.RootId,
            Week = Json(week),
            SpecialDays = Json(days),
            CreatedAt = unit.Now.AddMilliseconds(order),
        };
        unit.Context.Calendars.Add(row);
        unit.Audit("calendar.created", row.Id, name, "by demo");
        return row;
    }

    private static string Json<T>(T settings) => JsonSerializer.Serialize(settings, DirectoryJson.Options);
}
