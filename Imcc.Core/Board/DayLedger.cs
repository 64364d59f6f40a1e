using Imcc.Core.Reporting;

namespace Imcc.Core.Board;

/// <summary>
/// What happened today, counted as reports count it, but while it happens. Of a conversation that is over its facts are added once to sums that stay; those of
/// conversations that go on are few and are added up anew when somebody looks.
/// </summary>
/// <param name="from">When the day began: the beginning of a quarter of an hour.</param>
public sealed class DayLedger(DateTimeOffset from, ReportRules rules)
{
    /// <summary>What counts as now: visits that began so long ago at most.</summary>
    public static readonly TimeSpan Recently = TimeSpan.FromMinutes(30);

    // A conversation's dimensions are not asked for here, and a day has tens of thousands of them.
    private static readonly ConversationTraits Nothing = new() { ConversationId = Guid.Empty, AccountId = Guid.Empty };

    private readonly Dictionary<Guid, ConversationFacts> _facts = [];
    private readonly HashSet<Guid> _going = [];
    private readonly HashSet<Guid> _recent = [];
    private readonly Dictionary<Guid, Tally> _settled = [];
    private readonly Dictionary<Guid, Tally> _moving = [];
    private bool _isSettledOld;
    private bool _isMovingOld;

    public DateTimeOffset From => from;

    /// <summary>How often the sums that stay had to be made anew, which takes as long as the day has conversations.</summary>
    public int TimesMade { get; private set; }

    public ReportRules Rules => rules;

    /// <summary>The same by other rules.</summary>
    public DayLedger By(ReportRules others)
    {
        var ledger = new DayLedger(from, others);
        foreach (var (id, facts) in _facts)
            ledger.Put(id, facts, !_going.Contains(id));
        return ledger;
    }

    /// <summary>All that is known of a conversation takes the place of what was.</summary>
    /// <param name="isOver">Nothing more will happen to it.</param>
    public void Put(Guid conversationId, ConversationFacts facts, bool isOver)
    {
        var today = facts with
        {
            Traits = Nothing,
            Visits = [.. facts.Visits.Where(v => v.From >= from)],
            Attempts = [.. facts.Attempts.Where(a => a.At >= from)],
            // What ended before counts no more; what of it lies in the day still took time.
            Segments = [.. facts.Segments.Where(s => s.ReleasedAt >= from).Select(s => s with { Replies = [] })],
            Whole = null,
        };
        var wasSettled = _facts.TryGetValue(conversationId, out var known) && !_going.Contains(conversationId);
        // What happens after the end (a rating, a reason, a note) is of no concern here, and there is much of it.
        if (wasSettled && isOver && IsSame(known!, today))
            return;
        // What was added cannot be taken out of sums: they are made anew, which hardly ever happens.
        _isSettledOld |= wasSettled;
        _isMovingOld = true;
        _facts[conversationId] = today;
        if (today.Visits.Length > 0)
            _recent.Add(conversationId);
        if (!isOver)
        {
            _going.Add(conversationId);
            return;
        }

        _going.Remove(conversationId);
        if (!wasSettled)
            Count(_settled, today);
    }

    /// <summary>The day's sums of a skill group, or of an agent.</summary>
    public Tally Of(Guid id)
    {
        Settle();
        var sum = new Tally();
        foreach (var sums in (ReadOnlySpan<Dictionary<Guid, Tally>>)[_settled, _moving])
        {
            if (sums.TryGetValue(id, out var part))
                sum.Add(part);
        }

        return sum;
    }

    /// <summary>
    /// By skill group, of the visits that began just now. Who has waited for longer than the threshold counts as not answered in time, whatever may still come of it; who
    /// has not does not count yet.
    /// </summary>
    /// <returns>The sums, and how many came.</returns>
    public IReadOnlyDictionary<Guid, (Tally Sums, int Came)> Now(DateTimeOffset now)
    {
        var groups = new Dictionary<Guid, (Tally Sums, int Came)>();
        var since = now - Recently;
        _recent.RemoveWhere(id => !_facts[id].Visits.Any(v => v.From >= since));
        foreach (var visit in _recent.SelectMany(id => _facts[id].Visits).Where(v => v.From >= since && v.From <= now))
        {
            var (sums, came) = groups.TryGetValue(visit.GroupId, out var known) ? known : (new Tally(), 0);
            groups[visit.GroupId] = (sums, came + 1);
            var (within, tooSoon) = rules.LimitsOf(visit.GroupId);
            if (visit.Wait is { } wait)
                FactCount.Visit(sums, Ms(wait), visit.Outcome, visit.Entry, within, tooSoon);
            else if (Ms(now - visit.From) is var waits && waits > within)
                FactCount.Visit(sums, waits, VisitOutcome.Answered, visit.Entry, within, tooSoon);
        }

        return groups;
    }

