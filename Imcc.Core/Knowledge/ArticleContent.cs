using System.Collections.Immutable;
using Imcc.Core.Channels;

namespace Imcc.Core.Knowledge;

/// <summary>All that an editor says about an article: what a draft holds, and what a version keeps.</summary>
/// <param name="Code">By what another system knows it (外部编码); empty: by nothing. An import finds the article again by it.</param>
/// <param name="Similar">Other wordings of the question (相似问).</param>
/// <param name="Attachments">Files for whoever reads it, in our own store (<see cref="MediaRef.FileId"/>).</param>
/// <param name="Accounts">The channel accounts whose customers it answers; empty: all.</param>
/// <param name="Related">What belongs to the answer and comes with it (平铺), in order.</param>
/// <param name="ValidFrom">From when on it may be found; null: at once.</param>
/// <param name="ValidUntil">Until when, not included; null: for good.</param>
public sealed record ArticleContent(
    string Title,
    ImmutableArray<string> Similar,
    ArticleAnswer Answer,
    ImmutableArray<MediaRef> Attachments,
    Guid? CategoryId,
    ImmutableArray<string> Tags,
    Audience Audience,
    Guid OrgUnitId,
    ImmutableArray<Guid> Accounts,
    ImmutableArray<Guid> Related,
    DateTimeOffset? ValidFrom = null,
    DateTimeOffset? ValidUntil = null,
    string Code = "")
{
    /// <summary>A new one of this unit, with nothing in it.</summary>
    public static ArticleContent Blank(Guid orgUnitId) => new("", [], ArticleAnswer.Empty, [], null, [], Audience.Customers, orgUnitId, [], []);

    /// <summary>Whether it says the same, list by list: what the compiler makes compares lists by where they lie.</summary>
    public bool Says(ArticleContent other) => ArticleDiff.Between(this, other).Count == 0;
}
