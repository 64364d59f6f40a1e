using Imcc.Core.Desk;
using Imcc.Core.Reasons;

namespace Imcc.Tests.Desk;

/// <summary>Reasons in memory: a tree that a test arranges, and what was chosen from it, as the real one would keep it.</summary>
internal sealed class FakeClassification(FakeWorkplace workplace) : IClassification
{
    private readonly HashSet<Guid> _favourites = [];

    public ReasonTree Tree { get; private set; } = ReasonTree.Empty;

    public List<Guid> Suggested { get; } = [];

    public List<Guid> Frequent { get; } = [];

    public List<string> Calls { get; } = [];

    /// <summary>What the next commands come back with.</summary>
    public CommandOutcome Outcome { get; set; }

    /// <summary>When set, choosing waits for it.</summary>
    public TaskCompletionSource? Delay { get; set; }

    public static Guid Reason(int number) => FakeWorkplace.Id(50_000 + number);

    /// <summary>Paths like <c>信用卡/挂失补卡</c>; each reason gets the number of its place.</summary>
    public void Publish(params string[] paths)
    {
        var nodes = new List<ReasonNode>();
        var known = new Dictionary<string, Guid>();
        foreach (var path in paths)
        {
            var parts = path.Split('/');
            for (var depth = 1; depth <= parts.Length; depth++)
            {
                var key = string.Join('/', parts[..depth]);
                if (known.ContainsKey(key))
                    continue;
                known[key] = Reason(known.Count + 1);
                nodes.Add(new(known[key], depth == 1 ? null : known[string.Join('/', parts[..(depth - 1)])], "R" + known.Count, parts[depth - 1], [], known.Count));
            }
        }

        Tree = new(1, nodes);
        workplace.ReasonVersion = 1;
    }

    public Guid Of(string name) => Tree.All.Single(n => n.Name == name).Id;

    public Task<ReasonMenu?> MenuAsync(Guid agentId, Guid conversationId, CancellationToken cancellationToken = default)
    {
        IReadOnlyList<ContactReason> Choices(IEnumerable<Guid> ids) => [.. ids.Select(id => Tree.Choose(id, false, [])!)];
        return Task.FromResult<ReasonMenu?>(new(Tree.Version, null, Choices(Suggested), Choices(_favourites), Choices(Frequent)));
    }

    public async Task<CommandOutcome> ClassifyAsync(Guid agentId, Guid conversationId, IReadOnlyList<ReasonPick> reasons, CancellationToken cancellationToken = default)
    {
        Calls.Add("classify " + string.Join(' ', reasons.Select(r => Tree.Find(r.ReasonId)!.Name + (r.IsMain ? "*" : ""))));
        if (Delay is not null)
            await Delay.Task;
        if (Outcome != CommandOutcome.Done)
            return Outcome;
        var c = workplace.Conversations[conversationId];
        await workplace.MoveAsync(c with { Reasons = ReasonChoice.Of([.. c.Reasons], reasons, Tree, [])!.Value, SummaryOwedBy = reasons.Count > 0 ? null : c.SummaryOwedBy });
        return CommandOutcome.Done;
    }

    public Task<CommandOutcome> SetFavouriteAsync(Guid agentId, Guid reasonId, bool isFavourite, CancellationToken cancellationToken = default)
    {
        Calls.Add($"favourite {Tree.Find(reasonId)!.Name} {isFavourite}");
        if (isFavourite)
            _favourites.Add(reasonId);
        else
            _favourites.Remove(reasonId);
        return Task.FromResult(CommandOutcome.Done);
    }

    public ReasonOffer Offer(Guid agentId, Guid? groupId) =>
        new(Tree.Version, [.. Tree.All.Select(n => new OfferedReason(n.Id, n.ParentId, n.Code, n.Name, n.Keywords, [.. Tree.PathOf(n.Id).Select(p => p.Name)], Tree.IsChoosable(n.Id)))]);
}
