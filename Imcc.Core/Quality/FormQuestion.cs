namespace Imcc.Core.Quality;

/// <summary>One item (考核项) of a form.</summary>
[GenerateSerializer, Immutable]
public sealed record FormQuestion
{
    /// <summary>Unique in the form, up to 40 characters: kept over the versions, so that reports follow a question.</summary>
    [Id(0)] public required string Id { get; init; }

    [Id(1)] public required string Text { get; init; }

    /// <summary>What to look for.</summary>
    [Id(2)] public string Help { get; init; } = "";

    [Id(3)] public QuestionKind Kind { get; init; }

    /// <summary>With points: 0 to 100, how much a point counts. In percent by question: the share of the whole.</summary>
    [Id(4)] public decimal Weight { get; init; } = 1;

    /// <summary>Counts for the critical score (关键项) as well.</summary>
    [Id(5)] public bool IsCritical { get; init; }

    [Id(6)] public bool AllowsNotApplicable { get; init; }

    /// <summary>Single-select: 2 to 256.</summary>
    [Id(7)] public IReadOnlyList<AnswerOption> Options { get; init; } = [];

    /// <summary>Number: what it is worth; a number in none of them is worth nothing.</summary>
    [Id(8)] public IReadOnlyList<AnswerRange> Ranges { get; init; } = [];

    /// <summary>Filled in from what was recorded; whoever scores may correct it.</summary>
    [Id(9)] public AutomaticItem? Automatic { get; init; }

    /// <summary>The most points that an answer can have; a text has none.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public decimal Possible => Kind switch
    {
        QuestionKind.Choice => Options.Select(o => o.Points).DefaultIfEmpty().Max(),
        QuestionKind.Number => Ranges.Select(r => r.Points).DefaultIfEmpty().Max(),
        _ => 0,
    };

    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsScored => Possible > 0;

    /// <summary>Whether an answer can fail the whole evaluation (致命项).</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool CanFail => Options.Any(o => o.IsFatal) || Ranges.Any(r => r.IsFatal);
}

/// <summary>What kind of answer a question wants. The names stand in stored forms.</summary>
public enum QuestionKind
{
    /// <summary>One of several.</summary>
    Choice = 0,
    Number = 1,
    /// <summary>Words; never scored.</summary>
    Text = 2,
}

/// <param name="Points">0 to 1000.</param>
/// <param name="IsFatal">Chosen, it fails the whole evaluation.</param>
[GenerateSerializer, Immutable]
public sealed record AnswerOption([property: Id(0)] string Text, [property: Id(1)] decimal Points, [property: Id(2)] bool IsFatal = false);

/// <summary>Numbers from one to another, both included.</summary>
/// <param name="Points">0 to 1000.</param>
[GenerateSerializer, Immutable]
public sealed record AnswerRange([property: Id(0)] decimal From, [property: Id(1)] decimal To, [property: Id(2)] decimal Points, [property: Id(3)] bool IsFatal = false);
