using System.Diagnostics.CodeAnalysis;
using Imcc.Infrastructure.Live;
using Lucene.Net.Index;
using Lucene.Net.Store;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Imcc.Infrastructure.History;

/// <summary>
/// Keeps the full-text index right: makes it from the database where there is none or a damaged one, reads again what was written around
/// the time of the last bookmark when the process starts, and from then on every conversation that changes, a moment later. Whatever is
/// put stands under its conversation's id, so that reading something twice does no harm. Intake never waits for it.
/// </summary>
internal sealed partial class HistoryKeeper(
    HistoryReading reading,
    ChangedConversations changed,
    Readiness readiness,
    IOptions<HistoryOptions> options,
    TimeProvider time,
    ILogger<HistoryKeeper> logger) : BackgroundService
{
    /// <summary>A message counts by when it was taken in; until it is in its thread may take as long as a restart does. What is read again is put again, no more.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromHours(2);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan CommitEvery = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    /// <summary>Threads that are read at once while the index is made; few enough that the memory for them is small.</summary>
    private const int ThreadsAtOnce = 200;

    private const int Remembered = 50_000;

    /// <summary>How long one stretch of work is at most, and how many times as long the rest after it: the index never takes more than its share of the machine.</summary>
    private static readonly TimeSpan Stretch = TimeSpan.FromMilliseconds(40);
    private const int RestsLonger = 6;

    /// <summary>A conversation is read again as a whole: the longer it is, the longer it is left alone.</summary>
    private static readonly TimeSpan RestPerMessage = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan ShortestRest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestRest = TimeSpan.FromMinutes(1);

    private readonly Dictionary<Guid, (long FirstSeq, DateTimeOffset RestsUntil)> _known = [];
    private readonly HashSet<(Guid ThreadId, Guid? ConversationId)> _later = [];
    private volatile HistoryIndex? _index;
    private volatile HistoryBookmark? _bookmark;
    private int _threads;
    private int _threadsDone;
    private int _isStopped;
    private bool _isDirty;
    private bool _isPaced;
    private long _busySince;
    private DateTimeOffset _committedAt;

    /// <summary>How much of the index is made; null: there is none that could be asked.</summary>
    public int? BuiltPercent => _index is null ? null : _bookmark is not { IsComplete: false } ? 100 : Math.Clamp(_threadsDone * 100 / Math.Max(_threads, 1), 0, 99);

    public bool TryGet([NotNullWhen(true)] out HistoryIndex? index) => (index = _index) is not null;

    /// <summary>Makes all of the index at once, for whoever wants to know how long that takes.</summary>
    internal async Task MakeAsync(CancellationToken cancellationToken)
    {
        await OpenAsync(cancellationToken);
        while (_bookmark is { IsComplete: false })
            await MakeMoreAsync(cancellationToken);
        _index!.Show();
        Commit();
    }

    /// <summary>Puts what has changed, as one round of the work does.</summary>
    internal async Task FollowAsync(CancellationToken cancellationToken)
    {
        var (marked, isOverflown) = changed.Take();
        if (isOverflown)
            await CatchUpAsync(_bookmark!.At - Overlap, cancellationToken);
        var now = time.GetUtcNow();
        foreach (var one in _later.Concat(marked).Distinct().ToList())
        {
            _later.Remove(one);
            await PutAsync(one.ThreadId, one.ConversationId, now, cancellationToken);
            await RestAsync(cancellationToken);
        }

        if (_isDirty)
            _index!.Show();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        _isPaced = true;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await OpenAsync(stoppingToken);
                await WorkAsync(stoppingToken);
            }
            catch (LockObtainFailedException)
            {
                InOtherHands(options.Value.Path);
                await Task.Delay(Pause, time, stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // The edge of the loop: the database may be away, the disk full. What was not put is found again from the bookmark.
                Failed(e);
                Close();
                await Task.Delay(Pause, time, stoppingToken);
            }
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        // A host may stop us twice at the same time.
        if (Interlocked.Exchange(ref _isStopped, 1) == 1)
            return;
        if (_index is not null && _isDirty)
            Commit();
        Close();
    }

    public override void Dispose()
    {
        Close();
        base.Dispose();
    }

    private async Task OpenAsync(CancellationToken cancellationToken)
    {
        var path = Path.GetFullPath(options.Value.Path);
        var stores = await reading.IdentityAsync(time.GetUtcNow(), cancellationToken);
        HistoryIndex index;
        try
        {
            index = HistoryIndex.Open(path, options.Value.BufferMegabytes);
        }
        catch (Exception e) when (e is CorruptIndexException or IndexFormatTooOldException or IndexFormatTooNewException or FileNotFoundException or EndOfStreamException or ArgumentException or InvalidOperationException)
        {
            // Of any other kind is what passes: a full disk, a file that somebody holds.
            Damaged(e, path);
            HistoryIndex.Destroy(path);
            index = HistoryIndex.Open(path, options.Value.BufferMegabytes);
        }

        _busySince = time.GetTimestamp();
        var now = time.GetUtcNow();
        var bookmark = HistoryBookmark.Read(index.Bookmark);
        if (bookmark is null || bookmark.Stores != stores)
        {
            if (bookmark is not null)
                OfOthers(path);
            index.Clear();
            bookmark = HistoryBookmark.Begin(now, stores);
        }

        (_index, _bookmark, _committedAt) = (index, bookmark, now);
        _threads = bookmark.IsComplete ? 0 : await reading.CountAsync(cancellationToken);
        _threadsDone = 0;
        Opened(path, index.Count, bookmark.IsComplete);
        await CatchUpAsync(bookmark.At - Overlap, cancellationToken);
    }

    private async Task WorkAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var isMaking = _bookmark is { IsComplete: false };
            if (isMaking)
                await MakeMoreAsync(stoppingToken);
            else if (await changed.WaitAsync(Patience, stoppingToken))
                // A burst is read once.
                await Task.Delay(Gathering, time, stoppingToken);
            _busySince = time.GetTimestamp();
            var before = time.GetUtcNow();
            await FollowAsync(stoppingToken);
            // Until what a former process had taken in is in its threads, the bookmark stays where that process put it.
            if (_isDirty && before - _committedAt >= CommitEvery && readiness.IsReady)
            {
                _bookmark = _bookmark! with { At = before };
                Commit();
            }
        }
    }

    private async Task MakeMoreAsync(CancellationToken cancellationToken)
    {
        var bookmark = _bookmark!;
        var (entries, last) = await reading.AfterAsync(bookmark.Store, bookmark.After, ThreadsAtOnce, cancellationToken);
        foreach (var entry in entries)
        {
            _index!.Put(entry);
            await RestAsync(cancellationToken);
        }

        _isDirty |= entries.Count > 0;
        _threadsDone += ThreadsAtOnce;
        _bookmark = last is { } thread ? bookmark with { After = thread }
            : bookmark.Store + 1 < reading.Stores ? bookmark with { Store = bookmark.Store + 1, After = Guid.Empty }
            : bookmark with { Store = -1, After = Guid.Empty };
        if (_bookmark.IsComplete)
        {
            _isDirty = true;
            Made(_index!.Count);
        }
    }

    private async Task CatchUpAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var count = 0;
        await foreach (var (thread, conversation) in reading.SinceAsync(since, cancellationToken))
        {
            await PutAsync(thread, conversation, now, cancellationToken);
            await RestAsync(cancellationToken);
            count++;
        }

        _index!.Show();
        CaughtUp(count);
    }

    private async Task PutAsync(Guid threadId, Guid? conversationId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (conversationId is not { } id)
        {
            foreach (var entry in await reading.ThreadAsync(threadId, cancellationToken))
                Put(entry, now);
            return;
        }

        var known = _known.GetValueOrDefault(id);
        if (known.RestsUntil > now)
        {
            _later.Add((threadId, id));
            return;
        }

        if (await reading.ConversationAsync(threadId, id, known.FirstSeq, cancellationToken) is { } fresh)
            Put(fresh, now);
    }

    private void Put(HistoryEntry entry, DateTimeOffset now)
    {
        _index!.Put(entry);
        _isDirty = true;
        if (_known.Count >= Remembered)
            _known.Clear();
        var rest = RestPerMessage * (entry.LastSeq - entry.FirstSeq + 1);
        // The first words of a conversation are found at once.
        _known[entry.ConversationId] = (entry.FirstSeq, rest < ShortestRest ? default : now + (rest > LongestRest ? LongestRest : rest));
    }

    private async Task RestAsync(CancellationToken cancellationToken)
    {
        var busy = time.GetElapsedTime(_busySince);
        if (!_isPaced || busy < Stretch)
            return;
        // Longer than a stretch only when the database was slow: all the more reason to leave it alone, but not for ever.
        await Task.Delay((busy > 10 * Stretch ? 10 * Stretch : busy) * RestsLonger, time, cancellationToken);
        _busySince = time.GetTimestamp();
    }

    private void Commit()
    {
        _index!.Commit(_bookmark!.Write());
        (_isDirty, _committedAt) = (false, time.GetUtcNow());
    }

    private void Close()
    {
        var index = _index;
        _index = null;
        index?.Dispose();
        (_isDirty, _bookmark) = (false, null);
        _known.Clear();
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The history index in {Path} is open: {Count} conversations, complete: {IsComplete}")]
    private partial void Opened(string path, int count, bool isComplete);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} conversations that were written around the last stop were read into the history index again")]
    private partial void CaughtUp(int count);

    [LoggerMessage(Level = LogLevel.Information, Message = "The history index is made: {Count} conversations")]
    private partial void Made(int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The history index in {Path} is damaged; it is made again from the database")]
    private partial void Damaged(Exception exception, string path);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The history index in {Path} was made from other databases; it is made again from these")]
    private partial void OfOthers(string path);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The history index in {Path} is in use by another process; there is no search until it lets go")]
    private partial void InOtherHands(string path);

    [LoggerMessage(Level = LogLevel.Error, Message = "The history index could not be kept; it is opened again in a moment")]
    private partial void Failed(Exception exception);
}
