using Imcc.Core.Channels;
using Imcc.Core.Conversations;
using Imcc.Core.Delivery;
using Imcc.Infrastructure.Delivery;
using Imcc.Infrastructure.Storage;

namespace Imcc.Infrastructure.Conversations;

/// <summary>
/// One unit of work on a thread while it is being put together: the state as it will be, and everything that is to be written with
/// it. Nothing of it is true before it is committed.
/// </summary>
internal sealed class ThreadWork(ThreadState before, ChannelAccount account, DateTimeOffset now)
{
    private ThreadState? _after;
    private readonly List<ConversationEventRow> _events = [];
    private readonly List<DeliveryRow> _deliveries = [];
    private readonly List<MediaFetchRow> _fetches = [];

    public ThreadState Before => before;

    public ThreadState After
    {
        get => _after ?? before;
        private set => _after = value;
    }

    public List<ThreadMessage> Messages { get; } = [];

    public IEnumerable<ConversationEventKind> Happened => _events.Select(e => e.Kind);

    public bool HasPendingDelivery { get; private set; }

    public bool IsEmpty => Messages.Count == 0 && _events.Count == 0 && ReferenceEquals(After, before);

    /// <summary>The conversation that is going on; a new one is opened if there is none.</summary>
    public Conversation Current(TimeSpan idle)
    {
        if (After.Current is { } current)
            return current;
        var opened = Conversation.Open(Guid.CreateVersion7(now), After.ThreadId, account.Id, After.Contact.Id, After.LastConversationId, now, idle);
        After = After with { Current = opened, LastConversationId = opened.Id };
        Note(ConversationEventKind.Opened, opened);
        return opened;
    }

    public void Move(Conversation next, ConversationEventKind? happened = null)
    {
        After = After with { Current = next };
        if (happened is { } kind)
            Note(kind, next);
    }

    public void Hear(InboundMessage message)
    {
        if (message.Content.IsToBeFetched())
        {
            _fetches.Add(new MediaFetchRow
            {
                MessageId = message.Id,
                ThreadId = After.ThreadId,
                AccountId = account.Id,
                NotBefore = now,
                CreatedAt = now,
            });
        }

        Add(new ThreadMessage
        {
            Id = message.Id,
            ThreadId = After.ThreadId,
            Seq = After.LastSeq + 1,
            ConversationId = After.Current?.Id,
            Direction = MessageDirection.Inbound,
            Sender = MessageSender.Customer,
            Content = message.Content,
            At = message.ReceivedAt,
            ChannelMessageId = message.ChannelMessageId,
        });
    }

    /// <param name="answers">The customer's message whose still open response carries this one.</param>
    public ThreadMessage Say(Guid id, MessageContent content, MessageSender sender, Guid? agentId = null, Guid? answers = null)
    {
        // Whoever looks at a web chat reads the thread itself: stored is delivered.
        var delivery = account.Kind == ChannelKind.WebChat ? DeliveryState.Sent : answers is null ? DeliveryState.Pending : DeliveryState.Answering;
        var message = new ThreadMessage
        {
            Id = id,
            ThreadId = After.ThreadId,
            Seq = After.LastSeq + 1,
            ConversationId = After.Current?.Id,
            Direction = MessageDirection.Outbound,
            Sender = sender,
            AgentId = agentId,
            Content = content,
            At = now,
            Delivery = delivery,
            InReplyTo = delivery == DeliveryState.Answering ? answers : null,
        };
        if (delivery != DeliveryState.Sent)
        {
            _deliveries.Add(new DeliveryRow
            {
                MessageId = id,
                ThreadId = message.ThreadId,
                Seq = message.Seq,
                AccountId = account.Id,
                State = delivery,
                // An answer in the response is sent again by itself only if nobody comes to say that it left.
                NotBefore = delivery == DeliveryState.Answering ? now + DeliveryTimes.AnswerSettles : now,
                CreatedAt = now,
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
        At = now,
    });

    public void Rename(Core.Contacts.Contact contact) => After = After with { Contact = contact };

    /// <summary>The rows, the fence first: if somebody else moved the conversation, nothing is written.</summary>
    public WriteUnit ToUnit()
    {
        var unit = new WriteUnit();
        if (before.Current is { } old)
        {
            if (After.Current is { } moved && moved.Revision != old.Revision)
                unit.Update(ConversationRow.From(moved), old.Revision);
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
                AccountId = account.Id,
                ExternalId = After.ExternalId,
                ContactId = After.Contact.Id,
                CreatedAt = now,
            });
            unit.Insert(ContactRow.From(After.Contact));
        }
        else if (After.Contact.Revision != before.Contact.Revision)
        {
            unit.Update(ContactRow.From(After.Contact), before.Contact.Revision);
        }

        foreach (var message in Messages)
            unit.Insert(MessageRow.From(message));
        foreach (var delivery in _deliveries)
            unit.Insert(delivery);
        foreach (var fetch in _fetches)
            unit.Insert(fetch);
        foreach (var row in _events)
            unit.Insert(row);
        return unit;
    }

    /// <summary>The state to go on with once the unit is committed.</summary>
    public ThreadState Committed()
    {
        var after = After with { IsStored = true };
        return after.Current is { IsOpen: false } ? after with { Current = null } : after;
    }

    private void Add(ThreadMessage message)
    {
        Messages.Add(message);
        After = After with { LastSeq = message.Seq };
    }

    private void Note(ConversationEventKind kind, Conversation c) => _events.Add(new ConversationEventRow
    {
        Id = Guid.CreateVersion7(now),
        ConversationId = c.Id,
        ThreadId = c.ThreadId,
        Revision = c.Revision,
        Kind = kind,
        At = now,
        AgentId = c.AgentId ?? before.Current?.AgentId,
        GroupId = c.GroupId,
        SegmentId = c.SegmentId ?? before.Current?.SegmentId,
    });
}
