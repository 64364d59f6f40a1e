using System.Collections.Immutable;

namespace Imcc.Core.Conversations;

/// <summary>
/// One service episode on a thread (会话), from the first message to the end of the wrap-up. Immutable: a step returns the next
/// value with the next revision; a step that its state does not allow throws, because whoever calls has asked before
/// (<see cref="IsOfferedTo"/>, <see cref="IsServedBy"/>).
/// </summary>
[GenerateSerializer, Immutable]
public sealed record Conversation
{
    private const int MostRefusers = 60;

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

    /// <summary>When something happens by itself: the offer expires, the wait ends, the wrap-up is over.</summary>
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

    public bool IsOpen => State is not (ConversationState.Closed or ConversationState.Abandoned or ConversationState.Overflowed);

    /// <summary>Whether it takes one of its agent's places: from the moment of the offer to the end of the wrap-up.</summary>
    public bool HoldsAgent => State is ConversationState.Offered or ConversationState.Active or ConversationState.WrapUp;

    public bool IsOfferedTo(Guid agentId, Guid offerId) =>
        State == ConversationState.Offered && AgentId == agentId && OfferId == offerId;

    public bool IsServedBy(Guid agentId) => State == ConversationState.Active && AgentId == agentId;

    /// <summary>A new episode; nobody has been asked for yet.</summary>
    public static Conversation Open(Guid id, Guid threadId, Guid accountId, Guid contactId, Guid? previousId, DateTimeOffset now, TimeSpan idle) => new()
    {
        Id = id,
        ThreadId = threadId,
        AccountId = accountId,
        ContactId = contactId,
        PreviousId = previousId,
        State = ConversationState.Automated,
        Since = now,
        OpenedAt = now,
        DueAt = now + idle,
    };

    public Conversation Enqueue(Guid groupId, int vipTier, DateTimeOffset now, TimeSpan maxWait) => State switch
    {
        ConversationState.Automated => Step() with
        {
            State = ConversationState.Queued,
            Since = now,
            GroupId = groupId,
            VipTier = vipTier,
            EnqueuedAt = now,
            WaitingSince = now,
            DueAt = now + maxWait,
        },
        _ => throw Illegal(nameof(Enqueue)),
    };

    /// <summary>An agent is asked; without an answer until <paramref name="now"/> + <paramref name="ring"/> the offer is missed.</summary>
    public Conversation Offer(Guid agentId, Guid offerId, DateTimeOffset now, TimeSpan ring) => State switch
    {
        ConversationState.Queued => Step() with
        {
            State = ConversationState.Offered,
            Since = now,
            AgentId = agentId,
            OfferId = offerId,
            Attempts = Attempts + 1,
            DueAt = now + ring,
        },
        _ => throw Illegal(nameof(Offer)),
    };

    /// <summary>The asked agent takes it.</summary>
    public Conversation Accept(Guid segmentId, DateTimeOffset now) => State switch
    {
        ConversationState.Offered => Step() with
        {
            State = ConversationState.Active,
            Since = now,
            SegmentId = segmentId,
            AcceptedAt = now,
            OfferId = null,
            DueAt = null,
        },
        _ => throw Illegal(nameof(Accept)),
    };

    /// <summary>The asked agent declined or missed it: back to the same place in the line, and not to this agent again.</summary>
    public Conversation Refuse(DateTimeOffset now, TimeSpan maxWait) => State switch
    {
        ConversationState.Offered => BackToLine(now, maxWait) with { DeclinedBy = LastRefusers(DeclinedBy.Remove(AgentId!.Value).Add(AgentId.Value)) },
        _ => throw Illegal(nameof(Refuse)),
    };

    /// <summary>The offer is taken back through no fault of the agent's (the connection was lost, a supervisor stepped in).</summary>
    public Conversation Withdraw(DateTimeOffset now, TimeSpan maxWait) => State switch
    {
        ConversationState.Offered => BackToLine(now, maxWait),
        _ => throw Illegal(nameof(Withdraw)),
    };

    /// <summary>The serving agent is gone: back into the line where the customer stood, in front of all who came later.</summary>
    public Conversation Requeue(DateTimeOffset now, TimeSpan maxWait) => State switch
    {
        ConversationState.Active => BackToLine(now, maxWait) with { SegmentId = null, WaitingSince = WaitingSince ?? now },
        _ => throw Illegal(nameof(Requeue)),
    };