    /// <summary>The conversations behind <see cref="Now"/>, those first whose customer waited longest, and how long: of who still waits, so far.</summary>
    /// <param name="counts">Which groups are looked at.</param>
    public IReadOnlyList<(Guid ConversationId, TimeSpan Waited)> Recent(DateTimeOffset now, Func<Guid, bool> counts)
    {
        var since = now - Recently;
        return
        [
            .. _recent.SelectMany(id => _facts[id].Visits.Where(v => v.From >= since && v.From <= now && counts(v.GroupId)), (id, v) => (Id: id, Waited: v.Wait ?? now - v.From, IsOver: v.Wait is not null, v.GroupId))
                .Where(v => v.IsOver || Ms(v.Waited) > rules.LimitsOf(v.GroupId).Within)
                .GroupBy(v => v.Id, (id, visits) => (id, visits.Max(v => v.Waited))).OrderByDescending(v => v.Item2).ThenBy(v => v.id),
        ];
    }

    /// <summary>Today's stretches of service, by skill group and agent.</summary>
    public WorkSpans Spans() => new(_facts.Values.SelectMany(f => f.Segments).Select(s => (s.GroupId ?? Guid.Empty, s.AgentId, s.TakenAt < from ? from : s.TakenAt, s.ReleasedAt)));

    private void Settle()
    {
        if (_isSettledOld)
        {
            TimesMade++;
            _settled.Clear();
            foreach (var (id, facts) in _facts)
            {
                if (!_going.Contains(id))
                    Count(_settled, facts);
            }
        }

        if (_isMovingOld || _isSettledOld)
        {
            _moving.Clear();
            foreach (var id in _going)
                Count(_moving, _facts[id]);
        }

        (_isSettledOld, _isMovingOld) = (false, false);
    }

    private void Count(Dictionary<Guid, Tally> sums, ConversationFacts facts)
    {
        foreach (var v in facts.Visits)
        {
            var (within, tooSoon) = rules.LimitsOf(v.GroupId);
            foreach (var sum in SumsOf(v.GroupId, v.AgentId))
                FactCount.Visit(sum, v.Wait is { } wait ? Ms(wait) : -1, v.Outcome, v.Entry, within, tooSoon);
        }

        foreach (var a in facts.Attempts)
        {
            foreach (var sum in SumsOf(a.GroupId, a.AgentId))
                FactCount.Attempt(sum, Ms(a.Until - a.At), a.Outcome);
        }

        foreach (var s in facts.Segments.Where(s => s.EndedAt >= from))
        {
            foreach (var sum in SumsOf(s.GroupId, s.AgentId))
            {
                FactCount.Segment(
                    sum, Ms(s.EndedAt - s.TakenAt), Ms(s.ReleasedAt - s.EndedAt), s.FirstReplyAt is { } said ? Ms(said - s.TakenAt) : -1,
                    s.FirstReplyAt is { } word && s.EnqueuedAt is { } enqueued ? Ms(word - enqueued) : -1, s.Exit, []);
            }
        }

        IEnumerable<Tally> SumsOf(Guid? group, Guid? agent)
        {
            foreach (var id in new[] { group, agent }.OfType<Guid>())
            {
                if (!sums.TryGetValue(id, out var sum))
                    sums[id] = sum = new();
                yield return sum;
            }
        }
    }

    private static bool IsSame(ConversationFacts one, ConversationFacts other) =>
        one.Visits.SequenceEqual(other.Visits) && one.Attempts.SequenceEqual(other.Attempts) && one.Segments.SequenceEqual(other.Segments);

    private static long Ms(TimeSpan span) => span.Ticks / TimeSpan.TicksPerMillisecond;
}
