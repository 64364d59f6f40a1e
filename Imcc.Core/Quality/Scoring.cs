namespace Imcc.Core.Quality;

/// <summary>
/// Counts a form's answers. What is not applicable or not answered drops from both sums; a fatal answer fails its question, the sections
/// above it and the whole, which then is worth 0.
/// </summary>
public static class Scoring
{
    public static FormScore Of(FormContent form, IReadOnlyCollection<Answer> answers)
    {
        var given = new Dictionary<string, Answer>(StringComparer.Ordinal);
        foreach (var answer in answers)
            given[answer.QuestionId] = answer;
        var questions = new Dictionary<string, QuestionScore>(StringComparer.Ordinal);
        foreach (var question in form.AllQuestions())
        {
            // Worth nothing at best, an answer can still be fatal.
            if (given.TryGetValue(question.Id, out var answer) && answer.Worth(question) is { } worth && (question.IsScored || worth.IsFatal))
                questions[question.Id] = new(Math.Clamp(worth.Points, 0, question.Possible), question.Possible, worth.IsFatal);
        }

        var sections = new Dictionary<string, PartScore>(StringComparer.Ordinal);
        foreach (var section in form.AllSections())
            sections[section.Id] = PartOf(form, section, questions);
        var isFailed = questions.Values.Any(q => q.IsFailed);
        var percent = form.Method == ScoringMethod.SectionPercent
            ? Sum(form.Sections.Select(s => (s.Weight, Share(s, questions))))
            : OfQuestions(form, form.AllQuestions(), questions);
        var critical = OfQuestions(form, form.AllQuestions().Where(q => q.IsCritical), questions);
        return new(isFailed ? 0 : Shown(percent), Shown(critical), isFailed, sections, questions);
    }

    /// <summary>Changes one weight and scales the others in proportion, so that all of them together are exactly 100 (two decimals).</summary>
    /// <param name="weights">0 or more each.</param>
    /// <param name="fixedAt">The one that keeps its value, at most 100; null: all are scaled.</param>
    public static IReadOnlyList<decimal> Rescale(IReadOnlyList<decimal> weights, int? fixedAt = null)
    {
        if (weights.Count == 0)
            return [];
        // With nothing beside it to scale, the one weight is the whole.
        var keeps = weights.Count > 1 ? fixedAt : null;
        var kept = keeps is { } at ? Math.Round(Math.Clamp(weights[at], 0, 100), 2) : 0;
        var others = Enumerable.Range(0, weights.Count).Where(i => i != keeps).ToList();
        var sum = others.Sum(i => Math.Max(0, weights[i]));
        var scaled = new decimal[weights.Count];
        if (keeps is { } place)
            scaled[place] = kept;
        var left = 100 - kept;
        // Each gets its share of what the ones before it left: roundings never add up to a penny too much.
        for (var i = 0; i < others.Count; i++)
        {
            var weight = sum == 0 ? 1 : Math.Max(0, weights[others[i]]);
            var rest = sum == 0 ? others.Count - i : others.Skip(i).Sum(j => Math.Max(0, weights[j]));
            scaled[others[i]] = i == others.Count - 1 ? left : rest == 0 ? 0 : Math.Min(left, Math.Round(left * weight / rest, 2));
            left -= scaled[others[i]];
        }

        return scaled;
    }

    private static PartScore PartOf(FormContent form, FormSection section, Dictionary<string, QuestionScore> questions)
    {
        var below = section.Sections.Prepend(section).SelectMany(s => s.Questions).ToList();
        var isFailed = below.Any(q => questions.GetValueOrDefault(q.Id)?.IsFailed == true);
        var share = form.Method == ScoringMethod.SectionPercent ? Share(section, questions) : OfQuestions(form, below, questions);
        return new(isFailed ? 0 : Shown(share), isFailed);
    }

    /// <summary>Questions beside sections count together as one section of the weight that the sections leave of 100, or as much as the average of them.</summary>
    private static decimal? Share(FormSection section, Dictionary<string, QuestionScore> questions)
    {
        var own = Sum(section.Questions.Where(q => q.IsScored).Select(q => (1m, questions.TryGetValue(q.Id, out var score) ? score.Points / score.Possible : (decimal?)null)));
        if (section.Sections.Count == 0)
            return own;
        var weighed = section.Sections.Sum(s => s.Weight);
        var ownWeight = weighed < 100 ? 100 - weighed : weighed / section.Sections.Count;
        return Sum(section.Sections.Select(s => (s.Weight, Share(s, questions))).Append((ownWeight, own)));
    }

    private static decimal? OfQuestions(FormContent form, IEnumerable<FormQuestion> asked, Dictionary<string, QuestionScore> questions)
    {
        var counted = asked.Where(q => q.IsScored && questions.ContainsKey(q.Id)).Select(q => (Question: q, Score: questions[q.Id])).ToList();
        if (form.Method == ScoringMethod.Points)
        {
            var possible = counted.Sum(c => c.Score.Possible * c.Question.Weight);
            return possible == 0 ? null : counted.Sum(c => c.Score.Points * c.Question.Weight) / possible;
        }

        // By section a question has no weight of its own.
        return Sum(counted.Select(c => (form.Method == ScoringMethod.QuestionPercent ? c.Question.Weight : 1, (decimal?)(c.Score.Points / c.Score.Possible))));
    }

    /// <summary>The weighted mean of those that apply: their weights are rescaled to the whole.</summary>
    private static decimal? Sum(IEnumerable<(decimal Weight, decimal? Share)> parts)
    {
        var counted = parts.Where(p => p.Share is not null && p.Weight > 0).ToList();
        return counted.Count == 0 ? null : counted.Sum(p => p.Weight * p.Share!.Value) / counted.Sum(p => p.Weight);
    }

    private static decimal? Shown(decimal? share) => share is { } value ? Math.Round(Math.Clamp(value, 0, 1) * 100, 2, MidpointRounding.AwayFromZero) : null;
}
