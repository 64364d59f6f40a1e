using State = Imcc.Core.Quality.EvaluationState;

namespace Imcc.Core.Quality;

/// <summary>What can be done with an evaluation, and by whom. An expected refusal is an outcome; nothing is thrown.</summary>
public static class EvaluationSteps
{
    /// <summary>Given to somebody (else) to score.</summary>
    public static EvaluationChange Assign(this Evaluation e, Guid by, Guid? evaluatorId, DateTimeOffset now) =>
        !e.IsOpen || e.CalibrationId is not null ? Refused(e, EvaluationOutcome.NotNow)
        : evaluatorId == e.AgentId ? Refused(e, EvaluationOutcome.OwnWork)
        : evaluatorId == e.EvaluatorId ? Done(e)
        : Done(e.Next(new(EvaluationDeed.Assigned, now, by)) with { EvaluatorId = evaluatorId });

    /// <summary>Keeps what is answered so far; whoever begins takes it.</summary>
    public static EvaluationChange Save(this Evaluation e, Guid by, FormContent form, IReadOnlyList<Answer> answers, string comment)
    {
        if (Scores(e, by) is { } refusal)
            return refusal;
        return Of(form, answers, comment) is not { } sound ? Refused(e, EvaluationOutcome.Unsound)
            : Done(e with { State = State.Draft, EvaluatorId = by, Answers = sound, Comment = Said(comment), Revision = e.Revision + 1 });
    }

    /// <summary>From now on the agent sees it. Every question that counts needs an answer.</summary>
    /// <param name="isWorkday">Whether the agent's group works on the day of a moment; null: it does every day.</param>
    public static EvaluationChange Submit(this Evaluation e, Guid by, FormContent form, IReadOnlyList<Answer> answers, string comment, DateTimeOffset now, Func<DateTimeOffset, bool>? isWorkday = null)
    {
        var isCorrection = e.State == State.Submitted && e.EvaluatorId == by && e.CalibrationId is null;
        if (!isCorrection && Scores(e, by) is { } refusal)
            return refusal;
        if (Of(form, answers, comment) is not { } sound)
            return Refused(e, EvaluationOutcome.Unsound);
        if (Missing(form, sound).Count > 0)
            return Refused(e, EvaluationOutcome.Unanswered);
        var scored = e.Scored(form, sound) with { State = State.Submitted, EvaluatorId = by, Comment = Said(comment), SubmittedAt = now, DueAt = e.CalibrationId is null ? AppealTime.EndOf(now, isWorkday) : null };
        return Done(scored.Next(new(isCorrection ? EvaluationDeed.Corrected : EvaluationDeed.Submitted, now, by, e.Percent, scored.Percent)));
    }

    /// <summary>The agent accepts it.</summary>
    public static EvaluationChange Acknowledge(this Evaluation e, Guid by, DateTimeOffset now) =>
        by != e.AgentId ? Refused(e, EvaluationOutcome.NotYours)
        : e.State != State.Submitted || e.CalibrationId is not null ? Refused(e, EvaluationOutcome.NotNow)
        : Done(e.Next(new(EvaluationDeed.Acknowledged, now, by)) with { State = State.Acknowledged, AcknowledgedAt = now, DueAt = null });

    /// <summary>Nobody said anything for so long that it counts as accepted.</summary>
    public static EvaluationChange Lapse(this Evaluation e, DateTimeOffset now) =>
        e.State != State.Submitted || !(e.DueAt <= now) ? Refused(e, EvaluationOutcome.NotNow)
        : Done(e.Next(new(EvaluationDeed.Lapsed, now, null)) with { State = State.Acknowledged, AcknowledgedAt = now, DueAt = null });

    /// <summary>申诉: the agent disagrees, and says why.</summary>
    public static EvaluationChange AppealTo(this Evaluation e, Guid by, string words, DateTimeOffset now) =>
        by != e.AgentId ? Refused(e, EvaluationOutcome.NotYours)
        : e.State != State.Submitted || e.CalibrationId is not null || e.DueAt <= now ? Refused(e, EvaluationOutcome.NotNow)
        : Said(words) is not { Length: > 0 and <= Evaluation.LongestWords } said ? Refused(e, EvaluationOutcome.WordsMissing)
        : Done(e.Next(new(EvaluationDeed.Appealed, now, by, e.Percent, e.Percent, said)) with { State = State.Appealed, AppealedAt = now, Appeal = said, DueAt = null });

