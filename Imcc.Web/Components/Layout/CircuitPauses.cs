using System.Collections.Concurrent;

namespace Imcc.Web.Components.Layout;

/// <summary>The open circuits of this process, so that a planned stop can ask each browser to pause and to come back by itself.</summary>
public sealed partial class CircuitPauses(ILogger<CircuitPauses> logger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<object, Func<Task>> _pauses = new();

    public IDisposable Register(Func<Task> pause)
    {
        var key = new object();
        _pauses[key] = pause;
        return new Registration(_pauses, key);
    }

    /// <summary>Asks all at once; a browser that does not answer in time is left to reconnect by itself.</summary>
    public async Task PauseAllAsync()
    {
        var all = Task.WhenAll(_pauses.Values.Select(PauseAsync));
        await Task.WhenAny(all, Task.Delay(Patience));
    }

    private async Task PauseAsync(Func<Task> pause)
    {
        try
        {
            await pause();
        }
        catch (Exception e)
        {
            // One circuit that is already gone must not keep the others from pausing.
            LogNotPaused(logger, e);
        }
    }

    [LoggerMessage(LogLevel.Debug, "A circuit could not be paused.")]
    private static partial void LogNotPaused(ILogger logger, Exception e);

    private sealed class Registration(ConcurrentDictionary<object, Func<Task>> pauses, object key) : IDisposable
    {
        public void Dispose() => pauses.TryRemove(key, out _);
    }
}
