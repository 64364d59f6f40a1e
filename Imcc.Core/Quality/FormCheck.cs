namespace Imcc.Core.Quality;

/// <summary>What is wrong with a form before it may be used; gathers everything.</summary>
public static class FormCheck
{
    /// <summary>A form at rest: none of its parts is missing, and nothing is larger than may be.</summary>
    public static IReadOnlyList<FormProblem> Problems(FormContent form)
    {
        var problems = new List<FormProblem>();
        var sections = form.AllSections().ToList();
        var questions = form.AllQuestions().ToList();
        Refuse(questions.Count == 0, "", "NoQuestions");
        Refuse(!questions.Any(q => q.IsScored), "", "NothingScored");
        Refuse(sections.Count > FormLimits.Sections, "", "TooManySections", FormLimits.Sections);
        Refuse(questions.Count > FormLimits.Questions, "", "TooManyQuestions", FormLimits.Questions);
        Refuse(form.Sections.SelectMany(s => s.Sections).Any(s => s.Sections.Count > 0), "", "TooDeep");
        Refuse(form.NeedsImprovementBelow is < 0 or > 100 || form.ExceedsFrom is < 0 or > 100 || form.NeedsImprovementBelow > form.ExceedsFrom, "", "Thresholds");
        Refuse(!Enum.IsDefined(form.Method), "", "Method");
        foreach (var twice in sections.Select(s => s.Id).Concat(questions.Select(q => q.Id)).GroupBy(id => id).Where(g => g.Count() > 1 || g.Key.Length is 0 or > FormLimits.Id))
            problems.Add(new(twice.Key, "IdTwice"));
        foreach (var section in sections)
        {
            Text(section.Id, section.Title);
            Refuse(section.Weight is < 0 or > 100, section.Id, "Weight");
        }

        foreach (var question in questions)
            Question(question);
        Weights(form, Refuse);
        return problems;

        void Refuse(bool isWrong, string at, string code, object? argument = null)
        {
            if (isWrong)
                problems.Add(new(at, code, argument));
        }

        void Text(string at, string text)
        {
            Refuse(string.IsNullOrWhiteSpace(text), at, "Missing");
            Refuse(text.Length > FormLimits.Text, at, "TooLong", FormLimits.Text);
        }

        void Question(FormQuestion q)
        {
            Text(q.Id, q.Text);
            Refuse(q.Help.Length > FormLimits.Help, q.Id, "TooLong", FormLimits.Help);
            Refuse(q.Weight is < 0 or > 100, q.Id, "Weight");
            Refuse(q.Options.Any(o => o.Points is < 0 or > FormLimits.Points) || q.Ranges.Any(r => r.Points is < 0 or > FormLimits.Points), q.Id, "Points", FormLimits.Points);
            Refuse(q.Kind == QuestionKind.Choice && q.Options.Count is < 2 or > FormLimits.Options, q.Id, "Options", FormLimits.Options);
            Refuse(q.Options.Any(o => string.IsNullOrWhiteSpace(o.Text) || o.Text.Length > FormLimits.Text), q.Id, "OptionText");
            Refuse(q.Kind == QuestionKind.Number && (q.Ranges.Count > FormLimits.Ranges || q.Ranges.Any(r => r.From > r.To)), q.Id, "Ranges", FormLimits.Ranges);
            var inOrder = q.Ranges.OrderBy(r => r.From).ToList();
            Refuse(inOrder.Zip(inOrder.Skip(1)).Any(p => p.First.To >= p.Second.From), q.Id, "RangesOverlap");
            if (q.Automatic is { } auto)
                Refuse(q.Kind == QuestionKind.Text || auto.Words.Count > FormLimits.Words || auto.Limit is < 0 or > 86_400 || (auto.Kind == AutomaticKind.RequiredPhrases && auto.Words.Count == 0)
                    || (q.Kind == QuestionKind.Choice && (Beyond(auto.PassOption) || Beyond(auto.FailOption))), q.Id, "Automatic");

            bool Beyond(int option) => option < 0 || option >= q.Options.Count;
        }
    }

    /// <summary>The same form with the weights of a percent form brought to 100 each.</summary>
    public static FormContent Rescaled(FormContent form)
    {
        if (form.Method == ScoringMethod.QuestionPercent)
        {
            var scored = form.AllQuestions().Where(q => q.IsScored).ToList();
            var weights = Scoring.Rescale([.. scored.Select(q => q.Weight)]);
            var byId = scored.Select((q, i) => (q.Id, Weight: weights[i])).DistinctBy(q => q.Id).ToDictionary(q => q.Id, q => q.Weight);
            return form with { Sections = [.. form.Sections.Select(Weighed)] };

            FormSection Weighed(FormSection s) => s with
            {
                Questions = [.. s.Questions.Select(q => byId.TryGetValue(q.Id, out var weight) ? q with { Weight = weight } : q)],
                Sections = [.. s.Sections.Select(Weighed)],
            };
        }

        return form.Method == ScoringMethod.SectionPercent ? form with { Sections = Scaled(form.Sections) } : form;

        static IReadOnlyList<FormSection> Scaled(IReadOnlyList<FormSection> sections)
        {
            var weights = Scoring.Rescale([.. sections.Select(s => s.Weight)]);
            // Beside questions of the section itself its sections leave room for them.
            return [.. sections.Select((s, i) => s with { Weight = weights[i], Sections = s.Questions.Count == 0 ? Scaled(s.Sections) : s.Sections })];
        }
    }

    private static void Weights(FormContent form, Action<bool, string, string, object?> refuse)
    {
        var sum = form.Method switch
        {
            ScoringMethod.QuestionPercent => form.AllQuestions().Where(q => q.IsScored).Sum(q => q.Weight),
            ScoringMethod.SectionPercent => form.Sections.Sum(s => s.Weight),
            _ => form.AllQuestions().Any(q => q.IsScored && q.Weight > 0) ? 100 : 0,
        };
        refuse(sum != 100, "", "WeightsNotWhole", sum);
    }
}

/// <param name="At">Id of the section or question; empty: the whole.</param>
/// <param name="Code">The screens have a sentence for it.</param>
public sealed record FormProblem(string At, string Code, object? Argument = null);
