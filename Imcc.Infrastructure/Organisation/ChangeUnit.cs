using Imcc.Infrastructure.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Organisation;

/// <summary>What a change works with while it is being made.</summary>
internal sealed class ChangeUnit
{
    private readonly List<Problem> _problems = [];

    public required DirectoryContext Context { get; init; }

    public required UserManager<ImccUser> Users { get; init; }

    /// <summary>Null: the system itself.</summary>
    public required ImccUser? Actor { get; init; }

    /// <summary>The units that the actor may touch.</summary>
    public required IReadOnlySet<Guid> OrgUnits { get; init; }

    public required DateTimeOffset Now { get; init; }

    public IReadOnlyList<Problem> Problems => _problems;

    public void Refuse(string field, string code, object? argument = null) => _problems.Add(new(field, code, argument));

    /// <summary>A name that people read: one line, not empty, not too long.</summary>
    public string Name(string field, string name, int max)
    {
        var trimmed = name.Trim();
        if (trimmed.Length == 0)
            Refuse(field, "Missing");
        else if (trimmed.Length > max)
            Refuse(field, "TooLong", max);
        else if (trimmed.Any(char.IsControl))
            Refuse(field, "ControlCharacters");
        return trimmed;
    }

    public void Range(string field, int value, int min, int max)
    {
        if (value < min || value > max)
            Refuse(field, "OutOfRange", $"{min}–{max}");
    }

    /// <param name="value">Null: switched off, and fine.</param>
    public void Span(string field, TimeSpan? value, TimeSpan min, TimeSpan max)
    {
        if (value < min || value > max)
            Refuse(field, "OutOfRange", $"{Said(min)}–{Said(max)}");
    }

    /// <summary>A length of time as all languages read it: <c>90 s</c>, <c>10 min</c>, <c>24 h</c>.</summary>
    public static string Said(TimeSpan time) => time switch
    {
        { TotalMinutes: < 5 } => $"{time.TotalSeconds:0} s",
        { TotalHours: < 2 } => $"{time.TotalMinutes:0.#} min",
        _ => $"{time.TotalHours:0.#} h",
    };

    /// <summary>What holds for the whole organisation is the head office's to change.</summary>
    /// <returns>False: refused.</returns>
    public bool HeadOffice()
    {
        if (Actor is null || Actor.OrgUnitId == OrgUnitRow.RootId)
            return true;
        Refuse("", "HeadOfficeOnly");
        return false;
    }

    public void OrgUnit(string field, Guid orgUnit)
    {
        if (!OrgUnits.Contains(orgUnit))
            Refuse(field, "OrgUnitForeign");
    }

    public void Take(string field, IdentityResult result)
    {
        foreach (var error in result.Errors)
            Refuse(field, error.Code is "ConcurrencyFailure" ? "ChangedMeanwhile" : error.Code);
    }

    /// <summary>The names of the columns that are different now: no values, there may be secrets among them.</summary>
    public string Changed(object row) =>
        Context.Entry(row) is { State: EntityState.Modified } entry
            ? string.Join(", ", entry.Properties.Where(p => p.IsModified && p.Metadata.Name is not "Rev" and not "ConcurrencyStamp").Select(p => p.Metadata.Name))
            : "";

    public void Audit(string action, Guid targetId, string target, string detail = "") => Context.AuditLog.Add(new()
    {
        Id = Guid.CreateVersion7(Now),
        At = Now,
        ActorId = Actor?.Id,
        Actor = Actor?.UserName ?? "system",
        Action = action,
        TargetId = targetId,
        Target = target,
        Detail = detail.Length <= AuditRowMapping.DetailLength ? detail : detail[..AuditRowMapping.DetailLength],
    });
}
