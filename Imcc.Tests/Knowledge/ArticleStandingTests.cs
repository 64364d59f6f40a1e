using Imcc.Core.Knowledge;

namespace Imcc.Tests.Knowledge;

/// <summary>Who may do what with an article, at every stage.</summary>
public sealed class ArticleStandingTests
{
    private static readonly Guid Writer = new("01900000-0000-7000-8000-0000000000a1");
    private static readonly Guid Other = new("01900000-0000-7000-8000-0000000000a2");

    private static readonly Dictionary<string, ArticleStanding> Standings = new()
    {
        ["draft"] = new(ArticleStage.Draft, false, 0, [Writer]),
        ["review"] = new(ArticleStage.InReview, false, 0, [Writer]),
        ["published"] = new(ArticleStage.Published, true, 1, []),
        ["changed"] = new(ArticleStage.Draft, true, 1, [Writer]),
        ["withdrawn"] = new(ArticleStage.Withdrawn, false, 1, []),
    };

    /// <summary>Per standing: what hinders Submit, Return, Publish, Withdraw, Discard and Delete; a dash: nothing.</summary>
    [Theory]
    [InlineData("draft", "writer", false, "- NotInReview - NotInForce NeverPublished -")]
    [InlineData("draft", "other", true, "- NotInReview ReviewMissing NotInForce NeverPublished -")]
    [InlineData("review", "writer", false, "NotADraft - - NotInForce NeverPublished -")]
    [InlineData("review", "writer", true, "NotADraft - OwnDraft NotInForce NeverPublished -")]
    [InlineData("review", "other", true, "NotADraft - - NotInForce NeverPublished -")]
    [InlineData("published", "other", false, "NotADraft NotInReview NothingChanged - NotADraft InForce")]
    [InlineData("changed", "writer", false, "- NotInReview - - - InForce")]
    [InlineData("changed", "other", true, "- NotInReview ReviewMissing - - InForce")]
    [InlineData("withdrawn", "other", false, "- NotInReview - NotInForce NotADraft -")]
    [InlineData("withdrawn", "other", true, "- NotInReview ReviewMissing NotInForce NotADraft -")]
    public void What_hinders_whoever_may_publish(string standing, string who, bool isReviewRequired, string expected) =>
        Assert.Equal(expected, Hindrances(Standings[standing], who == "writer" ? Writer : Other, new(true, true, isReviewRequired)));

    [Theory]
    [InlineData("draft", "- NotInReview NotAllowed NotInForce NeverPublished -")]
    [InlineData("review", "NotADraft - NotAllowed NotInForce NeverPublished -")]
    [InlineData("published", "NotADraft NotInReview NotAllowed NotAllowed NotADraft InForce")]
    [InlineData("changed", "- NotInReview NotAllowed NotAllowed - InForce")]
    [InlineData("withdrawn", "- NotInReview NotAllowed NotInForce NotADraft NotAllowed")]
    public void What_hinders_whoever_may_only_write(string standing, string expected) =>
        Assert.Equal(expected, Hindrances(Standings[standing], Writer, new(true, false, false)));

    [Fact]
    public void Whoever_may_not_write_may_nothing() =>
        Assert.All(Enum.GetValues<ArticleStep>(), step => Assert.All(Standings.Values, s => Assert.Equal(ArticleFault.NotAllowed, s.Hinders(step, Writer, ArticleRights.None))));

    [Fact]
    public void The_way_of_an_article()
    {
        var standing = ArticleStanding.New.After(ArticleStep.Save, Writer).After(ArticleStep.Save, Writer);
        Assert.Equal([Writer], standing.Writers);
        standing = standing.After(ArticleStep.Submit, Writer).After(ArticleStep.Publish, Other);
        Assert.Equal((ArticleStage.Published, true, 1, 0), (standing.Stage, standing.IsInForce, standing.Number, standing.Writers.Length));

        standing = standing.After(ArticleStep.Save, Other);
        Assert.Equal((ArticleStage.Draft, true), (standing.Stage, standing.IsInForce));
        Assert.Equal((ArticleStage.Draft, false), (standing.After(ArticleStep.Withdraw, Other).Stage, standing.After(ArticleStep.Withdraw, Other).IsInForce));
        Assert.Equal(ArticleStage.Published, standing.After(ArticleStep.Discard, Other).Stage);
        Assert.Equal(ArticleStage.Withdrawn, standing.After(ArticleStep.Withdraw, Other).After(ArticleStep.Discard, Other).Stage);
        Assert.Equal(ArticleStage.Withdrawn, standing.After(ArticleStep.Discard, Other).After(ArticleStep.Withdraw, Other).Stage);
        Assert.Equal(2, standing.After(ArticleStep.Publish, Other).Number);
    }

    private static string Hindrances(ArticleStanding standing, Guid person, ArticleRights rights)
    {
        ArticleStep[] steps = [ArticleStep.Submit, ArticleStep.Return, ArticleStep.Publish, ArticleStep.Withdraw, ArticleStep.Discard, ArticleStep.Delete];
        Assert.Null(standing.Hinders(ArticleStep.Save, person, rights));
        return string.Join(' ', steps.Select(s => standing.Hinders(s, person, rights)?.ToString() ?? "-"));
    }
}
