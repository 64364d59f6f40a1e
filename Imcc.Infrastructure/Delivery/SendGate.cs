using System.Collections.Concurrent;
using Imcc.Core.Delivery;

namespace Imcc.Infrastructure.Delivery;

/// <summary>Turns at channels' servers, in this process.</summary>
internal sealed class SendGate : ISendGate
{
    private const int AtOnce = 64;

    private readonly ConcurrentDictionary<(Guid Account, string Api), SemaphoreSlim> _lanes = new();

    public async ValueTask<ISendTurn?> EnterAsync(Guid accountId, string api, SendPriority priority, TimeSpan patience, CancellationToken cancellationToken)
    {
        var lane = _lanes.GetOrAdd((accountId, api), _ => new SemaphoreSlim(AtOnce));
        return await lane.WaitAsync(patience, cancellationToken) ? new Turn(lane) : null;
    }

    private sealed class Turn(SemaphoreSlim lane) : ISendTurn
    {
        private int _over;

        public void Ended(SendOutcome outcome, TimeSpan took)
        {
        }

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _over, 1) == 0)
                lane.Release();
        }
    }
}
