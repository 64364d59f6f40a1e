namespace Imcc.Core.Quality;

/// <summary>
/// One agent's work in one conversation, judged by one person (质检单). Immutable: a step (<see cref="EvaluationSteps"/>) returns the next
/// value with the next revision. Every score it ever had stands in <see cref="History"/>.
/// </summary>
[GenerateSerializer, Immutable]
public sealed record Evaluation
{
    public const int LongestWords = 1000;

    [Id(0)] public required Guid Id { get; init; }

    [Id(1)] public required Guid ConversationId { get; init; }

    [Id(2)] public required Guid ThreadId { get; init; }

    /// <summary>Whose work.</summary>
    [Id(3)] public required Guid AgentId { get; init; }

    [Id(4)] public Guid? GroupId { get; init; }

    [Id(5)] public required Guid FormId { get; init; }

    [Id(6)] public required int FormVersion { get; init; }

    [Id(7)] public EvaluationSource Source { get; init; }

    [Id(8)] public Risks Risks { get; init; }

    [Id(9)] public Guid? PlanId { get; init; }

    /// <summary>Of one calibration all have the same.</summary>
    [Id(10)] public Guid? CalibrationId { get; init; }

    /// <summary>The expert's: the others are measured by it.</summary>
    [Id(11)] public bool IsIndex { get; init; }

    /// <summary>When the agent's service ended: the week that it counts for.</summary>
    [Id(12)] public required DateTimeOffset ServedAt { get; init; }

    /// <summary>Who scores; null: whoever may takes it.</summary>
    [Id(13)] public Guid? EvaluatorId { get; init; }

    [Id(14)] public EvaluationState State { get; init; } = EvaluationState.Assigned;

    [Id(15)] public IReadOnlyList<Answer> Answers { get; init; } = [];

    /// <summary>To the agent, from who scores.</summary>
    [Id(16)] public string Comment { get; init; } = "";

    /// <summary>Null: not submitted yet, or nothing applied.</summary>
    [Id(17)] public decimal? Percent { get; init; }

    [Id(18)] public decimal? Critical { get; init; }

    /// <summary>A fatal answer.</summary>
    [Id(19)] public bool IsFailed { get; init; }

    [Id(20)] public Grade? Grade { get; init; }

    [Id(21)] public required DateTimeOffset CreatedAt { get; init; }

    [Id(22)] public DateTimeOffset? SubmittedAt { get; init; }

    [Id(23)] public DateTimeOffset? AcknowledgedAt { get; init; }

    [Id(24)] public DateTimeOffset? AppealedAt { get; init; }

    /// <summary>The agent's words.</summary>
    [Id(25)] public string Appeal { get; init; } = "";

    [Id(26)] public DateTimeOffset? DecidedAt { get; init; }

    [Id(27)] public Guid? DecidedBy { get; init; }

    /// <summary>What the appeal's judge says.</summary>
    [Id(28)] public string Decision { get; init; } = "";

    /// <summary>Without a word of the agent by then it counts as accepted.</summary>
    [Id(29)] public DateTimeOffset? DueAt { get; init; }

    [Id(30)] public IReadOnlyList<EvaluationStep> History { get; init; } = [];

    [Id(31)] public long Revision { get; init; }

    /// <summary>Counts in reports and on the agent's page.</summary>
    public bool Counts => CalibrationId is null && State is EvaluationState.Submitted or EvaluationState.Appealed or EvaluationState.Acknowledged or EvaluationState.Final;

    /// <summary>Whether answers can still be written.</summary>
    public bool IsOpen => State is EvaluationState.Assigned or EvaluationState.Draft;

    /// <summary>What may be known of the risks while scoring: who scores is blind to the customer's rating.</summary>
    public Risks BlindRisks => Risks & ~Risks.LowRating;

    public EvaluationSource BlindSource => Source == EvaluationSource.Risk && BlindRisks == Risks.None ? EvaluationSource.Sampled : Source;
}

/// <summary>One thing that happened to an evaluation; never changed or taken out.</summary>
/// <param name="By">Null: time passed.</param>
/// <param name="Before">The score before, where there was one.</param>
/// <param name="After">The score since.</param>
[GenerateSerializer, Immutable]
public sealed record EvaluationStep(
    [property: Id(0)] EvaluationDeed Deed,
    [property: Id(1)] DateTimeOffset At,
    [property: Id(2)] Guid? By,
    [property: Id(3)] decimal? Before = null,
    [property: Id(4)] decimal? After = null,
    [property: Id(5)] string Words = "");

/// <summary>The names stand in rows.</summary>
public enum EvaluationDeed
{
    Created = 1,
    Assigned = 2,
    Submitted = 3,
    /// <summary>Who scored changed it before the agent had said anything.</summary>
    Corrected = 4,
    Acknowledged = 5,
    Lapsed = 6,
    Appealed = 7,
    Upheld = 8,
    Changed = 9,
    Withdrawn = 10,
}