    /// <summary>复核: somebody who has not scored it decides; the score stands or is another from here on.</summary>
    public static EvaluationChange Decide(this Evaluation e, Guid by, FormContent form, IReadOnlyList<Answer> answers, string words, DateTimeOffset now)
    {
        if (e.State != State.Appealed)
            return Refused(e, EvaluationOutcome.NotNow);
        if (by == e.EvaluatorId)
            return Refused(e, EvaluationOutcome.OwnJudgement);
        if (by == e.AgentId)
            return Refused(e, EvaluationOutcome.OwnWork);
        if (Said(words) is not { Length: > 0 and <= Evaluation.LongestWords } said)
            return Refused(e, EvaluationOutcome.WordsMissing);
        if (Of(form, answers, e.Comment) is not { } sound)
            return Refused(e, EvaluationOutcome.Unsound);
        if (Missing(form, sound).Count > 0)
            return Refused(e, EvaluationOutcome.Unanswered);
        var scored = e.Scored(form, sound);
        var isSame = scored.Percent == e.Percent && scored.IsFailed == e.IsFailed;
        return Done(scored.Next(new(isSame ? EvaluationDeed.Upheld : EvaluationDeed.Changed, now, by, e.Percent, scored.Percent, said)) with { State = State.Final, DecidedAt = now, DecidedBy = by, Decision = said });
    }

    /// <summary>It was chosen or scored by mistake.</summary>
    public static EvaluationChange Withdraw(this Evaluation e, Guid by, string words, DateTimeOffset now) =>
        e.State is State.Withdrawn or State.Final or State.Acknowledged ? Refused(e, EvaluationOutcome.NotNow)
        : by == e.AgentId ? Refused(e, EvaluationOutcome.OwnWork)
        : Said(words) is not { Length: > 0 and <= Evaluation.LongestWords } said ? Refused(e, EvaluationOutcome.WordsMissing)
        : Done(e.Next(new(EvaluationDeed.Withdrawn, now, by, e.Percent, null, said)) with { State = State.Withdrawn, DueAt = null });

    /// <summary>What has no answer and needs one.</summary>
    public static IReadOnlyList<string> Missing(FormContent form, IReadOnlyCollection<Answer> answers) =>
        [.. form.AllQuestions().Where(q => q.Kind != QuestionKind.Text && answers.FirstOrDefault(a => a.QuestionId == q.Id)?.Answers(q) != true).Select(q => q.Id)];

    private static EvaluationChange? Scores(Evaluation e, Guid by) =>
        !e.IsOpen ? Refused(e, EvaluationOutcome.NotNow)
        : by == e.AgentId ? Refused(e, EvaluationOutcome.OwnWork)
        : e.EvaluatorId is { } other && other != by ? Refused(e, EvaluationOutcome.NotYours)
        : null;

    /// <returns>Null: an answer that cannot be one to this form.</returns>
    private static IReadOnlyList<Answer>? Of(FormContent form, IReadOnlyList<Answer> answers, string comment)
    {
        if (comment.Length > Evaluation.LongestWords || answers.DistinctBy(a => a.QuestionId).Count() != answers.Count)
            return null;
        foreach (var answer in answers)
        {
            if (form.Find(answer.QuestionId) is not { } question || answer.Note.Length > Answer.LongestNote || answer.Text.Length > Answer.LongestText
                || (answer.IsNotApplicable && !question.AllowsNotApplicable) || answer.Option < 0 || answer.Option >= question.Options.Count)
                return null;
        }

        return answers;
    }

    private static Evaluation Scored(this Evaluation e, FormContent form, IReadOnlyList<Answer> answers)
    {
        var score = Scoring.Of(form, answers);
        return e with { Answers = answers, Percent = score.Percent, Critical = score.Critical, IsFailed = score.IsFailed, Grade = score.GradeBy(form) };
    }

    // PostgreSQL takes no character zero in a text.
    private static string Said(string words) => words.Replace("\0", "", StringComparison.Ordinal).Trim();

    private static Evaluation Next(this Evaluation e, EvaluationStep step) => e with { History = [.. e.History, step], Revision = e.Revision + 1 };

    private static EvaluationChange Done(Evaluation e) => new(e, EvaluationOutcome.Done);

    private static EvaluationChange Refused(Evaluation e, EvaluationOutcome why) => new(e, why);
}

/// <param name="Evaluation">After it; as before where it was refused.</param>
public sealed record EvaluationChange(Evaluation Evaluation, EvaluationOutcome Outcome);

/// <summary>What became of a step.</summary>
public enum EvaluationOutcome
{
    Done,
    /// <summary>There is none, or this person may not see it.</summary>
    NotFound,
    /// <summary>Its state does not allow it.</summary>
    NotNow,
    /// <summary>Somebody else's.</summary>
    NotYours,
    /// <summary>Nobody judges the own work.</summary>
    OwnWork,
    /// <summary>Who scored does not decide the appeal.</summary>
    OwnJudgement,
    /// <summary>Questions are not answered yet.</summary>
    Unanswered,
    /// <summary>An answer that does not belong to the form.</summary>
    Unsound,
    /// <summary>A reason is needed, of at most 1000 characters.</summary>
    WordsMissing,
    ChangedMeanwhile,
    /// <summary>Given to somebody who may not judge this agent's work.</summary>
    NotTheirs,
}
