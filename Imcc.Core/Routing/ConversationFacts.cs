using Imcc.Core.Conversations;

namespace Imcc.Core.Routing;

/// <summary>
/// What routing needs to know of a conversation after any committed change. The facts are complete: the latest alone say where
/// it stands, so they may arrive twice, late or not at all without harm beyond the delay.
/// </summary>
[GenerateSerializer, Immutable]
public sealed record ConversationFacts
{
    [Id(0)] public required Guid ConversationId { get; init; }

    [Id(1)] public required Guid ThreadId { get; init; }

    [Id(2)] public required long Revision { get; init; }

    [Id(3)] public required ConversationState State { get; init; }

    /// <summary>When the state was entered.</summary>
    [Id(4)] public required DateTimeOffset Since { get; init; }

    [Id(5)] public Guid? GroupId { get; init; }

    [Id(6)] public Guid? AgentId { get; init; }

    [Id(7)] public int VipTier { get; init; }

    [Id(8)] public DateTimeOffset? EnqueuedAt { get; init; }

    [Id(9)] public DateTimeOffset? AcceptedAt { get; init; }

    [Id(10)] public int Attempts { get; init; }

    [Id(11)] public IReadOnlyCollection<Guid> DeclinedBy { get; init; } = [];

    /// <summary>What it takes of an agent's capacity; 1 or more.</summary>
    [Id(12)] public int Units { get; init; } = 1;

    /// <summary>Given by a supervisor's hand.</summary>
    [Id(13)] public bool IsForced { get; init; }

    /// <summary>When this stay in the line began.</summary>
    [Id(14)] public DateTimeOffset? JoinedLineAt { get; init; }

    [Id(15)] public Guid? PreferredAgentId { get; init; }

    [Id(16)] public DateTimeOffset? PreferredUntil { get; init; }

    /// <summary>Another agent is being asked to take over.</summary>
    [Id(17)] public Invitation? Invitation { get; init; }

    public static ConversationFacts Of(Conversation conversation) => new()
    {
        ConversationId = conversation.Id,
        ThreadId = conversation.ThreadId,
        Revision = conversation.Revision,
        State = conversation.State,
        Since = conversation.Since,
        GroupId = conversation.GroupId,
        AgentId = conversation.AgentId,
        VipTier = conversation.VipTier,
        EnqueuedAt = conversation.EnqueuedAt,
        AcceptedAt = conversation.AcceptedAt,
        Attempts = conversation.Attempts,
        DeclinedBy = [.. conversation.DeclinedBy],
        Units = conversation.Units,
        IsForced = conversation.IsForced,
        JoinedLineAt = conversation.JoinedLineAt,
        PreferredAgentId = conversation.PreferredAgentId,
        PreferredUntil = conversation.PreferredUntil,
        Invitation = conversation.Invitation,
    };

    /// <summary>As one that waits.</summary>
    /// <exception cref="ArgumentException">It has no group to wait for.</exception>
    internal WaitingEntry Entry() => new(
        ConversationId,
        ThreadId,
        GroupId ?? throw new ArgumentException($"Conversation {ConversationId} is {State} without a group (revision {Revision})."),
        VipTier,
        EnqueuedAt ?? Since,
        DeclinedBy,
        Revision,
        Since,
        Attempts,
        Math.Max(1, Units),
        JoinedLineAt,
        PreferredAgentId,
        PreferredUntil);
}
