namespace Imcc.Core.Reporting;

/// <summary>The running sums of one cell of a report; tallies of parts add up to the whole's.</summary>
public sealed class Tally
{
    private readonly long[] _counts = new long[CountNames];
    private readonly Spread?[] _spreads = new Spread?[SpreadNames];

    private static readonly int CountNames = Enum.GetValues<Count>().Length;
    private static readonly int SpreadNames = Enum.GetValues<Measure>().Length;

    private readonly bool[] _keeps;

    /// <param name="keeps">Of what every value is kept, for medians.</param>
    public Tally(params IEnumerable<Measure> keeps)
    {
        _keeps = new bool[SpreadNames];
        foreach (var measure in keeps)
            _keeps[(int)measure] = true;
    }

    /// <summary>Another one that keeps the same.</summary>
    public Tally(Tally like) => _keeps = like._keeps;

    public long this[Count count] => _counts[(int)count];

    /// <summary>Null: nothing was measured.</summary>
    public Spread? this[Measure measure] => _spreads[(int)measure];

    public void Add(Count count, long by = 1) => _counts[(int)count] += by;

    /// <param name="value">In ms.</param>
    public void Add(Measure measure, long value) => (_spreads[(int)measure] ??= new(_keeps[(int)measure])).Add(value);

    public void Add(Tally other)
    {
        for (var i = 0; i < _counts.Length; i++)
            _counts[i] += other._counts[i];
        for (var i = 0; i < _spreads.Length; i++)
        {
            if (other._spreads[i] is { } spread)
                (_spreads[i] ??= new(_keeps[i])).Add(spread);
        }
    }
}

/// <summary>What is counted, or added up in ms.</summary>
public enum Count
{
    Offered,
    Waiting,
    Answered,
    AnsweredInTime,
    Abandoned,
    AbandonedInTime,
    ShortAbandoned,
    AbandonedBeforeThreshold,
    FlowedOut,
    MessagesLeft,
    MessagesInTime,
    TransfersIn,
    Asked,
    Missed,
    Declined,
    Handled,
    ToAgent,
    ToGroup,
    Parked,
    TakenAway,
    Replies,
    WorkMs,
    UnitMs,
    BusyMs,
    BusyUnderPresenceMs,
    StaffedMs,
    AvailableMs,
    IdleMs,
    BreakMs,
    BusyPresenceMs,
    AutoBreakMs,
    SlotMs,
    SlotUsedMs,
    Conversations,
    Served,
    Invited,
    Rated,
    Satisfied,
    Neutral,
    Dissatisfied,
    RatingHundredths,
    FirstContacts,
    Resolved,
    Automated,
}

/// <summary>What is measured, in ms: averages, medians and the like are made of it.</summary>
public enum Measure
{
    WaitAnswered,
    WaitAbandoned,
    Handle,
    Serve,
    WrapUp,
    FirstReply,
    FirstReplyFromLine,
    Reply,
    Ring,
    Length,
}
