using Imcc.Core.Knowledge;

namespace Imcc.Infrastructure.Knowledge;

/// <summary>An article as an editor opens it.</summary>
/// <param name="Content">The working copy.</param>
/// <param name="Published">What is in force; null: nothing is.</param>
/// <param name="Rights">Of whoever opened it, in the article's unit.</param>
/// <param name="Steps">Those that nothing hinders now, for whoever opened it.</param>
/// <param name="ReviewSince">Since when it waits for a review; null: it does not.</param>
public sealed record ArticleSheet(
    Guid Id,
    long Rev,
    ArticleContent Content,
    ArticleContent? Published,
    ArticleStanding Standing,
    ArticleRights Rights,
    IReadOnlyList<ArticleStep> Steps,
    DateTimeOffset CreatedAt,
    string CreatedBy,
    DateTimeOffset ChangedAt,
    string ChangedBy,
    DateTimeOffset? PublishedAt,
    string PublishedBy,
    DateTimeOffset? ReviewSince);

/// <summary>A published version, without what it said.</summary>
public sealed record ArticleVersion(int Number, string Title, DateTimeOffset PublishedAt, string PublishedBy, string Remark);

/// <param name="Kind">What it was said with.</param>
/// <param name="Rev">Of the working copy that it is about.</param>
public sealed record ArticleComment(Guid Id, DateTimeOffset At, string By, string Text, ArticleCommentKind Kind, long Rev);

/// <summary>Stored; values are never renumbered.</summary>
public enum ArticleCommentKind
{
    Remark = 1,
    Returned = 2,
    Withdrawn = 3,
}