    /// <summary>The customer says something. During the wrap-up it brings the conversation back to the same agent.</summary>
    public Conversation HearCustomer(string preview, DateTimeOffset now, TimeSpan idle)
    {
        var heard = Step() with { Preview = preview, LastCustomerMessageAt = now };
        return State switch
        {
            ConversationState.Automated => heard with { DueAt = now + idle },
            ConversationState.Queued or ConversationState.Offered => heard,
            ConversationState.Active => heard with { Unread = Unread + 1, WaitingSince = WaitingSince ?? now },
            ConversationState.WrapUp => heard with
            {
                State = ConversationState.Active,
                Since = now,
                Unread = Unread + 1,
                WaitingSince = now,
                DueAt = null,
                EndedAt = null,
                EndReason = null,
            },
            _ => throw Illegal(nameof(HearCustomer)),
        };
    }

    /// <summary>The agent answers.</summary>
    public Conversation HearAgent(string preview, DateTimeOffset now) => State switch
    {
        ConversationState.Active => Step() with
        {
            Preview = preview,
            LastAgentMessageAt = now,
            FirstReplyAt = FirstReplyAt ?? now,
            WaitingSince = null,
            Unread = 0,
        },
        _ => throw Illegal(nameof(HearAgent)),
    };

    /// <summary>The system answers by itself: shown as the last word, counted as nobody's.</summary>
    public Conversation HearAutomatic(string preview) => Step() with { Preview = preview };

    public Conversation MarkRead() => Unread == 0 ? this : Step() with { Unread = 0 };

    public Conversation WithVipTier(int tier) => tier == VipTier ? this : Step() with { VipTier = tier };

    public Conversation Annotate(string note) => note == Note ? this : Step() with { Note = note };

    /// <summary>The conversation is over; the agent's place stays taken for the wrap-up.</summary>
    public Conversation End(EndReason reason, DateTimeOffset now, TimeSpan wrapUp) => State switch
    {
        ConversationState.Active => Step() with
        {
            State = ConversationState.WrapUp,
            Since = now,
            EndedAt = now,
            EndReason = reason,
            WaitingSince = null,
            Unread = 0,
            DueAt = now + wrapUp,
        },
        _ => throw Illegal(nameof(End)),
    };

    /// <summary>Nothing more will happen: after the wrap-up, or when the automatic service is over.</summary>
    /// <param name="reason">Why the automatic service ended; a wrap-up has its reason already.</param>
    public Conversation Close(DateTimeOffset now, EndReason reason = Conversations.EndReason.Idle) => State switch
    {
        ConversationState.WrapUp => Step() with { State = ConversationState.Closed, Since = now, DueAt = null },
        ConversationState.Automated => Step() with
        {
            State = ConversationState.Closed,
            Since = now,
            DueAt = null,
            EndedAt = now,
            EndReason = reason,
        },
        _ => throw Illegal(nameof(Close)),
    };

    /// <summary>The customer left the line, or waited longer than anybody may.</summary>
    public Conversation Abandon(EndReason reason, DateTimeOffset now) => State switch
    {
        ConversationState.Queued or ConversationState.Offered => Step() with
        {
            State = ConversationState.Abandoned,
            Since = now,
            AgentId = null,
            OfferId = null,
            WaitingSince = null,
            DueAt = null,
            EndedAt = now,
            EndReason = reason,
        },
        _ => throw Illegal(nameof(Abandon)),
    };

    /// <summary>The waiting customer's screen went away: unless it comes back by then, they have left.</summary>
    public Conversation CustomerAway(DateTimeOffset now, TimeSpan patience) => State switch
    {
        ConversationState.Queued when AwaySince is null => Step() with { AwaySince = now, DueAt = Earlier(DueAt!.Value, now + patience) },
        _ => this,
    };

    public Conversation CustomerBack(DateTimeOffset now, TimeSpan maxWait) => State switch
    {
        ConversationState.Queued when AwaySince is not null => Step() with { AwaySince = null, DueAt = Later(EnqueuedAt!.Value + maxWait, now + TimeSpan.FromMinutes(1)) },
        _ => this,
    };

    private Conversation Step() => this with { Revision = Revision + 1 };

    private Conversation BackToLine(DateTimeOffset now, TimeSpan maxWait) => Step() with
    {
        State = ConversationState.Queued,
        Since = now,
        AgentId = null,
        OfferId = null,
        // The wait is counted from the one enqueuing; a customer who has waited long is not thrown out on the spot.
        DueAt = Later(EnqueuedAt!.Value + maxWait, now + TimeSpan.FromMinutes(1)),
    };

    /// <summary>Who refused long ago may be asked again: the list of a long wait must not grow without end.</summary>
    private static ImmutableArray<Guid> LastRefusers(ImmutableArray<Guid> refusers) =>
        refusers.Length <= MostRefusers ? refusers : refusers.RemoveRange(0, refusers.Length - MostRefusers);

    private static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;

    private InvalidOperationException Illegal(string step) =>
        new($"{step} is not possible in state {State} (conversation {Id}, revision {Revision}).");
}
