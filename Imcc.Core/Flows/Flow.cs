using System.Collections.Immutable;

namespace Imcc.Core.Flows;

/// <summary>A published business flow (流程): nothing but data. Whoever is in it stays with the version in which they began.</summary>
/// <param name="Key">By what articles and keyword rules name it.</param>
/// <param name="Version">From 1 on, counted up by each publication.</param>
/// <param name="Accounts">The channel accounts whose customers it serves; empty: all.</param>
public sealed record Flow(Guid Id, string Key, string Name, long Version, ImmutableArray<Guid> Accounts, FlowContent Content)
{
    public bool IsFor(Guid accountId) => Accounts.IsEmpty || Accounts.Contains(accountId);

    public FlowNode? Find(string nodeId) => Content.Nodes.FirstOrDefault(n => n.Id == nodeId);
}

/// <summary>All that an editor says about what happens in a flow: what a draft holds, and what a version keeps.</summary>
/// <param name="Nodes">It begins with the first one.</param>
/// <param name="Patience">Minutes that an answer is waited for: 1 to <see cref="FlowLimits.Patience"/>.</param>
/// <param name="SilenceText">Said when they are over; empty: it ends in silence.</param>
/// <param name="CancelWords">Whoever says one of them, and nothing else, leaves the flow.</param>
/// <param name="CancelText">Said to them.</param>
public sealed record FlowContent(
    ImmutableArray<FlowNode> Nodes,
    int Patience = FlowLimits.UsualPatience,
    string SilenceText = "",
    ImmutableArray<string> CancelWords = default,
    string CancelText = "")
{
    public ImmutableArray<FlowNode> Nodes { get; init; } = Nodes.IsDefault ? [] : Nodes;

    public ImmutableArray<string> CancelWords { get; init; } = CancelWords.IsDefault ? [] : CancelWords;
}
