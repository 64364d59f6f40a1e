using Imcc.Core.Quality;
using Imcc.Web.Components;
using Imcc.Web.Components.Quality;

namespace Imcc.Tests.Quality;

/// <summary>A form while it is edited, and what else the screens of quality take from hands.</summary>
public sealed class FormDraftTests
{
    [Theory]
    [InlineData(0, "好", "差")]
    [InlineData(1, "优", "差")]
    [InlineData(2, "优", "好")]
    public void Taking_an_option_away_leaves_the_others_what_they_meant(int taken, string pass, string fail)
    {
        var question = QuestionDraft.Of(new() { Id = "q", Text = "q", Options = [new("优", 10), new("好", 8), new("差", 0)], Automatic = new(AutomaticKind.Gaps, 90, [], PassOption: 0, FailOption: 2) });
        question.Remove(question.Options[taken]);
        Assert.Equal((pass, fail), (question.Options[question.PassOption].Text, question.Options[question.FailOption].Text));
        Assert.Empty(FormCheck.Problems(new() { Sections = [new("s", "s", 0, [question.ToQuestion()], [])] }));
    }

    [Theory]
    [InlineData("0001-01-01", "1970-01-05")]
    [InlineData("0202-11-23", "1970-01-05")]
    [InlineData("2026-11-23", "2026-11-23")]
    [InlineData("9999-12-31", "9000-12-28")]
    public void Whatever_day_is_asked_for_there_are_days_around_it(string asked, string sound)
    {
        var day = AskedDays.Sound(DateOnly.Parse(asked, System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(sound, day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        Assert.True(day.AddDays(-7) < day.AddDays(7));
    }
}
