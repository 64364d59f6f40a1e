using System.Collections.Immutable;

namespace Imcc.Core.Answering.Keywords;

/// <summary>What is answered to certain words (关键字应答): patterns that stand for the same question, and the answer.</summary>
/// <param name="Priority">0 to 1000: of rules whose words are equally long the higher one answers.</param>
/// <param name="Fuzzy">Slips of typing and homophones count as the words, too (see <see cref="FuzzyKeywords"/>).</param>
/// <param name="Accounts">The channel accounts whose customers it answers; empty: all.</param>
/// <param name="CreatedAt">Of rules that are alike in everything the oldest answers.</param>
/// <param name="ValidFrom">From when on it answers; null: at once.</param>
/// <param name="ValidUntil">Until when, not included; null: for good.</param>
public sealed record KeywordRule(
    Guid Id,
    string Name,
    ImmutableArray<KeywordPattern> Patterns,
    KeywordAnswer Answer,
    int Priority,
    bool Fuzzy,
    ImmutableArray<Guid> Accounts,
    Guid OrgUnitId,
    bool Enabled,
    DateTimeOffset CreatedAt,
    DateTimeOffset? ValidFrom = null,
    DateTimeOffset? ValidUntil = null)
{
    public const int MaxName = 60;
    public const int MaxPatterns = 50;
    public const int HighestPriority = 1000;
    public const int UsualPriority = 100;

    public bool IsValid(DateTimeOffset now) => !(ValidFrom > now) && !(ValidUntil <= now);

    public bool IsFor(Guid accountId) => Accounts.IsEmpty || Accounts.Contains(accountId);

    public bool MayAnswer(Guid accountId, DateTimeOffset now) => Enabled && IsFor(accountId) && IsValid(now);
}
