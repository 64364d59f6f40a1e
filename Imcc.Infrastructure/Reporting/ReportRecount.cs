using System.Globalization;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Reporting;

/// <summary>Counts past days anew from what is on record alone, for whoever wants to know that the figures are right, or has put rows back from a copy.</summary>
public sealed class ReportRecount
{
    /// <summary>So many days at once: a busy one takes some seconds.</summary>
    public const int MostDays = 31;

    private static readonly TimeSpan ADay = TimeSpan.FromDays(1);

    private readonly FactRoller _facts;
    private readonly PresenceRoller _presence;
    private readonly IDbContextFactory<DirectoryContext> _contexts;
    private readonly AuditTrail _audit;
    private readonly TimeProvider _time;

    internal ReportRecount(FactRoller facts, PresenceRoller presence, IDbContextFactory<DirectoryContext> contexts, AuditTrail audit, TimeProvider time) => (_facts, _presence, _contexts, _audit, _time) = (facts, presence, contexts, audit, time);

    /// <param name="from">A whole quarter of an hour, as <paramref name="to"/>; <paramref name="to"/> is later, by <see cref="MostDays"/> days at most, and past.</param>
    /// <param name="reached">Is told after each day until when it is done.</param>
    /// <returns>How many of the sheets that figures are kept in were not as they are now; 0: all figures were right.</returns>
    /// <exception cref="UnauthorizedAccessException">Figures are the whole organisation's: only an administrator of the head office counts them.</exception>
    public async Task<int> RunAsync(Guid actorId, DateTimeOffset from, DateTimeOffset to, Func<DateTimeOffset, Task> reached, CancellationToken cancellationToken = default)
    {
        // A day of changed clocks has 25 hours.
        if (from >= to || to - from > (MostDays * ADay) + TimeSpan.FromHours(1) || to > _time.GetUtcNow())
            throw new ArgumentOutOfRangeException(nameof(to), $"{MostDays} past days can be counted at once; these are {from:u} to {to:u}.");
        string name;
        await using (var context = _contexts.CreateDbContext())
        {
            var rights = await AdminGate.AdmitAsync(context, actorId, cancellationToken);
            if (!rights.UnitIds.Contains(OrgUnitRow.RootId))
                throw new UnauthorizedAccessException($"User {actorId} is no administrator of the head office.");
            name = await context.Users.AsNoTracking().Where(u => u.Id == actorId).Select(u => u.UserName).SingleAsync(cancellationToken) ?? "";
        }

        var changed = 0;
        for (var day = from; day < to; day += ADay)
        {
            var end = day + ADay < to ? day + ADay : to;
            changed += await _facts.RecountAsync(day, end, cancellationToken) + await _presence.RecountAsync(day, end, cancellationToken);
            await reached(end);
        }

        await _audit.WriteAsync(actorId, name, "reports.recounted", Guid.Empty, "", string.Create(CultureInfo.InvariantCulture, $"{from:u} – {to:u}, {changed} sheets changed"), CancellationToken.None);
        return changed;
    }
}
