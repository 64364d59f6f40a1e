using Imcc.Core.Agents;
using Imcc.Core.Reporting;
using Imcc.Infrastructure.Agents;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Imcc.Infrastructure.Reporting;

/// <summary>Brings agents' presence into the sheets, quarter by quarter when each is over.</summary>
/// <param name="capacityOf">What an agent may have at once now: for rows from before it was written into them.</param>
internal sealed class PresenceRoller(ConversationStores stores, Func<Guid, int?> capacityOf, IOptions<ReportOptions> options, TimeProvider time)
{
    private static readonly FactKind[] Kinds = [FactKind.Presence];

    /// <summary>Quarters in one commit: a day.</summary>
    private const int Together = 96;

    /// <summary>Quarters that are looked at once more: a change counts by when it was decided, and is in its row a moment later.</summary>
    private const int Again = 1;

    /// <summary>After a start: what the process before it may have had in hand.</summary>
    private const int AgainAtStart = 8;

    private bool _hasLooked;

    public async Task RollAsync(CancellationToken cancellationToken)
    {
        var until = QuarterHours.Of(time.GetUtcNow() - options.Value.Lag);
        while (true)
        {
            var bookmark = await BookmarkAsync(cancellationToken);
            if (bookmark.At >= until)
                return;
            await using var context = stores.Home.Read();
            var first = await context.AgentEvents.OrderBy(e => e.At).Select(e => (DateTimeOffset?)e.At).FirstOrDefaultAsync(cancellationToken);
            // Before anybody was there, nobody was.
            var from = first is { } begun && QuarterHours.Of(begun) is var quarter && quarter > bookmark.At ? quarter : bookmark.At;
            if (first is null || from > until)
                from = until;
            var to = from + (QuarterHours.Length * Together);
            to = to < until ? to : until;
            var unit = await SheetsAsync(context, from - (QuarterHours.Length * (_hasLooked ? Again : AgainAtStart)), to, cancellationToken);
            unit.Update(bookmark.MovedTo(to), bookmark.Revision);
            if (await stores.Home.Writer.CommitAsync(unit) == WriteOutcome.Committed)
                _hasLooked = true;
        }
    }

    /// <inheritdoc cref="FactRoller.RecountAsync"/>
    public async Task<int> RecountAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        while (true)
        {
            await using var context = stores.Home.Read();
            var unit = await SheetsAsync(context, from, to, cancellationToken);
            // Whoever counts at the same time wins; then this is counted again.
            if (unit.Changes.Count == 0 || await stores.Home.Writer.CommitAsync(unit) == WriteOutcome.Committed)
                return unit.Changes.Count;
        }
    }

    private async Task<WriteUnit> SheetsAsync(ConversationContext context, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var rows = await context.AgentEvents.Where(e => e.At >= from && e.At < to).ToListAsync(cancellationToken);
        // Each agent's last change before: what they were when the stretch began.
        var before = await context.AgentEvents.Where(e => e.At < from).GroupBy(e => e.AgentId).Select(g => new { AgentId = g.Key, Revision = g.Max(e => e.Revision) })
            .Join(context.AgentEvents, l => new { l.AgentId, l.Revision }, e => new { e.AgentId, e.Revision }, (_, e) => e).ToListAsync(cancellationToken);
        var lines = new List<FactLine>();
        foreach (var agent in before.Concat(rows).GroupBy(r => r.AgentId))
        {
            var ordered = agent.OrderBy(r => r.Revision).ToList();
            var changes = new List<PresenceChange>(ordered.Count);
            foreach (var row in ordered)
                changes.Add(row.ToChange());
            for (var quarter = from; quarter < to; quarter += QuarterHours.Length)
            {
                var end = quarter + QuarterHours.Length;
                var within = changes.FindLastIndex(c => c.At <= quarter) is var last && last >= 0 ? changes.Skip(last).TakeWhile(c => c.At < end).ToList() : changes.TakeWhile(c => c.At < end).ToList();
                if (within.Count > 0)
                    lines.AddRange(FactLines.Presence(agent.Key, quarter, within, c => CapacityOf(ordered, c)));
            }
        }

        return await SheetWriting.RenewAsync(context, from, to, lines, Kinds, cancellationToken);
    }

    private int? CapacityOf(List<AgentEventRow> rows, PresenceChange change) => rows.FindLast(r => r.At.ToUnixTimeMilliseconds() <= change.At.ToUnixTimeMilliseconds())?.Capacity ?? capacityOf(change.AgentId);

    private async Task<ReportBookmarkRow> BookmarkAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await using (var context = stores.Home.Read())
            {
                if (await context.ReportBookmarks.SingleOrDefaultAsync(b => b.Name == ReportBookmarkRow.Presence, cancellationToken) is { } known)
                    return known;
            }

            await stores.Home.Writer.CommitAsync(new WriteUnit().Insert(new ReportBookmarkRow { Name = ReportBookmarkRow.Presence, At = QuarterHours.Of(time.GetUtcNow() - options.Value.LookBack), Revision = 1 }));
        }
    }
}
