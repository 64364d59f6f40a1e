namespace Imcc.Core.Quality;

/// <summary>How a question is answered from what was recorded.</summary>
/// <param name="Limit">Seconds, a count or minutes, as the kind says; for gaps the seconds that a customer may wait.</param>
/// <param name="Words">Forbidden words or required phrases; for forbidden ones empty means the organisation's sensitive words.</param>
/// <param name="PassOption">Of a single-select: the option where it was kept…</param>
/// <param name="FailOption">…and where it was not. A number gets what was measured.</param>
[GenerateSerializer, Immutable]
public sealed record AutomaticItem(
    [property: Id(0)] AutomaticKind Kind,
    [property: Id(1)] int Limit,
    [property: Id(2)] IReadOnlyList<string> Words,
    [property: Id(3)] int PassOption = 0,
    [property: Id(4)] int FailOption = 1);

/// <summary>The names stand in stored forms: never renamed.</summary>
public enum AutomaticKind
{
    /// <summary>Seconds from the agent's taking it to the agent's first word; kept up to the limit.</summary>
    FirstResponse = 1,
    /// <summary>How often the customer waited for longer than the limit (seconds) for the agent's word; kept: never.</summary>
    Gaps = 2,
    /// <summary>How many of the agent's messages hold one of the words; kept: none.</summary>
    ForbiddenWords = 3,
    /// <summary>How many of the phrases the agent never said; kept: none is missing.</summary>
    RequiredPhrases = 4,
    /// <summary>The agent's messages; kept: at least as many as the limit.</summary>
    MessageCount = 5,
    /// <summary>Minutes of service, begun ones counted; kept up to the limit.</summary>
    Duration = 6,
}
