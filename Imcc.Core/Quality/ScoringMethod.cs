namespace Imcc.Core.Quality;

/// <summary>How a form's answers become one score. The names stand in stored forms and exported files: never renamed.</summary>
public enum ScoringMethod
{
    /// <summary>Σ points·weight over Σ possible points·weight, of the questions that apply.</summary>
    Points = 1,
    /// <summary>Each question is a share of the whole; the shares of those that apply are rescaled to 100.</summary>
    QuestionPercent = 2,
    /// <summary>Each section is a share of the section above it (at the top of the whole); the questions of one section count alike.</summary>
    SectionPercent = 3,
}
