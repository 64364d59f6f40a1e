using System.Collections.Immutable;
using Imcc.Core.Desk;

namespace Imcc.Web.Components.Desk;

/// <summary>
/// Gathers what a desk is told and hands it on in batches, at most ten a second: the first event of a quiet time at once, a burst
/// together. While held, everything waits.
/// </summary>
public sealed class EventPump(TimeProvider time, Func<ImmutableArray<DeskEvent>, Task> take) : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly Lock _lock = new();
    private readonly List<DeskEvent> _waiting = [];
    private DateTimeOffset _last;
    private bool _isScheduled;
    private bool _isHeld = true;
    private bool _isDisposed;

    public void Post(DeskEvent e)
    {
        lock (_lock)
        {
            if (_isDisposed)
                return;
            _waiting.Add(e);
            Schedule_NeedsLock();
        }
    }

    /// <summary>Keeps events back while a snapshot is being read, so that they are applied after it.</summary>
    public void Hold()
    {
        lock (_lock)
            _isHeld = true;
    }

    public void Release()
    {
        lock (_lock)
        {
            _isHeld = false;
            Schedule_NeedsLock();
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
            _waiting.Clear();
        }
    }

    private void Schedule_NeedsLock()
    {
        if (_isHeld || _isScheduled || _waiting.Count == 0)
            return;
        _isScheduled = true;
        var wait = _last + Interval - time.GetUtcNow();
        // Longer than the interval only when the clock was set back.
        _ = FlushAsync(wait > Interval ? Interval : wait);
    }

    private async Task FlushAsync(TimeSpan wait)
    {
        if (wait > TimeSpan.Zero)
            await Task.Delay(wait, time);
        else
            await Task.Yield();
        ImmutableArray<DeskEvent> batch;
        lock (_lock)
        {
            _isScheduled = false;
            if (_isHeld || _isDisposed)
                return;
            batch = [.. _waiting];
            _waiting.Clear();
            _last = time.GetUtcNow();
        }

        await take(batch);
    }
}
