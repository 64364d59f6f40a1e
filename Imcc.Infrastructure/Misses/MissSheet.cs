using Imcc.Core.Knowledge;
using Imcc.Core.Misses;

namespace Imcc.Infrastructure.Misses;

/// <summary>A group as an editor opens it.</summary>
/// <param name="Days">Messages by day of UTC, the oldest first, without gaps.</param>
/// <param name="Wordings">How it was asked, the most frequent first.</param>
/// <param name="Answers">What agents answered then, the most frequent first.</param>
/// <param name="Articles">Published ones that come nearest.</param>
/// <param name="Alike">Other open groups that ask nearly the same.</param>
/// <param name="Merged">Groups that a person said are one with it.</param>
/// <param name="Effect">Null: nothing was made of it yet.</param>
public sealed record MissSheet(
    MissLine Line,
    DateTimeOffset FirstAt,
    DateTimeOffset? DecidedAt,
    string DecidedBy,
    IReadOnlyList<(DateOnly Day, int Count)> Days,
    IReadOnlyList<MissWording> Wordings,
    IReadOnlyList<MissAnswer> Answers,
    IReadOnlyList<SearchHit> Articles,
    IReadOnlyList<MissLine> Alike,
    IReadOnlyList<MissLine> Merged,
    MissEffect? Effect);

/// <param name="Key">What says the same has the same.</param>
/// <param name="Sources">How it came to the list.</param>
public sealed record MissWording(long Key, string Text, int Count, DateTimeOffset LastAt, IReadOnlyList<MissSource> Sources);

public sealed record MissAnswer(string Text, int Count);

/// <summary>What a decision did.</summary>
/// <param name="Tried">Wordings that are looked up.</param>
/// <param name="FoundBefore">Of these found an answer before the decision…</param>
/// <param name="FoundNow">…and now.</param>
/// <param name="PerDayBefore">Misses a day in the fortnight before.</param>
/// <param name="PerDayAfter">Misses a day since; at most of a fortnight.</param>
public sealed record MissEffect(int Tried, int FoundBefore, int FoundNow, double PerDayBefore, double PerDayAfter);
