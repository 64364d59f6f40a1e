namespace Imcc.Core.Knowledge;

/// <summary>What a person may do with the articles of one unit.</summary>
/// <param name="MayWrite">Edit drafts and send them to review.</param>
/// <param name="MayPublish">Put in force, withdraw, send back.</param>
/// <param name="IsReviewRequired">Nothing is published that was not in review, and nobody publishes what they wrote themselves.</param>
public sealed record ArticleRights(bool MayWrite, bool MayPublish, bool IsReviewRequired)
{
    public static readonly ArticleRights None = new(false, false, true);
}
