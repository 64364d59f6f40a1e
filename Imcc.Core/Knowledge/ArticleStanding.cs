using System.Collections.Immutable;

namespace Imcc.Core.Knowledge;

/// <summary>How an article stands: its working copy's stage, and whether a version of it answers.</summary>
/// <param name="IsInForce">A published version is there for agents and customers, whatever the working copy says.</param>
/// <param name="Number">Of the last version; 0: never published.</param>
/// <param name="Writers">Who changed the working copy since it was last published: they are not the second pair of eyes.</param>
public sealed record ArticleStanding(ArticleStage Stage, bool IsInForce, int Number, ImmutableArray<Guid> Writers)
{
    public static readonly ArticleStanding New = new(ArticleStage.Draft, false, 0, []);

    /// <summary>Why a step is not possible now; null: it is.</summary>
    public ArticleFault? Hinders(ArticleStep step, Guid person, ArticleRights rights)
    {
        if (!rights.MayWrite)
            return ArticleFault.NotAllowed;
        return step switch
        {
            ArticleStep.Save => null,
            ArticleStep.Submit => Stage is ArticleStage.Draft or ArticleStage.Withdrawn ? null : ArticleFault.NotADraft,
            ArticleStep.Return => Stage is not ArticleStage.InReview ? ArticleFault.NotInReview : rights.MayPublish || Writers.Contains(person) ? null : ArticleFault.NotAllowed,
            ArticleStep.Publish => HindersPublishing(person, rights),
            ArticleStep.Withdraw => !IsInForce ? ArticleFault.NotInForce : rights.MayPublish ? null : ArticleFault.NotAllowed,
            ArticleStep.Discard => Stage is not (ArticleStage.Draft or ArticleStage.InReview) ? ArticleFault.NotADraft : Number == 0 ? ArticleFault.NeverPublished : null,
            ArticleStep.Delete => IsInForce ? ArticleFault.InForce : Number == 0 || rights.MayPublish ? null : ArticleFault.NotAllowed,
            _ => throw new ArgumentOutOfRangeException(nameof(step), step, null),
        };
    }

    /// <summary>As it stands after a step that nothing hinders.</summary>
    public ArticleStanding After(ArticleStep step, Guid person) => step switch
    {
        ArticleStep.Save => this with { Stage = ArticleStage.Draft, Writers = Writers.Contains(person) ? Writers : Writers.Add(person) },
        ArticleStep.Submit => this with { Stage = ArticleStage.InReview },
        ArticleStep.Return => this with { Stage = ArticleStage.Draft },
        ArticleStep.Publish => new(ArticleStage.Published, true, Number + 1, []),
        ArticleStep.Withdraw => this with { Stage = Stage is ArticleStage.Published ? ArticleStage.Withdrawn : Stage, IsInForce = false },
        ArticleStep.Discard => this with { Stage = IsInForce ? ArticleStage.Published : ArticleStage.Withdrawn, Writers = [] },
        _ => throw new ArgumentOutOfRangeException(nameof(step), step, "There is nothing after it."),
    };

    private ArticleFault? HindersPublishing(Guid person, ArticleRights rights) => Stage switch
    {
        _ when !rights.MayPublish => ArticleFault.NotAllowed,
        ArticleStage.Published => ArticleFault.NothingChanged,
        ArticleStage.Withdrawn or ArticleStage.InReview when !rights.IsReviewRequired => null,
        ArticleStage.Draft when !rights.IsReviewRequired => null,
        ArticleStage.InReview => Writers.Contains(person) ? ArticleFault.OwnDraft : null,
        _ => ArticleFault.ReviewMissing,
    };
}
