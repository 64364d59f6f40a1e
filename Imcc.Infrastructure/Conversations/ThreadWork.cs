using Imcc.Core.Channels;
using Imcc.Core.Contacts;
using Imcc.Core.Conversations;
using Imcc.Core.Delivery;
using Imcc.Core.Routing;
using Imcc.Infrastructure.Delivery;
using Imcc.Infrastructure.Storage;
using Imcc.Infrastructure.Surveys;

namespace Imcc.Infrastructure.Conversations;

/// <summary>
/// One unit of work on a thread while it is being put together: the state as it will be, and everything that is to be written with
/// it. Nothing of it is true before it is committed.
/// </summary>
/// <param name="due">Now by the store's clock, which says when a delivery comes due on whatever node.</param>
internal sealed class ThreadWork(ThreadState before, Surroundings around, DateTimeOffset due)
{
    public static readonly string[] UnionColumn = [nameof(ThreadRow.UnionId)];

    private readonly ChannelAccount _account = around.Account;
    private readonly DateTimeOffset _now = around.Now;
    /// <summary>The commit itself takes a moment: an answer decided on in the last of the time would come too late.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMilliseconds(200);

    private ThreadState? _after;
    private readonly List<ConversationEventRow> _events = [];
    private readonly List<DeliveryRow> _deliveries = [];
    private readonly List<MediaFetchRow> _fetches = [];
    private readonly List<AssignmentRow> _assignments = [];
    private readonly List<Happening> _happened = [];
    private readonly List<Action<WriteUnit>> _further = [];
    private long _term;
    private (Core.Surveys.Rating Next, long? Expected)? _rating;

    public ThreadState Before => before;

    public Surroundings Around => around;

    /// <summary>The conversation that is spoken of, where it is not the one that is going on.</summary>
    public Guid? About { get; set; }

    /// <summary>What was asked or answered about the customer's satisfaction.</summary>
    public Core.Surveys.Rating? Rated => _rating?.Next;

    public ThreadState After
    {
        get => _after ?? before;
        private set => _after = value;
    }

    public List<ThreadMessage> Messages { get; } = [];

    public IReadOnlyList<Happening> Happened => _happened;

    /// <summary>What stands on record of it.</summary>
    public IReadOnlyList<ConversationEvent> Events => [.. _events.Select(e => e.ToEvent())];

    public bool HasPendingDelivery { get; private set; }

    /// <summary>The channel has just told all that it knows of the customer.</summary>
    public bool IsTold { get; set; }

    private bool AsksForUnion => !IsTold && _account.Kind == ChannelKind.WeChat && (!before.IsStored || (before.IsUnionUnasked && Messages.Any(m => m.Direction == MessageDirection.Inbound)));

    public bool IsEmpty => Messages.Count == 0 && _events.Count == 0 && ReferenceEquals(After, before);

    /// <summary>In a group: whom the words of this unit are for; null: the conversation's customer.</summary>
    public Speaker? To { get; set; }

    /// <summary>A new conversation for this customer, linked to the last.</summary>
    public Conversation Begin() => Conversation.Open(Guid.CreateVersion7(_now), After.ThreadId, _account.Id, After.Contact.Id, After.LastConversationId, _now) with
    {
        Chat = After.Speaker is { } speaker ? new((After.Own ?? After.Contact).DisplayName, speaker) : null,
    };

    /// <summary>What was decided becomes true with this unit of work; what it says to the customer is still to be said.</summary>
    public void Take(Conducted done)
    {
        if (done.Next is { } next)
            Move(next);
        foreach (var happening in done.Happened)
            Note(happening, After.Current!);
    }

    public void Move(Conversation next) => After = After with { Current = around.Scheduled(next), LastConversationId = next.Id };

    public Guid NewId() => Guid.CreateVersion7(_now);

    /// <summary>Says it in the response that is still open, if there is time, and by the channel otherwise.</summary>
    public Reply Answer(InboundMessage message, MessageContent content)
    {
        var inTime = message.AnswerableUntil is { } until && _now + Margin < until;
        // Outside the response nobody can be handed over: then the customer is told in words.
        if (!inTime && content is ChannelServiceContent { Otherwise: var otherwise })
        {
            if (otherwise is null)
                return Reply.None;
            content = new TextContent(otherwise);
        }

        var said = Say(NewId(), content, MessageSender.Automatic, answers: inTime ? message.Id : null);
        return said.InReplyTo is null ? Reply.None : new Reply(content, said.Id);
    }

