using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Organisation;

/// <summary>What an administrator says about a key to be made.</summary>
public sealed class KeyDraft
{
    public string Name { get; set; } = "";

    public HashSet<string> Scopes { get; set; } = new(StringComparer.Ordinal);

    /// <summary>The agent whose key it is; needed for <see cref="ApiScope.OwnAgent"/>.</summary>
    public Guid? AgentId { get; set; }

    /// <summary>Null: until it is revoked.</summary>
    public DateTimeOffset? ExpiresAt { get; set; }
}

/// <summary>A key in the list: everything but the key.</summary>
public sealed record KeyLine(
    Guid Id, string Name, string Prefix, IReadOnlyList<string> Scopes, string? Agent, string CreatedBy, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, DateTimeOffset? RevokedAt);

/// <param name="Key">Shown this once; null when it was not made.</param>
public sealed record MadeKey(string? Key, ChangeOutcome Outcome)
{
    public override string ToString() => $"MadeKey {{ Outcome = {Outcome} }}";
}

/// <summary>API keys on screen: made, shown once, revoked.</summary>
public sealed class KeyAdministration
{
    private readonly IDbContextFactory<DirectoryContext> _contexts;
    private readonly DirectoryChange _change;

    internal KeyAdministration(IDbContextFactory<DirectoryContext> contexts, DirectoryChange change) => (_contexts, _change) = (contexts, change);

    public async Task<IReadOnlyList<KeyLine>> ListAsync(Guid actorId, CancellationToken cancellationToken = default)
    {
        await using var context = _contexts.CreateDbContext();
        var rights = await AdminGate.AdmitAsync(context, actorId, cancellationToken);
        var rows = await context.ApiKeys.AsNoTracking().Where(k => rights.UnitIds.Contains(k.OrgUnitId)).OrderByDescending(k => k.CreatedAt).ToListAsync(cancellationToken);
        var bound = rows.Select(k => k.AgentId).OfType<Guid>().ToHashSet();
        var names = await context.Users.AsNoTracking().Where(u => bound.Contains(u.Id)).ToDictionaryAsync(u => u.Id, u => u.UserName!, cancellationToken);
        return [.. rows.Select(k => new KeyLine(
            k.Id, k.Name, k.Prefix, k.Scopes.Split(' '), k.AgentId is { } agent ? names.GetValueOrDefault(agent) : null, k.CreatedBy, k.CreatedAt, k.ExpiresAt, k.RevokedAt))];
    }

    public async Task<MadeKey> MakeAsync(Guid actorId, KeyDraft draft, CancellationToken cancellationToken = default)
    {
        var key = ApiKeySecret.New();
        var outcome = await _change.MakeAsync(
            actorId,
            async unit =>
            {
                var name = unit.Name(nameof(draft.Name), draft.Name, 50);
                if (draft.Scopes.Count == 0 || !draft.Scopes.All(ApiScope.All.Contains))
                    unit.Refuse(nameof(draft.Scopes), "ScopesMissing");
                if (draft.ExpiresAt <= unit.Now)
                    unit.Refuse(nameof(draft.ExpiresAt), "ExpiryPast");
                if (draft.AgentId is null && draft.Scopes.Contains(ApiScope.OwnAgent))
                    unit.Refuse(nameof(draft.AgentId), "AgentMissing");
                if (draft.AgentId is { } agent && !await unit.Context.Users.AnyAsync(
                    u => u.Id == agent && u.Enabled && unit.OrgUnits.Contains(u.OrgUnitId) && unit.Context.Agents.Any(a => a.Id == agent), cancellationToken))
                    unit.Refuse(nameof(draft.AgentId), "AgentUnknown");
                var row = new ApiKeyRow
                {
                    Id = Guid.CreateVersion7(unit.Now),
                    Name = name,
                    Prefix = ApiKeySecret.PrefixOf(key),
                    Hash = ApiKeySecret.HashOf(key),
                    Scopes = string.Join(' ', ApiScope.All.Where(draft.Scopes.Contains)),
                    AgentId = draft.AgentId,
                    OrgUnitId = unit.Actor!.OrgUnitId,
                    CreatedAt = unit.Now,
                    CreatedBy = unit.Actor.UserName!,
                    ExpiresAt = draft.ExpiresAt,
                };
                unit.Context.ApiKeys.Add(row);
                unit.Audit("key.created", row.Id, row.Name, row.Scopes);
                return row.Id;
            },
            cancellationToken);
        return new(outcome.Made ? key : null, outcome);
    }

    public Task<ChangeOutcome> RevokeAsync(Guid actorId, Guid id, CancellationToken cancellationToken = default) => _change.MakeAsync(
        actorId,
        async unit =>
        {
            var row = await unit.Context.ApiKeys.SingleOrDefaultAsync(k => k.Id == id && unit.OrgUnits.Contains(k.OrgUnitId), cancellationToken);
            if (row is null)
            {
                unit.Refuse("", "Gone");
            }
            else if (row.RevokedAt is null)
            {
                row.RevokedAt = unit.Now;
                unit.Audit("key.revoked", id, row.Name);
            }

            return id;
        },
        cancellationToken);
}
