using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Organisation;

/// <summary>The one place that says who may administer, and which units' things they may see and touch.</summary>
internal static class AdminGate
{
    /// <exception cref="UnauthorizedAccessException">Not an administrator (any more).</exception>
    public static async Task<AdminRights> AdmitAsync(DirectoryContext context, Guid actorId, CancellationToken cancellationToken)
    {
        var actor = await context.Admins().AsNoTracking().SingleOrDefaultAsync(u => u.Id == actorId, cancellationToken)
            ?? throw new UnauthorizedAccessException($"User {actorId} is not an administrator.");
        return new(actor, await UnitsUnderAsync(context, actor.OrgUnitId, cancellationToken));
    }

    /// <summary>Anybody who may sign in; what they may change is for whoever asks to say.</summary>
    /// <exception cref="UnauthorizedAccessException">Not there (any more).</exception>
    public static async Task<AdminRights> PersonAsync(DirectoryContext context, Guid personId, CancellationToken cancellationToken)
    {
        var person = await context.Users.AsNoTracking().SingleOrDefaultAsync(u => u.Id == personId && u.Enabled, cancellationToken)
            ?? throw new UnauthorizedAccessException($"User {personId} may do nothing here.");
        return new(person, await UnitsUnderAsync(context, person.OrgUnitId, cancellationToken));
    }

    public static async Task<AdminRights> SystemAsync(DirectoryContext context, CancellationToken cancellationToken) =>
        new(null, await UnitsUnderAsync(context, OrgUnitRow.RootId, cancellationToken));

    private static async Task<List<(OrgUnit Unit, int Depth)>> UnitsUnderAsync(DirectoryContext context, Guid top, CancellationToken cancellationToken)
    {
        var units = await context.OrgUnits.AsNoTracking().Select(u => new OrgUnit(u.Id, u.ParentId, u.Name)).ToListAsync(cancellationToken);
        return [.. new OrgTree(units).Under(top)];
    }
}

/// <param name="Actor">Null: the system itself.</param>
internal sealed record AdminRights(ImccUser? Actor, IReadOnlyList<(OrgUnit Unit, int Depth)> Units)
{
    public HashSet<Guid> UnitIds { get; } = [.. Units.Select(u => u.Unit.Id)];
}
