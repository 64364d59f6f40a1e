namespace Imcc.Core.Misses;

/// <summary>What people who read an article think of it, without a customer's message in between. It counts as what they say of an answer at the desk does.</summary>
public interface IArticleRatings
{
    /// <returns>What this person said last; null: nothing yet.</returns>
    Task<bool?> OfAsync(Guid personId, Guid articleId, CancellationToken cancellationToken = default);

    /// <summary>Said again, the last word counts.</summary>
    /// <returns>False: it is not there, or not this person's to read.</returns>
    Task<bool> RateAsync(Guid personId, Guid articleId, bool isUseful, CancellationToken cancellationToken = default);
}
