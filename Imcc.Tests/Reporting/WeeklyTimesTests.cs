using FsCheck;
using FsCheck.Fluent;
using Imcc.Core.Reporting;

namespace Imcc.Tests.Reporting;

/// <summary>When a mailed report goes out, and what days it is of.</summary>
public sealed class WeeklyTimesTests
{
    [Fact]
    public void Times_follow_each_other_on_their_days_whatever_the_clocks_do()
    {
        var plays = from days in Gen.Choose(1, WeeklyTimes.Everyday)
                    from minute in Gen.Choose(0, 1439)
                    from zone in Gen.Elements("Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu")
                    from hours in Gen.Choose(0, 24 * 400)
                    select (times: new WeeklyTimes(days, minute, zone), start: new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddHours(hours));
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(400), Prop.ForAll(Arb.From(plays), play =>
        {
            var (times, at) = (play.times, play.start);
            for (var i = 0; i < 10; i++)
            {
                var next = times.After(at);
                var local = TimeZoneInfo.ConvertTime(next, TimeZoneInfo.FindSystemTimeZoneById(times.TimeZone));
                var isOnItsDay = (times.Days >> (((int)local.DayOfWeek + 6) % 7) & 1) == 1;
                var minute = (local.Hour * 60) + local.Minute;
                // None is left out and none comes twice: what is up to the next one is itself, and just before it is not.
                if (next <= at || next - at > TimeSpan.FromDays(7.1) || !isOnItsDay || times.UpTo(next) != next || times.UpTo(next.AddTicks(-1)) >= next || minute < times.Minute || minute > times.Minute + 60)
                    return false;
                at = next;
            }

            return true;
        }));
    }

    [Fact]
    public void A_time_that_comes_twice_is_taken_once_and_one_that_is_skipped_when_the_clocks_have_jumped()
    {
        var night = new WeeklyTimes(WeeklyTimes.Everyday, 150, "Europe/Berlin");
        Assert.Equal(new(2026, 3, 29, 1, 0, 0, TimeSpan.Zero), night.After(new(2026, 3, 28, 12, 0, 0, TimeSpan.Zero)));
        var first = night.After(new(2026, 10, 24, 12, 0, 0, TimeSpan.Zero));
        Assert.Equal(new(2026, 10, 25, 0, 30, 0, TimeSpan.Zero), first);
        Assert.Equal(new(2026, 10, 26, 1, 30, 0, TimeSpan.Zero), night.After(first));
    }

    [Theory]
    [InlineData(RelativePeriod.Yesterday, "2026-03-02", "2026-03-01", "2026-03-01")]
    [InlineData(RelativePeriod.LastSevenDays, "2026-03-02", "2026-02-23", "2026-03-01")]
    [InlineData(RelativePeriod.LastWeek, "2026-03-02", "2026-02-23", "2026-03-01")]
    [InlineData(RelativePeriod.LastWeek, "2026-03-08", "2026-02-23", "2026-03-01")]
    [InlineData(RelativePeriod.LastMonth, "2026-03-31", "2026-02-01", "2026-02-28")]
    [InlineData(RelativePeriod.MonthToDate, "2026-03-31", "2026-03-01", "2026-03-30")]
    [InlineData(RelativePeriod.MonthToDate, "2026-03-01", "2026-02-01", "2026-02-28")]
    public void A_period_is_seen_from_its_day(RelativePeriod period, string today, string from, string to) =>
        Assert.Equal((Day(from), Day(to)), period.On(Day(today)));

    private static DateOnly Day(string day) => DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture);
}
