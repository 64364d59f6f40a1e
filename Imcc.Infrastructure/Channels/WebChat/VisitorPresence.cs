using Imcc.Core.Channels.WebChat;

namespace Imcc.Infrastructure.Channels.WebChat;

/// <summary>
/// Counts a visitor's open pages on this node and tells when the last one is gone and when the first is back. For one thread the
/// two are told one after the other, so that a quick reload never ends as "gone".
/// </summary>
public sealed class VisitorPresence(IVisitorSignals signals, TimeProvider time) : IDisposable
{
    private readonly System.Collections.Concurrent.ConcurrentDictionary<Guid, int> _open = new();
    private readonly SemaphoreSlim[] _turns = [.. Enumerable.Range(0, 256).Select(_ => new SemaphoreSlim(1))];

    /// <param name="tell">False for a visitor who never wrote: nobody waits for news of them.</param>
    public async Task EnterAsync(Guid threadId, bool tell)
    {
        var turn = TurnOf(threadId);
        await turn.WaitAsync();
        try
        {
            if (_open.AddOrUpdate(threadId, 1, (_, n) => n + 1) == 1 && tell)
                await signals.BackAsync(threadId);
        }
        finally
        {
            turn.Release();
        }
    }

    public async Task LeaveAsync(Guid threadId, bool tell)
    {
        var since = time.GetUtcNow();
        var turn = TurnOf(threadId);
        await turn.WaitAsync();
        try
        {
            if (_open.AddOrUpdate(threadId, 0, (_, n) => n - 1) > 0)
                return;
            _open.TryRemove(threadId, out _);
            if (tell)
                await signals.GoneAsync(threadId, since);
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose()
    {
        foreach (var turn in _turns)
            turn.Dispose();
    }

    private SemaphoreSlim TurnOf(Guid threadId) => _turns[(uint)threadId.GetHashCode() % (uint)_turns.Length];
}
