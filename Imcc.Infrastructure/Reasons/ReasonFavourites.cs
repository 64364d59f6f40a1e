using Imcc.Core.Desk;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Reasons;

/// <summary>The reasons that agents have marked for themselves.</summary>
internal sealed class ReasonFavourites(ConversationStores stores, TimeProvider time)
{
    private const int Most = 50;

    public async Task<IReadOnlySet<Guid>> OfAsync(Guid agentId, CancellationToken cancellationToken)
    {
        await using var context = stores.Home.Read();
        return (await context.ReasonFavourites.Where(f => f.AgentId == agentId).Select(f => f.ReasonId).ToListAsync(cancellationToken)).ToHashSet();
    }

    public async Task<CommandOutcome> SetAsync(Guid agentId, Guid reasonId, bool isFavourite, CancellationToken cancellationToken)
    {
        var known = await OfAsync(agentId, cancellationToken);
        if (known.Contains(reasonId) == isFavourite)
            return CommandOutcome.AlreadyDone;
        if (isFavourite && known.Count >= Most)
            return CommandOutcome.TooMany;
        var row = new ReasonFavouriteRow { AgentId = agentId, ReasonId = reasonId, At = time.GetUtcNow() };
        var outcome = await stores.Home.Writer.CommitAsync(isFavourite ? new WriteUnit().Insert(row) : new WriteUnit().Delete(row));
        return outcome == WriteOutcome.Committed ? CommandOutcome.Done : CommandOutcome.AlreadyDone;
    }
}
