using System.Collections.Immutable;
using Imcc.Core.Flows;
using Imcc.Core.Reasons;

namespace Imcc.Core.Conversations;

/// <summary>
/// One service episode on a thread (会话), from the first message to the end of the wrap-up. Immutable: a step returns the next
/// value with the next revision; a step that its state does not allow throws, because whoever calls has asked before. The steps
/// stand in <see cref="LineSteps"/>, <see cref="ServiceSteps"/> and <see cref="HandoverSteps"/>; <see cref="Conduct"/> asks.
/// </summary>
[GenerateSerializer, Immutable]
public sealed record Conversation
{
    [Id(0)] public required Guid Id { get; init; }

    [Id(1)] public required Guid ThreadId { get; init; }

    [Id(2)] public required Guid AccountId { get; init; }

    [Id(3)] public required Guid ContactId { get; init; }

    /// <summary>The conversation before this one on the same thread.</summary>
    [Id(4)] public Guid? PreviousId { get; init; }

    [Id(5)] public ConversationState State { get; init; }

    /// <summary>When the state was entered.</summary>
    [Id(6)] public DateTimeOffset Since { get; init; }

    /// <summary>Counts writes; a write of an older value is refused by the row.</summary>
    [Id(7)] public long Revision { get; init; }

    [Id(8)] public DateTimeOffset OpenedAt { get; init; }

    [Id(9)] public Guid? GroupId { get; init; }

    /// <summary>When the customer joined the queue. Kept over offers, misses, lost agents and restarts: the place in the line is this.</summary>
    [Id(10)] public DateTimeOffset? EnqueuedAt { get; init; }

    [Id(11)] public int VipTier { get; init; }

    /// <summary>Who is asked (Offered) or serves (Active, WrapUp), or served (Closed).</summary>
    [Id(12)] public Guid? AgentId { get; init; }

    [Id(13)] public Guid? OfferId { get; init; }

    /// <summary>Offers made so far, this one included.</summary>
    [Id(14)] public int Attempts { get; init; }

    /// <summary>Agents who declined or missed it, each once, the latest last; not asked again while others are there.</summary>
    [Id(15)] public ImmutableArray<Guid> DeclinedBy { get; init; } = [];

    /// <summary>The current agent's stretch (服务段).</summary>
    [Id(16)] public Guid? SegmentId { get; init; }

    [Id(17)] public DateTimeOffset? AcceptedAt { get; init; }

    /// <summary>The first word of a person; automatic texts do not count.</summary>
    [Id(18)] public DateTimeOffset? FirstReplyAt { get; init; }

    [Id(19)] public DateTimeOffset? LastCustomerMessageAt { get; init; }

    [Id(20)] public DateTimeOffset? LastAgentMessageAt { get; init; }

    /// <summary>Since when the customer waits for an answer of the agent: their first message that has none.</summary>
    [Id(21)] public DateTimeOffset? WaitingSince { get; init; }

    /// <summary>Customer's messages that the agent has not looked at.</summary>
    [Id(22)] public int Unread { get; init; }

    /// <summary>The last message in one line.</summary>
    [Id(23)] public string Preview { get; init; } = "";

    /// <summary>When the next thing happens by itself (<see cref="Deadlines"/>); set when the row is written.</summary>
    [Id(24)] public DateTimeOffset? DueAt { get; init; }

    [Id(25)] public DateTimeOffset? EndedAt { get; init; }

    [Id(26)] public EndReason? EndReason { get; init; }

    /// <summary>The agent's summary.</summary>
    [Id(27)] public string Note { get; init; } = "";

    /// <summary>Since when the customer's screen is gone, while they wait; null while it is there, or where the channel cannot tell.</summary>
    [Id(28)] public DateTimeOffset? AwaySince { get; init; }

    /// <summary>How much of an agent's capacity it takes, as its group had it on joining the line.</summary>
    [Id(29)] public int Units { get; init; } = 1;

    /// <summary>Given by a supervisor's hand: its agent's capacity may be exceeded by it.</summary>
    [Id(30)] public bool IsForced { get; init; }

    /// <summary>When this stay in the line began: kept over offers and misses, new after a transfer or a parking. What grows with waiting (who may be asked) counts from here; the order of service from <see cref="EnqueuedAt"/>.</summary>
    [Id(31)] public DateTimeOffset? JoinedLineAt { get; init; }

    /// <summary>Who served this customer before and is to be asked first.</summary>
    [Id(32)] public Guid? PreferredAgentId { get; init; }

