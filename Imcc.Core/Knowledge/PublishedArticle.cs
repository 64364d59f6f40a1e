using System.Collections.Immutable;

namespace Imcc.Core.Knowledge;

/// <summary>An article as it is in force: what is searched, and what decides who may find it. What it answers is read by its id.</summary>
/// <param name="Version">Counted over all articles: which publication made it so.</param>
/// <param name="Similar">Other wordings of the question (相似问).</param>
/// <param name="Body">The answer's plain text, for searching; without marks.</param>
/// <param name="ValidFrom">From when on it may be found; null: at once.</param>
/// <param name="ValidUntil">Until when, not included; null: for good.</param>
/// <param name="Accounts">The channel accounts whose customers it answers; empty: all.</param>
/// <param name="Related">What belongs to the answer and comes with it (平铺), in order.</param>
public sealed record PublishedArticle(
    Guid Id,
    long Version,
    string Title,
    ImmutableArray<string> Similar,
    string Body,
    Guid? CategoryId,
    ImmutableArray<string> Tags,
    Audience Audience,
    Guid OrgUnitId,
    ImmutableArray<Guid> Accounts,
    ImmutableArray<Guid> Related,
    DateTimeOffset? ValidFrom = null,
    DateTimeOffset? ValidUntil = null)
{
    public bool IsValid(DateTimeOffset now) => !(ValidFrom > now) && !(ValidUntil <= now);

    public bool IsFor(Guid accountId) => Accounts.IsEmpty || Accounts.Contains(accountId);
}
