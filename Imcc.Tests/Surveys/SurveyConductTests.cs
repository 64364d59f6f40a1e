using Imcc.Core.Channels;
using Imcc.Core.Surveys;

namespace Imcc.Tests.Surveys;

public sealed class SurveyConductTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 2, 0, 0, TimeSpan.Zero);
    private static readonly SurveyRules Rules = new() { Mode = SurveyMode.Always };
    private static readonly Rating Asked = Rating.Invite(Guid.CreateVersion7(Now), Guid.CreateVersion7(Now), Guid.CreateVersion7(Now), Guid.CreateVersion7(Now), Rules, Now);

    [Fact]
    public void The_first_score_counts_and_is_thanked_for()
    {
        var taken = Take(Asked, Tap(5));
        Assert.Equal((5, Now, 1L), (taken.Next!.Score, taken.Next.AnsweredAt, taken.Next.Revision));
        Assert.Equal(Rules.Thanks, taken.Words);
        Assert.Null(taken.Ask);
    }

    [Fact]
    public void The_same_tap_again_changes_nothing_and_says_nothing_and_another_is_told_so()
    {
        var rated = Take(Asked, Tap(5)).Next;
        Assert.Equal(new SurveyTaken(null), Take(rated, Tap(5)));
        Assert.Equal(new SurveyTaken(null, Rules.Again), Take(rated, Tap(1)));
    }

    [Fact]
    public void A_low_score_asks_why_once()
    {
        var taken = Take(Asked, Tap(2));
        Assert.Null(taken.Words);
        Assert.Equal((SurveyQuestion.Reason, Rules.Tags.Count), (taken.Ask!.Asks, taken.Ask.Options.Count));
        var why = Take(taken.Next, Reason(1));
        Assert.Equal([Rules.Tags[1]], why.Next!.Tags);
        Assert.Equal(Rules.Thanks, why.Words);
        Assert.Equal(new SurveyTaken(null, Rules.Again), Take(why.Next, Reason(0)));
    }

    [Fact]
    public void Too_late_is_said_politely_and_changes_nothing()
    {
        Assert.Equal(new SurveyTaken(null, Rules.Late), SurveyConduct.Take(Asked, Tap(5), Rules, false, Asked.ExpiresAt));
        Assert.NotNull(SurveyConduct.Take(Asked, Tap(5), Rules, false, Asked.ExpiresAt.AddTicks(-1)).Next);
        Assert.Equal(new SurveyTaken(null, Rules.Late), SurveyConduct.Take(null, Tap(5), Rules, false, Now));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(6)]
    [InlineData(-1)]
    [InlineData(int.MaxValue)]
    public void A_score_off_the_scale_is_none(int score) => Assert.Equal(new SurveyTaken(null), Take(Asked, Tap(score)));

    [Fact]
    public void A_reason_before_any_score_or_one_that_was_not_offered_is_none()
    {
        Assert.Equal(new SurveyTaken(null), Take(Asked, Reason(0)));
        var low = Take(Asked, Tap(1)).Next;
        Assert.Null(Take(low, Reason(99)).Next);
        Assert.Null(Take(low, new(Asked.ConversationId, null, null, ["<b>别的</b>"], "")).Next);
    }

    [Fact]
    public void A_card_says_thanks_by_itself_and_takes_words_after_the_score()
    {
        var rated = SurveyConduct.Take(Asked, new(Asked.ConversationId, 1, null, [], ""), Rules, hasCard: true, Now);
        Assert.Equal((1, (string?)null, (SurveyContent?)null), (rated.Next!.Score, rated.Words, rated.Ask));
        var more = SurveyConduct.Take(rated.Next, new(Asked.ConversationId, null, null, [Rules.Tags[0], Rules.Tags[2]], " 等了很久 "), Rules, hasCard: true, Now);
        Assert.Equal([Rules.Tags[0], Rules.Tags[2]], more.Next!.Tags);
        Assert.Equal("等了很久", more.Next.Comment);
        Assert.Null(SurveyConduct.Take(more.Next, new(Asked.ConversationId, null, null, [Rules.Tags[1]], "改口"), Rules, hasCard: true, Now).Next);
    }

    [Fact]
    public void A_menus_ids_come_back_as_what_was_tapped()
    {
        var invitation = Rules.Invitation(Asked);
        Assert.Equal([5, 4, 3, 2, 1], invitation.Options.Select(o => SurveyAnswer.Of(new TextContent(o.Label, o.Id), null, false, Now)!.Score!.Value));
        var low = Asked.Give(1, Now);
        Assert.Equal([0, 1, 2, 3, 4], Rules.AskForReason(low).Options.Select(o => SurveyAnswer.Of(new TextContent(o.Label, o.Id), null, false, Now)!.Tag!.Value));
        Assert.All(invitation.Options.Concat(Rules.AskForReason(low).Options), o => Assert.InRange(o.Id.Length, 1, 64));
    }

    [Theory]
    [InlineData("5", 5)]
    [InlineData(" ５ ", 5)]
    [InlineData("4分", 4)]
    [InlineData("3星。", 3)]
    [InlineData("6", null)]
    [InlineData("0", null)]
    [InlineData("12", null)]
    [InlineData("五", null)]
    [InlineData("5 个问题", null)]
    [InlineData("", null)]
    public void A_number_is_an_answer_while_nobody_serves(string text, int? score)
    {
        Assert.Equal(score, SurveyAnswer.Of(new TextContent(text), Asked, isIdle: true, Now)?.Score);
        Assert.Null(SurveyAnswer.Of(new TextContent(text), Asked, isIdle: false, Now));
        Assert.Null(SurveyAnswer.Of(new TextContent(text), null, isIdle: true, Now));
        Assert.Null(SurveyAnswer.Of(new TextContent(text), Asked, isIdle: true, Asked.ExpiresAt));
        Assert.Null(SurveyAnswer.Of(new TextContent(text), Asked, isIdle: true, Now.AddMinutes(11)));
        // Once it is answered a number is a word like any other.
        Assert.Null(SurveyAnswer.Of(new TextContent(text), Asked.Give(5, Now), isIdle: true, Now));
    }

    [Theory]
    [InlineData("sv:")]
    [InlineData("sv:x:5")]
    [InlineData("sv:00000000000000000000000000000000:")]
    [InlineData("sv:00000000000000000000000000000000:t")]
    [InlineData("sv:00000000000000000000000000000000:99999999999")]
    [InlineData("sv:00000000000000000000000000000000:-1")]
    [InlineData("101")]
    public void A_menu_that_is_none_of_ours_is_no_answer(string id) => Assert.Null(SurveyAnswer.Of(new TextContent("选项", id), Asked, isIdle: false, Now));

    [Fact]
    public void However_answers_come_one_score_counts_and_it_is_the_first_valid_one()
    {
        var random = new Random(20261123);
        for (var round = 0; round < 500; round++)
        {
            var (rating, first, low) = (Asked, (int?)null, new SurveyRules { Mode = SurveyMode.Always, Scale = SurveyScale.Steps, LowLimit = 1 });
            rating = Rating.Invite(Guid.CreateVersion7(Now), Guid.CreateVersion7(Now), Guid.CreateVersion7(Now), null, low, Now);
            for (var i = 0; i < 8; i++)
            {
                var now = Now.AddHours(random.Next(0, 30));
                var answer = random.Next(2) == 0 ? new SurveyAnswer(rating.ConversationId, random.Next(0, 6), null, [], "") : new SurveyAnswer(rating.ConversationId, null, random.Next(0, 6), [], "");
                if (first is null && answer.Score is >= 1 and <= 3 && now < rating.ExpiresAt)
                    first = answer.Score;
                var taken = SurveyConduct.Take(rating, answer, low, random.Next(2) == 0, now);
                Assert.True(taken.Next is null || taken.Next.Revision == rating.Revision + 1);
                rating = taken.Next ?? rating;
                Assert.Equal(first, rating.Score);
                Assert.True(rating.Tags.Count <= 1 && (rating.Tags.Count == 0 || rating.IsLow || rating.Score is not null));
            }
        }
    }

    [Fact]
    public void Scores_of_both_scales_can_be_put_together()
    {
        Assert.Equal([1d, 3d, 5d], new[] { 1, 2, 3 }.Select(s => (Asked with { Scale = SurveyScale.Steps }).Give(s, Now).OfFive!.Value));
        Assert.Equal(4d, Asked.Give(4, Now).OfFive);
        Assert.Null(Asked.OfFive);
    }

    private static SurveyTaken Take(Rating? rating, SurveyAnswer answer) => SurveyConduct.Take(rating, answer, Rules, hasCard: false, Now);

    private static SurveyAnswer Tap(int score) => new(Asked.ConversationId, score, null, [], "");

    private static SurveyAnswer Reason(int index) => new(Asked.ConversationId, null, index, [], "");
}
