using FsCheck;
using FsCheck.Fluent;
using Imcc.Core.Agents;
using Imcc.Core.Schedule;

namespace Imcc.Tests.Schedule;

/// <summary>What was planned against what was, by examples that were worked out by hand, and by what must hold of all.</summary>
public sealed class AdherenceTests
{
    private static readonly Guid Agent = Guid.Parse("01900000-0000-7000-8000-00000000cc02");
    private static readonly Guid Meal = ShiftHoursTests.Early.Breaks[0].ReasonId!.Value;
    private static readonly DateTimeOffset Nine = new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);
    private static readonly IReadOnlyList<PlannedSpan> Day = ShiftHoursTests.Early.On(new(2026, 3, 2));

    /// <summary>Comes 5:30 late, goes to the meal 2:00 late, is back 10:00 late, takes 15:00 in between and leaves 10:00 early: of 9 h = 32,400 s.</summary>
    private static readonly PresenceChange[] Hard =
    [
        Is("09:05:30", Presence.Available), Is("12:02:00", Presence.Break, Meal), Is("13:10:00", Presence.Available), Is("15:00:00", Presence.Busy), Is("15:15:00", Presence.Available), Is("17:50:00", Presence.Offline),
    ];

    [Theory]
    // 330 + 120 + 600 + 900 + 600 = 2,550 s are otherwise than planned.
    [InlineData(0, 29_850)]
    // 2:00 is forgiven: 2,430 s.
    [InlineData(180, 29_970)]
    // Also the 5:30: 2,100 s.
    [InlineData(360, 30_300)]
    // All that begins or ends where something planned does; the 15:00 in the middle never is.
    [InlineData(1800, 31_500)]
    public void A_day_is_counted_to_the_second(int grace, double adherent)
    {
        var figures = AdherenceFigures.Of(Judge(Hard, grace, "18:00:00"));
        Assert.Equal((32_400, adherent), (figures.Scheduled.TotalSeconds, figures.Adherent.TotalSeconds));
    }

    [Fact]
    public void What_is_not_forgiven_is_named()
    {
        var found = Adherence.Exceptions(Judge(Hard, 180, "18:00:00"));
        Assert.Equal(
            [(Deviation.Late, "09:00:00", 330), (Deviation.BreakOverrun, "13:00:00", 600), (Deviation.UnplannedBreak, "15:00:00", 900), (Deviation.LeftEarly, "17:50:00", 600)],
            found.Select(e => (e.Kind, e.From.AddHours(8).ToString("HH:mm:ss", null), (int)e.Length.TotalSeconds)));
        Assert.Contains(Adherence.Exceptions(Judge(Hard, 0, "18:00:00")), e => e is { Kind: Deviation.BreakNotTaken, Length.TotalSeconds: 120 });
    }

    [Fact]
    public void Who_never_came_is_absent_and_until_the_end_late()
    {
        Assert.Equal([Deviation.Absent], Adherence.Exceptions(Judge([], 180, "18:00:00")).Select(e => e.Kind));
        Assert.Equal([(Deviation.Late, 3 * 3600.0)], Adherence.Exceptions(Judge([], 180, "12:00:00")).Select(e => (e.Kind, e.Length.TotalSeconds)));
        // Within the grace nobody is late yet.
        Assert.Empty(Adherence.Exceptions(Judge([], 180, "09:03:00")));
        Assert.Equal(1, AdherenceFigures.Of(Judge([], 180, "09:03:00")).Share);
        Assert.Null(AdherenceFigures.Of(Judge([], 180, "09:00:00")).Share);
    }

    [Fact]
    public void Gone_and_back_is_away_gone_at_the_end_is_early()
    {
        PresenceChange[] changes = [Is("08:50:00", Presence.Available), Is("10:00:00", Presence.Offline), Is("10:20:00", Presence.Available), Is("12:00:00", Presence.Break, Meal), Is("12:40:00", Presence.Offline)];
        Assert.Equal(
            [(Deviation.Away, 20.0), (Deviation.LeftEarly, 320.0)], Adherence.Exceptions(Judge(changes, 180, "18:00:00")).Select(e => (e.Kind, e.Length.TotalMinutes)));
        // Not over yet: who is away now may come back.
        Assert.Equal([Deviation.Away, Deviation.Away], Adherence.Exceptions(Judge(changes, 180, "13:00:00")).Select(e => e.Kind));
    }

    [Fact]
    public void A_break_with_a_reason_is_kept_by_that_reason_alone()
    {
        PresenceChange[] other = [Is("08:50:00", Presence.Available), Is("12:00:00", Presence.Break, Agent), Is("13:00:00", Presence.Available)];
        Assert.Equal([(Deviation.UnplannedBreak, 60.0)], Adherence.Exceptions(Judge(other, 0, "18:00:00")).Select(e => (e.Kind, e.Length.TotalMinutes)));
        // What the system put somebody into is no break of theirs.
        PresenceChange[] system = [Is("08:50:00", Presence.Available), Is("12:00:00", Presence.Break, Meal), Is("13:00:00", Presence.AutoBreak), Is("13:05:00", Presence.Available)];
        Assert.Equal([(Deviation.UnplannedBreak, 5.0)], Adherence.Exceptions(Judge(system, 0, "18:00:00")).Select(e => (e.Kind, e.Length.TotalMinutes)));
    }

    [Fact]
    public void A_screen_that_was_lost_for_good_is_away_one_that_may_come_back_is_not()
    {
        PresenceChange[] changes =
        [
            Is("08:50:00", Presence.Available), Is("10:00:00", Presence.Available) with { Connection = Connection.Grace }, Is("10:02:00", Presence.Offline) with { Connection = Connection.Lost }, Is("10:30:00", Presence.Available),
            Is("12:00:00", Presence.Break, Meal), Is("13:00:00", Presence.Available),
        ];
        Assert.Equal([(Deviation.Away, 28.0)], Adherence.Exceptions(Judge(changes, 0, "18:00:00")).Select(e => (e.Kind, e.Length.TotalMinutes)));
    }

    [Fact]
    public void Whatever_was_it_adds_up()
    {
        var change = from second in Gen.Choose(-3600, 36_000) from presence in Gen.Choose(0, 4) from reason in Gen.Choose(0, 2) from connection in Gen.Choose(0, 2)
                     select new PresenceChange(Agent, Nine.AddSeconds(second), (Presence)presence, reason == 0 ? null : reason == 1 ? Meal : Agent, null, (Connection)connection);
        var cases = from count in Gen.Choose(0, 25) from changes in Gen.ArrayOf(change, count) from grace in Gen.Choose(0, 900) from until in Gen.Choose(-600, 36_000) from cut in Gen.Choose(0, 32_400)
                    select (Changes: changes, Grace: grace, Until: Nine.AddSeconds(until), Cut: Nine.AddSeconds(cut));
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(cases.ToArbitrary(), c =>
        {
            var actual = PresenceHistory.Spans(Agent, c.Changes, Nine.AddHours(-2), Nine.AddHours(11));
            var stretches = Adherence.Judge(Day, actual, TimeSpan.FromSeconds(c.Grace), c.Until);
            var all = AdherenceFigures.Of(stretches);
            var over = c.Until < Nine ? TimeSpan.Zero : c.Until < Nine.AddHours(9) ? c.Until - Nine : TimeSpan.FromHours(9);
            var stricter = AdherenceFigures.Of(Adherence.Judge(Day, actual, TimeSpan.Zero, c.Until));
            var again = Adherence.Judge(Day, PresenceHistory.Spans(Agent, c.Changes, Nine.AddHours(-2), Nine.AddHours(11)), TimeSpan.FromSeconds(c.Grace), c.Until);
            return all.Scheduled == over
                && all.Adherent <= all.Scheduled && stricter.Adherent <= all.Adherent
                && AdherenceFigures.Of(stretches, DateTimeOffset.MinValue, c.Cut) + AdherenceFigures.Of(stretches, c.Cut, DateTimeOffset.MaxValue) == all
                && Adherence.Exceptions(stretches).Aggregate(TimeSpan.Zero, (sum, e) => sum + e.Length) == all.Scheduled - all.Adherent
                && again.SequenceEqual(stretches);
        }));
    }

    private static IReadOnlyList<AdherenceStretch> Judge(IEnumerable<PresenceChange> changes, int grace, string until) =>
        Adherence.Judge(Day, PresenceHistory.Spans(Agent, changes, Nine.AddHours(-1), Nine.AddHours(10)), TimeSpan.FromSeconds(grace), At(until));

    private static PresenceChange Is(string time, Presence presence, Guid? reason = null) => new(Agent, At(time), presence, reason, null, presence == Presence.Offline ? Connection.Lost : Connection.Live);

    private static DateTimeOffset At(string time) => Nine.AddHours(-9) + TimeSpan.Parse(time, System.Globalization.CultureInfo.InvariantCulture);
}
