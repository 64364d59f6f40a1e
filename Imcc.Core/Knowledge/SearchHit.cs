using System.Collections.Immutable;

namespace Imcc.Core.Knowledge;

/// <param name="Score">Comparable within one answer only.</param>
/// <param name="Matched">The wording that matched: the title, or one of the similar questions.</param>
/// <param name="Marks">Where <paramref name="Matched"/> agrees with what was asked: ranges in UTF-16 units, in order, without overlap.</param>
public sealed record SearchHit(Guid ArticleId, long Version, string Title, string Matched, ImmutableArray<Range> Marks, double Score, Sureness Sureness);
