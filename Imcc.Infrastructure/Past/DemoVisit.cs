using Imcc.Core.Answering;
using Imcc.Core.Channels;
using Imcc.Core.Contacts;
using Imcc.Core.Conversations;
using Imcc.Core.Reasons;
using Imcc.Core.Surveys;
using Imcc.Infrastructure.Answering;
using Imcc.Infrastructure.Conversations;
using Imcc.Infrastructure.Storage;
using Imcc.Infrastructure.Surveys;
using Kind = Imcc.Core.Conversations.ConversationEventKind;

namespace Imcc.Infrastructure.Past;

/// <summary>
/// One conversation of the demo's past while it is made up: the same steps as a real one goes through, at times that are long ago, and the rows that those leave behind. Nothing of it
/// goes out to anybody.
/// </summary>
internal sealed class DemoVisit
{
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(30);

    private readonly DemoCustomer _customer;
    private readonly Random _random;
    private readonly List<object> _rows = [];
    private Rating? _rating;

    public DemoVisit(DemoCustomer customer, DateTimeOffset at, Random random)
    {
        (_customer, _random, At) = (customer, random, at);
        Now = Conversation.Open(IdAt(at, random), customer.ThreadId, customer.AccountId, customer.Contact.Id, customer.LastId, at);
        Note(Kind.Opened, Now);
    }

    /// <summary>As it is at <see cref="At"/>.</summary>
    public Conversation Now { get; private set; }

    public DateTimeOffset At { get; private set; }

    /// <summary>The place in the thread of the agent's last word.</summary>
    public long LastSeq => _customer.LastSeq;

    /// <summary>An id of that time, the same whenever it is made.</summary>
    public static Guid IdAt(DateTimeOffset at, Random random)
    {
        Span<byte> bytes = stackalloc byte[16];
        random.NextBytes(bytes);
        var milliseconds = at.ToUnixTimeMilliseconds();
        for (var i = 0; i < 6; i++)
            bytes[i] = (byte)(milliseconds >> (8 * (5 - i)));
        bytes[6] = (byte)(bytes[6] & 0x0F | 0x70);
        bytes[8] = (byte)(bytes[8] & 0x3F | 0x80);
        return new(bytes, bigEndian: true);
    }

    public void Wait(double seconds) => At = At.AddMilliseconds(Math.Round(seconds * 1000));

    /// <param name="found">What the system had for it; null: nobody asked the system.</param>
    public void Hear(string text, (AnswerStep Step, Guid? ArticleId)? found = null)
    {
        var message = Add(MessageDirection.Inbound, MessageSender.Customer, new TextContent(text));
        if (found is { } answer)
            _rows.Add(new AnswerRow { MessageId = message.Id, ThreadId = message.ThreadId, AccountId = _customer.AccountId, At = At, Step = answer.Step, ArticleId = answer.ArticleId });
        Now = Now.HearCustomer(message.Content.Preview, At);
    }

    public void SayAutomatically(MessageContent content)
    {
        Add(MessageDirection.Outbound, MessageSender.Automatic, content);
        Now = Now.HearAutomatic(content.Preview);
    }

    public void Say(string text)
    {
        var heard = Turn.Heard(Now, Add(MessageDirection.Outbound, MessageSender.Agent, new TextContent(text), Now.AgentId).Content.Preview, Now.LastAgentMessageAt is null || Now.LastAgentMessageAt < Now.AcceptedAt, At);
        Take(heard);
    }

    public void Enqueue(Guid group) => Move(Now.Enqueue(group, _customer.Contact.VipTier, 1, At), Kind.Enqueued);

    public void Offer(Guid agent) => Move(Now.Offer(agent, IdAt(At, _random), At), Kind.Offered);

    public void Miss() => Move(Now.Refuse(At), Kind.Missed, by: Now.AgentId);

    public void Accept() => Move(Now.Accept(IdAt(At, _random), At), Kind.Accepted);

    public void Abandon() => Move(Now.Abandon(EndReason.CustomerLeft, At), Kind.Abandoned);

    public void Transfer(Guid group, string reason) => Move(Now.Transfer(group, 1, new(Now.AgentId, At, reason, ""), At), Kind.TransferredToGroup, reason);

    public void End() => Move(Now.End(EndReason.Agent, At), Kind.Ended);

