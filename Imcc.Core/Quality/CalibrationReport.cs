namespace Imcc.Core.Quality;

/// <summary>How far those who score are from the expert (校准): one conversation, one form, everybody on their own.</summary>
/// <param name="Index">The expert's score; null: not submitted yet, and nothing can be compared.</param>
public sealed record CalibrationReport(decimal? Index, IReadOnlyList<CalibrationLine> Lines, IReadOnlyList<CalibrationQuestion> Questions)
{
    /// <summary>The mean of the absolute deviations of the whole, in points of a hundred; null: nothing to compare.</summary>
    public decimal? MeanDeviation => Lines.Where(l => l.Deviation is not null).Select(l => Math.Abs(l.Deviation!.Value)).DefaultIfEmpty(-1).Average() is >= 0 and var mean ? Math.Round(mean, 2) : null;

    public static CalibrationReport Of(FormContent form, IReadOnlyCollection<Evaluation> evaluations)
    {
        var submitted = evaluations.Where(e => e.State == EvaluationState.Submitted).ToList();
        var expert = submitted.Find(e => e.IsIndex);
        var asked = form.AllQuestions().Where(q => q.Kind != QuestionKind.Text).ToList();
        var lines = submitted.Where(e => !e.IsIndex && e.EvaluatorId is not null).OrderBy(e => e.SubmittedAt).Select(e => new CalibrationLine(
            e.EvaluatorId!.Value,
            e.Percent,
            e.Percent - expert?.Percent,
            expert is null ? null : asked.Count(q => IsSame(Given(e, q), Given(expert, q))),
            asked.Count,
            expert is not null && e.IsFailed != expert.IsFailed)).ToList();
        var questions = asked.Select(q => new CalibrationQuestion(
            q.Id,
            expert is null ? null : Given(expert, q),
            submitted.Where(e => !e.IsIndex && e.EvaluatorId is not null).ToDictionary(e => e.EvaluatorId!.Value, e => Given(e, q)),
            expert is null ? 0 : submitted.Count(e => !e.IsIndex && !IsSame(Given(e, q), Given(expert, q))))).ToList();
        return new(expert?.Percent, lines, questions);
    }

    private static Answer? Given(Evaluation e, FormQuestion q) => e.Answers.FirstOrDefault(a => a.QuestionId == q.Id);

    private static bool IsSame(Answer? one, Answer? other) =>
        (one?.IsNotApplicable ?? false) == (other?.IsNotApplicable ?? false) && (one?.IsNotApplicable == true || (one?.Option == other?.Option && one?.Number == other?.Number));
}

/// <param name="Deviation">Above the expert's score (positive) or below, in points of a hundred.</param>
/// <param name="Same">Questions answered as the expert did.</param>
/// <param name="IsFatalApart">One of the two saw a fatal fault, the other did not.</param>
public sealed record CalibrationLine(Guid EvaluatorId, decimal? Percent, decimal? Deviation, int? Same, int Questions, bool IsFatalApart);

/// <param name="Apart">How many answered otherwise than the expert.</param>
public sealed record CalibrationQuestion(string QuestionId, Answer? Expert, IReadOnlyDictionary<Guid, Answer?> Others, int Apart);
