using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Directory = Imcc.Core.Organisation.Directory;

namespace Imcc.Infrastructure.Alerts;

/// <summary>
/// The alerts that supervisors' screens show: those that go on, and those of the last day that nobody has seen. One look a second for all screens of this process, and
/// none while there is no screen; an alert of this node's own is shown at once.
/// </summary>
public sealed partial class AlertBoard : IAsyncDisposable
{
    /// <summary>So many are shown to one person. As many are kept of each unit, so that a flood in one does not hide another's from its leads.</summary>
    public const int Most = 200;
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Shown = TimeSpan.FromHours(24);

    private readonly ConversationStores _stores;
    private readonly Func<Directory> _directory;
    private readonly TimeProvider _time;
    private readonly ILogger<AlertBoard> _logger;
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _poke = new(0, 1);
    private readonly CancellationTokenSource _closing = new();
    private Action? _listeners;
    private Task? _loop;
    private IReadOnlyList<Alert> _alerts = [];

    internal AlertBoard(ConversationStores stores, Func<Directory> directory, TimeProvider time, ILogger<AlertBoard> logger) => (_stores, _directory, _time, _logger) = (stores, directory, time, logger);

    /// <summary>From now on until disposed, <paramref name="changed"/> is called when there is something else to show. On the pool; it must not block.</summary>
    public IDisposable Follow(Action changed)
    {
        lock (_lock)
        {
            _listeners += changed;
            _loop ??= Task.Run(WatchAsync);
        }

        return new Following(this, changed);
    }

    /// <summary>What this person is to see, the latest first: of the own unit and those below; nothing for whoever leads nobody.</summary>
    public IReadOnlyList<Alert> For(Guid personId)
    {
        var known = _directory();
        return [.. _alerts.Where(a => known.IsLeadOf(personId, a.UnitId)).Take(Most)];
    }

    /// <summary>Looks now.</summary>
    public void Changed()
    {
        lock (_lock)
        {
            if (_poke.CurrentCount == 0)
                _poke.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        if (_loop is not null)
            await _loop.ConfigureAwait(false);
        _closing.Dispose();
        _poke.Dispose();
    }

    private async Task WatchAsync()
    {
        try
        {
            do
            {
                await LookAsync();
                await _poke.WaitAsync(Every, _closing.Token);
            }
            while (IsFollowed());
        }
        catch (Exception) when (_closing.IsCancellationRequested)
        {
            // The process stops, whatever the look ended with: nobody looks any more.
            return;
        }
    }

    private bool IsFollowed()
    {
        lock (_lock)
        {
            if (_listeners is not null)
                return true;
            _loop = null;
            return false;
        }
    }

    private async Task LookAsync()
    {
        List<Alert> alerts;
        try
        {
            alerts = await ReadAsync();
        }
        catch (Exception e) when (!_closing.IsCancellationRequested)
        {
            // What is shown stays until the next look succeeds.
            LogFailed(_logger, e);
            return;
        }

        if (alerts.SequenceEqual(_alerts))
            return;
        _alerts = alerts;
        Tell();
    }

    private void Tell()
    {
        foreach (var listener in _listeners?.GetInvocationList().Cast<Action>() ?? [])
        {
            try
            {
                listener();
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                // One screen's fault is not the others', and must not end the loop.
                LogListenerFailed(_logger, e);
            }
        }
    }

    private async Task<List<Alert>> ReadAsync()
    {
        var from = _time.GetUtcNow() - Shown;
        await using var context = _stores.Home.Read();
        var shown = context.Alerts.Where(a => a.OnScreen && (a.ClearedAt == null || (a.SeenAt == null && a.FiredAt >= from)));
        var rows = await shown.Select(a => a.UnitId).Distinct().SelectMany(unit => shown.Where(a => a.UnitId == unit).OrderByDescending(a => a.FiredAt).ThenByDescending(a => a.Id).Take(Most)).ToListAsync(_closing.Token);
        return [.. rows.OrderByDescending(r => r.FiredAt).ThenByDescending(r => r.Id).Select(r => r.ToAlert())];
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The alerts could not be read for the screens; again in a moment")]
    private static partial void LogFailed(ILogger logger, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "A screen could not be told that the alerts have changed")]
    private static partial void LogListenerFailed(ILogger logger, Exception exception);

    private sealed record Following(AlertBoard Board, Action Changed) : IDisposable
    {
        public void Dispose()
        {
            lock (Board._lock)
                Board._listeners -= Changed;
        }
    }
}