    /// <summary>Counts only while the ACD that decided it is in office.</summary>
    public void DecidedBy(long term)
    {
        if (term > 0)
            _term = term;
    }

    /// <summary>The customer is asked how satisfied they were.</summary>
    public void Invite(Core.Surveys.Rating rating) => (_rating, After) = ((rating, null), After with { Rating = rating });

    /// <summary>The customer has answered.</summary>
    public void Rate(Core.Surveys.Rating next, Core.Surveys.Rating known)
    {
        _rating = (next, known.Revision);
        if (After.Rating?.ConversationId == next.ConversationId)
            After = After with { Rating = next };
    }

    public void Keep(AssignmentRow row) => _assignments.Add(row);

    public void Hear(InboundMessage message)
    {
        FollowerWork.Hear(this, message);
        if (message.Content.IsToBeFetched())
        {
            _fetches.Add(new MediaFetchRow
            {
                MessageId = message.Id,
                ThreadId = After.ThreadId,
                AccountId = _account.Id,
                NotBefore = _now,
                CreatedAt = _now,
            });
        }

        Add(new ThreadMessage
        {
            Id = message.Id,
            ThreadId = After.ThreadId,
            Seq = After.LastSeq + 1,
            ConversationId = About ?? After.Current?.Id,
            Direction = MessageDirection.Inbound,
            Sender = MessageSender.Customer,
            Content = message.Content,
            At = message.ReceivedAt,
            ChannelMessageId = message.ChannelMessageId,
            Speaker = message.Speaker,
            IsAside = !message.IsAddressed,
        });
        if (message.IsAddressed)
            To = message.Speaker;
    }

    /// <param name="answers">The customer's message whose still open response carries this one.</param>
    public ThreadMessage Say(Guid id, MessageContent content, MessageSender sender, Guid? agentId = null, Guid? answers = null)
    {
        // Whoever looks at a web chat reads the thread itself: stored is delivered.
        var delivery = _account.Kind == ChannelKind.WebChat ? DeliveryState.Sent : answers is null ? DeliveryState.Pending : DeliveryState.Answering;
        var message = new ThreadMessage
        {
            Id = id,
            ThreadId = After.ThreadId,
            Seq = After.LastSeq + 1,
            ConversationId = About ?? After.Current?.Id,
            Direction = MessageDirection.Outbound,
            Sender = sender,
            AgentId = agentId,
            Content = content,
            At = _now,
            Delivery = delivery,
            InReplyTo = delivery == DeliveryState.Answering ? answers : null,
            Speaker = To ?? After.Current?.Chat?.Customer,
        };
        if (delivery != DeliveryState.Sent)
        {
            _deliveries.Add(new DeliveryRow
            {
                MessageId = id,
                ThreadId = message.ThreadId,
                Seq = message.Seq,
                AccountId = _account.Id,
                State = delivery,
                // An answer in the response is sent again by itself only if nobody comes to say that it left.
                NotBefore = delivery == DeliveryState.Answering ? due + DeliveryTimes.AnswerSettles : due,
                CreatedAt = _now,
            });
            HasPendingDelivery |= delivery == DeliveryState.Pending;
        }

        Add(message);
        return message;
    }

    public void Remark(Guid id, string text, Guid agentId) => Add(new ThreadMessage
    {
        Id = id,
        ThreadId = After.ThreadId,
        Seq = After.LastSeq + 1,
        ConversationId = After.Current?.Id,
        Direction = MessageDirection.Internal,
        Sender = MessageSender.Agent,
        AgentId = agentId,
        Content = new TextContent(text),
        At = _now,
    });

    /// <summary>A supervisor tells the agent of the conversation something, and nobody else.</summary>
    public void Whisper(Guid id, MessageContent content, Guid leadId, Guid toAgentId) => Add(new ThreadMessage
    {
        Id = id,
        ThreadId = After.ThreadId,
        Seq = After.LastSeq + 1,
        ConversationId = After.Current?.Id,
        Direction = MessageDirection.Internal,
        Sender = MessageSender.Lead,
        AgentId = leadId,
        ToAgentId = toAgentId,
        Content = content,
        At = _now,
    });

