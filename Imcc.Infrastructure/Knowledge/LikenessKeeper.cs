using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Imcc.Infrastructure.Knowledge;

/// <summary>
/// Has this node learn from the house's own questions, behind the search: what was learned before serves until then, and where the file of it is missing or
/// torn the search does without. Learned anew once a day, and when there is much more to learn from.
/// </summary>
internal sealed partial class LikenessKeeper(ISearchShelves shelves, IOptions<ArticleIndexOptions> options, TimeProvider time, ILogger<LikenessKeeper> logger, IAnsweredQuestions? answered = null) : BackgroundService, ILearnedLikeness
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Anew = TimeSpan.FromDays(1);

    /// <summary>So much more to learn from is worth learning anew.</summary>
    private const double Grown = 1.2;

    private volatile LearnedLikeness? _current;
    private LikenessFile? _last;

    public LearnedLikeness? Current => _current;

    private string FilePath => Path.GetFullPath(Path.Combine(options.Value.Path, "likeness"));

    /// <summary>What was learned before the process stopped.</summary>
    internal void Open()
    {
        try
        {
            _last = LikenessFile.Read(FilePath);
            _current = _last?.Learned;
            if (_last is null && File.Exists(FilePath))
                LogTorn(FilePath);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogFailed(e);
        }
    }

    /// <summary>Learns where there is something new to learn from.</summary>
    internal async Task FollowAsync(CancellationToken cancellationToken)
    {
        if (shelves.Current is not { } shelf)
            return;
        var lessons = LikenessLessons.Of(shelf.Stock, answered is null ? [] : await answered.ReadAsync(cancellationToken));
        var now = time.GetUtcNow();
        if (_last is { } last && now - last.At < Anew && lessons.All.Count < Math.Max(last.Lessons * Grown, LikenessTraining.Least))
            return;
        var began = time.GetTimestamp();
        var learned = await Task.Factory.StartNew(() => LikenessTraining.Of(shelf, lessons, cancellationToken), cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        _current = learned;
        _last = new(learned, lessons.All.Count, now);
        _last.Write(FilePath);
        var (took, terms) = (time.GetElapsedTime(began), learned?.Vectors.Count ?? 0);
        LogLearned(lessons.All.Count, terms, took);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        Open();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await FollowAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // The edge of a loop: an index that was replaced meanwhile, a database that is away. What was learned before stays.
                LogFailed(e);
            }

            await Task.Delay(Every, time, stoppingToken);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Learned from {Lessons} questions of the house in {Took}: {Terms} terms (0: too little to learn from, or no help)")]
    private partial void LogLearned(int lessons, int terms, TimeSpan took);

    [LoggerMessage(Level = LogLevel.Warning, Message = "What was learned, in {Path}, is torn; it is learned again")]
    private partial void LogTorn(string path);

    [LoggerMessage(Level = LogLevel.Error, Message = "Nothing could be learned from the house's questions; what was learned before stays")]
    private partial void LogFailed(Exception exception);
}
