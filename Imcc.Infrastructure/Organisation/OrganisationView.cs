using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Organisation;

/// <summary>What the choices of administration's forms are filled with, and what was done lately: within the actor's units.</summary>
public sealed class OrganisationView
{
    private readonly IDbContextFactory<DirectoryContext> _contexts;

    internal OrganisationView(IDbContextFactory<DirectoryContext> contexts) => _contexts = contexts;

    /// <summary>The own unit first, each with its depth below it.</summary>
    public async Task<IReadOnlyList<(OrgUnit Unit, int Depth)>> OrgUnitsAsync(Guid actorId, CancellationToken cancellationToken = default)
    {
        await using var context = _contexts.CreateDbContext();
        return (await AdminGate.AdmitAsync(context, actorId, cancellationToken)).Units;
    }

    /// <summary>All skill groups: a branch's account may queue for the head office's group.</summary>
    public async Task<IReadOnlyList<(Guid Id, string Name)>> GroupsAsync(Guid actorId, CancellationToken cancellationToken = default)
    {
        await using var context = _contexts.CreateDbContext();
        await AdminGate.AdmitAsync(context, actorId, cancellationToken);
        var rows = await context.SkillGroups.AsNoTracking().ToListAsync(cancellationToken);
        return [.. rows.OrderBy(g => g.CreatedAt).ThenBy(g => g.Id).Select(g => (g.Id, g.Name))];
    }

    /// <summary>The newest entries of the audit log; a branch's administrator sees the deeds of the branch's people.</summary>
    public async Task<IReadOnlyList<AuditLine>> AuditAsync(Guid actorId, int take, CancellationToken cancellationToken = default)
    {
        await using var context = _contexts.CreateDbContext();
        var rights = await AdminGate.AdmitAsync(context, actorId, cancellationToken);
        var rows = context.AuditLog.AsNoTracking();
        if (rights.Actor!.OrgUnitId != OrgUnitRow.RootId)
            rows = rows.Where(a => context.Users.Any(u => u.Id == a.ActorId && rights.UnitIds.Contains(u.OrgUnitId)));
        return await rows.OrderByDescending(a => a.At).ThenByDescending(a => a.Id).Take(Math.Clamp(take, 1, 200))
            .Select(a => new AuditLine(a.At, a.Actor, a.Action, a.Target, a.Detail)).ToListAsync(cancellationToken);
    }
}

public sealed record AuditLine(DateTimeOffset At, string Actor, string Action, string Target, string Detail);
