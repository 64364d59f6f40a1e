namespace Imcc.Infrastructure.Live;

/// <summary>
/// Which conversations this process has changed since somebody looked: what the history index is to read again. Each stands there once,
/// however often it changes. Marking never waits; when there are too many they are forgotten, and whoever looks is told so.
/// </summary>
public sealed class ChangedConversations : IDisposable
{
    private const int Capacity = 50_000;

    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _signal = new(0, 1);
    private HashSet<(Guid ThreadId, Guid? ConversationId)> _changed = [];
    private bool _isOverflown;

    public void Dispose() => _signal.Dispose();

    /// <param name="conversationId">Null: all of the thread.</param>
    public void Mark(Guid threadId, Guid? conversationId)
    {
        lock (_lock)
        {
            if (_changed.Count >= Capacity)
                (_changed, _isOverflown) = ([], true);
            _changed.Add((threadId, conversationId));
            if (_signal.CurrentCount == 0)
                _signal.Release();
        }
    }

    public Task<bool> WaitAsync(TimeSpan patience, CancellationToken cancellationToken) => _signal.WaitAsync(patience, cancellationToken);

    /// <returns>What was marked, and whether some of it was forgotten.</returns>
    public (IReadOnlyCollection<(Guid ThreadId, Guid? ConversationId)> Changed, bool IsOverflown) Take()
    {
        lock (_lock)
        {
            var taken = (_changed, _isOverflown);
            (_changed, _isOverflown) = ([], false);
            return taken;
        }
    }
}
