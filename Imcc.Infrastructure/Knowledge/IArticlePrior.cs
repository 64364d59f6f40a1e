namespace Imcc.Infrastructure.Knowledge;

/// <summary>What is known of an article beforehand, from how it was used: of two that fit alike the proven one comes first.</summary>
internal interface IArticlePrior
{
    /// <returns>-1 (found useless) to 1 (sent and found useful, often); 0: nothing known. Takes nanoseconds, never waits.</returns>
    double Of(Guid articleId);
}
