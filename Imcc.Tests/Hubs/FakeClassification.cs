using Imcc.Core.Desk;
using Imcc.Core.Reasons;

namespace Imcc.Tests.Hubs;

/// <summary>Two reasons, and what was chosen of them, written down with the workplace's calls.</summary>
internal sealed class FakeClassification(FakeWorkplace workplace) : IClassification
{
    public static readonly ReasonTree Tree = new(4, Reasons.Trees.Of("信用卡/挂失补卡:丢了"));

    public Task<ReasonMenu?> MenuAsync(Guid agentId, Guid conversationId, CancellationToken cancellationToken = default) => Task.FromResult<ReasonMenu?>(null);

    public Task<CommandOutcome> ClassifyAsync(Guid agentId, Guid conversationId, IReadOnlyList<ReasonPick> reasons, CancellationToken cancellationToken = default)
    {
        workplace.Calls.Enqueue("classify " + string.Join(' ', reasons.Select(r => r.ReasonId.ToString()[..8] + (r.IsMain ? "*" : ""))));
        return Task.FromResult(workplace.Outcome);
    }

    public Task<CommandOutcome> SetFavouriteAsync(Guid agentId, Guid reasonId, bool isFavourite, CancellationToken cancellationToken = default) => Task.FromResult(workplace.Outcome);

    public ReasonOffer Offer(Guid agentId, Guid? groupId) =>
        new(Tree.Version, [.. Tree.All.Select(n => new OfferedReason(n.Id, n.ParentId, n.Code, n.Name, n.Keywords, [.. Tree.PathOf(n.Id).Select(p => p.Name)], Tree.IsChoosable(n.Id)))]);
}
