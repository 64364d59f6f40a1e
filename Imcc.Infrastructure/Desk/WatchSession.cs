using System.Threading.Channels;
using Imcc.Core.Conversations;
using Imcc.Core.Desk;
using Imcc.Infrastructure.Conversations;
using Imcc.Infrastructure.Live;
using Directory = Imcc.Core.Organisation.Directory;

namespace Imcc.Infrastructure.Desk;

/// <summary>A supervisor's open look at one conversation: what is told of it, and the lease that is renewed for as long as it is open. It ends by itself where the sight ends.</summary>
internal sealed partial class WatchSession : IAsyncDisposable
{
    private const int EventsKept = 1000;

    private readonly Channel<DeskEvent> _events = Channel.CreateBounded<DeskEvent>(new BoundedChannelOptions(EventsKept) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
    private readonly CancellationTokenSource _closing = new();
    private readonly Lock _lock = new();
    private readonly Watch _watch;
    private readonly Func<Directory> _directory;
    private readonly IGrainFactory _grains;
    private readonly WatchEnding _ending;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly IDisposable _subscription;
    private WatchSight _sight;
    private int _disposed;

    /// <param name="watch">What begins; it is stored by the caller after this listens, so that nothing falls between.</param>
    public WatchSession(Watch watch, WatchSight sight, Func<DeskEvent, Task> tell, LiveFeed feed, Func<Directory> directory, IGrainFactory grains, WatchEnding ending, TimeProvider time, ILogger logger)
    {
        (_watch, _sight, _directory, _grains, _ending, _time, _logger) = (watch, sight, directory, grains, ending, time, logger);
        _subscription = feed.Subscribe(Topic.Watch(watch.ThreadId), Hear);
        _ = Task.Run(() => TellAsync(tell));
    }

    /// <summary>It has begun: from now on it is kept alive.</summary>
    public void Keep() => _ = RenewAsync();

    /// <summary>It has not begun: there is nothing to end.</summary>
    public void Drop()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
            Close();
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        Close();
        try
        {
            await _ending.EndAsync(_watch.ThreadId, _watch.ConversationId, _watch.Id);
        }
        catch (Exception e)
        {
            // The lease runs out by itself.
            NotEnded(e, _watch.ConversationId);
        }
    }

    private void Hear(DeskEvent e)
    {
        lock (_lock)
        {
            if (_sight.IsOver)
                return;
            (_sight, var isTold) = _sight.Hear(e, _directory());
            if (isTold)
                _events.Writer.TryWrite(e);
            if (!_sight.IsOver)
                return;
            _events.Writer.TryWrite(new WatchOver(_watch.ThreadId, _watch.ConversationId));
        }

        // Whoever tells waits for nobody.
        _ = Task.Run(async () => await DisposeAsync());
    }

    private void Close()
    {
        _subscription.Dispose();
        _events.Writer.TryComplete();
        _closing.Cancel();
    }

    private async Task RenewAsync()
    {
        using var timer = new PeriodicTimer(Watch.Renewal, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(_closing.Token))
            {
                try
                {
                    await _grains.GetGrain<IConversationGrain>(_watch.ThreadId).WatchAsync(_watch.ConversationId, new WatchAct.Renew { WatchId = _watch.Id });
                }
                catch (Exception e)
                {
                    // Two may fail before it runs out.
                    NotRenewed(e, _watch.ConversationId);
                }
            }
        }
        catch (OperationCanceledException) when (_closing.IsCancellationRequested)
        {
            // The screen is closed.
        }
    }

    private async Task TellAsync(Func<DeskEvent, Task> tell)
    {
        await foreach (var e in _events.Reader.ReadAllAsync())
        {
            try
            {
                await tell(e);
            }
            catch (Exception failure)
            {
                // One event that a screen could not show must not end the telling.
                NotTold(failure, e.GetType().Name, _watch.LeadId);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A supervisor's look at conversation {ConversationId} could not be renewed")]
    private partial void NotRenewed(Exception exception, Guid conversationId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A supervisor's look at conversation {ConversationId} could not be ended; it runs out")]
    private partial void NotEnded(Exception exception, Guid conversationId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The screen of supervisor {LeadId} could not take a {Event}")]
    private partial void NotTold(Exception exception, string @event, Guid leadId);
}
