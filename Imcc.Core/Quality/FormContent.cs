namespace Imcc.Core.Quality;

/// <summary>What a quality form (质检表) asks and how its answers count: one version's whole content. Versions in use are never changed, a new one is made.</summary>
[GenerateSerializer, Immutable]
public sealed record FormContent
{
    [Id(0)] public ScoringMethod Method { get; init; } = ScoringMethod.Points;

    [Id(1)] public IReadOnlyList<FormSection> Sections { get; init; } = [];

    /// <summary>Below this the work needs improvement; 0 to 100.</summary>
    [Id(2)] public decimal NeedsImprovementBelow { get; init; } = 60;

    /// <summary>From this on it exceeds expectations; 0 to 100.</summary>
    [Id(3)] public decimal ExceedsFrom { get; init; } = 90;

    /// <summary>For whoever scores.</summary>
    [Id(4)] public string Note { get; init; } = "";

    /// <summary>All sections, each before those below it.</summary>
    public IEnumerable<FormSection> AllSections() => Sections.SelectMany(s => s.Sections.Prepend(s));

    /// <summary>All questions in the order of the form.</summary>
    public IEnumerable<FormQuestion> AllQuestions() => AllSections().SelectMany(s => s.Questions);

    /// <summary>Whether a form that was read from outside has all that its types promise: nothing in it is null, and every kind is known.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsWhole =>
        Enum.IsDefined(Method) && Sections.All(s => s is not null && s.Sections.All(b => b is not null && b.Sections.All(deeper => deeper is not null)))
        && AllQuestions().All(q => q is not null && Enum.IsDefined(q.Kind) && q.Options.All(o => o is not null) && q.Ranges.All(r => r is not null)
            && (q.Automatic is not { } automatic || (Enum.IsDefined(automatic.Kind) && automatic.Words.All(w => w is not null))));

    public FormQuestion? Find(string questionId) => AllQuestions().FirstOrDefault(q => q.Id == questionId);
}

/// <summary>A heading with questions, and at the first level with sections of its own.</summary>
/// <param name="Id">Unique in the form, up to 40 characters: scores of different versions are compared by it.</param>
/// <param name="Weight">Counts only where sections are weighted (<see cref="ScoringMethod.SectionPercent"/>); 0 to 100.</param>
[GenerateSerializer, Immutable]
public sealed record FormSection(
    [property: Id(0)] string Id,
    [property: Id(1)] string Title,
    [property: Id(2)] decimal Weight,
    [property: Id(3)] IReadOnlyList<FormQuestion> Questions,
    [property: Id(4)] IReadOnlyList<FormSection> Sections);
