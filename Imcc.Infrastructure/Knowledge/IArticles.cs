using Imcc.Core.Knowledge;
using Imcc.Infrastructure.Organisation;

namespace Imcc.Infrastructure.Knowledge;

/// <summary>
/// The editors' side of the knowledge base: drafts, review, publication, versions, comments. Everybody sees and touches the articles of the own unit
/// and those below it; whoever may write nothing gets an <see cref="UnauthorizedAccessException"/>. Problems are <see cref="ArticleFault"/> by name,
/// with a field of <see cref="ArticleContent"/> or its answer.
/// </summary>
public interface IArticles
{
    /// <summary>What the editor's forms are filled with, and what this person may do at all.</summary>
    Task<ArticleChoices> ChoicesAsync(Guid personId, CancellationToken cancellationToken = default);

    /// <summary>The latest change first; counted over all pages.</summary>
    Task<ArticlePage> ListAsync(Guid personId, ArticleFilter filter, int skip, int take, CancellationToken cancellationToken = default);

    /// <returns>Null: it is not there, or not this person's to see.</returns>
    Task<ArticleSheet?> OpenAsync(Guid personId, Guid articleId, CancellationToken cancellationToken = default);

    /// <summary>Keeps the working copy; rich text is sanitised, wordings are trimmed and what is empty is left out. What is in force stays as it is.</summary>
    /// <param name="articleId">Null: a new one.</param>
    /// <param name="rev">As it was opened; who saves over a newer one is refused (<see cref="ArticleFault.ChangedMeanwhile"/>).</param>
    Task<ChangeOutcome> SaveAsync(Guid personId, Guid? articleId, long rev, ArticleContent content, CancellationToken cancellationToken = default);

    Task<ChangeOutcome> SubmitAsync(Guid personId, Guid articleId, long rev, CancellationToken cancellationToken = default);

    /// <param name="why">Kept as a comment.</param>
    Task<ChangeOutcome> ReturnAsync(Guid personId, Guid articleId, long rev, string why, CancellationToken cancellationToken = default);

    /// <summary>In force on every node within two seconds.</summary>
    /// <param name="remark">What is new in it; may be empty.</param>
    Task<ChangeOutcome> PublishAsync(Guid personId, Guid articleId, long rev, string remark, CancellationToken cancellationToken = default);

    /// <param name="why">Kept as a comment; may be empty.</param>
    Task<ChangeOutcome> WithdrawAsync(Guid personId, Guid articleId, long rev, string why, CancellationToken cancellationToken = default);

    /// <summary>The working copy is again what was published last.</summary>
    Task<ChangeOutcome> DiscardAsync(Guid personId, Guid articleId, long rev, CancellationToken cancellationToken = default);

    Task<ChangeOutcome> DeleteAsync(Guid personId, Guid articleId, long rev, CancellationToken cancellationToken = default);

    /// <summary>The latest first.</summary>
    Task<IReadOnlyList<ArticleVersion>> VersionsAsync(Guid personId, Guid articleId, CancellationToken cancellationToken = default);

    /// <summary>What a version said; two of them are compared by <see cref="ArticleDiff"/>.</summary>
    Task<ArticleContent?> VersionAsync(Guid personId, Guid articleId, int number, CancellationToken cancellationToken = default);

    /// <summary>A version becomes the working copy; nothing changes for customers before it is published.</summary>
    Task<ChangeOutcome> RestoreAsync(Guid personId, Guid articleId, long rev, int number, CancellationToken cancellationToken = default);

    /// <summary>The oldest first.</summary>
    Task<IReadOnlyList<ArticleComment>> CommentsAsync(Guid personId, Guid articleId, CancellationToken cancellationToken = default);

    Task<ChangeOutcome> CommentAsync(Guid personId, Guid articleId, string text, CancellationToken cancellationToken = default);

    /// <summary>Titles by id, for what names other articles (related ones, differences); what is not there is left out.</summary>
    Task<IReadOnlyDictionary<Guid, string>> TitlesAsync(Guid personId, IReadOnlyCollection<Guid> articleIds, CancellationToken cancellationToken = default);
}
