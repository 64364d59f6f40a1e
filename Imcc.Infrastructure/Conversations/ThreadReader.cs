using Imcc.Core.Conversations;

namespace Imcc.Infrastructure.Conversations;

/// <summary>Reads threads from the store, in order and in pages.</summary>
public sealed class ThreadReader
{
    /// <summary>What the customer's side may see: never an internal message.</summary>
    /// <param name="afterSeq">Only messages after this place (0 for all).</param>
    /// <param name="take">1 to 200.</param>
    public Task<IReadOnlyList<ThreadMessage>> ForCustomerAsync(Guid threadId, long afterSeq, int take, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    /// <summary>The latest messages that the customer's side may see, in order.</summary>
    public Task<IReadOnlyList<ThreadMessage>> LatestForCustomerAsync(Guid threadId, int take, CancellationToken cancellationToken) =>
        throw new NotImplementedException();
}
