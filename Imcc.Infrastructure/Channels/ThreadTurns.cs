using System.Collections.Concurrent;

namespace Imcc.Infrastructure.Channels;

/// <summary>
/// Lets what is meant for one thread go one after the other, in the order in which it was given; threads do not wait for each other. A first call to a grain
/// that is not awake yet may otherwise be overtaken by the next.
/// </summary>
internal sealed class ThreadTurns
{
    private readonly ConcurrentDictionary<Guid, Task> _last = new();

    /// <summary>Threads with something on its way.</summary>
    public int Count => _last.Count;

    /// <summary>Begins once everything given before for the thread has ended, well or not.</summary>
    public Task<T> RunAsync<T>(Guid threadId, Func<Task<T>> work)
    {
        var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task? before = null;
        // Where it has to look again, what it saw last is what holds.
        _last.AddOrUpdate(
            threadId,
            _ =>
            {
                before = null;
                return turn.Task;
            },
            (_, last) =>
            {
                before = last;
                return turn.Task;
            });
        return WaitAndRunAsync(threadId, before, work, turn);
    }

    private async Task<T> WaitAndRunAsync<T>(Guid threadId, Task? before, Func<Task<T>> work, TaskCompletionSource turn)
    {
        if (before is not null)
            await before;
        try
        {
            return await work();
        }
        finally
        {
            _last.TryRemove(new(threadId, turn.Task));
            turn.SetResult();
        }
    }
}
