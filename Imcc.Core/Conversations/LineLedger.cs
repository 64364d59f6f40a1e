using Kind = Imcc.Core.Conversations.ConversationEventKind;

namespace Imcc.Core.Conversations;

/// <summary>
/// The books of the lines, kept from events alone: whoever entered a line left it in exactly one way, or still waits. Each visit of a line
/// counts for itself, so a transfer leaves one line's books and enters the other's.
/// </summary>
public sealed class LineLedger
{
    private readonly Dictionary<Guid, LineBook> _books = [];
    private readonly Dictionary<Guid, (Guid GroupId, DateTimeOffset Since)> _waiting = [];

    public IReadOnlyDictionary<Guid, LineBook> Books => _books;

    /// <summary>Who is in a line after the last event, with the line.</summary>
    public IEnumerable<(Guid ConversationId, Guid GroupId)> Waiting => _waiting.Select(w => (w.Key, w.Value.GroupId));

    /// <param name="events">Of each conversation in the order of its revisions; those of different conversations in any order.</param>
    /// <exception cref="InvalidOperationException">Somebody left a line without having entered it, or entered one twice.</exception>
    public static LineLedger Of(IEnumerable<ConversationEvent> events)
    {
        var ledger = new LineLedger();
        foreach (var e in events)
            ledger.Enter(e);
        return ledger;
    }

    private void Enter(ConversationEvent e)
    {
        var inLine = _waiting.TryGetValue(e.ConversationId, out var visit);
        switch (e.Kind)
        {
            case Kind.Enqueued or Kind.Requeued or Kind.Woken or Kind.TransferredToGroup or Kind.TakenFromSilent:
                if (inLine)
                    throw new InvalidOperationException($"Conversation {e.ConversationId} entered a line twice (revision {e.Revision}, {e.Kind}).");
                var group = e.GroupId ?? throw new InvalidOperationException($"Conversation {e.ConversationId} entered no line (revision {e.Revision}, {e.Kind}).");
                _waiting[e.ConversationId] = (group, e.At);
                Write(group, b => b with { Entered = b.Entered + 1 });
                break;
            case Kind.Accepted:
                if (!inLine)
                    throw new InvalidOperationException($"Conversation {e.ConversationId} was answered without waiting (revision {e.Revision}).");
                Leave(b => b with { Answered = b.Answered + 1, WaitedAnswered = b.WaitedAnswered + (e.At - visit.Since) });
                break;
            case Kind.Abandoned:
                if (!inLine)
                    throw new InvalidOperationException($"Conversation {e.ConversationId} was abandoned without waiting (revision {e.Revision}).");
                Leave(b => b with { Abandoned = b.Abandoned + 1, WaitedAbandoned = b.WaitedAbandoned + (e.At - visit.Since) });
                break;
            // Who was turned away at the door was never in.
            case Kind.Overflowed when inLine:
                Leave(b => b with { Overflowed = b.Overflowed + 1 });
                break;
        }

        void Leave(Func<LineBook, LineBook> entry)
        {
            _waiting.Remove(e.ConversationId);
            Write(visit.GroupId, entry);
        }
    }

    private void Write(Guid groupId, Func<LineBook, LineBook> entry) => _books[groupId] = entry(_books.GetValueOrDefault(groupId) ?? new());
}

/// <summary>One line's books. Entered = answered + abandoned + overflowed + still waiting.</summary>
public sealed record LineBook(int Entered = 0, int Answered = 0, int Abandoned = 0, int Overflowed = 0, TimeSpan WaitedAnswered = default, TimeSpan WaitedAbandoned = default)
{
    public int StillWaiting => Entered - Answered - Abandoned - Overflowed;
}
