using System.Collections.Immutable;
using System.Globalization;
using Imcc.Core.Conversations;
using Kind = Imcc.Core.Conversations.ConversationEventKind;

namespace Imcc.Core.Reporting;

/// <summary>
/// Reads a conversation's events into facts: the same events make the same facts, however often and in whatever order they come. Times are
/// cut to milliseconds, so that parts of a stretch add up to it exactly.
/// </summary>
public sealed class FactBook
{
    private readonly List<VisitFact> _visits = [];
    private readonly List<SegmentFact> _segments = [];
    private readonly List<AttemptFact> _attempts = [];
    private readonly List<long> _replies = [];
    private VisitFact? _visit;
    private SegmentFact? _segment;
    private bool _isWrapping;
    private (Guid AgentId, DateTimeOffset At)? _offer;
    private Guid? _group;
    private Guid? _agent;
    private int _taken;
    private bool _isForAPerson;
    private DateTimeOffset _now;

    private FactBook()
    {
    }

    /// <param name="events">All of one conversation, in any order.</param>
    /// <param name="upTo">A whole quarter of an hour, until when a stretch that still goes on is known to have gone on; null: not asked for.</param>
    public static ConversationFacts Of(IEnumerable<ConversationEvent> events, ConversationTraits traits, DateTimeOffset? upTo = null)
    {
        var book = new FactBook();
        DateTimeOffset? opened = null, last = null;
        // What changes nothing stands beside the revision that it found; of one moment, what was left comes before what was entered.
        foreach (var e in events.Where(e => !IsLooking(e.Kind)).OrderBy(e => e.Revision).ThenBy(e => e.At).ThenBy(e => RankOf(e.Kind)))
        {
            var at = DateTimeOffset.FromUnixTimeMilliseconds(e.At.ToUnixTimeMilliseconds());
            // Clocks of two nodes may differ: a stretch never ends before it began.
            book._now = at < book._now ? book._now : at;
            book.Read(e);
            opened ??= book._now;
            if (e.Kind is not (Kind.Classified or Kind.Alerted or Kind.WordsConfirmed or Kind.WordsBlocked or Kind.WordsHeard))
                last = book._now;
        }

        if (book._visit is { } waiting)
            book._visits.Add(waiting);
        return new()
        {
            Traits = traits,
            Visits = [.. book._visits],
            Segments = [.. book._segments],
            Attempts = [.. book._attempts],
            Whole = traits.IsOver && opened is { } from && last is { } to ? new(book._group, book._agent, from, to, book._taken, book._isForAPerson) : null,
            Ongoing = traits.IsOver || upTo is not { } until ? null : book.CutAt(until),
        };
    }

    // Who looks on takes no part: it may go on after the conversation is over, and is recorded then.
    private static bool IsLooking(Kind kind) => kind is Kind.WatchBegan or Kind.WatchEnded;

    private static int RankOf(Kind kind) => kind switch
    {
        Kind.Opened => 0,
        Kind.Reopened => 1,
        Kind.Enqueued or Kind.Requeued or Kind.Woken or Kind.TransferredToGroup or Kind.TakenFromSilent => 2,
        Kind.Offered => 3,
        Kind.Picked => 4,
        Kind.Assigned or Kind.TakenOver => 5,
        Kind.Accepted => 6,
        Kind.MessageLeft => 30,
        Kind.Closed or Kind.WrapUpFinished => 40,
        _ => 10,
    };

