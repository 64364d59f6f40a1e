using Imcc.Core.Organisation;

namespace Imcc.Infrastructure.Organisation;

/// <summary>An opening calendar as an administrator edits it.</summary>
public sealed class CalendarDraft
{
    /// <summary>Null: a new one.</summary>
    public Guid? Id { get; set; }

    public long Rev { get; set; }

    public string Name { get; set; } = "";

    public Guid OrgUnitId { get; set; }

    public string OrgUnit { get; init; } = "";

    /// <summary>An IANA name.</summary>
    public string TimeZone { get; set; } = CalendarRules.DefaultZone;

    /// <summary>Seven days from Sunday.</summary>
    public IReadOnlyList<IReadOnlyList<OpenHours>> Week { get; set; } = CalendarRules.OfficeWeek();

    public IReadOnlyList<SpecialDay> SpecialDays { get; set; } = [];

    /// <summary>The names of the skill groups that go by it.</summary>
    public IReadOnlyList<string> UsedBy { get; init; } = [];

    /// <summary>False: another unit's, to look at and to choose.</summary>
    public bool MayChange { get; init; } = true;

    /// <summary>What a make-up working day is given unless hours are written: Monday's, or the first that there are.</summary>
    public IReadOnlyList<OpenHours> WorkdayHours() =>
        Week.Skip(1).Append(Week[0]).FirstOrDefault(d => d.Count > 0) ?? CalendarRules.OfficeWeek()[1];

    /// <param name="day">Null: as its day of the week.</param>
    public void SetDay(DateOnly date, SpecialDay? day) =>
        SpecialDays = [.. SpecialDays.Where(d => d.Date != date).Concat(day is null ? [] : [day]).OrderBy(d => d.Date)];

    /// <summary>The calendar as it stands in the draft, for looking ahead.</summary>
    public OpeningCalendar ToCalendar() => new() { Id = Id ?? Guid.Empty, Name = Name, TimeZone = TimeZone, Week = Week, SpecialDays = SpecialDays };
}
