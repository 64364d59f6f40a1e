using Imcc.Core.Misses;
using Imcc.Core.Retrieval;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Imcc.Infrastructure.Misses;

/// <summary>
/// Follows what customers write, some minutes behind, and puts what nothing answered onto the list, sorted. What it finds and how far it
/// has come are stored together, so that each message counts once. It rests several times as long as it works: intake does not notice it.
/// </summary>
internal sealed partial class MissKeeper(
    ConversationStores stores, MissReading reading, MissSorting sorting, IOptions<MissOptions> options, TimeProvider time, ILogger<MissKeeper> logger) : BackgroundService
{
    /// <summary>A message counts by when it was taken in; until it is in its thread may take as long as a restart does. What is looked at again is known by its id.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromHours(2);
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Stretch = TimeSpan.FromMilliseconds(40);
    private const int RestsLonger = 6;

    private readonly Dictionary<int, DateTimeOffset> _lookedUpTo = [];
    private bool _isRead;
    private bool _isPaced;
    private long _busySince;

    /// <summary>Looks through what is old enough now; all that there is, in one go.</summary>
    internal async Task FollowAsync(CancellationToken cancellationToken)
    {
        if (!_isRead || sorting.IsOutdated || await AreDecisionsNewAsync(cancellationToken))
            await ReadAsync(cancellationToken);
        var until = time.GetUtcNow() - options.Value.Lag;
        foreach (var store in stores.All)
        {
            while (await StepAsync(store, until, cancellationToken))
            {
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        _isPaced = true;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                _busySince = time.GetTimestamp();
                await FollowAsync(stoppingToken);
                await Task.Delay(Patience, time, stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // The edge of the loop: the database may be away. What was not stored is found again from the bookmark.
                LogFailed(e);
                _isRead = false;
                await Task.Delay(Pause, time, stoppingToken);
            }
        }
    }

    private async Task<bool> StepAsync(ConversationStore store, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var bookmark = await BookmarkAsync(store.Index, cancellationToken);
        // The first look after a start goes back: a message of before may have come into its thread only now.
        var from = _lookedUpTo.TryGetValue(store.Index, out var looked) ? looked : bookmark.At - Overlap;
        if (from >= until)
            return false;
        var first = await FirstAsync(store, from, until, cancellationToken);
        from = first is null || first > until ? until : first.Value;
        var to = from + Window < until ? from + Window : until;
        var found = await reading.FindAsync(store, from, to, () => RestAsync(cancellationToken), cancellationToken);
        var (misses, groups) = sorting.Sort(found);
        var unit = new WriteUnit();
        foreach (var (row, before) in groups)
            _ = before is null ? unit.Insert(row) : unit.Update(row, before.Revision);
        foreach (var miss in misses)
            unit.Insert(miss);
        unit.Require(sorting.Decisions!, sorting.Decisions!.Revision);
        unit.Update(bookmark.MovedTo(to > bookmark.At ? to : bookmark.At), bookmark.Revision);
        if (await stores.Home.Writer.CommitAsync(unit) != WriteOutcome.Committed)
        {
            // Another node was faster, or a person has moved groups: what was sorted is sorted again.
            LogMet(store.Index);
            await ReadAsync(cancellationToken);
            _lookedUpTo.Remove(store.Index);
            return true;
        }

        sorting.Take(groups.Select(g => g.Row));
        _lookedUpTo[store.Index] = to;
        if (misses.Count > 0)
            LogTaken(misses.Count, store.Index, to);
        return to < until;
    }

    private async Task<MissBookmarkRow> BookmarkAsync(int store, CancellationToken cancellationToken)
    {
        while (true)
        {
            await using (var context = stores.Home.Read())
            {
                if (await context.MissBookmarks.SingleOrDefaultAsync(b => b.Store == store, cancellationToken) is { } known)
                    return known;
            }

            await stores.Home.Writer.CommitAsync(new WriteUnit().Insert(new MissBookmarkRow { Store = store, At = time.GetUtcNow() - options.Value.LookBack, Revision = 1 }));
        }
    }

    // Nights and holidays are passed over in one step.
    private async Task<DateTimeOffset?> FirstAsync(ConversationStore store, DateTimeOffset from, DateTimeOffset until, CancellationToken cancellationToken)
    {
        await using var context = store.Read();
        var said = await context.Messages.Where(m => m.At >= from && m.At < until).OrderBy(m => m.At).Select(m => (DateTimeOffset?)m.At).FirstOrDefaultAsync(cancellationToken);
        var rated = await context.FindingRatings.Where(r => r.At >= from && r.At < until).OrderBy(r => r.At).Select(r => (DateTimeOffset?)r.At).FirstOrDefaultAsync(cancellationToken);
        var searched = await context.KnowledgeSearches.Where(s => s.At >= from && s.At < until).OrderBy(s => s.At).Select(s => (DateTimeOffset?)s.At).FirstOrDefaultAsync(cancellationToken);
        return new[] { said, rated, searched }.Min();
    }

    private async Task<bool> AreDecisionsNewAsync(CancellationToken cancellationToken) => (await BookmarkAsync(MissBookmarkRow.Decisions, cancellationToken)).Revision != sorting.Decisions?.Revision;

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        await BookmarkAsync(MissBookmarkRow.Decisions, cancellationToken);
        await sorting.ReadAsync(cancellationToken);
        _isRead = true;
    }

    private async Task RestAsync(CancellationToken cancellationToken)
    {
        var busy = time.GetElapsedTime(_busySince);
        if (!_isPaced || busy < Stretch)
            return;
        await Task.Delay((busy > 10 * Stretch ? 10 * Stretch : busy) * RestsLonger, time, cancellationToken);
        _busySince = time.GetTimestamp();
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Count} misses of store {Store} are on the list, up to {Until}")]
    private partial void LogTaken(int count, int store, DateTimeOffset until);

    [LoggerMessage(Level = LogLevel.Information, Message = "The groups of misses were changed by others while store {Store} was looked through; they are read again")]
    private partial void LogMet(int store);

    [LoggerMessage(Level = LogLevel.Error, Message = "Misses could not be collected; it is tried again in a moment")]
    private partial void LogFailed(Exception exception);
}
