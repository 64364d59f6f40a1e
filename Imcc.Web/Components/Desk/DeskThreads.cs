using Imcc.Core.Conversations;
using Imcc.Core.Desk;

namespace Imcc.Web.Components.Desk;

/// <summary>The threads that a desk holds, who is typing in them, and how far each was heard.</summary>
public sealed class DeskThreads
{
    private const int Kept = 12;
    private const int Remembered = 2000;

    private readonly Dictionary<Guid, DeskThread> _threads = [];
    private readonly Dictionary<Guid, long> _heard = [];
    private readonly Dictionary<Guid, TypingChanged> _typing = [];

    public DeskThread? Find(Guid threadId) => _threads.GetValueOrDefault(threadId);

    public TypingChanged? Typing(Guid threadId) => _typing.GetValueOrDefault(threadId);

    /// <summary>The thread of a conversation that is being looked at; made when it is new. The least recently made gives way.</summary>
    public DeskThread Open(Guid threadId)
    {
        if (_threads.Remove(threadId, out var thread))
            return _threads[threadId] = thread;
        // A thread with something unsent is never dropped.
        var old = _threads.Count >= Kept ? _threads.Values.FirstOrDefault(t => t.Locals.Count == 0) : null;
        if (old is not null)
            _threads.Remove(old.ThreadId);
        return _threads[threadId] = new DeskThread(threadId);
    }

    /// <summary>After a lost connection what was cached may miss something: only what holds unsent messages stays.</summary>
    public void Forget(Guid? except)
    {
        foreach (var thread in _threads.Values.Where(t => t.ThreadId != except && t.Locals.Count == 0).ToList())
            _threads.Remove(thread.ThreadId);
    }

    /// <returns>What it changed on the screen, and whether the customer, or a supervisor who whispers, was heard for the first time with it.</returns>
    public (DeskParts Parts, bool IsNews) Add(ThreadMessage message)
    {
        var parts = DeskParts.None;
        if (_threads.TryGetValue(message.ThreadId, out var thread) && thread.Add(message))
            parts |= DeskParts.Thread;
        if (message.Sender == MessageSender.Customer && _typing.Remove(message.ThreadId))
            parts |= DeskParts.Typing;

        // Each message is heard once, however often it is told.
        if (_heard.GetValueOrDefault(message.ThreadId) >= message.Seq)
            return (parts, false);
        Bound(_heard);
        _heard[message.ThreadId] = message.Seq;
        return (parts, message is { Direction: MessageDirection.Inbound, IsAside: false, Content.IsSpeech: true } || (message.IsWhisper() && !message.IsWithheld));
    }

    public DeskParts Deliver(DeliveryChanged delivered) =>
        _threads.TryGetValue(delivered.ThreadId, out var thread) && thread.Deliver(delivered) ? DeskParts.Thread : DeskParts.None;

    public DeskParts Recall(ThreadMessage message) =>
        _threads.TryGetValue(message.ThreadId, out var thread) && thread.Recall(message) ? DeskParts.Thread : DeskParts.None;

    public DeskParts Change(TypingChanged typing)
    {
        if (typing.IsTyping)
            _typing[typing.ThreadId] = typing;
        else
            _typing.Remove(typing.ThreadId);
        Bound(_typing);
        return DeskParts.Typing;
    }

    // A desk that is open for days forgets what nobody will mention again.
    internal static void Bound<T>(Dictionary<Guid, T> map)
    {
        if (map.Count >= Remembered)
            map.Clear();
    }
}