    public void Classify(ContactReason reason)
    {
        Move(Now.Classify([reason]), Kind.Classified, reason.FullName, Now.AgentId);
        Now = Now.Annotate(reason.Name + "，已答复");
    }

    public void Finish() => Move(Now.Close(At), Kind.WrapUpFinished);

    /// <summary>Who got the answer writes no more, and half an hour later it is over.</summary>
    public void FallSilent()
    {
        At += Idle;
        Move(Now.Close(At), Kind.Closed);
    }

    /// <param name="score">Null: the customer does not answer.</param>
    public void Ask(SurveyRules rules, int? score, IReadOnlyList<string> tags, string comment)
    {
        _rating = Rating.Invite(Now.Id, Now.ThreadId, Now.AgentId!.Value, Now.GroupId, rules, At);
        Add(MessageDirection.Outbound, MessageSender.Automatic, rules.Invitation(_rating));
        if (score is not { } given)
            return;
        var ended = At;
        Wait(_random.Next(8, 180));
        _rating = _rating.Give(given, At).Explain(tags, comment);
        Add(MessageDirection.Inbound, MessageSender.Customer, new SurveyAnswerContent(Now.Id, given, _rating.Tags, comment));
        At = ended;
    }

    /// <summary>What there is to write of it; not at all if it was written before.</summary>
    public WriteUnit ToUnit()
    {
        var unit = new WriteUnit().InsertIfNew(ConversationRow.From(Now));
        ConversationReasonRow.Write(unit, null, Now, Now.EndedAt ?? At);
        if (_rating is not null)
            unit.Insert(RatingRow.From(_rating));
        if (_customer.LastId is null)
        {
            unit.Insert(new ThreadRow { Id = _customer.ThreadId, AccountId = _customer.AccountId, ExternalId = _customer.ExternalId, ContactId = _customer.Contact.Id, CreatedAt = Now.OpenedAt });
            unit.Insert(ContactRow.From(_customer.Contact, Now.OpenedAt));
        }

        _rows.ForEach(r => unit.Insert(r));
        _customer.LastId = Now.Id;
        return unit;
    }

    private void Take(Conducted done)
    {
        var before = Now;
        Now = done.Next!;
        foreach (var happening in done.Happened)
            Note(happening.Kind, before, happening.Detail, happening.By);
    }

    private void Move(Conversation next, Kind kind, string detail = "", Guid? by = null)
    {
        var before = Now;
        Now = next;
        Note(kind, before, detail, by);
    }

    private void Note(Kind kind, Conversation before, string detail = "", Guid? by = null) => _rows.Add(new ConversationEventRow
    {
        Id = IdAt(At, _random), ConversationId = Now.Id, ThreadId = Now.ThreadId, Revision = Now.Revision, Kind = kind, At = At, AgentId = Now.AgentId ?? before.AgentId, GroupId = Now.GroupId, SegmentId = Now.SegmentId ?? before.SegmentId, ByAgentId = by,
        Detail = detail,
    });

    private ThreadMessage Add(MessageDirection direction, MessageSender sender, MessageContent content, Guid? agent = null)
    {
        var message = new ThreadMessage
        {
            Id = IdAt(At, _random), ThreadId = _customer.ThreadId, Seq = ++_customer.LastSeq, ConversationId = Now.Id, Direction = direction, Sender = sender, AgentId = agent, Content = content, At = At,
            Delivery = direction == MessageDirection.Outbound ? Core.Delivery.DeliveryState.Sent : default,
        };
        _rows.Add(MessageRow.From(message));
        return message;
    }
}

/// <summary>A customer of the demo's past.</summary>
internal sealed class DemoCustomer(ChannelAccount account, string externalId, Contact contact)
{
    public Guid AccountId { get; } = account.Id;

    public string ExternalId { get; } = externalId;

    public Guid ThreadId { get; } = ThreadKey.For(account.Id, externalId);

    public Contact Contact { get; } = contact;

    public ChannelAccount Account { get; } = account;

    public long LastSeq { get; set; }

    /// <summary>The conversation before the next one.</summary>
    public Guid? LastId { get; set; }

    /// <summary>Until when the last one lasts.</summary>
    public DateTimeOffset BusyUntil { get; set; }
}
