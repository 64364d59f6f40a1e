using Imcc.Infrastructure.Storage;

namespace Imcc.Tests.Delivery;

/// <summary>Stands between a store's writer and its database, and plays a connection that is cut after the COMMIT was sent, or a disk that is full.</summary>
internal sealed class CutCommits
{
    private int _count;
    private int _refusals;

    /// <summary>0: none.</summary>
    public int CutEvery { get; set; }

    public int Cuts { get; private set; }

    public void Refuse(int times) => Interlocked.Exchange(ref _refusals, times);

    public IBatchExecutor Around(IBatchExecutor inner) => new Executor(this, inner);

    private void Before()
    {
        if (Interlocked.Decrement(ref _refusals) >= 0)
            throw new IOException("No space left on device");
    }

    private void After()
    {
        if (CutEvery == 0 || ++_count % CutEvery != 0)
            return;
        Cuts++;
        throw new IOException("The connection was cut; whether the transaction was committed is not known.");
    }

    private sealed class Executor(CutCommits cuts, IBatchExecutor inner) : IBatchExecutor
    {
        public async ValueTask<WriteOutcome[]?> TryCommitAsync(IReadOnlyList<WriteUnit> units)
        {
            cuts.Before();
            var outcomes = await inner.TryCommitAsync(units);
            cuts.After();
            return outcomes;
        }

        public async ValueTask<WriteOutcome> CommitAsync(WriteUnit unit)
        {
            cuts.Before();
            var outcome = await inner.CommitAsync(unit);
            cuts.After();
            return outcome;
        }

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
