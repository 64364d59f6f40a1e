using System.Threading.Channels;

namespace Imcc.Infrastructure.Storage;

/// <summary>
/// The one writer of one database: takes what is queued, commits it together, repeats. No lingering: while one batch is on its way to
/// the disk the next gathers by itself. A unit that spoils its batch is found by replaying the batch one by one, so it fails alone.
/// Whoever awaits <see cref="CommitAsync"/> is answered after the commit.
/// </summary>
internal sealed partial class StoreWriter : IAsyncDisposable
{
    private const int LargestBatch = 1024;

    private readonly Channel<Pending> _queue;
    private readonly IBatchExecutor _executor;
    private readonly ILogger _logger;
    private readonly Task _loop;

    /// <param name="capacity">Units that may wait; a further one is refused with <see cref="StoreOverloadedException"/>.</param>
    public StoreWriter(IBatchExecutor executor, int capacity, ILogger logger)
    {
        _executor = executor;
        _logger = logger;
        _queue = Channel.CreateBounded<Pending>(new BoundedChannelOptions(capacity) { SingleReader = true });
        // On the default scheduler: made lazily from a grain, a plain StartNew would run on, and block, that grain's scheduler.
        _loop = Task.Factory.StartNew(RunAsync, CancellationToken.None, TaskCreationOptions.DenyChildAttach, TaskScheduler.Default).Unwrap();
    }

    /// <summary>Units that wait for their commit.</summary>
    public int Waiting => _queue.Reader.Count;

    /// <exception cref="StoreOverloadedException">More is waiting than the store can write in a reasonable time.</exception>
    public Task<WriteOutcome> CommitAsync(WriteUnit unit)
    {
        var pending = new Pending(unit);
        return _queue.Writer.TryWrite(pending) ? pending.Done.Task : throw new StoreOverloadedException();
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        // Whoever ends the host may be blocking the context that we were called on.
        await _loop.ConfigureAwait(false);
        await _executor.DisposeAsync().ConfigureAwait(false);
    }

    private async Task RunAsync()
    {
        var batch = new List<Pending>(LargestBatch);
        var units = new List<WriteUnit>(LargestBatch);
        while (await _queue.Reader.WaitToReadAsync())
        {
            while (batch.Count < LargestBatch && _queue.Reader.TryRead(out var pending))
            {
                batch.Add(pending);
                units.Add(pending.Unit);
            }

            await CommitBatchAsync(batch, units);
            batch.Clear();
            units.Clear();
        }
    }

    private async Task CommitBatchAsync(List<Pending> batch, List<WriteUnit> units)
    {
        WriteOutcome[]? outcomes = null;
        try
        {
            outcomes = await _executor.TryCommitAsync(units);
        }
        catch (Exception e) when (batch.Count > 1)
        {
            BatchFailed(e, batch.Count);
        }
        catch (Exception e)
        {
            batch[0].Done.SetException(e);
            return;
        }

        if (outcomes is not null)
        {
            for (var i = 0; i < batch.Count; i++)
                batch[i].Done.SetResult(outcomes[i]);
            return;
        }

        foreach (var pending in batch)
        {
            try
            {
                pending.Done.SetResult(await _executor.CommitAsync(pending.Unit));
            }
            catch (Exception e)
            {
                pending.Done.SetException(e);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A batch of {Units} units could not be committed together; trying them one by one")]
    private partial void BatchFailed(Exception exception, int units);

    private sealed record Pending(WriteUnit Unit)
    {
        public TaskCompletionSource<WriteOutcome> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}

/// <summary>The store has more waiting than it can write in a reasonable time: the caller says that the system is busy.</summary>
public sealed class StoreOverloadedException() : Exception("The conversation store has more waiting than it can write.");
