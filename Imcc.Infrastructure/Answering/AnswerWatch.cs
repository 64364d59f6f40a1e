using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Imcc.Infrastructure.Answering;

/// <summary>Tells what keeps answers in memory when they have changed: at once what was changed on this node (<see cref="Poke"/>), within a second what was changed on another.</summary>
internal sealed partial class AnswerWatch : BackgroundService
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly IDbContextFactory<DirectoryContext> _contexts;
    private readonly IReadOnlyList<Followed> _followers;
    private readonly TimeProvider _time;
    private readonly ILogger<AnswerWatch> _logger;

    public AnswerWatch(IDbContextFactory<DirectoryContext> contexts, IEnumerable<IAnswerFollower> followers, TimeProvider time, ILogger<AnswerWatch> logger)
    {
        (_contexts, _time, _logger) = (contexts, time, logger);
        _followers = [.. followers.Select(f => new Followed(f))];
    }

    /// <summary>Something was changed here and is committed.</summary>
    public void Poke()
    {
        foreach (var followed in _followers)
            followed.Wake();
    }

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var followed in _followers.Where(f => f.Follower.IsNeededAtStart))
            await FollowAsync(followed, cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    public override void Dispose()
    {
        base.Dispose();
        foreach (var followed in _followers)
            followed.Dispose();
    }

    // Each at its own pace: an index that is built for half a minute holds up no keyword.
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(_followers.Select(f => KeepUpAsync(f, stoppingToken)));

    private async Task KeepUpAsync(Followed followed, CancellationToken stoppingToken)
    {
        await Task.Yield();
        try
        {
            while (true)
            {
                try
                {
                    await FollowAsync(followed, stoppingToken);
                }
                catch (Exception e) when (!stoppingToken.IsCancellationRequested)
                {
                    LogFailed(e, followed.Follower.Stock);
                }

                await followed.WaitAsync(Interval, _time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping is not a fault.
        }
    }

    private async Task FollowAsync(Followed followed, CancellationToken cancellationToken)
    {
        await using var context = _contexts.CreateDbContext();
        var version = await context.AnswerVersions.Where(v => v.Stock == followed.Follower.Stock).Select(v => v.Version).SingleAsync(cancellationToken);
        if (followed.Version == version)
            return;
        await followed.Follower.FollowAsync(version, cancellationToken);
        followed.Version = version;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The {Stock} could not be taken over; what was in force stays")]
    private partial void LogFailed(Exception e, string stock);

    private sealed class Followed(IAnswerFollower follower) : IDisposable
    {
        private readonly SemaphoreSlim _woken = new(0, 1);

        public IAnswerFollower Follower => follower;

        /// <summary>What it has taken over; null: nothing yet.</summary>
        public long? Version { get; set; }

        public void Dispose() => _woken.Dispose();

        public void Wake()
        {
            try
            {
                _woken.Release();
            }
            catch (SemaphoreFullException)
            {
                // It is going to look anyway.
            }
        }

        public async Task WaitAsync(TimeSpan atMost, TimeProvider time, CancellationToken cancellationToken)
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            await using var timer = time.CreateTimer(_ => limit.Cancel(), null, atMost, Timeout.InfiniteTimeSpan);
            try
            {
                await _woken.WaitAsync(limit.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                // The time is up.
            }
        }
    }
}
