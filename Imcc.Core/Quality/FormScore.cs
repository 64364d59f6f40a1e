namespace Imcc.Core.Quality;

/// <summary>What an evaluation comes to. Percentages are 0 to 100 with two decimals.</summary>
/// <param name="Percent">Null: nothing applied. With a fatal answer 0, whatever else was right.</param>
/// <param name="Critical">Of the critical questions alone; null: none applied.</param>
/// <param name="IsFailed">A fatal answer was given.</param>
/// <param name="Sections">By the section's id; a section that is not applicable has no percentage.</param>
/// <param name="Questions">By the question's id, only those that count.</param>
[GenerateSerializer, Immutable]
public sealed record FormScore(
    [property: Id(0)] decimal? Percent,
    [property: Id(1)] decimal? Critical,
    [property: Id(2)] bool IsFailed,
    [property: Id(3)] IReadOnlyDictionary<string, PartScore> Sections,
    [property: Id(4)] IReadOnlyDictionary<string, QuestionScore> Questions)
{
    public Grade? GradeBy(FormContent form) => Percent is not { } percent ? null
        : IsFailed ? Quality.Grade.Failed
        : percent < form.NeedsImprovementBelow ? Quality.Grade.NeedsImprovement
        : percent >= form.ExceedsFrom ? Quality.Grade.Exceeds
        : Quality.Grade.Meets;
}

/// <param name="Percent">Null: not applicable.</param>
/// <param name="IsFailed">It or something below it has a fatal answer.</param>
[GenerateSerializer, Immutable]
public sealed record PartScore([property: Id(0)] decimal? Percent, [property: Id(1)] bool IsFailed);

[GenerateSerializer, Immutable]
public sealed record QuestionScore([property: Id(0)] decimal Points, [property: Id(1)] decimal Possible, [property: Id(2)] bool IsFailed);

/// <summary>How a score is judged. The numbers stand in rows.</summary>
public enum Grade
{
    Failed = 0,
    NeedsImprovement = 1,
    Meets = 2,
    Exceeds = 3,
}
