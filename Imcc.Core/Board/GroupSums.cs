using Imcc.Core.Reporting;

namespace Imcc.Core.Board;

/// <summary>What one row of the board is made of; those of several groups add up.</summary>
/// <param name="today">The day's sums.</param>
internal sealed class GroupSums(Tally today)
{
    public Tally Today => today;

    public LineCount Line { get; } = new();

    /// <summary>Of the visits that began just now.</summary>
    public Tally Now { get; set; } = new();

    /// <summary>How many these were.</summary>
    public int Came { get; set; }

    public StaffCount Staff { get; set; }

    /// <summary>The staff apart: who serves two groups is one agent.</summary>
    public void Add(GroupSums other)
    {
        today.Add(other.Today);
        Line.Add(other.Line);
        Now.Add(other.Now);
        Came += other.Came;
    }

    /// <param name="concurrency">Conversations that an agent had at once today; less than 1: not known.</param>
    /// <param name="passed">Since the day began.</param>
    /// <param name="longest">How long anybody may wait.</param>
    /// <returns>Null: nothing was handled today that could be reckoned with.</returns>
    public StaffForecast? Forecast(double concurrency, TimeSpan passed, TimeSpan longest, double within, double target)
    {
        if (today[Measure.Handle]?.Mean is not > 0)
            return null;
        var waited = (((today[Measure.WaitAnswered]?.Sum ?? 0) + (today[Measure.WaitAbandoned]?.Sum ?? 0)) / 1000.0) + Line.WaitedSeconds;
        var gaveUp = today[Count.Abandoned];
        var isKnown = gaveUp > 0 && waited > 0;
        // Early in the day less than half an hour has passed of it; of the first minutes nothing can be said.
        var came = passed < TimeSpan.FromMinutes(5) || passed >= DayLedger.Recently ? Came : Came * (DayLedger.Recently / passed);
        return new StaffForecast(
            came, today[Measure.Handle]!.Mean!.Value / 1000, Math.Max(1, concurrency), isKnown ? waited / gaveUp : Math.Max(1, longest.TotalSeconds), isKnown, Staff.Share, within, target).Solved();
    }

    public BoardLine ToLine(Guid groupId, string name, bool isOpen, ReportRules rules, StaffForecast? forecast) => new()
    {
        GroupId = groupId,
        Name = name,
        IsOpen = isOpen,
        Waiting = Line.Waiting,
        Ringing = Line.Ringing,
        LongestSince = Line.LongestSince,
        InService = Line.InService,
        WrapUp = Line.WrapUp,
        Parked = Line.Parked,
        MessagesLeft = Line.MessagesLeft,
        Staff = Staff,
        Today = TodayFigures.Of(today, rules),
        ServiceLevelNow = KpiCatalogue.ServiceLevel(Now, rules.ServiceLevel.Variant),
        Forecast = forecast,
    };
}
