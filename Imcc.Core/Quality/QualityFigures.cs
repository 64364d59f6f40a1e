namespace Imcc.Core.Quality;

/// <summary>The figures of evaluations that count: how many, how good, how many failed.</summary>
/// <param name="Mean">0 to 100 with two decimals; null: none had a score.</param>
/// <param name="Critical">The mean of the critical scores.</param>
/// <param name="Failed">With a fatal answer.</param>
/// <param name="Poor">Failed or in need of improvement.</param>
/// <param name="Appealed">The agent disagreed.</param>
/// <param name="Changed">The appeal changed the score.</param>
public sealed record QualityFigures(int Count, decimal? Mean, decimal? Lowest, decimal? Highest, decimal? Critical, int Failed, int Poor, int Appealed, int Changed)
{
    public decimal? FailedShare => Count == 0 ? null : Math.Round(100m * Failed / Count, 2);

    /// <summary>The share that neither failed nor needs improvement (合格率).</summary>
    public decimal? PassedShare => Count == 0 ? null : Math.Round(100m * (Count - Poor) / Count, 2);

    public static QualityFigures Of(IReadOnlyCollection<Evaluation> evaluations)
    {
        var counted = evaluations.Where(e => e.Counts).ToList();
        var scores = counted.Select(e => e.Percent).OfType<decimal>().ToList();
        return new(
            counted.Count,
            Average(scores),
            scores.Count == 0 ? null : scores.Min(),
            scores.Count == 0 ? null : scores.Max(),
            Average([.. counted.Select(e => e.Critical).OfType<decimal>()]),
            counted.Count(e => e.IsFailed),
            counted.Count(e => e.Grade is Grade.Failed or Grade.NeedsImprovement),
            counted.Count(e => e.AppealedAt is not null),
            counted.Count(e => e.History.Any(h => h.Deed == EvaluationDeed.Changed)));
    }

    /// <summary>One line for each value of a dimension, the most evaluations first where they have no order of their own.</summary>
    public static IReadOnlyList<(TKey Key, QualityFigures Figures)> By<TKey>(IEnumerable<Evaluation> evaluations, Func<Evaluation, TKey> key)
        where TKey : notnull =>
        [.. evaluations.Where(e => e.Counts).GroupBy(key).Select(g => (g.Key, Of([.. g])))];

    /// <summary>How each question of a form was answered, over its versions: by the question's id.</summary>
    /// <param name="forms">The versions, by their numbers.</param>
    public static IReadOnlyList<QuestionFigures> ByQuestion(IReadOnlyDictionary<int, FormContent> forms, IEnumerable<Evaluation> evaluations)
    {
        var scores = evaluations.Where(e => e.Counts && forms.ContainsKey(e.FormVersion)).SelectMany(e => Scoring.Of(forms[e.FormVersion], e.Answers).Questions).ToLookup(s => s.Key, s => s.Value);
        return [.. forms.OrderByDescending(f => f.Key).SelectMany(f => f.Value.AllQuestions()).DistinctBy(q => q.Id).Where(q => q.Kind != QuestionKind.Text).Select(q => new QuestionFigures(
            q.Id, q.Text, scores[q.Id].Count(),
            Average([.. scores[q.Id].Where(s => s.Possible > 0).Select(s => 100 * s.Points / s.Possible)]),
            scores[q.Id].Count(s => s.Points < s.Possible || s.IsFailed), scores[q.Id].Count(s => s.IsFailed)))];
    }

    private static decimal? Average(List<decimal> values) => values.Count == 0 ? null : Math.Round(values.Average(), 2, MidpointRounding.AwayFromZero);
}

/// <param name="Mean">Of the points that it could have, in percent.</param>
/// <param name="Missed">Answers below the best.</param>
public sealed record QuestionFigures(string Id, string Text, int Count, decimal? Mean, int Missed, int Failed);
