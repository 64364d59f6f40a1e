using Imcc.Core.Organisation;
using Imcc.Infrastructure.Organisation;

namespace Imcc.Tests.Organisation;

public sealed class SpecialDayTextTests
{
    private static readonly IReadOnlyList<OpenHours> Usual = [new(TimeSpan.FromHours(8), TimeSpan.FromHours(20))];

    [Theory]
    [InlineData("2026-10-01..2026-10-07 国庆节 休", "2026-10-01", 7, "国庆节", "")]
    [InlineData("2026-10-10 国庆节调休 上班", "2026-10-10", 1, "国庆节调休", "08:00-20:00")]
    [InlineData("2026-10-10 国庆节调休 上班 09:00-18:00", "2026-10-10", 1, "国庆节调休", "09:00-18:00")]
    [InlineData("2026-10-10 国庆节调休 上班 [13:30-18:00 9:00-12:00]", "2026-10-10", 1, "国庆节调休", "09:00-12:00 13:30-18:00")]
    [InlineData("2026年10月1日至2026年10月3日 国庆节 放假", "2026-10-01", 3, "国庆节", "")]
    [InlineData("2026/1/2 ~ 2026/1/3 Year's turn closed", "2026-01-02", 2, "Year's turn", "")]
    [InlineData("2026-05-09 Make-up day work 0:00-24:00", "2026-05-09", 1, "Make-up day", "00:00-24:00")]
    public void A_line_says_which_days_what_they_are_called_and_whether_they_are_worked(string line, string first, int count, string name, string hours)
    {
        var (days, unread) = SpecialDayText.Parse(line, Usual);
        Assert.Empty(unread);
        Assert.Equal(count, days.Count);
        Assert.Equal(DateOnly.ParseExact(first, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), days[0].Date);
        Assert.All(days, d => Assert.Equal((name, hours), (d.Name, SpecialDayText.Write(d.Hours))));
    }

    [Theory]
    [InlineData("国庆节 休")]
    [InlineData("2026-10-01 休")]
    [InlineData("2026-02-30 不存在 休")]
    [InlineData("2026-10-07..2026-10-01 国庆节 休")]
    [InlineData("2026-10-01..2028-10-01 太久 休")]
    [InlineData("2026-10-10 调休 上班 18:00-09:00")]
    [InlineData("2026-10-10 调休 上班 09:00-25:00")]
    [InlineData("2026-10-10 调休 上班 09:00-12:00 11:00-18:00")]
    [InlineData("2026-10-01 国庆节 休 09:00-18:00")]
    public void A_line_that_cannot_be_is_told_with_its_number_and_the_others_are_taken(string line)
    {
        var (days, unread) = SpecialDayText.Parse("2026-01-01 元旦 休\n\n" + line + "\r\n2026-01-02 元旦 休", Usual);
        Assert.Equal((3, line), Assert.Single(unread));
        Assert.Equal(2, days.Count);
    }

    [Fact]
    public void What_is_written_is_read_the_same()
    {
        var days = ChinaHolidays.Of(2026, Usual);
        var text = SpecialDayText.Write(days);
        Assert.Contains("2026-02-15..2026-02-23 春节 休", text, StringComparison.Ordinal);
        Assert.Contains("2026-02-28 春节调休 上班 08:00-20:00", text, StringComparison.Ordinal);
        var again = SpecialDayText.Parse(text, []).Days;
        Assert.Equal(days.Select(d => (d.Date, d.Name, SpecialDayText.Write(d.Hours))), again.Select(d => (d.Date, d.Name, SpecialDayText.Write(d.Hours))));
    }

    [Fact]
    public void The_arrangement_of_2026_has_33_days_off_and_6_make_up_days_on_weekends()
    {
        var days = ChinaHolidays.Of(2026, Usual);
        Assert.Equal((33, 6), (days.Count(d => d.Hours.Count == 0), days.Count(d => d.Hours.Count > 0)));
        Assert.All(days.Where(d => d.Hours.Count > 0), d => Assert.True(d.Date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday));
        Assert.Equal(days.Count, days.DistinctBy(d => d.Date).Count());
    }
}
