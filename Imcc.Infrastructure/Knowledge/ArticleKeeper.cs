using Imcc.Core.Retrieval;
using Imcc.Infrastructure.Answering;
using Lucene.Net.Index;
using Lucene.Net.Store;
using Microsoft.Extensions.Options;

namespace Imcc.Infrastructure.Knowledge;

/// <summary>
/// Keeps the index of articles right on this node: opens what lies in the folder, puts what was published since, and makes it again from
/// the database where it is missing, torn or of another database; what can be searched meanwhile stays until the new one is complete.
/// </summary>
internal sealed partial class ArticleKeeper(IArticleSource source, IWordLists words, IOptions<ArticleIndexOptions> options, ILogger<ArticleKeeper> logger) : IAnswerFollower, ISearchShelves, IDisposable
{
    /// <summary>Two folders take turns: one is searched, the next one is made in the other.</summary>
    private static readonly string[] Folders = ["a", "b"];

    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly CancellationTokenSource _stopping = new();
    private volatile SearchShelf? _current;
    private ArticleBookmark _bookmark = new(0, Guid.Empty, 0);
    private Task _making = Task.CompletedTask;
    private int _isUnderstanding;
    private int _isDisposed;

    public string Stock => AnswerStock.Articles;

    public bool IsNeededAtStart => false;

    public SearchShelf? Current
    {
        get
        {
            var shelf = _current;
            if (shelf is not null && shelf.Stock.Thesaurus.Lists != words.Current && Interlocked.Exchange(ref _isUnderstanding, 1) == 0)
                _ = Task.Run(UnderstandAsync);
            return shelf;
        }
    }

    /// <summary>The making of another index that is under way; completed where there is none.</summary>
    internal Task Making => _making;

    public async Task FollowAsync(long version, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_current is null)
            {
                await OpenAsync(cancellationToken);
                return;
            }

            try
            {
                if (version < _bookmark.Version)
                    Remake(null);
                else
                    await CatchUpAsync(_current, cancellationToken);
            }
            catch (Exception e) when (IsTorn(e))
            {
                Remake(e);
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Makes the index again beside the one that is searched, which stays until then; one at a time.</summary>
    internal void Remake(Exception? because)
    {
        if (!_making.IsCompleted)
            return;
        LogRemade(because, options.Value.Path);
        _making = Task.Run(() => MakeBesideAsync(_stopping.Token));
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 1)
            return;
        _stopping.Cancel();
        try
        {
            _making.Wait(TimeSpan.FromSeconds(10), CancellationToken.None);
        }
        catch (AggregateException)
        {
            // It was told to stop.
        }

        _current?.Index.Dispose();
        _current = null;
        _gate.Dispose();
        _stopping.Dispose();
    }

    private async Task OpenAsync(CancellationToken cancellationToken)
    {
        foreach (var folder in Folders)
        {
            var path = Path.GetFullPath(Path.Combine(options.Value.Path, folder));
            if (!System.IO.Directory.Exists(path))
                continue;
            if (_current is null)
                await TryOpenAsync(path, cancellationToken);
            if (_current?.Path != path)
                Destroy(path);
        }

        if (_current is not null)
            return;
        (var shelf, _bookmark) = await MakeAsync(Path.GetFullPath(Path.Combine(options.Value.Path, Folders[0])), cancellationToken);
        ArticleWarmth.Warm(shelf);
        _current = shelf;
    }

    private async Task TryOpenAsync(string path, CancellationToken cancellationToken)
    {
        ArticleIndex? index = null;
        try
        {
            index = ArticleIndex.Open(path, options.Value.BufferMegabytes);
            var stock = new ArticleStock(new Thesaurus(words.Current));
            if (ArticleBookmark.Read(index.Bookmark) is { } bookmark && await IsOursAsync(bookmark, cancellationToken))
            {
                foreach (var (article, place) in index.All())
                    stock.Put(article, place);
                if (stock.Count == bookmark.Count)
                {
                    stock.Settle();
                    var shelf = new SearchShelf(path, index, stock);
                    _bookmark = bookmark;
                    await CatchUpAsync(shelf, cancellationToken);
                    ArticleWarmth.Warm(shelf);
                    LogOpened(path, stock.Count);
                    (_current, index) = (shelf, null);
                }
            }
        }
        catch (Exception e) when (IsTorn(e))
        {
            LogTorn(e, path);
        }
        finally
        {
            index?.Dispose();
        }
    }

    /// <summary>Whatever was published once keeps its row: the database must know the last article of the index under the index's version or a later one. A version may have published many.</summary>
    private async Task<bool> IsOursAsync(ArticleBookmark bookmark, CancellationToken cancellationToken)
    {
        if (bookmark.Version == 0)
            return true;
        if (bookmark.Version > await source.VersionAsync(cancellationToken))
            return false;
        await foreach (var change in source.SinceAsync(bookmark.Version - 1, cancellationToken))
        {
            if (change.ArticleId == bookmark.Last)
                return true;
        }

        return false;
    }