    /// <summary>Until when nobody else is asked, if the preferred agent is there but full.</summary>
    [Id(33)] public DateTimeOffset? PreferredUntil { get; init; }

    /// <summary>An agent is asked to take over while the present one still serves; takes the asked agent's capacity.</summary>
    [Id(34)] public Invitation? Invitation { get; init; }

    /// <summary>A colleague or lead who was asked for help, unseen by the customer; takes nobody's capacity.</summary>
    [Id(35)] public HelpRequest? Help { get; init; }

    /// <summary>What has been said already about times that were not kept.</summary>
    [Id(36)] public ConversationAlerts Alerts { get; init; }

    /// <summary>How often it was taken from an agent who kept silent.</summary>
    [Id(37)] public int ReplyTransfers { get; init; }

    /// <summary>Parked: when the agent wants to be reminded.</summary>
    [Id(38)] public DateTimeOffset? RemindAt { get; init; }

    /// <summary>The customer was asked to leave a message: the next word is one.</summary>
    [Id(39)] public bool AwaitsMessage { get; init; }

    /// <summary>A message was left (留言), and nobody has answered it yet.</summary>
    [Id(40)] public DateTimeOffset? MessageLeftAt { get; init; }

    /// <summary>When the waiting customer was last told about the place or asked whether to go on waiting.</summary>
    [Id(41)] public DateTimeOffset? ToldAt { get; init; }

    /// <summary>What the last agent or supervisor wrote for the next one.</summary>
    [Id(42)] public Handover? Handover { get; init; }

    /// <summary>It was parked, and the customer has written again: the agent who knows it takes it without being asked.</summary>
    [Id(43)] public bool IsWoken { get; init; }

    /// <summary>Why the customer came; exactly one is the main reason, unless there is none.</summary>
    [Id(60)] public ImmutableArray<ContactReason> Reasons { get; init; } = [];

    /// <summary>Closed before its agent had given a reason where the group wants one: who still has to.</summary>
    [Id(61)] public Guid? SummaryOwedBy { get; init; }

    /// <summary>Where in a group it takes place; null: between one person and us.</summary>
    [Id(62)] public GroupChat? Chat { get; init; }

    /// <summary>The flow that waits for the customer's answer; null: none does. Only while nobody was asked for.</summary>
    [Id(63)] public FlowRun? Flow { get; init; }

    public bool IsOpen => State is not (ConversationState.Closed or ConversationState.Abandoned or ConversationState.Overflowed);

    /// <summary>Whether it takes its agent's capacity: from the moment of the offer to the end of the wrap-up.</summary>
    public bool HoldsAgent => State is ConversationState.Offered or ConversationState.Active or ConversationState.WrapUp;

    /// <summary>A message that waits for somebody to be there: parked, and nobody's.</summary>
    public bool IsLeftMessage => State == ConversationState.Parked && AgentId is null;

    public bool IsOfferedTo(Guid agentId, Guid offerId) =>
        State == ConversationState.Offered && AgentId == agentId && OfferId == offerId;

    public bool IsInvited(Guid agentId, Guid offerId) =>
        State == ConversationState.Active && Invitation is { } invitation && invitation.AgentId == agentId && invitation.OfferId == offerId;

    public bool IsServedBy(Guid agentId) => State == ConversationState.Active && AgentId == agentId;

    public bool IsHelpedBy(Guid agentId) => State == ConversationState.Active && Help?.HelperId == agentId;

    /// <summary>A new episode; nobody has been asked for yet.</summary>
    public static Conversation Open(Guid id, Guid threadId, Guid accountId, Guid contactId, Guid? previousId, DateTimeOffset now) => new()
    {
        Id = id,
        ThreadId = threadId,
        AccountId = accountId,
        ContactId = contactId,
        PreviousId = previousId,
        State = ConversationState.Automated,
        Since = now,
        OpenedAt = now,
    };

    /// <summary>When the row is written: what time it falls due by the limits that hold now.</summary>
    public Conversation Due(DateTimeOffset? at) => at == DueAt ? this : this with { DueAt = at };

    /// <summary>The limits have changed: what was due by the old ones is not, or not yet.</summary>
    public Conversation Reschedule(DateTimeOffset? at) => at == DueAt ? this : Step() with { DueAt = at };

    internal Conversation Step() => this with { Revision = Revision + 1 };

    internal InvalidOperationException Illegal(string step) =>
        new($"{step} is not possible in state {State} (conversation {Id}, revision {Revision}).");
}
