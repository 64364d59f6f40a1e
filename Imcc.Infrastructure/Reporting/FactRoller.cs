using Imcc.Core.Reporting;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Imcc.Infrastructure.Reporting;

/// <summary>
/// Brings what happened into the sheets that reports are read from: a conversation to which something happened is counted anew as a whole, whatever
/// quarters it reaches into, so that late events and repeated looks change nothing but what they say. How far it came is stored with it: of two nodes one counts.
/// </summary>
internal sealed partial class FactRoller(ConversationStores stores, FactReading reading, IOptions<ReportOptions> options, TimeProvider time, ILogger<FactRoller> logger)
{
    /// <summary>An event counts by when it was decided; it is in its row a moment later, and clocks differ.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(2);

    /// <summary>After a start: what the process before it may have had in hand.</summary>
    private static readonly TimeSpan OverlapAtStart = TimeSpan.FromHours(2);
    private static readonly TimeSpan Window = TimeSpan.FromHours(1);

    private readonly HashSet<int> _looked = [];

    /// <summary>Until when what is in agents' hands is counted, of each store.</summary>
    private readonly Dictionary<int, DateTimeOffset> _inHand = [];

    /// <summary>Counts what is old enough now; all that there is, in one go.</summary>
    public async Task RollAsync(CancellationToken cancellationToken)
    {
        var until = time.GetUtcNow() - options.Value.Lag;
        foreach (var store in stores.All)
        {
            while (await StepAsync(store, until, cancellationToken))
            {
            }

            _looked.Add(store.Index);
        }
    }

    /// <summary>Makes a stretch of time anew from its events alone.</summary>
    /// <param name="from">A whole quarter of an hour, as <paramref name="to"/>.</param>
    /// <returns>How many sheets were not as they are now: 0 where everything had been counted.</returns>
    public async Task<int> RecountAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var changed = 0;
        foreach (var store in stores.All)
        {
            while (true)
            {
                await using var context = store.Read();
                var ids = (await FactReading.ChangedAsync(context, from, to, cancellationToken)).ToHashSet();
                // Who was served all through it, without anything happening, stands only in the sheets.
                await foreach (var sheet in context.ReportSheets.Where(s => s.Kind == FactKind.Work && s.Start >= from && s.Start < to).AsAsyncEnumerable().WithCancellation(cancellationToken))
                    ids.UnionWith(Enumerable.Range(0, sheet.Lines).Select(i => FactSheet.ConversationAt(sheet.Conversations, i)));
                ids.UnionWith(await FactReading.InHandAsync(context, cancellationToken));
                var facts = await reading.ReadAsync(context, ids, QuarterHours.Of(time.GetUtcNow() - options.Value.Lag), cancellationToken);
                var unit = await SheetWriting.RenewAsync(context, from, to, facts.SelectMany(FactLines.Of), cancellationToken);
                // Whoever counts at the same time wins; then this is counted again.
                if (unit.Changes.Count > 0 && await store.Writer.CommitAsync(unit) != WriteOutcome.Committed)
                    continue;
                changed += unit.Changes.Count;
                break;
            }
        }

        return changed;
    }

    private async Task<bool> StepAsync(ConversationStore store, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var bookmark = await BookmarkAsync(store, cancellationToken);
        if (bookmark.At >= until)
            return false;
        await using var context = store.Read();
        var from = bookmark.At - (_looked.Contains(store.Index) ? Overlap : OverlapAtStart);
        // Nights and holidays are passed over in one step.
        var first = await context.Events.Where(e => e.At >= from && e.At < until).OrderBy(e => e.At).Select(e => (DateTimeOffset?)e.At).FirstOrDefaultAsync(cancellationToken) ?? until;
        var to = (first > bookmark.At ? first : bookmark.At) + Window;
        to = to < until ? to : until;
        var changed = await FactReading.WithNeighboursAsync(context, await FactReading.ChangedAsync(context, from, to, cancellationToken), from, cancellationToken);
        // What agents have in hand is time worked, a quarter after the other, although nothing happens.
        var quarter = QuarterHours.Of(to);
        var since = _inHand.GetValueOrDefault(store.Index);
        var isInHandAsked = to == until && since < quarter;
        var inHand = isInHandAsked ? (await FactReading.InHandAsync(context, cancellationToken)).Except(changed).ToHashSet() : [];
        var facts = await reading.ReadAsync(context, [.. changed, .. inHand], quarter, cancellationToken);
        // To those to which nothing happened only the last quarters come; what is in the sheets of them before stays.
        var unit = await SheetWriting.ReplaceAsync(context, facts, l => l.At >= since || !inHand.Contains(l.ConversationId), cancellationToken);
        unit.Update(bookmark.MovedTo(to), bookmark.Revision);
        if (await store.Writer.CommitAsync(unit) != WriteOutcome.Committed)
        {
            LogMet(store.Index);
            return to < until;
        }

        _looked.Add(store.Index);
        if (isInHandAsked)
            _inHand[store.Index] = quarter;
        return to < until;
    }

    private async Task<ReportBookmarkRow> BookmarkAsync(ConversationStore store, CancellationToken cancellationToken)
    {
        while (true)
        {
            await using (var context = store.Read())
            {
                if (await context.ReportBookmarks.SingleOrDefaultAsync(b => b.Name == ReportBookmarkRow.Conversations, cancellationToken) is { } known)
                    return known;
            }

            await store.Writer.CommitAsync(new WriteUnit().Insert(new ReportBookmarkRow { Name = ReportBookmarkRow.Conversations, At = time.GetUtcNow() - options.Value.LookBack, Revision = 1 }));
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Another node counted store {Store} at the same time; what was counted here is counted again")]
    private partial void LogMet(int store);
}
