using Imcc.Core.Channels;
using Imcc.Core.Conversations;
using Imcc.Core.Reasons;

namespace Imcc.Core.Desk;

/// <summary>A conversation as an agent's list shows it.</summary>
[GenerateSerializer, Immutable]
public sealed record DeskConversation
{
    [Id(0)] public required Guid Id { get; init; }

    [Id(1)] public required Guid ThreadId { get; init; }

    [Id(2)] public required long Revision { get; init; }

    [Id(3)] public required ConversationState State { get; init; }

    [Id(4)] public required ChannelKind Channel { get; init; }

    [Id(5)] public required string AccountName { get; init; }

    [Id(6)] public required Guid ContactId { get; init; }

    [Id(7)] public required string CustomerName { get; init; }

    [Id(8)] public int VipTier { get; init; }

    [Id(9)] public Guid? GroupId { get; init; }

    [Id(10)] public string GroupName { get; init; } = "";

    [Id(11)] public Guid? AgentId { get; init; }

    [Id(12)] public Guid? OfferId { get; init; }

    /// <summary>When the offer expires, or the wrap-up is over.</summary>
    [Id(13)] public DateTimeOffset? DueAt { get; init; }

    [Id(14)] public DateTimeOffset OpenedAt { get; init; }

    [Id(15)] public DateTimeOffset? EnqueuedAt { get; init; }

    /// <summary>Since when the customer waits for an answer; null when the last word was ours.</summary>
    [Id(16)] public DateTimeOffset? WaitingSince { get; init; }

    [Id(17)] public DateTimeOffset? LastMessageAt { get; init; }

    [Id(18)] public int Unread { get; init; }

    [Id(19)] public string Preview { get; init; } = "";

    [Id(20)] public DateTimeOffset? EndedAt { get; init; }

    [Id(21)] public string Note { get; init; } = "";

    [Id(22)] public string AgentName { get; init; } = "";

    /// <summary>Who is asked to take it over, and until when.</summary>
    [Id(23)] public Invitation? Invitation { get; init; }

    [Id(24)] public string InvitedName { get; init; } = "";

    [Id(25)] public HelpRequest? Help { get; init; }

    [Id(26)] public string HelperName { get; init; } = "";

    [Id(27)] public ConversationAlerts Alerts { get; init; }

    /// <summary>Parked: when the agent wants to be reminded, or when a left message comes to its turn.</summary>
    [Id(28)] public DateTimeOffset? RemindAt { get; init; }

    /// <summary>A message was left, and nobody has answered it yet.</summary>
    [Id(29)] public DateTimeOffset? MessageLeftAt { get; init; }

    /// <summary>What the one before wrote for whoever serves now.</summary>
    [Id(30)] public Handover? Handover { get; init; }

    [Id(31)] public string HandoverFrom { get; init; } = "";

    /// <summary>Ids of the customer's tags.</summary>
    [Id(32)] public IReadOnlyList<Guid> Tags { get; init; } = [];

    [Id(33)] public DateTimeOffset? JoinedLineAt { get; init; }

    /// <summary>By when the agent is to have answered; null: the customer does not wait, or nobody watches it.</summary>
    [Id(34)] public DateTimeOffset? ReplyDueAt { get; init; }

    /// <summary>The group lets its agents take it from the line by hand.</summary>
    [Id(35)] public bool CanPick { get; init; }

    /// <summary>How much of the agent's capacity it takes.</summary>
    [Id(36)] public int Units { get; init; } = 1;

    /// <summary>Given by a supervisor's hand.</summary>
    [Id(37)] public bool IsForced { get; init; }

    /// <summary>Whether its group asks customers how satisfied they were.</summary>
    [Id(50)] public Surveys.SurveyMode Survey { get; init; }

    /// <summary>How satisfied the customer was; null: not asked.</summary>
    [Id(51)] public Surveys.Satisfaction? Satisfaction { get; init; }

    /// <summary>Why the customer came.</summary>
    [Id(60)] public IReadOnlyList<ContactReason> Reasons { get; init; } = [];

    /// <summary>The group wants a reason before the summary is done.</summary>
    [Id(61)] public bool WantsReason { get; init; }

    /// <summary>Where in a group it takes place, and whom the agent answers; null: with one person.</summary>
    [Id(63)] public GroupChat? Chat { get; init; }

    /// <summary>Closed without the reason that the group wants: who still has to give it.</summary>
    [Id(62)] public Guid? SummaryOwedBy { get; init; }
}
