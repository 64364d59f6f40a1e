using Imcc.Core.Schedule;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Schedule;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Demo;

/// <summary>
/// The demo's shifts while there are none: three kinds, published from tomorrow to the end of next week (nobody is late for what was before the demo), and how many a group
/// says it needs.
/// </summary>
internal static class DemoShifts
{
    private const string Zone = "Asia/Shanghai";
    private const string Meal = "用餐";
    private const string Rest = "小休";

    public static async Task SeedAsync(ChangeUnit unit, Guid group, CancellationToken cancellationToken)
    {
        if (await unit.Context.ShiftKinds.AnyAsync(cancellationToken))
            return;
        await unit.Context.PresenceReasons.LoadAsync(cancellationToken);
        var reasons = unit.Context.PresenceReasons.Local;
        ShiftKindRow[] kinds =
        [
            Kind(0, "早班", "早", ShiftColour.Blue, 8 * 60 + 30, (120, 15, Rest), (210, 60, Meal), (420, 15, Rest)),
            Kind(1, "中班", "中", ShiftColour.Amber, 11 * 60, (120, 15, Rest), (300, 60, Meal)),
            Kind(2, "晚班", "晚", ShiftColour.Violet, 13 * 60, (120, 15, Rest), (270, 60, Meal), (420, 15, Rest)),
        ];
        unit.Context.ShiftKinds.AddRange(kinds);
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(unit.Now, TimeZoneInfo.FindSystemTimeZoneById(Zone)).DateTime);
        var monday = today.AddDays(-(((int)today.DayOfWeek + 6) % 7));
        var people = DemoPeople.All.Where(p => p.Level > 0).ToList();
        for (var day = today.AddDays(1); day < monday.AddDays(14); day = day.AddDays(1))
        {
            var (week, weekday) = ((day.DayNumber - monday.DayNumber) / 7, (day.DayNumber - monday.DayNumber) % 7);
            for (var i = 0; i < people.Count; i++)
            {
                // Two free days in a row, one later for each; another shift each week.
                if ((weekday - i + 9) % 7 < 2 || await unit.Users.FindByNameAsync(people[i].UserName) is not { } person)
                    continue;
                var kind = kinds[(i + week) % kinds.Length];
                unit.Context.ShiftDays.Add(new() { AgentId = person.Id, Day = day, KindId = kind.Id, PublishedKindId = kind.Id, Published = kind.Hours, Rev = 1 });
            }

            unit.Context.StaffNeeds.Add(new() { GroupId = group, Day = day, Needs = StaffNeedRow.Write(Enumerable.Range(0, HalfHours.ADay).Select(Need)), Rev = 1 });
        }

        unit.Audit("schedule.imported", group, "", "by demo");

        ShiftKindRow Kind(int order, string name, string sign, ShiftColour colour, int from, params (int From, int Length, string Reason)[] breaks) => new()
        {
            Id = Guid.CreateVersion7(unit.Now.AddMilliseconds(order)),
            OrgUnitId = OrgUnitRow.RootId,
            Name = name,
            Hours = ShiftKindRow.Write(new()
            {
                Name = name, Sign = sign, Colour = colour, TimeZone = Zone, From = from, Length = 9 * 60, Breaks = [.. breaks.Select(b => new ShiftBreak(b.From, b.Length, reasons.FirstOrDefault(r => r.Name == b.Reason)?.Id))],
            }),
            CreatedAt = unit.Now.AddMilliseconds(order),
            Rev = 1,
        };
    }

    // A bank's day: busy before noon and in the afternoon, open from 8:30 to 22:00.
    private static int? Need(int halfHour) => halfHour switch
    {
        < 17 or >= 44 => null,
        < 19 => 1,
        >= 19 and < 24 or >= 27 and < 36 => 3,
        _ => 2,
    };
}
