using Imcc.Core.Knowledge;

namespace Imcc.Infrastructure.Knowledge;

/// <param name="Total">On all pages.</param>
public sealed record ArticlePage(IReadOnlyList<ArticleLine> Lines, int Total);

/// <summary>An article in a list, as its working copy has it.</summary>
/// <param name="Number">Of the last version; 0: never published.</param>
/// <param name="BrokenLinks">Of what is in force.</param>
public sealed record ArticleLine(
    Guid Id,
    long Rev,
    string Code,
    string Title,
    int SimilarCount,
    ArticleStage Stage,
    bool IsInForce,
    int Number,
    Guid? CategoryId,
    IReadOnlyList<string> Tags,
    Audience Audience,
    Guid OrgUnitId,
    DateTimeOffset? ValidFrom,
    DateTimeOffset? ValidUntil,
    DateTimeOffset ChangedAt,
    string ChangedBy,
    int BrokenLinks);
