using Imcc.Core.Quality;

namespace Imcc.Web.Components.Quality;

/// <summary>A form as it is edited; percent forms keep their weights at 100 while one of them is changed.</summary>
public sealed class FormDraft
{
    public string Name { get; set; } = "";

    public bool Enabled { get; set; } = true;

    public ScoringMethod Method { get; set; } = ScoringMethod.Points;

    public decimal NeedsImprovementBelow { get; set; } = 60;

    public decimal ExceedsFrom { get; set; } = 90;

    public string Note { get; set; } = "";

    public List<SectionDraft> Sections { get; init; } = [];

    public static FormDraft Of(string name, bool enabled, FormContent c) => new()
    {
        Name = name, Enabled = enabled, Method = c.Method, NeedsImprovementBelow = c.NeedsImprovementBelow, ExceedsFrom = c.ExceedsFrom, Note = c.Note, Sections = [.. c.Sections.Select(SectionDraft.Of)],
    };

    public FormContent ToContent() => new()
    {
        Method = Method, NeedsImprovementBelow = NeedsImprovementBelow, ExceedsFrom = ExceedsFrom, Note = Note.Trim(), Sections = [.. Sections.Select(s => s.ToSection())],
    };

    public IEnumerable<SectionDraft> AllSections() => Sections.SelectMany(s => s.Sections.Prepend(s));

    public IEnumerable<QuestionDraft> AllQuestions() => AllSections().SelectMany(s => s.Questions);

    /// <summary>The question's weight was changed: where weights are shares, the others make room.</summary>
    public void Reweigh(QuestionDraft question)
    {
        if (Method != ScoringMethod.QuestionPercent)
            return;
        var scored = AllQuestions().Where(q => q.ToQuestion().IsScored).ToList();
        var at = scored.IndexOf(question);
        if (at < 0)
            return;
        var weights = Scoring.Rescale([.. scored.Select(q => q.Weight)], at);
        for (var i = 0; i < scored.Count; i++)
            scored[i].Weight = weights[i];
    }

    /// <summary>The same for a section among those beside it.</summary>
    public void Reweigh(SectionDraft section)
    {
        if (Method != ScoringMethod.SectionPercent)
            return;
        var owner = Sections.Find(s => s.Sections.Contains(section));
        // Questions beside sections are a part of the whole as well: there the rest is theirs.
        if (owner is { Questions.Count: > 0 })
            return;
        var beside = owner?.Sections ?? Sections;
        var weights = Scoring.Rescale([.. beside.Select(s => s.Weight)], beside.IndexOf(section));
        for (var i = 0; i < beside.Count; i++)
            beside[i].Weight = weights[i];
    }
}

public sealed class SectionDraft
{
    public required string Id { get; init; }

    public string Title { get; set; } = "";

    public decimal Weight { get; set; }

    public List<QuestionDraft> Questions { get; init; } = [];

    public List<SectionDraft> Sections { get; init; } = [];

    public static SectionDraft Of(FormSection s) => new()
    {
        Id = s.Id, Title = s.Title, Weight = s.Weight, Questions = [.. s.Questions.Select(QuestionDraft.Of)], Sections = [.. s.Sections.Select(Of)],
    };

    public FormSection ToSection() => new(Id, Title.Trim(), Weight, [.. Questions.Select(q => q.ToQuestion())], [.. Sections.Select(s => s.ToSection())]);
}
