using Imcc.Core.Agents;
using Imcc.Core.Conversations;
using Imcc.Core.Reporting;

namespace Imcc.Core.Board;

/// <summary>
/// All that the board counts, kept up to date by what is told and corrected by what the rows say. What comes twice, late or out of order changes nothing; where a step is
/// missing it says so. Not for several threads at once.
/// </summary>
public sealed class BoardBook
{
    private readonly Dictionary<Guid, Known> _open = [];
    private readonly Dictionary<Guid, long> _over = [];
    private readonly Dictionary<Guid, AgentStatus> _statuses = [];

    /// <param name="dayBegan">At a quarter of an hour.</param>
    public BoardBook(DateTimeOffset dayBegan, ReportRules rules) => Day = new(dayBegan, rules);

    public DayLedger Day { get; private set; }

    public IEnumerable<OpenConversation> Open => _open.Values.Select(k => k.Conversation);

    public IReadOnlyDictionary<Guid, AgentStatus> Statuses => _statuses;

    /// <summary>What counts as in time has changed, also for what was before.</summary>
    public void Change(ReportRules rules) => Day = Day.By(rules);

    /// <returns>False: steps are missing; the conversation is to be read from its rows.</returns>
    public bool Hear(BoardNews news)
    {
        var c = news.After;
        if (RevisionOf(c.Id) is { } known && known >= c.Revision)
            return true;
        _open.TryGetValue(c.Id, out var open);
        var own = news.Events.Where(e => e.ConversationId == c.Id).ToList();
        // A new one begins with its opening; everything else goes on from where it was.
        if (news.From is { } from ? open?.Conversation.Revision != from : !own.Exists(e => e.Kind == ConversationEventKind.Opened))
            return false;
        Keep(c, [.. open?.Events ?? [], .. own], own.Count > 0 || !c.IsOpen);
        return true;
    }

    /// <summary>As the rows have it.</summary>
    /// <param name="events">All of the conversation, up to its revision.</param>
    public void Read(OpenConversation conversation, IEnumerable<ConversationEvent> events)
    {
        if (RevisionOf(conversation.Id) is { } known && known > conversation.Revision)
            return;
        Keep(conversation, [.. events.Where(e => e.Revision <= conversation.Revision)], isNews: true);
    }

    public void Hear(AgentStatus status)
    {
        if (!_statuses.TryGetValue(status.AgentId, out var known) || known.Revision < status.Revision)
            _statuses[status.AgentId] = status;
    }

    /// <returns>Null: nothing is known of it.</returns>
    public long? RevisionOf(Guid conversationId) =>
        _open.TryGetValue(conversationId, out var open) ? open.Conversation.Revision : _over.TryGetValue(conversationId, out var over) ? over : null;

    private void Keep(OpenConversation c, ConversationEvent[] events, bool isNews)
    {
        if (isNews)
            Day.Put(c.Id, FactBook.Of(events, new() { ConversationId = c.Id, AccountId = Guid.Empty, Units = c.Units, IsOver = !c.IsOpen }), isOver: !c.IsOpen);
        if (c.IsOpen)
        {
            _over.Remove(c.Id);
            _open[c.Id] = new(c, events);
            return;
        }

        _open.Remove(c.Id);
        _over[c.Id] = c.Revision;
    }

    private sealed record Known(OpenConversation Conversation, ConversationEvent[] Events);
}
