using Imcc.Core.Organisation;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Quality;

/// <summary>The one place that says who judges work (质检员): leads and administrators, the work of the people of their own unit and of those below.</summary>
internal static class QualityGate
{
    private static readonly string[] Roles = [Role.Admin, Role.Lead];

    /// <exception cref="UnauthorizedAccessException">Neither lead nor administrator (any more).</exception>
    public static async Task<QualityRights> AdmitAsync(DirectoryContext context, Guid personId, CancellationToken cancellationToken)
    {
        var rights = await AdminGate.PersonAsync(context, personId, cancellationToken);
        return await IsInspectorAsync(context, personId, cancellationToken) ? new(rights.Actor!, rights.UnitIds) : throw new UnauthorizedAccessException($"User {personId} judges no work.");
    }

    /// <exception cref="UnauthorizedAccessException">Neither lead nor administrator (any more).</exception>
    public static async Task RequireAsync(ChangeUnit unit, CancellationToken cancellationToken)
    {
        if (unit.Actor is not null && !await IsInspectorAsync(unit.Context, unit.Actor.Id, cancellationToken))
            throw new UnauthorizedAccessException($"User {unit.Actor.Id} judges no work.");
    }

    public static Task<bool> IsInspectorAsync(DirectoryContext context, Guid personId, CancellationToken cancellationToken) =>
        Inspectors(context).AnyAsync(u => u.Id == personId, cancellationToken);

    /// <summary>Whoever may be asked to score.</summary>
    public static IQueryable<ImccUser> Inspectors(DirectoryContext context) =>
        context.Users.AsNoTracking().Where(u => u.Enabled && context.UserRoles.Any(m => m.UserId == u.Id && context.Roles.Any(r => r.Id == m.RoleId && Roles.Contains(r.Name!))));

    /// <summary>All of them with their units, by name.</summary>
    public static async Task<IReadOnlyList<Scorer>> ScorersAsync(DirectoryContext context, CancellationToken cancellationToken) =>
        await Inspectors(context).OrderBy(u => u.DisplayName).Select(u => new Scorer(u.Id, u.DisplayName, u.OrgUnitId)).ToListAsync(cancellationToken);
}

/// <summary>Somebody who may be asked to score.</summary>
internal sealed record Scorer(Guid Id, string Name, Guid OrgUnitId)
{
    public bool MayJudge(Agent agent, Core.Organisation.Directory known) => OrgUnitId == OrgUnitRow.RootId || known.Units.IsWithin(agent.OrgUnitId, OrgUnitId);
}

/// <param name="Units">The own and those below.</param>
internal sealed record QualityRights(ImccUser Person, IReadOnlySet<Guid> Units)
{
    public bool IsAll => Person.OrgUnitId == OrgUnitRow.RootId;

    public bool MayJudge(Agent agent) => IsAll || Units.Contains(agent.OrgUnitId);

    /// <summary>Null: everybody's.</summary>
    public Guid[]? AgentsOf(Core.Organisation.Directory known) => IsAll ? null : [.. known.Agents.Values.Where(a => Units.Contains(a.OrgUnitId)).Select(a => a.Id)];
}
