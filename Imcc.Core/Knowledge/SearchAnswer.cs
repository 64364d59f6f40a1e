using System.Collections.Immutable;

namespace Imcc.Core.Knowledge;

/// <param name="Sureness">Of the best hit.</param>
public sealed record SearchAnswer(Sureness Sureness, ImmutableArray<SearchHit> Hits)
{
    public static readonly SearchAnswer None = new(Sureness.None, []);

    /// <summary>Nothing was looked for: what was said asks for nothing.</summary>
    public static readonly SearchAnswer SmallTalk = None with { IsSmallTalk = true };

    public bool IsSmallTalk { get; init; }
}
