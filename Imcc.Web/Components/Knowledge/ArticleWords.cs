using Imcc.Core.Knowledge;
using Imcc.Infrastructure.Knowledge;

namespace Imcc.Web.Components.Knowledge;

/// <summary>How articles look in lists and heads.</summary>
internal static class ArticleWords
{
    /// <summary>The colour of a stage.</summary>
    public static string? StageTag(ArticleStage stage) => stage switch
    {
        ArticleStage.Published => "good",
        ArticleStage.InReview => "key",
        ArticleStage.Withdrawn => "bad",
        _ => null,
    };

    public static bool IsExpired(this ArticleLine line, DateTimeOffset now) => line.IsInForce && line.ValidUntil <= now;
}
