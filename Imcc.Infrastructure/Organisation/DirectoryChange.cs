using Imcc.Infrastructure.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Imcc.Infrastructure.Organisation;

/// <summary>
/// One change of the directory: a transaction that counts the version up first (so changes stand in a line, on all nodes), looks whether the
/// actor may, gathers problems, writes the audit log beside the change, and reloads the cache when it is made. With a problem, nothing is made.
/// </summary>
internal sealed class DirectoryChange(IServiceScopeFactory scopes, DirectoryCache cache, SecretSeal seal, TimeProvider time)
{
    /// <param name="actorId">Who asks for it; null: the system itself.</param>
    public async Task<ChangeOutcome> MakeAsync(Guid? actorId, Func<ChangeUnit, Task<Guid>> change, CancellationToken cancellationToken)
    {
        // Sealing may have to store a new key in this very database: not while our transaction holds its lock.
        seal.Prepare();
        await using var scope = scopes.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<DirectoryContext>();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await context.Versions.ExecuteUpdateAsync(set => set.SetProperty(v => v.Version, v => v.Version + 1), cancellationToken);
        var rights = actorId is { } id ? await AdminGate.AdmitAsync(context, id, cancellationToken) : await AdminGate.SystemAsync(context, cancellationToken);
        var unit = new ChangeUnit
        {
            Context = context,
            Users = scope.ServiceProvider.GetRequiredService<UserManager<ImccUser>>(),
            Actor = rights.Actor,
            OrgUnits = rights.UnitIds,
            Now = time.GetUtcNow(),
        };
        var made = await change(unit);
        if (unit.Problems.Count == 0)
        {
            try
            {
                await context.SaveChangesAsync(cancellationToken);
            }
            catch (DbUpdateConcurrencyException)
            {
                unit.Refuse("", "ChangedMeanwhile");
            }
        }

        if (unit.Problems.Count > 0)
            return new(made, unit.Problems);
        await transaction.CommitAsync(cancellationToken);
        // The change is made: whoever asked may be gone, the others still have to see it.
        await cache.ReloadAsync(CancellationToken.None);
        return new(made, []);
    }
}

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
