using Imcc.Core.Conversations;
using Imcc.Core.Quality;

namespace Imcc.Infrastructure.Quality;

/// <summary>An evaluation as it is opened: the conversation beside the form, and what the viewer may do. Nothing in it tells the customer's rating.</summary>
/// <param name="Evaluation">Without the risks that a rating would show; without answers where a draft is somebody else's.</param>
/// <param name="Words">The conversation's messages, masked for the viewer.</param>
/// <param name="Marks">What happened in it, in order.</param>
/// <param name="Findings">Of the automatic questions, by their ids.</param>
public sealed record EvaluationSheet(
    Evaluation Evaluation,
    EvaluationLine Line,
    FormContent Form,
    IReadOnlyList<ThreadMessage> Words,
    IReadOnlyList<ConversationMark> Marks,
    IReadOnlyDictionary<string, AutomaticFinding> Findings,
    IReadOnlyList<StepLine> History,
    EvaluationRights Rights);

/// <param name="Seq">The message that comes next; null: none does.</param>
public sealed record ConversationMark(DateTimeOffset At, ConversationEventKind Kind, string Agent, long? Seq);

public sealed record StepLine(EvaluationDeed Deed, DateTimeOffset At, string By, decimal? Before, decimal? After, string Words);

/// <summary>What the viewer may do with an evaluation now.</summary>
/// <param name="Corrects">It was submitted by the viewer, and the agent has not answered.</param>
public sealed record EvaluationRights(bool Scores, bool Corrects, bool Decides, bool Acknowledges, bool Appeals, bool Withdraws, bool IsInspector)
{
    public bool Writes => Scores || Corrects || Decides;
}
