using Imcc.Core.Conversations;
using Imcc.Core.Delivery;
using Imcc.Core.Desk;

namespace Imcc.Web.Components.Desk;

/// <summary>
/// The stretch of one thread that the screen holds: in order by <see cref="ThreadMessage.Seq"/>, each message once, whatever order
/// and however often events bring them. It says when something is missing; it never guesses.
/// </summary>
public sealed class DeskThread(Guid threadId)
{
    private readonly List<ThreadMessage> _messages = [];
    private readonly List<LocalMessage> _locals = [];
    private readonly Dictionary<Guid, DeliveryChanged> _early = [];

    public Guid ThreadId { get; } = threadId;

    public IReadOnlyList<ThreadMessage> Messages => _messages;

    /// <summary>Sent from here and not yet seen in the thread, in the order of sending.</summary>
    public IReadOnlyList<LocalMessage> Locals => _locals;

    public bool HasEarlier { get; private set; }

    /// <summary>Whether a first page has come.</summary>
    public bool IsLoaded { get; private set; }

    /// <summary>A message between two that are here has not come yet.</summary>
    public bool HasGap
    {
        get
        {
            for (var i = 1; i < _messages.Count; i++)
            {
                if (_messages[i].Seq != _messages[i - 1].Seq + 1)
                    return true;
            }

            return false;
        }
    }

    public long LastSeq => _messages.Count == 0 ? 0 : _messages[^1].Seq;

    /// <summary>The last place before the first gap: everything up to here is known.</summary>
    public long LastKnownSeq
    {
        get
        {
            for (var i = 1; i < _messages.Count; i++)
            {
                if (_messages[i].Seq != _messages[i - 1].Seq + 1)
                    return _messages[i - 1].Seq;
            }

            return LastSeq;
        }
    }

    /// <summary>Takes the latest page. If it does not join what is here, what is here makes way.</summary>
    public void Take(MessagePage latest)
    {
        if (!IsLoaded)
        {
            HasEarlier = latest.HasEarlier;
        }
        else if (latest.Messages.Count > 0 && latest.Messages.Min(m => m.Seq) > LastKnownSeq + 1)
        {
            var newest = latest.Messages.Max(m => m.Seq);
            _messages.RemoveAll(m => m.Seq <= newest);
            HasEarlier = latest.HasEarlier;
        }

        IsLoaded = true;
        foreach (var message in latest.Messages)
            Put(message);
    }

    /// <summary>Takes a page that was asked for with the first message here as its end.</summary>
    public void TakeEarlier(MessagePage earlier)
    {
        foreach (var message in earlier.Messages)
            Put(message);
        HasEarlier = earlier.HasEarlier && earlier.Messages.Count > 0;
    }

    /// <returns>Whether anything is different now.</returns>
    public bool Add(ThreadMessage message)
    {
        // What lies before the first message here comes with its page.
        if (IsLoaded && HasEarlier && _messages.Count > 0 && message.Seq < _messages[0].Seq)
            return false;
        return Put(message);
    }

    public bool Deliver(DeliveryChanged e)
    {
        var index = _messages.FindIndex(m => m.Id == e.MessageId);
        if (index < 0)
        {
            // The news of its delivery overtook the message.
            if (!_early.TryGetValue(e.MessageId, out var known) || Supersedes(known.State, e.State))
                _early[e.MessageId] = e;
            if (_early.Count > 200)
                _early.Clear();
            return false;
        }

        var next = Delivered(_messages[index], e);
        if (next == _messages[index])
            return false;
        _messages[index] = next;
        return true;
    }

    /// <summary>The agent asked for another try: the bubble is on its way again.</summary>
    public void Retry(Guid messageId)
    {
        var index = _messages.FindIndex(m => m.Id == messageId && m.Delivery is DeliveryState.Failed or DeliveryState.Held);
        if (index >= 0)
            _messages[index] = _messages[index] with { Delivery = DeliveryState.Pending, DeliveryError = null, Refusal = null };
    }

    /// <summary>The agent let it wait for the customer.</summary>
    public void Hold(Guid messageId)
    {
        var index = _messages.FindIndex(m => m.Id == messageId && m.Delivery == DeliveryState.Failed);
        if (index >= 0)
            _messages[index] = _messages[index] with { Delivery = DeliveryState.Held };
    }

    /// <returns>Whether anything is different now.</returns>
    public bool Recall(ThreadMessage message) => Contains(message.Id) && Put(message);

    public bool Contains(Guid messageId) => _messages.Exists(m => m.Id == messageId);

    public LocalMessage? Local(Guid messageId) => _locals.Find(l => l.Id == messageId);

    public void Send(LocalMessage message)
    {
        if (Contains(message.Id))
            return;
        var index = _locals.FindIndex(l => l.Id == message.Id);
        if (index < 0)
            _locals.Add(message);
        else
            _locals[index] = message;
    }

    public void Drop(Guid messageId) => _locals.RemoveAll(l => l.Id == messageId);

    /// <summary>Keeps only the latest, so that a desk that is open all day stays small.</summary>
    public void Trim(int keep)
    {
        if (_messages.Count <= keep)
            return;
        _messages.RemoveRange(0, _messages.Count - keep);
        HasEarlier = true;
    }

    private static bool Supersedes(DeliveryState now, DeliveryState next) => (now, next) switch
    {
        // The channel's yes is the last word.
        (DeliveryState.Sent, _) => next == DeliveryState.Sent,
        // A late "pending" does not hide a failure; only asking for another try does.
        (DeliveryState.Failed, DeliveryState.Pending or DeliveryState.Answering or DeliveryState.None) => false,
        (_, DeliveryState.None) => false,
        _ => true,
    };

    private static DeliveryChanged DeliveryOf(ThreadMessage message) =>
        new(message.ThreadId, message.Id, message.Delivery, message.DeliveryError, message.MaybeTwice, message.Refusal, message.LateAt);

    private static ThreadMessage Delivered(ThreadMessage message, DeliveryChanged e) =>
        Supersedes(message.Delivery, e.State)
            ? message with { Delivery = e.State, DeliveryError = e.Error, MaybeTwice = message.MaybeTwice || e.MaybeTwice, Refusal = e.Refusal, LateAt = e.LateAt ?? message.LateAt }
            : message with { MaybeTwice = message.MaybeTwice || e.MaybeTwice };

    private bool Put(ThreadMessage message)
    {
        _locals.RemoveAll(l => l.Id == message.Id);
        if (_early.Remove(message.Id, out var e))
            message = Delivered(message, e);

        var index = _messages.Count;
        while (index > 0 && _messages[index - 1].Seq > message.Seq)
            index--;
        if (index > 0 && _messages[index - 1].Seq == message.Seq)
        {
            var known = _messages[index - 1];
            var next = known.Id == message.Id ? Delivered(known with { Content = message.Content, RecalledAt = known.RecalledAt ?? message.RecalledAt }, DeliveryOf(message)) : message;
            if (next == known)
                return false;
            _messages[index - 1] = next;
            return true;
        }

        _messages.Insert(index, message);
        return true;
    }
}
