using Imcc.Core.Schedule;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Schedule;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Demo;

/// <summary>
/// The demo's shifts while there are none: three kinds, published to the end of next week (today nobody has one: who tries the demo is late for nothing), and how many a
/// group says it needs.
/// </summary>
internal static class DemoShifts
{
    public const string Zone = "Asia/Shanghai";
    private const string Meal = "用餐";
    private const string Rest = "小休";

    private static readonly (string Name, string Sign, ShiftColour Colour, int From, (int From, int Length, string Reason)[] Breaks)[] Kinds =
    [
        ("早班", "早", ShiftColour.Blue, 8 * 60 + 30, [(120, 15, Rest), (210, 60, Meal), (420, 15, Rest)]),
        ("中班", "中", ShiftColour.Amber, 11 * 60, [(120, 15, Rest), (300, 60, Meal)]),
        ("晚班", "晚", ShiftColour.Violet, 13 * 60, [(120, 15, Rest), (270, 60, Meal), (420, 15, Rest)]),
    ];

    /// <summary>In minutes.</summary>
    private const int Length = 9 * 60;

    /// <summary>Whose conversations there are, in the order of their shifts.</summary>
    public static IReadOnlyList<DemoPerson> People { get; } = [.. DemoPeople.All.Where(p => p.Level > 0)];

    /// <param name="pastDays">So many days before today have shifts, too.</param>
    public static async Task SeedAsync(ChangeUnit unit, Guid group, int pastDays, CancellationToken cancellationToken)
    {
        if (await unit.Context.ShiftKinds.AnyAsync(cancellationToken))
            return;
        await unit.Context.PresenceReasons.LoadAsync(cancellationToken);
        var reasons = unit.Context.PresenceReasons.Local;
        ShiftKindRow[] kinds = [.. Kinds.Select((k, i) => Kind(i, k.Name, k.Sign, k.Colour, k.From, k.Breaks))];
        unit.Context.ShiftKinds.AddRange(kinds);
        var people = new List<ImccUser?>();
        foreach (var person in People)
            people.Add(await unit.Users.FindByNameAsync(person.UserName));
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(unit.Now, TimeZoneInfo.FindSystemTimeZoneById(Zone)).DateTime);
        for (var day = today.AddDays(-pastDays); day < today.AddDays(14 - (today.DayNumber % 7)); day = day.AddDays(1))
        {
            if (day == today)
                continue;
            for (var i = 0; i < People.Count; i++)
            {
                if (people[i] is not { } person || KindOf(i, day) is not { } number)
                    continue;
                var kind = kinds[number];
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
                Name = name, Sign = sign, Colour = colour, TimeZone = Zone, From = from, Length = Length, Breaks = [.. breaks.Select(b => new ShiftBreak(b.From, b.Length, reasons.FirstOrDefault(r => r.Name == b.Reason)?.Id))],
            }),
            CreatedAt = unit.Now.AddMilliseconds(order),
            Rev = 1,
        };
    }

    /// <summary>When somebody works on a day, and when they rest, in minutes from midnight; null: it is a free day.</summary>
    /// <param name="person">The place in <see cref="People"/>.</param>
    public static (int From, int To, IReadOnlyList<(int From, int To, string Reason)> Breaks)? HoursOf(int person, DateOnly day) =>
        KindOf(person, day) is { } number && Kinds[number] is var kind ? (kind.From, kind.From + Length, [.. kind.Breaks.Select(b => (kind.From + b.From, kind.From + b.From + b.Length, b.Reason))]) : null;

    // Two free days in a row, one later for each; another shift each week.
    private static int? KindOf(int person, DateOnly day) => ((day.DayNumber % 7) - person + 9) % 7 < 2 ? null : (person + (day.DayNumber / 7)) % Kinds.Length;

    // A bank's day: busy before noon and in the afternoon, open from 8:30 to 22:00.
    private static int? Need(int halfHour) => halfHour switch
    {
        < 17 or >= 44 => null,
        < 19 => 1,
        >= 19 and < 24 or >= 27 and < 36 => 3,
        _ => 2,
    };
}
