using System.Text.Json;
using Imcc.Core.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Organisation;

/// <summary>Opening calendars on screen. Everybody may choose any; a unit changes its own.</summary>
public sealed class CalendarAdministration
{
    private readonly IDbContextFactory<DirectoryContext> _contexts;
    private readonly DirectoryChange _change;
    private readonly StoredJson _json;

    internal CalendarAdministration(IDbContextFactory<DirectoryContext> contexts, DirectoryChange change, StoredJson json) =>
        (_contexts, _change, _json) = (contexts, change, json);

    public async Task<IReadOnlyList<CalendarDraft>> ListAsync(Guid actorId, CancellationToken cancellationToken = default)
    {
        await using var context = _contexts.CreateDbContext();
        var rights = await AdminGate.AdmitAsync(context, actorId, cancellationToken);
        var units = await context.OrgUnits.AsNoTracking().ToDictionaryAsync(u => u.Id, u => u.Name, cancellationToken);
        var rows = await context.Calendars.AsNoTracking().ToListAsync(cancellationToken);
        var users = (await context.SkillGroups.AsNoTracking().Where(g => g.CalendarId != null).Select(g => new { g.CalendarId, g.Name }).ToListAsync(cancellationToken))
            .ToLookup(g => g.CalendarId!.Value, g => g.Name);
        return [.. rows.OrderBy(c => c.CreatedAt).ThenBy(c => c.Id)
            .Select(c => ToDraft(c, units[c.OrgUnitId], rights.UnitIds.Contains(c.OrgUnitId), [.. users[c.Id].Order(StringComparer.CurrentCulture)]))];
    }

    public Task<ChangeOutcome> SaveAsync(Guid actorId, CalendarDraft draft, CancellationToken cancellationToken = default) => _change.MakeAsync(
        actorId,
        async unit =>
        {
            var row = draft.Id is { } id
                ? await FindAsync(unit, id, cancellationToken)
                : new CalendarRow { Id = Guid.CreateVersion7(unit.Now), CreatedAt = unit.Now };
            if (row is null)
                return Guid.Empty;
            if (draft.Id is not null && row.Rev != draft.Rev)
                unit.Refuse("", "ChangedMeanwhile");
            var name = unit.Name(nameof(draft.Name), draft.Name, CalendarRules.MaxNameLength);
            if (await unit.Context.Calendars.AnyAsync(c => c.Name == name && c.Id != row.Id, cancellationToken))
                unit.Refuse(nameof(draft.Name), "NameTaken", name);
            unit.OrgUnit(nameof(draft.OrgUnitId), draft.OrgUnitId);
            Check(unit, draft);
            if (unit.Problems.Count > 0)
                return row.Id;

            row.Name = name;
            row.OrgUnitId = draft.OrgUnitId;
            row.TimeZone = draft.TimeZone;
            row.Week = JsonSerializer.Serialize(draft.Week.Select(Sorted), DirectoryJson.Options);
            row.SpecialDays = JsonSerializer.Serialize(draft.SpecialDays.OrderBy(d => d.Date).Select(d => d with { Name = d.Name.Trim(), Hours = Sorted(d.Hours) }), DirectoryJson.Options);
            if (draft.Id is null)
                unit.Context.Calendars.Add(row);
            else if (unit.Context.Entry(row).State is EntityState.Unchanged)
                return row.Id;
            unit.Audit(draft.Id is null ? "calendar.created" : "calendar.changed", row.Id, row.Name, unit.Changed(row));
            row.Rev++;
            return row.Id;
        },
        cancellationToken);

    public Task<ChangeOutcome> DeleteAsync(Guid actorId, Guid id, CancellationToken cancellationToken = default) => _change.MakeAsync(
        actorId,
        async unit =>
        {
            if (await FindAsync(unit, id, cancellationToken) is not { } row)
                return id;
            var users = await unit.Context.SkillGroups.Where(g => g.CalendarId == id).Select(g => g.Name).ToListAsync(cancellationToken);
            if (users.Count > 0)
            {
                unit.Refuse("", "CalendarInUse", string.Join("、", users.Order(StringComparer.CurrentCulture)));
                return id;
            }

            unit.Context.Calendars.Remove(row);
            unit.Audit("calendar.deleted", id, row.Name);
            return id;
        },
        cancellationToken);

    private static async Task<CalendarRow?> FindAsync(ChangeUnit unit, Guid id, CancellationToken cancellationToken)
    {
        var row = await unit.Context.Calendars.SingleOrDefaultAsync(c => c.Id == id && unit.OrgUnits.Contains(c.OrgUnitId), cancellationToken);
        if (row is null)
            unit.Refuse("", "Gone");
        return row;
    }

    private static void Check(ChangeUnit unit, CalendarDraft draft)
    {
        if (!CalendarRules.IsZone(draft.TimeZone))
            unit.Refuse(nameof(draft.TimeZone), "ZoneUnknown", draft.TimeZone);
        if (draft.Week.Count != 7)
            unit.Refuse(nameof(draft.Week), "HoursBad");
        foreach (var code in draft.Week.Select(CalendarRules.Judge).OfType<string>().Distinct())
            unit.Refuse(nameof(draft.Week), code, CalendarRules.MostSpans);

        const string field = nameof(draft.SpecialDays);
        if (draft.SpecialDays.Count > CalendarRules.MostSpecialDays)
            unit.Refuse(field, "DaysTooMany", CalendarRules.MostSpecialDays);
        foreach (var twice in draft.SpecialDays.GroupBy(d => d.Date).Where(g => g.Count() > 1))
            unit.Refuse(field, "DayTwice", $"{twice.Key:yyyy-MM-dd}");
        foreach (var day in draft.SpecialDays)
        {
            unit.Name(field, day.Name, CalendarRules.MaxDayNameLength);
            if (CalendarRules.Judge(day.Hours) is { } code)
                unit.Refuse(field, code, CalendarRules.MostSpans);
        }
    }

    private static IReadOnlyList<OpenHours> Sorted(IReadOnlyList<OpenHours> hours) => [.. hours.OrderBy(h => h.From)];

    private CalendarDraft ToDraft(CalendarRow row, string orgUnit, bool mayChange, IReadOnlyList<string> usedBy)
    {
        // A damaged one is opened with the usual week, so that it can be saved anew.
        var calendar = row.ToCalendar(_json);
        return new()
        {
            Id = row.Id,
            Rev = row.Rev,
            Name = row.Name,
            OrgUnitId = row.OrgUnitId,
            OrgUnit = orgUnit,
            TimeZone = row.TimeZone,
            Week = calendar?.Week ?? CalendarRules.OfficeWeek(),
            SpecialDays = calendar?.SpecialDays ?? [],
            UsedBy = usedBy,
            MayChange = mayChange,
        };
    }
}
