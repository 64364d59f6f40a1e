using Imcc.Core.Flows;
using Imcc.Infrastructure.Organisation;

namespace Imcc.Infrastructure.Answering.Flows;

/// <summary>A flow as it is edited on screen.</summary>
public sealed class FlowDraft
{
    /// <summary>Null: a new one.</summary>
    public Guid? Id { get; set; }

    public long Rev { get; set; }

    /// <summary>By what articles and keyword rules name it: letters, digits, dash and underscore.</summary>
    public string Key { get; set; } = "";

    public string Name { get; set; } = "";

    public Guid OrgUnitId { get; set; }

    public List<Guid> Accounts { get; init; } = [];

    public FlowContent Content { get; set; } = new([]);

    /// <summary>The version in force; null: none is.</summary>
    public long? InForce { get; init; }

    /// <summary>Whether the draft says something else than what is in force.</summary>
    public bool IsChanged { get; init; }

    public DateTimeOffset ChangedAt { get; init; }

    /// <summary>User name.</summary>
    public string ChangedBy { get; init; } = "";
}

/// <summary>What an editor works with: the flows that are theirs to change, and what they can choose from.</summary>
/// <param name="IsHeadOffice">May make flows for all accounts.</param>
/// <param name="Units">The own unit first, each with its depth below it.</param>
/// <param name="Accounts">Of the own units.</param>
/// <param name="Groups">All skill groups.</param>
public sealed record FlowDesk(
    IReadOnlyList<FlowDraft> Flows,
    bool IsHeadOffice,
    IReadOnlyList<(OrgUnit Unit, int Depth)> Units,
    IReadOnlyList<(Guid Id, string Name)> Accounts,
    IReadOnlyList<(Guid Id, string Name)> Groups);

/// <summary>One publication.</summary>
public sealed record FlowVersion(long Version, DateTimeOffset PublishedAt, string PublishedBy, FlowContent Content);

/// <summary>A flow in force, by what others name it.</summary>
public sealed record FlowName(string Key, string Name);

/// <summary>A keyword rule or an article that begins a flow.</summary>
/// <param name="Words">A rule's patterns; of an article none.</param>
/// <param name="IsOn">Enabled, or in force.</param>
public sealed record FlowStarter(Guid Id, bool IsRule, string Name, string Words, bool IsOn);
