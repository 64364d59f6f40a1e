using System.Collections.Immutable;

namespace Imcc.Core.Board;

/// <summary>The organisation's thresholds, and those of skill groups that have their own.</summary>
[GenerateSerializer, Immutable]
public sealed record BoardRuleBook
{
    [Id(0)] public BoardRules All { get; init; } = BoardRules.Default;

    [Id(1)] public ImmutableDictionary<Guid, BoardRules> Groups { get; init; } = ImmutableDictionary<Guid, BoardRules>.Empty;

    /// <param name="groupId">Empty: all groups together.</param>
    public BoardRules Of(Guid groupId) => Groups.GetValueOrDefault(groupId) ?? All;
}