    private async Task CatchUpAsync(SearchShelf shelf, CancellationToken cancellationToken)
    {
        var (bookmark, count) = (_bookmark, 0);
        await foreach (var change in source.SinceAsync(bookmark.Version, cancellationToken))
        {
            Put(shelf, change);
            bookmark = new(change.Version, change.ArticleId, 0);
            count++;
        }

        if (count == 0)
            return;
        shelf.Index.Show();
        bookmark = bookmark with { Count = shelf.Stock.Count };
        shelf.Index.Commit(bookmark.Write());
        _bookmark = bookmark;
        LogCaughtUp(count, bookmark.Version);
    }

    private static void Put(SearchShelf shelf, ArticleChange change)
    {
        if (change.Article is { } article)
        {
            var (indexed, place) = shelf.Stock.Put(article);
            shelf.Index.Put(article, indexed, place);
        }
        else
        {
            shelf.Stock.Remove(change.ArticleId);
            shelf.Index.Remove(change.ArticleId);
        }
    }

    private async Task<(SearchShelf Shelf, ArticleBookmark Bookmark)> MakeAsync(string path, CancellationToken cancellationToken)
    {
        Destroy(path);
        var index = ArticleIndex.Open(path, options.Value.BufferMegabytes);
        try
        {
            var shelf = new SearchShelf(path, index, new(new Thesaurus(words.Current)));
            // What is published while it is read is put again afterwards: by its version at the latest.
            var (until, bookmark) = (await source.VersionAsync(cancellationToken), new ArticleBookmark(0, Guid.Empty, 0));
            await foreach (var article in source.AllAsync(cancellationToken))
            {
                // Versions after the last article's say that something went, or moved: seeing them once more does no harm.
                if (article.Version <= until && article.Version >= bookmark.Version)
                    bookmark = bookmark with { Version = article.Version, Last = article.Id };
                var (indexed, place) = shelf.Stock.Put(article);
                index.Put(article, indexed, place);
            }

            index.Settle();
            index.Show();
            bookmark = bookmark with { Count = shelf.Stock.Count };
            index.Commit(bookmark.Write());
            LogMade(path, shelf.Stock.Count);
            return (shelf, bookmark);
        }
        catch
        {
            index.Dispose();
            throw;
        }
    }

    private async Task MakeBesideAsync(CancellationToken cancellationToken)
    {
        try
        {
            var old = _current;
            var path = Path.GetFullPath(Path.Combine(options.Value.Path, old?.Path.EndsWith(Folders[0], StringComparison.Ordinal) == true ? Folders[1] : Folders[0]));
            var (shelf, bookmark) = await MakeAsync(path, cancellationToken);
            ArticleWarmth.Warm(shelf);
            await _gate.WaitAsync(cancellationToken);
            try
            {
                _bookmark = bookmark;
                await CatchUpAsync(shelf, cancellationToken);
                _current = shelf;
                old?.Index.Dispose();
                if (old is not null)
                    Destroy(old.Path);
            }
            finally
            {
                _gate.Release();
            }
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            // The edge of a task of its own; the next publication tries again.
            LogFailed(e);
        }
    }

    private async Task UnderstandAsync()
    {
        try
        {
            await _gate.WaitAsync(_stopping.Token);
            try
            {
                if (_current is { } shelf)
                    _current = shelf with { Stock = shelf.Stock.By(new Thesaurus(words.Current)) };
            }
            finally
            {
                _gate.Release();
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
        {
            // Stopping is not a fault.
        }
        finally
        {
            Volatile.Write(ref _isUnderstanding, 0);
        }
    }

    /// <summary>Takes away what an index has left in a folder, and nothing else.</summary>
    private static void Destroy(string path)
    {
        if (!System.IO.Directory.Exists(path))
            return;
        foreach (var file in System.IO.Directory.EnumerateFiles(path))
        {
            if (Path.GetFileName(file) is var name && (name.StartsWith('_') || name.StartsWith("segments", StringComparison.Ordinal)))
                File.Delete(file);
        }
    }

    private static bool IsTorn(Exception e) => e is not LockObtainFailedException and (IOException or ArgumentException or InvalidOperationException or IndexOutOfRangeException or NullReferenceException or System.Text.Json.JsonException or OverflowException);

    [LoggerMessage(Level = LogLevel.Information, Message = "The index of articles in {Path} is open: {Count} articles")]
    private partial void LogOpened(string path, int count);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} articles that were published or withdrawn are in the index, up to publication {Version}")]
    private partial void LogCaughtUp(int count, long version);

    [LoggerMessage(Level = LogLevel.Information, Message = "The index of articles in {Path} is made: {Count} articles")]
    private partial void LogMade(string path, int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The index of articles in {Path} is torn; it is made again from the database")]
    private partial void LogTorn(Exception exception, string path);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The index of articles in {Path} is made again from the database; the one that was there is searched until then")]
    private partial void LogRemade(Exception? exception, string path);

    [LoggerMessage(Level = LogLevel.Error, Message = "The index of articles could not be made again; what was there stays")]
    private partial void LogFailed(Exception exception);
}
