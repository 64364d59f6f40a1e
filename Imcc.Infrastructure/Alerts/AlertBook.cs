using Imcc.Core.Alerts;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Directory = Imcc.Core.Organisation.Directory;

namespace Imcc.Infrastructure.Alerts;

/// <summary>All alerts there were, for those who lead the units that they are of.</summary>
public sealed class AlertBook
{
    public const int Page = 50;

    private readonly ConversationStores _stores;
    private readonly Func<Directory> _directory;
    private readonly AlertBoard _board;
    private readonly TimeProvider _time;

    internal AlertBook(ConversationStores stores, Func<Directory> directory, AlertBoard board, TimeProvider time) => (_stores, _directory, _board, _time) = (stores, directory, board, time);

    /// <summary>The latest first.</summary>
    /// <exception cref="UnauthorizedAccessException">This person leads nobody.</exception>
    public async Task<AlertPage> ListAsync(Guid personId, AlertFilter filter, int skip, CancellationToken cancellationToken = default)
    {
        var known = _directory();
        if (!known.Agents.TryGetValue(personId, out var person) || person is not { Enabled: true, IsLead: true })
            throw new UnauthorizedAccessException($"User {personId} sees no alerts.");
        await using var context = _stores.Home.Read();
        var rows = context.Alerts.Where(a => a.FiredAt >= filter.From && a.FiredAt < filter.To);
        if (person.OrgUnitId != OrgUnitRow.RootId)
        {
            Guid[] units = [.. known.Groups.Values.Select(g => g.OrgUnitId).Concat(known.Accounts.Values.Select(a => a.OrgUnitId)).Distinct().Where(u => known.Units.IsWithin(u, person.OrgUnitId)), person.OrgUnitId];
            rows = rows.Where(a => units.Contains(a.UnitId));
        }

        if (filter.Kind is { } kind)
            rows = rows.Where(a => a.Kind == kind);
        if (filter.RuleId is { } rule)
            rows = rows.Where(a => a.RuleId == rule);
        rows = filter.State switch
        {
            AlertState.Open => rows.Where(a => a.ClearedAt == null),
            AlertState.Unseen => rows.Where(a => a.SeenAt == null),
            AlertState.Over => rows.Where(a => a.ClearedAt != null),
            _ => rows,
        };
        var total = await rows.CountAsync(cancellationToken);
        var page = await rows.OrderByDescending(a => a.FiredAt).ThenByDescending(a => a.Id).Skip(skip).Take(Page).ToListAsync(cancellationToken);
        return new(total, [.. page.Select(r => r.ToAlert())]);
    }

    /// <summary>This person looks after it.</summary>
    /// <returns>False: somebody else does already, or it is none of theirs.</returns>
    public async Task<bool> SeeAsync(Guid personId, Guid alertId, CancellationToken cancellationToken = default)
    {
        var known = _directory();
        while (true)
        {
            await using var context = _stores.Home.Read();
            if (await context.Alerts.SingleOrDefaultAsync(a => a.Id == alertId, cancellationToken) is not { SeenAt: null } row || !known.IsLeadOf(personId, row.UnitId))
                return false;
            var seen = row with { SeenAt = _time.GetUtcNow(), SeenBy = personId, SeenName = known.Agents[personId].DisplayName, Revision = row.Revision + 1 };
            // Stale: it has ended meanwhile, and can be seen all the same.
            if (await _stores.Home.Writer.CommitAsync(new WriteUnit().Update(seen, row.Revision)) != WriteOutcome.Committed)
                continue;
            _board.Changed();
            return true;
        }
    }
}

/// <param name="From">Told at this time or later.</param>
/// <param name="To">Told before this time.</param>
public sealed record AlertFilter(DateTimeOffset From, DateTimeOffset To, AlertState State = AlertState.All, AlertKind? Kind = null, Guid? RuleId = null);

/// <summary>Which alerts are asked for. The names stand in addresses: never renamed.</summary>
public enum AlertState
{
    All,
    Open,
    Unseen,
    Over,
}

/// <param name="Total">Of all pages.</param>
public sealed record AlertPage(int Total, IReadOnlyList<Alert> Alerts);
