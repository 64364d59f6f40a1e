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

/// <summary>How much a flow holds; characters are UTF-16 units.</summary>
public static class FlowLimits
{
    public const int Key = 60;
    public const int Name = 60;
    public const int Nodes = 200;
    public const int NodeId = 20;
    public const int Text = 600;
    public const int Options = 10;
    public const int OptionText = 40;
    public const int Words = 20;
    public const int Rules = 20;
    public const int Slot = 20;
    public const int Slots = 40;
    public const int Value = 200;
    public const int Pattern = 200;
    public const int Tries = 9;
    public const int UsualTries = 3;

    /// <summary>Minutes: two days, as long as WeChat lets us answer.</summary>
    public const int Patience = 2880;
    public const int UsualPatience = 10;

    /// <summary>Nodes that one of the customer's messages may lead through: whoever needs more goes in a circle.</summary>
    public const int Steps = 100;

    /// <summary>Characters of one answer that are kept.</summary>
    public const int Answer = 500;

    /// <summary>Characters of a flow as it is stored; what may be entered is less.</summary>
    public const int Stored = 1_000_000;
}
