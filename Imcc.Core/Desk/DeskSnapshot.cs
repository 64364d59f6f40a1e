using Imcc.Core.Agents;
using Imcc.Core.Conversations;
using Imcc.Core.Organisation;

namespace Imcc.Core.Desk;

/// <summary>All that a desk shows when it opens or comes back after a lost connection.</summary>
[GenerateSerializer, Immutable]
public sealed record DeskSnapshot
{
    [Id(0)] public required Agent Agent { get; init; }

    [Id(1)] public required AgentStatus Status { get; init; }

    /// <summary>Offered to, active with or being wrapped up by this agent.</summary>
    [Id(2)] public required IReadOnlyList<DeskConversation> Mine { get; init; }

    /// <summary>Waiting in the agent's groups, the next one first; at most 200.</summary>
    [Id(3)] public required IReadOnlyList<DeskConversation> Queue { get; init; }

    [Id(4)] public required int WaitingCount { get; init; }

    /// <summary>Kept by this agent without serving, the longest first; at most 200.</summary>
    [Id(5)] public IReadOnlyList<DeskConversation> Parked { get; init; } = [];

    /// <summary>Where this agent was asked to take over or to help.</summary>
    [Id(6)] public IReadOnlyList<DeskConversation> Asked { get; init; } = [];

    /// <summary>Messages left for the agent's groups, the oldest first; at most 200.</summary>
    [Id(7)] public IReadOnlyList<DeskConversation> Messages { get; init; } = [];

    /// <summary>The organisation's reasons for not being there, in the order of the menu.</summary>
    [Id(8)] public IReadOnlyList<PresenceReason> Reasons { get; init; } = [];

    [Id(9)] public IReadOnlyList<CustomerTag> Tags { get; init; } = [];

    /// <summary>Closed, and this agent still owes the reason for contact, the oldest first; at most 200.</summary>
    [Id(20)] public IReadOnlyList<DeskConversation> Owed { get; init; } = [];

    /// <summary>Of the published tree of reasons for contact; 0: there is none.</summary>
    [Id(21)] public int ReasonVersion { get; init; }
}

/// <summary>A stretch of a thread in order; <paramref name="HasEarlier"/> says whether there is more before it.</summary>
[GenerateSerializer, Immutable]
public sealed record MessagePage([property: Id(0)] IReadOnlyList<ThreadMessage> Messages, [property: Id(1)] bool HasEarlier);

/// <summary>What the side panel shows of a customer.</summary>
[GenerateSerializer, Immutable]
public sealed record CustomerCard
{
    [Id(0)] public required Guid ContactId { get; init; }

    [Id(1)] public required string DisplayName { get; init; }

    [Id(2)] public required int VipTier { get; init; }

    [Id(3)] public required string Note { get; init; }

    [Id(4)] public required string ExternalId { get; init; }

    [Id(5)] public required string AccountName { get; init; }

    [Id(6)] public required DateTimeOffset FirstSeenAt { get; init; }

    /// <summary>Earlier conversations of the thread, the latest first; at most 50.</summary>
    [Id(7)] public required IReadOnlyList<DeskConversation> Earlier { get; init; }

    /// <summary>Ids of the customer's tags.</summary>
    [Id(8)] public IReadOnlyList<Guid> Tags { get; init; } = [];

    /// <summary>The tier that counts: the own one, the account's or a tag's, whichever is highest.</summary>
    [Id(9)] public int EffectiveTier { get; init; }
}
