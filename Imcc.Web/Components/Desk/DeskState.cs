using Imcc.Core.Agents;
using Imcc.Core.Conversations;
using Imcc.Core.Desk;
using Imcc.Core.Organisation;

namespace Imcc.Web.Components.Desk;

/// <summary>
/// What an agent's desk knows. Snapshots and events go in; lists in working order, unread counts and threads come out. An older
/// revision never undoes a newer one, so events may come twice, late and out of order.
/// </summary>
public sealed class DeskState(Guid agentId)
{
    private readonly Dictionary<Guid, DeskConversation> _held = [];
    private readonly Dictionary<Guid, DeskConversation> _asked = [];
    private readonly Dictionary<Guid, long> _revisions = [];
    private List<DeskConversation> _queue = [];
    private List<DeskConversation> _messages = [];
    private List<DeskConversation> _closed = [];
    private IReadOnlyList<DeskConversation>? _mine;
    private IReadOnlyList<DeskConversation>? _parked;
    private IReadOnlyList<DeskConversation>? _askedInOrder;

    public Guid AgentId { get; } = agentId;

    public Agent? Agent { get; private set; }

    public AgentStatus? Status { get; private set; }

    /// <summary>The organisation's reasons for not being there.</summary>
    public IReadOnlyList<PresenceReason> Reasons { get; private set; } = [];

    public IReadOnlyList<CustomerTag> Tags { get; private set; } = [];

    /// <summary>Of the published tree of reasons for contact; 0: there is none.</summary>
    public int ReasonVersion { get; private set; }

    public DeskThreads Threads { get; } = new();

    public int WaitingCount { get; private set; }

    public DateTimeOffset? LongestSince { get; private set; }

    /// <summary>Rings, is served or is being wrapped up, in working order.</summary>
    public IReadOnlyList<DeskConversation> Mine => _mine ??= DeskOrder.Mine(_held.Values);

    /// <summary>Kept for later.</summary>
    public IReadOnlyList<DeskConversation> Parked => _parked ??= DeskOrder.Parked(_held.Values);

    /// <summary>Where this agent is asked to take over or to help.</summary>
    public IReadOnlyList<DeskConversation> Asked => _askedInOrder ??= DeskOrder.Asked(_asked.Values, AgentId);

    public IReadOnlyList<DeskConversation> Queue => _queue;

    /// <summary>Messages left for the agent's groups.</summary>
    public IReadOnlyList<DeskConversation> Messages => _messages;

    public IReadOnlyList<DeskConversation> Closed => _closed;

    /// <summary>Units taken of <see cref="Agent.Capacity"/>: counted from the conversations, never up and down.</summary>
    public int Load => _held.Values.Concat(_asked.Values).Sum(c => c.UnitsOf(AgentId));

    /// <summary>What the title badge shows: what rings and what was not read.</summary>
    public int Attention => _held.Values.Sum(c => c.State == ConversationState.Offered ? 1 : c.Unread) + _asked.Values.Count(c => c.Invites(AgentId));

    public DeskConversation? Find(Guid conversationId) =>
        _held.GetValueOrDefault(conversationId)
        ?? _asked.GetValueOrDefault(conversationId)
        ?? _queue.Find(c => c.Id == conversationId)
        ?? _messages.Find(c => c.Id == conversationId)
        ?? _closed.Find(c => c.Id == conversationId);

    public bool IsMine(Guid conversationId) => _held.ContainsKey(conversationId);

    /// <summary>Who should be answered next: the longest waiting, else the next active one; never <paramref name="except"/>.</summary>
    public DeskConversation? Next(Guid? except) =>
        Mine.FirstOrDefault(c => DeskOrder.Rank(c) == 1 && c.Id != except) ?? Mine.FirstOrDefault(c => DeskOrder.Rank(c) == 2 && c.Id != except);

    public void Restore(DeskSnapshot snapshot)
    {
        Agent = snapshot.Agent;
        if (Status is null || snapshot.Status.Revision >= Status.Revision)
            Status = snapshot.Status;
        (Reasons, Tags, ReasonVersion) = (snapshot.Reasons, snapshot.Tags, snapshot.ReasonVersion);
        Restore(_held, snapshot.Mine.Concat(snapshot.Parked).Concat(snapshot.Owed));
        Restore(_asked, snapshot.Asked);
        _queue = [.. snapshot.Queue];
        _messages = [.. snapshot.Messages];
        WaitingCount = snapshot.WaitingCount;
        LongestSince = snapshot.Queue.Min(c => c.EnqueuedAt);
        Reorder();
    }

    public void LoadClosed(IReadOnlyList<DeskConversation> closed) => _closed = [.. closed];

    public DeskChange Apply(DeskEvent e) => e switch
    {
        ConversationMoved moved => Move(moved.Conversation),
        MessageAdded added => Add(added.Message),
        DeliveryChanged delivered => DeskChange.Of(Threads.Deliver(delivered)),
        MessageRecalled recalled => DeskChange.Of(Threads.Recall(recalled.Message)),
        StatusChanged status => Change(status.Status),
        QueueChanged queue => Change(queue),
        TypingChanged typing => DeskChange.Of(Threads.Change(typing)),
        RatingGiven rated => Rate(rated),
        _ => DeskChange.Nothing,
    };

    private DeskChange Rate(RatingGiven rated)
    {
        if (_held.TryGetValue(rated.ConversationId, out var conversation))
            Hold(conversation with { Satisfaction = rated.Satisfaction });
        return DeskChange.Of(DeskParts.Selection | DeskParts.Day);
    }

