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
    private const int ThreadsKept = 12;
    private const int RevisionsKept = 2000;

    private readonly Dictionary<Guid, DeskConversation> _mine = [];
    private readonly Dictionary<Guid, long> _revisions = [];
    private readonly Dictionary<Guid, DeskThread> _threads = [];
    private readonly Dictionary<Guid, long> _heard = [];
    private readonly Dictionary<Guid, TypingChanged> _typing = [];
    private List<DeskConversation> _queue = [];
    private List<DeskConversation> _closed = [];
    private IReadOnlyList<DeskConversation>? _ordered;

    public Guid AgentId { get; } = agentId;

    public Agent? Agent { get; private set; }

    public AgentStatus? Status { get; private set; }

    public int WaitingCount { get; private set; }

    public DateTimeOffset? LongestSince { get; private set; }

    public IReadOnlyList<DeskConversation> Queue => _queue;

    public IReadOnlyList<DeskConversation> Closed => _closed;

    /// <summary>Places taken of <see cref="Agent.Capacity"/>: counted from the conversations, never up and down.</summary>
    public int Load => _mine.Values.Count(c => c.State is ConversationState.Offered or ConversationState.Active or ConversationState.WrapUp);

    /// <summary>What the title badge shows: what rings and what was not read.</summary>
    public int Attention => _mine.Values.Sum(c => c.State == ConversationState.Offered ? 1 : c.Unread);

    /// <summary>Offers first (the next to expire on top), then who waits longest for an answer, then the rest by the last word, parked ones, and wrap-ups.</summary>
    public IReadOnlyList<DeskConversation> Mine => _ordered ??=
    [
        .. _mine.Values
            .OrderBy(Rank)
            .ThenBy(c => Rank(c) switch
            {
                0 or 4 => c.DueAt?.UtcTicks ?? long.MaxValue,
                1 => c.WaitingSince!.Value.UtcTicks,
                _ => -(c.LastMessageAt ?? c.OpenedAt).UtcTicks,
            })
            .ThenBy(c => c.Id),
    ];

    public DeskConversation? Find(Guid conversationId) =>
        _mine.GetValueOrDefault(conversationId)
        ?? _queue.Find(c => c.Id == conversationId)
        ?? _closed.Find(c => c.Id == conversationId);

    public bool IsMine(Guid conversationId) => _mine.ContainsKey(conversationId);

    public DeskThread? Thread(Guid threadId) => _threads.GetValueOrDefault(threadId);

    public TypingChanged? Typing(Guid threadId) => _typing.GetValueOrDefault(threadId);

    /// <summary>Who should be answered next: the longest waiting, else the next active one; never <paramref name="except"/>.</summary>
    public DeskConversation? Next(Guid? except) =>
        Mine.FirstOrDefault(c => Rank(c) == 1 && c.Id != except) ?? Mine.FirstOrDefault(c => Rank(c) == 2 && c.Id != except);

    public void Restore(DeskSnapshot snapshot)
    {
        Agent = snapshot.Agent;
        if (Status is null || snapshot.Status.Revision >= Status.Revision)
            Status = snapshot.Status;
        var fresh = snapshot.Mine.ToDictionary(c => c.Id);
        foreach (var id in _mine.Keys.Where(id => !fresh.ContainsKey(id)).ToList())
            _mine.Remove(id);
        foreach (var conversation in snapshot.Mine)
        {
            if (IsOld(conversation))
                continue;
            See(conversation);
            _mine[conversation.Id] = conversation;
        }

        _queue = [.. snapshot.Queue];
        WaitingCount = snapshot.WaitingCount;
        LongestSince = snapshot.Queue.Min(c => c.EnqueuedAt);
        _ordered = null;
    }

    public void LoadClosed(IReadOnlyList<DeskConversation> closed) => _closed = [.. closed];

    /// <summary>The thread of a conversation that is being looked at; made when it is new. The least recently made gives way.</summary>
    public DeskThread Open(Guid threadId)
    {
        if (_threads.Remove(threadId, out var thread))
            return _threads[threadId] = thread;
        // A thread with something unsent is never dropped.
        var old = _threads.Count >= ThreadsKept ? _threads.Values.FirstOrDefault(t => t.Locals.Count == 0) : null;
        if (old is not null)
            _threads.Remove(old.ThreadId);
        return _threads[threadId] = new DeskThread(threadId);
    }

    /// <summary>After a lost connection what was cached may miss something: only what holds unsent messages stays.</summary>
    public void ForgetThreads(Guid? except)
    {
        foreach (var thread in _threads.Values.Where(t => t.ThreadId != except && t.Locals.Count == 0).ToList())
            _threads.Remove(thread.ThreadId);
    }

    public DeskChange Apply(DeskEvent e) => e switch
    {
        ConversationMoved moved => Move(moved.Conversation),
        MessageAdded added => Add(added.Message),
        DeliveryChanged delivered => _threads.TryGetValue(delivered.ThreadId, out var thread) && thread.Deliver(delivered)
            ? DeskChange.Of(DeskParts.Thread)
            : DeskChange.Nothing,
        StatusChanged status => Change(status.Status),
        QueueChanged queue => Change(queue),
        TypingChanged typing => Change(typing),
        _ => DeskChange.Nothing,
    };

    /// <summary>The agent looks at it: it is read here at once, and everywhere when the command has come back.</summary>
    public void Look(Guid conversationId)
    {
        if (_mine.TryGetValue(conversationId, out var conversation) && conversation.Unread > 0)
            Replace(conversation with { Unread = 0 });
    }

    /// <summary>An offer that can no longer be taken leaves the list even before the news of it comes.</summary>
    public void Withdraw(Guid conversationId, Guid offerId)
    {
        if (_mine.TryGetValue(conversationId, out var conversation) && conversation.State == ConversationState.Offered && conversation.OfferId == offerId)
        {
            _mine.Remove(conversationId);
            _ordered = null;
        }
    }

    public void Rename(Guid contactId, string name, int vipTier)
    {
        foreach (var conversation in _mine.Values.Where(c => c.ContactId == contactId).ToList())
            Replace(conversation with { CustomerName = name, VipTier = vipTier });
    }

    public void KeepNote(Guid conversationId, string note)
    {
        if (_mine.TryGetValue(conversationId, out var conversation))
            Replace(conversation with { Note = note });
    }

    private static int Rank(DeskConversation c) => c.State switch
    {
        ConversationState.Offered => 0,
        ConversationState.Active when c.WaitingSince is not null => 1,
        ConversationState.Active => 2,
        ConversationState.Parked => 3,
        _ => 4,
    };

    private DeskChange Move(DeskConversation next)
    {
        if (IsOld(next))
            return DeskChange.Nothing;
        See(next);
        var before = _mine.GetValueOrDefault(next.Id);
        if (next.State != ConversationState.Queued && _queue.RemoveAll(c => c.Id == next.Id) > 0)
            WaitingCount = Math.Max(0, WaitingCount - 1);

        if (!BelongsHere(next))
        {
            _mine.Remove(next.Id);
            _ordered = null;
            if (next.State == ConversationState.Closed && next.AgentId == AgentId)
                _closed = [next, .. _closed.Where(c => c.Id != next.Id)];
            return DeskChange.Of(DeskParts.Lists | DeskParts.Status | DeskParts.Thread | DeskParts.Selection);
        }

        _closed.RemoveAll(c => c.Id == next.Id);
        Replace(next);
        var parts = DeskParts.Lists | DeskParts.Status;
        if (before is null || before.State != next.State || before.CustomerName != next.CustomerName || before.VipTier != next.VipTier)
            parts |= DeskParts.Thread | DeskParts.Selection;
        return next.State switch
        {
            ConversationState.Offered when before?.OfferId != next.OfferId => DeskChange.Of(parts, new DeskAlert(AlertKind.Offer, next, next.Preview)),
            ConversationState.Active when before is null => DeskChange.Of(parts, new DeskAlert(AlertKind.Assigned, next, next.Preview)),
            _ => DeskChange.Of(parts),
        };
    }

    private DeskChange Add(ThreadMessage message)
    {
        var parts = DeskParts.None;
        if (_threads.TryGetValue(message.ThreadId, out var thread) && thread.Add(message))
            parts |= DeskParts.Thread;
        if (message.Sender == MessageSender.Customer && _typing.Remove(message.ThreadId))
            parts |= DeskParts.Typing;

        // Each message is heard once, however often it is told.
        if (_heard.GetValueOrDefault(message.ThreadId) >= message.Seq)
            return DeskChange.Of(parts);
        Bound(_heard);
        _heard[message.ThreadId] = message.Seq;
        if (message is not { Direction: MessageDirection.Inbound, Content.IsSpeech: true })
            return DeskChange.Of(parts);
        var conversation = _mine.Values.FirstOrDefault(c => c.ThreadId == message.ThreadId && c.State is ConversationState.Active or ConversationState.Parked or ConversationState.WrapUp);
        return conversation is null
            ? DeskChange.Of(parts)
            : DeskChange.Of(parts, new DeskAlert(AlertKind.Message, conversation, message.Content.Preview));
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

    private DeskChange Change(TypingChanged typing)
    {
        if (typing.IsTyping)
            _typing[typing.ThreadId] = typing;
        else
            _typing.Remove(typing.ThreadId);
        Bound(_typing);
        return DeskChange.Of(DeskParts.Typing);
    }

    private bool BelongsHere(DeskConversation c) => c.AgentId == AgentId
        && c.State is ConversationState.Offered or ConversationState.Active or ConversationState.Parked or ConversationState.WrapUp;

    private bool IsOld(DeskConversation c) => _revisions.TryGetValue(c.Id, out var seen) && c.Revision < seen;

    private void See(DeskConversation c)
    {
        Bound(_revisions);
        _revisions[c.Id] = c.Revision;
    }

    private void Replace(DeskConversation conversation)
    {
        _mine[conversation.Id] = conversation;
        _ordered = null;
    }

    // A desk that is open for days forgets what nobody will mention again; what is mine is in its own list anyway.
    private static void Bound<T>(Dictionary<Guid, T> map)
    {
        if (map.Count >= RevisionsKept)
            map.Clear();
    }
}
