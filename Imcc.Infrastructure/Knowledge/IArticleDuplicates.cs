namespace Imcc.Infrastructure.Knowledge;

/// <summary>Looks while somebody writes whether there is such an article already.</summary>
public interface IArticleDuplicates
{
    /// <summary>The nearest wordings of other articles, at most ten, the surest first, each article once. Exact ones (after folding of case, width, blanks and punctuation) are found among drafts as well, like ones among what is published.</summary>
    /// <param name="articleId">The one that is written; null: a new one.</param>
    Task<IReadOnlyList<ArticleDuplicate>> FindAsync(Guid personId, Guid? articleId, string title, IReadOnlyList<string> similar, CancellationToken cancellationToken = default);
}

/// <param name="Mine">What was written that matched: the title or one of the similar questions.</param>
/// <param name="Theirs">The other article's wording.</param>
/// <param name="IsSame">The same wording, not only a like one.</param>
public sealed record ArticleDuplicate(Guid ArticleId, string Title, string Mine, string Theirs, bool IsSame);
