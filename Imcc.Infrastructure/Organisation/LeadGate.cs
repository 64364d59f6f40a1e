using Imcc.Core.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Organisation;

/// <summary>Says who plans and follows up people's work: leads and administrators, that of the people of their own unit and of those below.</summary>
internal static class LeadGate
{
    private static readonly string[] Roles = [Role.Admin, Role.Lead];

    /// <exception cref="UnauthorizedAccessException">Neither lead nor administrator (any more).</exception>
    public static async Task<LeadRights> AdmitAsync(DirectoryContext context, Guid personId, CancellationToken cancellationToken)
    {
        var rights = await AdminGate.PersonAsync(context, personId, cancellationToken);
        return await Leads(context).AnyAsync(u => u.Id == personId, cancellationToken) ? new(rights.Actor!, rights.UnitIds) : throw new UnauthorizedAccessException($"User {personId} leads nobody.");
    }

    /// <exception cref="UnauthorizedAccessException">Neither lead nor administrator (any more).</exception>
    public static async Task RequireAsync(ChangeUnit unit, CancellationToken cancellationToken)
    {
        if (unit.Actor is { } actor && !await Leads(unit.Context).AnyAsync(u => u.Id == actor.Id, cancellationToken))
            throw new UnauthorizedAccessException($"User {actor.Id} leads nobody.");
    }

    public static IQueryable<ImccUser> Leads(DirectoryContext context) =>
        context.Users.AsNoTracking().Where(u => u.Enabled && context.UserRoles.Any(m => m.UserId == u.Id && context.Roles.Any(r => r.Id == m.RoleId && Roles.Contains(r.Name!))));
}

/// <param name="Units">The own and those below.</param>
internal sealed record LeadRights(ImccUser Person, IReadOnlySet<Guid> Units)
{
    public bool IsAll => Person.OrgUnitId == OrgUnitRow.RootId;

    public bool Leads(Agent agent) => IsAll || Units.Contains(agent.OrgUnitId);

    /// <summary>Whether something of a group, or before it has one of an account, is this person's to see.</summary>
    public bool Sees(Core.Organisation.Directory known, Guid? groupId, Guid accountId) => IsAll || (known.UnitOf(groupId, accountId) is { } unit && Units.Contains(unit));

    public AuditRow Audit(DateTimeOffset now, string action, Guid? targetId, string target, string detail) => new()
    {
        Id = Guid.CreateVersion7(now),
        At = now,
        ActorId = Person.Id,
        Actor = Person.UserName ?? "",
        Action = action,
        TargetId = targetId,
        Target = target,
        Detail = detail.Length <= AuditRowMapping.DetailLength ? detail : detail[..AuditRowMapping.DetailLength],
    };
}
