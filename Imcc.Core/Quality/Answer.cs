namespace Imcc.Core.Quality;

/// <summary>What was answered to one question.</summary>
/// <param name="Option">Of a single-select: its place.</param>
/// <param name="MarkSeq">The place in the thread of the message that shows it.</param>
/// <param name="IsAutomatic">As it was computed, and nobody has corrected it.</param>
[GenerateSerializer, Immutable]
public sealed record Answer(
    [property: Id(0)] string QuestionId,
    [property: Id(1)] int? Option = null,
    [property: Id(2)] decimal? Number = null,
    [property: Id(3)] string Text = "",
    [property: Id(4)] bool IsNotApplicable = false,
    [property: Id(5)] string Note = "",
    [property: Id(6)] long? MarkSeq = null,
    [property: Id(7)] bool IsAutomatic = false)
{
    public const int LongestNote = 500;
    public const int LongestText = 2000;

    /// <summary>Whether it says what the question wants to know.</summary>
    public bool Answers(FormQuestion question) => IsNotApplicable ? question.AllowsNotApplicable : question.Kind switch
    {
        QuestionKind.Choice => Option is { } at && at >= 0 && at < question.Options.Count,
        QuestionKind.Number => Number is not null,
        _ => true,
    };

    /// <summary>Points and whether it is fatal; null: it does not count (not applicable, not answered, a text).</summary>
    public (decimal Points, bool IsFatal)? Worth(FormQuestion question)
    {
        if (IsNotApplicable || !Answers(question))
            return null;
        return question.Kind switch
        {
            QuestionKind.Choice => (question.Options[Option!.Value].Points, question.Options[Option.Value].IsFatal),
            QuestionKind.Number => question.Ranges.FirstOrDefault(r => Number >= r.From && Number <= r.To) is { } range ? (range.Points, range.IsFatal) : (0m, false),
            _ => null,
        };
    }
}
