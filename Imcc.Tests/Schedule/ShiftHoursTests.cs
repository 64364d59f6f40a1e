using Imcc.Core.Schedule;

namespace Imcc.Tests.Schedule;

/// <summary>Shifts by the clock on the wall: over midnight, and in nights in which the clocks change.</summary>
public sealed class ShiftHoursTests
{
    private static readonly Guid Meal = Guid.Parse("01900000-0000-7000-8000-00000000cc01");

    [Fact]
    public void A_day_is_work_and_breaks_without_gaps()
    {
        var spans = Early.On(new(2026, 3, 2));
        Assert.Equal(
            [(1.0, 4.0, PlannedActivity.Work, null), (4.0, 5.0, PlannedActivity.Break, (Guid?)Meal), (5.0, 10.0, PlannedActivity.Work, null)],
            spans.Select(s => (s.From.TimeOfDay.TotalHours, s.To.TimeOfDay.TotalHours, s.Activity, s.ReasonId)));
        Assert.Equal(8 * 60, Early.WorkLength);
    }

    [Fact]
    public void A_night_ends_on_the_day_after()
    {
        var spans = Night("Asia/Shanghai").On(new(2026, 3, 2));
        Assert.Equal((new DateTimeOffset(2026, 3, 2, 14, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 3, 2, 22, 0, 0, TimeSpan.Zero)), (spans[0].From, spans[^1].To));
        Assert.Equal(new DateTimeOffset(2026, 3, 2, 18, 0, 0, TimeSpan.Zero), spans[1].From);
    }

    [Theory]
    // 22:00 to 06:00 with a break at 02:00 for an hour: in spring the clocks jump from 02:00 to 03:00, and the break is what is left of it: nothing.
    [InlineData("2026-03-28", 7.0, 0.0)]
    // In autumn 02:00 to 03:00 comes twice; the second is the break.
    [InlineData("2026-10-24", 9.0, 1.0)]
    [InlineData("2026-06-01", 8.0, 1.0)]
    public void A_night_in_which_the_clocks_change_is_an_hour_shorter_or_longer(string day, double hours, double pause)
    {
        var spans = Night("Europe/Berlin").On(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(hours, (spans[^1].To - spans[0].From).TotalHours);
        Assert.Equal(pause, spans.Where(s => s.Activity == PlannedActivity.Break).Sum(s => s.Length.TotalHours));
        Assert.All(spans.Zip(spans.Skip(1)), pair => Assert.Equal(pair.First.To, pair.Second.From));
    }

    [Fact]
    public void Everything_that_is_wrong_with_a_shift_is_said_at_once()
    {
        var bad = Early with { TimeZone = "Mars/Olympus", From = 1440, Length = 600, Breaks = [new(60, 60), new(90, 10), new(580, 30), new(10, 0)] };
        Assert.Equal(["TimeZoneUnknown", "TimeBad", "BreaksOverlap 2", "BreakOutside 3", "BreakOutside 4"], ShiftCheck.Faults(bad).Select(f => f.Code + (f.Code.StartsWith("Break", StringComparison.Ordinal) ? " " + f.Argument : "")));
        Assert.Equal(["LengthBad"], ShiftCheck.Faults(Early with { Length = 10, Breaks = [] }).Select(f => f.Code));
        Assert.Equal(["NothingButBreaks"], ShiftCheck.Faults(Early with { Length = 60, Breaks = [new(0, 60)] }).Select(f => f.Code));
        Assert.Empty(ShiftCheck.Faults(Early));
        Assert.Empty(ShiftCheck.Faults(Night("Asia/Shanghai")));
    }

    [Fact]
    public void The_half_hours_of_a_day_follow_the_clocks()
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        Assert.Equal([48, 46, 50], new[] { new DateOnly(2026, 3, 28), new(2026, 3, 29), new(2026, 10, 25) }.Select(d => HalfHours.Of(d, zone).Count));
        Assert.Equal(Enumerable.Range(0, 48), HalfHours.Of(new(2026, 3, 28), zone).Select(h => h.Place));
        // 02:00 and 02:30 come twice in autumn, and not at all in spring.
        Assert.Equal([4, 5, 4, 5, 6], HalfHours.Of(new(2026, 10, 25), zone).Skip(4).Take(5).Select(h => h.Place));
        Assert.Equal([3, 6], HalfHours.Of(new(2026, 3, 29), zone).Skip(3).Take(2).Select(h => h.Place));
    }

    [Fact]
    public void Heads_are_time_by_the_length_of_a_half_hour()
    {
        var halves = HalfHours.Of(new(2026, 3, 2), TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"));
        var nine = halves[18].From;
        // One from 9:00 to 10:00, one from 9:15 to 9:45.
        var heads = HalfHours.Heads(halves, [(nine, nine.AddHours(1)), (nine.AddMinutes(15), nine.AddMinutes(45))]);
        Assert.Equal([0, 1.5, 1.5, 0], heads.Skip(17).Take(4));
        Assert.Equal(3, heads.Sum());
    }

    internal static ShiftHours Early { get; } = new() { Name = "早班", Sign = "早", From = 9 * 60, Length = 9 * 60, Breaks = [new(180, 60, Meal)] };

    internal static ShiftHours Night(string zone) => new() { Name = "夜班", Sign = "夜", TimeZone = zone, From = 22 * 60, Length = 8 * 60, Breaks = [new(240, 60)] };
}
