using System.Collections.Concurrent;
using System.Collections.Immutable;
using Imcc.Core.Board;
using Imcc.Core.Desk;
using Imcc.Core.Reporting;
using Imcc.Infrastructure.Live;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Routing;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Directory = Imcc.Core.Organisation.Directory;

namespace Imcc.Infrastructure.Board;

/// <summary>
/// Keeps the board: reads it from the rows at the start, then carries it on by what is told of each commit, several times a second in one go. What another process
/// wrote nobody tells here: it is found on record twice a second. What is missing then (lost, or written by a clock that is wrong) is found in the rows every half a minute.
/// </summary>
internal sealed partial class BoardKeeper(
    LiveBoard board,
    BoardRows rows,
    DirectoryCache directory,
    IDbContextFactory<DirectoryContext> contexts,
    StoredJson json,
    LiveFeed feed,
    IOptions<RoutingOptions> routing,
    TimeProvider time,
    ILogger<BoardKeeper> logger) : BackgroundService
{
    /// <summary>Half of a second is left for the way to the screen.</summary>
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan RereadEvery = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    /// <summary>An event counts by when it was decided; it is in its row a moment later, and clocks differ.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(2);

    /// <summary>The same for the look at what has just been put on record: longer than a commit takes, and clocks of one house differ by less.</summary>
    private static readonly TimeSpan ShortOverlap = TimeSpan.FromSeconds(5);

    /// <summary>More than this is not carried on step by step, but read anew.</summary>
    private const int MostNews = 50_000;

    private readonly ConcurrentQueue<DeskEvent> _news = new();
    private ReportRules _counted = new();
    private DateTimeOffset _toldAt;
    private DateTimeOffset _rereadAt;
    private DateTimeOffset _lookedAt;
    private DateTimeOffset _pausesUntil;
    private volatile bool _areRulesOld = true;
    private volatile bool _isOverflown;

    /// <summary>What a beat does; for tests, which have no seconds to lose.</summary>
    internal async Task BeatAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (now < _pausesUntil && now > _pausesUntil - Pause)
            return;
        if (_areRulesOld)
            await LoadRulesAsync(cancellationToken);
        var day = routing.Value.DayOf(now);
        if (board.DayBegan != day || _isOverflown)
            await LoadAsync(day, now, cancellationToken);
        else if (now >= _rereadAt || now < _rereadAt - RereadEvery)
            await RereadAsync(now, cancellationToken);
        var news = new List<DeskEvent>();
        for (var left = _news.Count; left > 0 && _news.TryDequeue(out var e); left--)
            news.Add(e);
        await ReadAsync(board.Hear(news), cancellationToken);
        var isNews = news.Count > 0;
        if (now - _lookedAt >= LookEvery || now < _lookedAt)
            isNews |= await LookAsync(now, cancellationToken);
        board.Reached(now);
        if (!isNews && now - _toldAt < LiveBoard.Holds && now >= _toldAt)
            return;
        _toldAt = now;
        board.Tell();
    }

    /// <summary>From now on what is told is kept, until it is disposed.</summary>
    internal IDisposable Listen()
    {
        directory.Changed += OnDirectory;
        return feed.Subscribe(Topic.Board, Note);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        // First of all: what happens while the rows are read must not be missed.
        using var listening = Listen();
        await Regularly.RunAsync(Beat, time, BeatAsync, OnFailed, stoppingToken);
    }

    private void Note(DeskEvent e)
    {
        if (_news.Count >= MostNews)
            _isOverflown = true;
        else
            _news.Enqueue(e);
    }

    private void OnDirectory(Directory known) => _areRulesOld = true;

    // A database that is away is not asked three times a second; what happens meanwhile waits.
    private void OnFailed(Exception exception)
    {
        _pausesUntil = time.GetUtcNow() + Pause;
        LogFailed(exception);
    }

    private async Task LoadRulesAsync(CancellationToken cancellationToken)
    {
        _areRulesOld = false;
        try
        {
            await using var context = contexts.CreateDbContext();
            _counted = (await context.ReportRules.AsNoTracking().SingleOrDefaultAsync(cancellationToken))?.ToRules(json) ?? new();
            var own = (await context.BoardRules.AsNoTracking().ToListAsync(cancellationToken)).Select(r => (r.Id, Rules: r.ToRules(json))).Where(r => r.Rules is not null).ToDictionary(r => r.Id, r => r.Rules!);
            own.Remove(BoardRulesRow.OfAll, out var all);
            board.Take(new() { All = all ?? BoardRules.Default, Groups = own.ToImmutableDictionary() }, _counted);
        }
        catch
        {
            _areRulesOld = true;
            throw;
        }
    }

    private async Task LoadAsync(DateTimeOffset day, DateTimeOffset now, CancellationToken cancellationToken)
    {
        _isOverflown = false;
        var book = new BoardBook(day, _counted);
        foreach (var status in await rows.StatusesAsync(cancellationToken))
            book.Hear(status);
        var ids = await rows.ChangedAsync(day, cancellationToken);
        ids.UnionWith((await rows.OpenAsync(cancellationToken)).Select(c => c.Id));
        await foreach (var (conversation, events) in rows.ReadAsync(ids, cancellationToken))
            book.Read(conversation, events);
        board.Begin(book);
        (_rereadAt, _lookedAt) = (now + RereadEvery, now);
        Loaded(ids.Count, day);
    }

    /// <summary>What other processes did.</summary>
    /// <returns>Whether there was something.</returns>
    private async Task<bool> LookAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var since = (_lookedAt < now ? _lookedAt : now) - ShortOverlap;
        var behind = board.BehindOf(await rows.StepsAsync(since, cancellationToken));
        await ReadAsync(behind, cancellationToken);
        var isBehind = board.IsBehind(await rows.StatusStepsAsync(since, cancellationToken));
        if (isBehind)
            board.Read(await rows.StatusesAsync(cancellationToken));
        _lookedAt = now;
        return isBehind || behind.Count > 0;
    }

    /// <summary>Being told is only a hint; what got lost on the way is found in the rows.</summary>
    private async Task RereadAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        board.Read(await rows.StatusesAsync(cancellationToken));
        var stored = await rows.OpenAsync(cancellationToken);
        var others = await rows.ChangedAsync(_rereadAt - RereadEvery - Overlap, cancellationToken);
        others.UnionWith(board.OpenIds());
        others.ExceptWith(stored.Select(c => c.Id));
        stored.AddRange(await rows.FindAsync(others, cancellationToken));
        await ReadAsync(board.BehindOf(stored.Select(c => (c.Id, c.Revision))), cancellationToken);
        _rereadAt = now + RereadEvery;
    }

    private async Task ReadAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        if (ids.Count == 0)
            return;
        await foreach (var (conversation, events) in rows.ReadAsync(ids, cancellationToken))
            board.Read(conversation, events);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The live board counts {Conversations} conversations since {Day}")]
    private partial void Loaded(int conversations, DateTimeOffset day);

    [LoggerMessage(Level = LogLevel.Error, Message = "The live board could not be kept up to date; it is tried again in a moment")]
    private partial void LogFailed(Exception exception);
}
