using System.Collections.Concurrent;

namespace Imcc.Web.Components.Layout;

/// <summary>
/// The open circuits of this process, so that a planned stop can ask each browser to pause. A paused circuit is disposed here; its
/// browser holds the state and resumes by itself on whichever process answers ready next.
/// </summary>
public sealed partial class CircuitPauses(TimeProvider time, ILogger<CircuitPauses> logger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    private readonly ConcurrentDictionary<object, (CircuitLink Link, Func<Task> Pause)> _circuits = new();

    public IDisposable Register(CircuitLink link, Func<Task> pause)
    {
        var key = new object();
        _circuits[key] = (link, pause);
        return new Registration(this, key);
    }

    /// <summary>Asks all at once and waits until they have gone. Who does not go in time is left to reconnect by itself.</summary>
    public async Task PauseAllAsync()
    {
        var until = time.GetUtcNow() + Patience;
        // A call to a browser that is not there would hang for a minute.
        var asked = _circuits.Values.Where(c => c.Link.IsUp).Select(c => AskAsync(c.Pause)).ToList();
        await Task.WhenAny(Task.WhenAll(asked), Task.Delay(Patience, time));
        while (time.GetUtcNow() < until && _circuits.Values.Any(c => c.Link.IsUp))
            await Task.Delay(Look, time);
    }

    private async Task AskAsync(Func<Task> pause)
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

    private sealed class Registration(CircuitPauses owner, object key) : IDisposable
    {
        public void Dispose() => owner._circuits.TryRemove(key, out _);
    }
}
