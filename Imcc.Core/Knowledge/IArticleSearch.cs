using System.Collections.Immutable;
namespace Imcc.Core.Knowledge;

/// <summary>Finds articles by what a person said or typed.</summary>
public interface IArticleSearch
{
    /// <summary>The best first. Never throws for what was asked; what is too long is cut, what is empty finds nothing.</summary>
    /// <returns>No hits and <see cref="Sureness.None"/> for small talk (「好的」「在吗」).</returns>
    SearchAnswer Search(SearchAsk ask);
}

/// <param name="Text">What was said; at most 500 characters are looked at.</param>
/// <param name="Top">How many at most, 1 to 50.</param>
/// <param name="AccountId">Only what is for this account; null: for any.</param>
/// <param name="Audience">Only what these may read: <see cref="Audience.Customers"/> leaves out what is for agents only.</param>
/// <param name="Before">What the same customer said just before, the latest last: looked at where <paramref name="Text"/> alone says too little.</param>
/// <param name="IsTyped">Typed by somebody who searches (a person at a search box): small talk is no reason to be silent, and what is likely enough is listed.</param>
/// <param name="OrgUnits">Only articles of these units; null: all.</param>
public sealed record SearchAsk(
    string Text,
    int Top,
    DateTimeOffset Now,
    Guid? AccountId = null,
    Audience Audience = Audience.Agents,
    ImmutableArray<string> Before = default,
    bool IsTyped = false,
    Guid? CategoryId = null,
    string? Tag = null,
    IReadOnlySet<Guid>? OrgUnits = null);

/// <param name="Sureness">Of the best hit.</param>
public sealed record SearchAnswer(Sureness Sureness, ImmutableArray<SearchHit> Hits)
{
    public static readonly SearchAnswer None = new(Sureness.None, []);
}

/// <param name="Score">Comparable within one answer only.</param>
/// <param name="Matched">The wording that matched: the title, or one of the similar questions.</param>
/// <param name="Marks">Where <paramref name="Matched"/> agrees with what was asked: ranges in UTF-16 units, in order, without overlap.</param>
public sealed record SearchHit(Guid ArticleId, long Version, string Title, string Matched, ImmutableArray<Range> Marks, double Score, Sureness Sureness);

/// <summary>How likely it is that an article answers what was asked; the thresholds are calibrated (see the documentation of the knowledge base).</summary>
public enum Sureness
{
    /// <summary>Nothing that fits.</summary>
    None,

    /// <summary>Worth showing to an agent.</summary>
    Likely,

    /// <summary>Good enough to go to the customer without a person having looked.</summary>
    Sure,
}
