using Imcc.Core.Organisation;
using Imcc.Infrastructure.Organisation;
using Directory = Imcc.Core.Organisation.Directory;

namespace Imcc.Tests.Organisation;

public sealed class OpeningCalendarTests
{
    private static readonly OpeningCalendar Office = new()
    {
        Id = NewId(),
        Name = "工作日",
        Week = CalendarRules.OfficeWeek(),
        SpecialDays = ChinaHolidays.Of(2026, [Hours(9, 17)]),
    };

    [Theory]
    [InlineData("2026-03-02 08:59", false, "2026-03-02 09:00")]
    [InlineData("2026-03-02 09:00", true, "2026-03-03 09:00")]
    [InlineData("2026-03-02 17:59", true, "2026-03-03 09:00")]
    [InlineData("2026-03-02 18:00", false, "2026-03-03 09:00")]
    [InlineData("2026-03-06 18:00", false, "2026-03-09 09:00")]
    [InlineData("2026-03-08 12:00", false, "2026-03-09 09:00")]
    public void On_a_working_day_it_is_open_from_nine_to_six_and_closed_at_the_weekend(string now, bool isOpen, string opens) =>
        Agree(Office, now, isOpen, opens);

    [Theory]
    [InlineData("2026-09-30 18:00", false, "2026-10-08 09:00")]
    [InlineData("2026-10-01 10:00", false, "2026-10-08 09:00")]
    [InlineData("2026-10-05 10:00", false, "2026-10-08 09:00")]
    public void A_holiday_is_closed_although_it_is_a_day_of_the_week(string now, bool isOpen, string opens) => Agree(Office, now, isOpen, opens);

    [Theory]
    [InlineData("2026-10-10 09:00", true, "2026-10-12 09:00")]
    [InlineData("2026-10-10 16:59", true, "2026-10-12 09:00")]
    [InlineData("2026-10-10 17:30", false, "2026-10-12 09:00")]
    [InlineData("2026-02-13 20:00", false, "2026-02-14 09:00")]
    public void A_make_up_working_day_is_open_although_it_is_a_weekend_and_with_its_own_hours(string now, bool isOpen, string opens) => Agree(Office, now, isOpen, opens);

    [Fact]
    public void A_break_at_noon_is_closed()
    {
        var calendar = Office with { Week = Every(Hours(9, 12), new(TimeSpan.FromHours(13.5), TimeSpan.FromHours(18))), SpecialDays = [] };
        Agree(calendar, "2026-03-01 12:00", false, "2026-03-01 13:30");
        Agree(calendar, "2026-03-01 11:59", true, "2026-03-01 13:30");
    }

    [Fact]
    public void A_night_shift_runs_over_midnight_without_opening_again()
    {
        var calendar = Office with { Week = Every(Hours(0, 2), Hours(20, 24)), SpecialDays = [] };
        Agree(calendar, "2026-03-02 23:59", true, "2026-03-03 20:00");
        Agree(calendar, "2026-03-03 00:00", true, "2026-03-03 20:00");
        Agree(calendar, "2026-03-03 02:00", false, "2026-03-03 20:00");
    }

    [Fact]
    public void Round_the_clock_never_opens_because_it_never_closes()
    {
        var calendar = Office with { Week = CalendarRules.WholeWeek(), SpecialDays = [] };
        Assert.True(calendar.IsOpen(At(calendar, "2026-03-02 00:00")));
        Assert.Null(calendar.OpensNext(At(calendar, "2026-03-02 00:00")));
    }

    [Fact]
    public void A_calendar_without_hours_is_closed_and_opens_never()
    {
        var calendar = Office with { Week = Every(), SpecialDays = [] };
        Assert.False(calendar.IsOpen(At(calendar, "2026-03-02 10:00")));
        Assert.Null(calendar.OpensNext(At(calendar, "2026-03-02 10:00")));
    }

    [Fact]
    public void A_single_special_day_months_ahead_is_found()
    {
        var calendar = Office with { Week = Every(), SpecialDays = [new(new(2026, 12, 24), "年终", [Hours(10, 11)])] };
        Agree(calendar, "2026-03-02 10:00", false, "2026-12-24 10:00");
        Assert.Null(calendar.OpensNext(At(calendar, "2026-12-24 10:00")));
    }

    [Fact]
    public void Where_clocks_change_the_wall_clock_counts()
    {
        var berlin = Office with { TimeZone = "Europe/Berlin", SpecialDays = [], Week = Every(Hours(9, 18)) };
        // Summer time begins on 29 March 2026: nine o'clock comes an hour earlier.
        Assert.Equal(new(2026, 3, 28, 8, 0, 0, TimeSpan.Zero), berlin.OpensNext(new(2026, 3, 28, 0, 0, 0, TimeSpan.Zero)));
        Assert.Equal(new(2026, 3, 29, 7, 0, 0, TimeSpan.Zero), berlin.OpensNext(new(2026, 3, 29, 0, 0, 0, TimeSpan.Zero)));
        Assert.True(berlin.IsOpen(new(2026, 3, 29, 7, 0, 0, TimeSpan.Zero)));
        Assert.False(berlin.IsOpen(new(2026, 3, 28, 7, 0, 0, TimeSpan.Zero)));
    }

    [Fact]
    public void An_opening_in_the_hour_that_the_clock_leaves_out_is_when_the_clock_has_jumped()
    {
        var berlin = Office with { TimeZone = "Europe/Berlin", SpecialDays = [], Week = Every(new OpenHours(TimeSpan.FromHours(2.5), TimeSpan.FromHours(6))) };
        Assert.Equal(new(2026, 3, 29, 1, 0, 0, TimeSpan.Zero), berlin.OpensNext(new(2026, 3, 29, 0, 0, 0, TimeSpan.Zero)));
    }

    [Fact]
    public void A_group_without_a_calendar_and_one_whose_calendar_is_gone_are_always_open()
    {
        var directory = new Directory(1, [], [], []) { Calendars = System.Collections.Frozen.FrozenDictionary<Guid, OpeningCalendar>.Empty };
        var group = new SkillGroup { Id = NewId(), Name = "组", OrgUnitId = NewId() };
        var now = At(Office, "2026-10-01 03:00");
        Assert.True(directory.IsOpen(group, now));
        Assert.True(directory.IsOpen(group with { CalendarId = NewId() }, now));
        Assert.Null(directory.OpensNext(group, now));
    }

    private static void Agree(OpeningCalendar calendar, string now, bool isOpen, string opens)
    {
        var at = At(calendar, now);
        Assert.Equal((isOpen, At(calendar, opens)), (calendar.IsOpen(at), calendar.OpensNext(at)!.Value));
    }

    private static DateTimeOffset At(OpeningCalendar calendar, string wall)
    {
        var time = DateTime.ParseExact(wall, "yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture);
        return new(time, TimeZoneInfo.FindSystemTimeZoneById(calendar.TimeZone).GetUtcOffset(time));
    }

    private static OpenHours Hours(int from, int to) => new(TimeSpan.FromHours(from), TimeSpan.FromHours(to));

    private static IReadOnlyList<IReadOnlyList<OpenHours>> Every(params OpenHours[] hours) => [.. Enumerable.Repeat(hours, 7)];

    private static Guid NewId() => Guid.CreateVersion7(new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero));
}