    /// <summary>The thread's own row, for <see cref="UnionColumn"/>.</summary>
    public ThreadRow Thread(string? unionId) => new()
    {
        Id = After.ThreadId,
        AccountId = _account.Id,
        ExternalId = After.ExternalId,
        ContactId = After.Contact.Id,
        CreatedAt = _now,
        UnionId = unionId,
    };

    /// <summary>Something else that is written with it.</summary>
    public void Also(Action<WriteUnit> write) => _further.Add(write);

    public void Rename(Contact contact) => After = After with { Contact = contact };

    /// <summary>The rows, the fence first: if somebody else moved the conversation, nothing is written.</summary>
    public WriteUnit ToUnit()
    {
        var unit = new WriteUnit();
        if (_term > 0)
            unit.Require(new AcdTermRow { Domain = IAcdGrain.MainDomain, Revision = _term }, _term);
        if (before.Current is { } old)
        {
            if (After.Current is { } moved && moved.Revision != old.Revision)
            {
                unit.Update(ConversationRow.From(moved), old.Revision);
                ConversationReasonRow.Write(unit, old, moved, _now);
            }
        }
        else if (After.Current is { } opened)
        {
            unit.Insert(ConversationRow.From(opened));
        }

        if (!before.IsStored)
        {
            unit.Insert(new ThreadRow
            {
                Id = After.ThreadId,
                AccountId = _account.Id,
                ExternalId = After.ExternalId,
                ContactId = (After.Own ?? After.Contact).Id,
                CreatedAt = _now,
            });
            unit.Insert(ContactRow.From(After.Own ?? After.Contact, _now));
        }

        if (After.Speaker is { } speaker && !before.IsSpeakerStored)
        {
            unit.Insert(new SpeakerRow { ThreadId = After.ThreadId, SpeakerId = speaker.Id, ContactId = After.Contact.Id, Name = speaker.Name });
            unit.Insert(ContactRow.From(After.Contact, _now));
        }
        else if (before.IsStored && After.Contact.Revision != before.Contact.Revision)
        {
            unit.Update(ContactRow.From(After.Contact, _now), before.Contact.Revision);
        }

        if (AsksForUnion)
            unit.Insert(new UnionFetchRow { ThreadId = After.ThreadId, AccountId = _account.Id, NotBefore = _now, CreatedAt = _now });
        if (_rating is { } rating)
        {
            if (rating.Expected is { } expected)
                unit.Update(RatingRow.From(rating.Next), expected);
            else
                unit.Insert(RatingRow.From(rating.Next));
        }

        foreach (var message in Messages)
            unit.Insert(MessageRow.From(message));
        foreach (var delivery in _deliveries)
            unit.Insert(delivery);
        foreach (var fetch in _fetches)
            unit.Insert(fetch);
        foreach (var row in _events)
            unit.Insert(row);
        foreach (var row in _assignments)
            unit.Insert(row);
        foreach (var write in _further)
            write(unit);
        return unit;
    }

    /// <summary>The state to go on with once the unit is committed.</summary>
    public ThreadState Committed()
    {
        var after = After with { IsStored = true, IsSpeakerStored = true, IsUnionUnasked = before.IsUnionUnasked && !AsksForUnion };
        if (after.Current is not { IsOpen: false } over)
            return after;
        var service = over is { State: ConversationState.Closed, AgentId: { } agent, GroupId: { } group, EndedAt: { } ended } ? new LastService(agent, group, ended) : after.LastService;
        return after with { Current = null, LastService = service };
    }

    private void Add(ThreadMessage message)
    {
        Messages.Add(message);
        After = After with { LastSeq = message.Seq };
    }

    private void Note(Happening happening, Conversation c)
    {
        _happened.Add(happening);
        _events.Add(new ConversationEventRow
        {
            Id = Guid.CreateVersion7(_now),
            ConversationId = c.Id,
            ThreadId = c.ThreadId,
            Revision = c.Revision,
            Kind = happening.Kind,
            At = _now,
            AgentId = happening.Kind == ConversationEventKind.Invited ? c.Invitation?.AgentId : c.AgentId ?? before.Current?.AgentId,
            GroupId = c.GroupId,
            SegmentId = c.SegmentId ?? before.Current?.SegmentId,
            ByAgentId = happening.By,
            Detail = happening.Detail.Length <= 400 ? happening.Detail : happening.Detail[..400],
        });
    }
}