    private void Read(ConversationEvent e)
    {
        _isForAPerson |= e.Kind is Kind.Enqueued or Kind.Overflowed or Kind.MessageLeft or Kind.Assigned;
        switch (e.Kind)
        {
            case Kind.Enqueued:
                Enter(e, e.Detail == "message" ? VisitEntry.LeftMessage : VisitEntry.Joined);
                break;
            case Kind.Woken:
                Enter(e, VisitEntry.Woken);
                break;
            case Kind.Requeued:
                Release(SegmentExit.AgentLost);
                Enter(e, VisitEntry.AgentLost);
                break;
            case Kind.TakenFromSilent:
                Release(SegmentExit.Silent);
                Enter(e, VisitEntry.TakenFromSilent);
                break;
            case Kind.TransferredToGroup:
                Release(SegmentExit.ToGroup);
                Enter(e, VisitEntry.Transferred);
                break;
            // It was not the agent who gave it away.
            case Kind.MovedByLead when _segments is [.., { Exit: SegmentExit.ToGroup } moved] && moved.ReleasedAt == _now:
                _segments[^1] = moved with { Exit = SegmentExit.TakenBySupervisor };
                break;
            case Kind.Offered when e.AgentId is { } asked:
                _offer = (asked, _now);
                break;
            case Kind.Declined:
                Asked(AttemptOutcome.Declined);
                break;
            case Kind.Missed:
                Asked(AttemptOutcome.Missed);
                break;
            case Kind.Withdrawn:
                Asked(AttemptOutcome.Cancelled);
                break;
            case Kind.Assigned or Kind.TakenOver when e.AgentId is { } agent:
                Release(e.Kind == Kind.Assigned ? SegmentExit.TakenBySupervisor : SegmentExit.ToAgent);
                // Who is given what another was just asked for: nobody's fault.
                if (_offer?.AgentId != agent)
                    Asked(AttemptOutcome.Cancelled);
                Take(agent, e);
                break;
            case Kind.Accepted when e.AgentId is { } agent && _visit is not null:
                Take(agent, e);
                break;
            case Kind.FirstReply when _segment is { FirstReplyAt: null } segment:
                _segment = segment with { FirstReplyAt = _now };
                break;
            case Kind.Replied when _segment is not null && long.TryParse(e.Detail, NumberStyles.None, CultureInfo.InvariantCulture, out var took):
                _replies.Add(took);
                break;
            case Kind.Ended when _segment is { } segment:
                _segment = segment with { EndedAt = _now };
                _isWrapping = true;
                break;
            case Kind.Reopened:
                _isWrapping = false;
                break;
            case Kind.Parked:
                Release(SegmentExit.Parked);
                break;
            case Kind.Closed or Kind.WrapUpFinished:
                Release(SegmentExit.Ended);
                break;
            case Kind.Abandoned:
                Leave(VisitOutcome.Abandoned, null);
                break;
            case Kind.Overflowed:
                Leave(VisitOutcome.FlowedOut, null);
                break;
            // Asked to leave a message instead of waiting, the customer did.
            case Kind.MessageLeft when _visit is null && _visits is [.., { Outcome: VisitOutcome.FlowedOut } left]:
                _visits[^1] = left with { Outcome = VisitOutcome.MessageLeft };
                break;
        }
    }

    private void Enter(ConversationEvent e, VisitEntry entry)
    {
        // Rows that were damaged must not stop the others' figures.
        Leave(VisitOutcome.FlowedOut, null);
        if (e.GroupId is not { } group)
            return;
        _group = group;
        _visit = new(group, null, _now, null, entry, VisitOutcome.Waiting);
    }

    private void Leave(VisitOutcome outcome, Guid? agent)
    {
        Asked(outcome == VisitOutcome.Answered ? AttemptOutcome.Accepted : AttemptOutcome.Cancelled);
        if (_visit is not { } visit)
            return;
        _visits.Add(visit with { To = _now, Outcome = outcome, AgentId = agent });
        _visit = null;
    }

    private void Asked(AttemptOutcome outcome)
    {
        if (_offer is { } offer && (_visit?.GroupId ?? _group) is { } group)
            _attempts.Add(new(offer.AgentId, group, offer.At, _now, outcome));
        _offer = null;
    }

    private void Take(Guid agent, ConversationEvent e)
    {
        var enqueued = _visit?.From;
        Leave(VisitOutcome.Answered, agent);
        _group = e.GroupId ?? _group;
        _agent = agent;
        _taken++;
        _isWrapping = false;
        _segment = new() { AgentId = agent, GroupId = _group, TakenAt = _now, EnqueuedAt = enqueued, EndedAt = _now, ReleasedAt = _now, Exit = SegmentExit.Ended };
    }

    private SegmentFact? CutAt(DateTimeOffset until) => _segment is not { } going || going.TakenAt >= until ? null
        : going with { EndedAt = _isWrapping && going.EndedAt < until ? going.EndedAt : until, ReleasedAt = until };

    private void Release(SegmentExit exit)
    {
        if (_segment is { } segment)
            _segments.Add(segment with { EndedAt = _isWrapping ? segment.EndedAt : _now, ReleasedAt = _now, Exit = exit, Replies = [.. _replies] });
        _segment = null;
        _isWrapping = false;
        _replies.Clear();
    }
}