    /// <summary>The agent looks at it: it is read here at once, and everywhere when the command has come back.</summary>
    public void Look(Guid conversationId)
    {
        if (_held.TryGetValue(conversationId, out var conversation) && conversation.Unread > 0)
            Hold(conversation with { Unread = 0 });
    }

    /// <summary>An offer or invitation that can no longer be taken leaves the list even before the news of it comes.</summary>
    public void Withdraw(Guid conversationId, Guid offerId)
    {
        if (_held.TryGetValue(conversationId, out var offered) && offered.State == ConversationState.Offered && offered.OfferId == offerId)
            _held.Remove(conversationId);
        if (_asked.TryGetValue(conversationId, out var invited) && invited.Invitation?.OfferId == offerId)
            _asked.Remove(conversationId);
        Reorder();
    }

    public void Rename(Guid contactId, string name, int vipTier, IReadOnlyList<Guid> tags)
    {
        foreach (var conversation in _held.Values.Where(c => c.ContactId == contactId).ToList())
            Hold(conversation with { CustomerName = name, VipTier = vipTier, Tags = tags });
    }

    public void KeepNote(Guid conversationId, string note)
    {
        if (_held.TryGetValue(conversationId, out var conversation))
            Hold(conversation with { Note = note });
    }

    private void Restore(Dictionary<Guid, DeskConversation> map, IEnumerable<DeskConversation> snapshot)
    {
        var fresh = snapshot.ToDictionary(c => c.Id);
        foreach (var id in map.Keys.Where(id => !fresh.ContainsKey(id)).ToList())
            map.Remove(id);
        foreach (var conversation in fresh.Values.Where(c => !IsOld(c)))
        {
            See(conversation);
            map[conversation.Id] = conversation;
        }
    }

    private DeskChange Move(DeskConversation next)
    {
        if (IsOld(next))
            return DeskChange.Nothing;
        See(next);
        var before = _held.GetValueOrDefault(next.Id) ?? _asked.GetValueOrDefault(next.Id);
        if (next.State != ConversationState.Queued && _queue.RemoveAll(c => c.Id == next.Id) > 0)
            WaitingCount = Math.Max(0, WaitingCount - 1);
        _messages.RemoveAll(c => c.Id == next.Id && (next.State != ConversationState.Parked || next.AgentId is not null));
        var isMine = next.IsInHand(AgentId);
        var isAsked = next.Invites(AgentId) || next.AsksHelpOf(AgentId);
        if (isAsked)
            _asked[next.Id] = next;
        else
            _asked.Remove(next.Id);
        if (isMine)
            _held[next.Id] = next;
        else
            _held.Remove(next.Id);
        Reorder();
        if (isMine || isAsked)
            _closed.RemoveAll(c => c.Id == next.Id);
        else if (next.State == ConversationState.Closed && next.AgentId == AgentId)
            _closed = [next, .. _closed.Where(c => c.Id != next.Id)];

        var parts = DeskParts.Lists | DeskParts.Status;
        if (!(isMine || isAsked) || before is null || IsOtherToTheEye(before, next))
            parts |= DeskParts.Thread | DeskParts.Selection;
        return DeskAlert.Between(before, next, AgentId) is { } alert && (isMine || isAsked) ? DeskChange.Of(parts, alert) : DeskChange.Of(parts);
    }

    // What the head of the thread and the bars over it show.
    private static bool IsOtherToTheEye(DeskConversation a, DeskConversation b) =>
        a.State != b.State || a.AgentId != b.AgentId || a.CustomerName != b.CustomerName || a.VipTier != b.VipTier
        || a.Invitation != b.Invitation || a.Help != b.Help || a.Handover != b.Handover || a.RemindAt != b.RemindAt || a.Alerts != b.Alerts || a.Chat != b.Chat;

    private DeskChange Add(ThreadMessage message)
    {
        var (parts, isNews) = Threads.Add(message);
        var conversation = isNews
            ? _held.Values.FirstOrDefault(c => c.ThreadId == message.ThreadId && c.State is ConversationState.Active or ConversationState.Parked or ConversationState.WrapUp)
            : null;
        return conversation is null
            ? DeskChange.Of(parts)
            : DeskChange.Of(parts, new DeskAlert(message.IsWhisper() ? AlertKind.Whisper : AlertKind.Message, conversation, message.Content.Preview));
    }

    private DeskChange Change(AgentStatus status)
    {
        if (status.AgentId != AgentId || (Status is not null && status.Revision < Status.Revision))
            return DeskChange.Nothing;
        Status = status;
        return DeskChange.Of(DeskParts.Status);
    }

    private DeskChange Change(QueueChanged queue)
    {
        (WaitingCount, LongestSince) = (queue.Waiting, queue.LongestSince);
        return DeskChange.Of(DeskParts.Lists);
    }

    private bool IsOld(DeskConversation c) => _revisions.TryGetValue(c.Id, out var seen) && c.Revision < seen;

    private void See(DeskConversation c)
    {
        DeskThreads.Bound(_revisions);
        _revisions[c.Id] = c.Revision;
    }

    private void Hold(DeskConversation conversation)
    {
        _held[conversation.Id] = conversation;
        Reorder();
    }

    private void Reorder() => (_mine, _parked, _askedInOrder) = (null, null, null);
}
