using System.Text.Json;
using Imcc.Core.Quality;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imcc.Infrastructure.Quality;

/// <summary>The stored form of an <see cref="Evaluation"/>: in the store of its conversation's thread.</summary>
internal sealed class EvaluationRow : IRevised
{
    public required Guid Id { get; init; }
    public required Guid ConversationId { get; init; }
    public required Guid ThreadId { get; init; }
    public required Guid AgentId { get; init; }
    public Guid? GroupId { get; init; }
    public required Guid FormId { get; init; }
    public required int FormVersion { get; init; }
    public EvaluationSource Source { get; init; }
    public Risks Risks { get; init; }
    public Guid? PlanId { get; init; }
    public Guid? CalibrationId { get; init; }
    public bool IsIndex { get; init; }
    public required DateTimeOffset ServedAt { get; init; }
    public Guid? EvaluatorId { get; init; }
    public EvaluationState State { get; init; }
    /// <summary>JSON.</summary>
    public string Answers { get; init; } = "[]";
    public string Comment { get; init; } = "";
    /// <summary>Hundredths of a percent: SQLite has no exact fractions.</summary>
    public int? PercentHundredths { get; init; }
    public int? CriticalHundredths { get; init; }
    public bool IsFailed { get; init; }
    public Grade? Grade { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? SubmittedAt { get; init; }
    public DateTimeOffset? AcknowledgedAt { get; init; }
    public DateTimeOffset? AppealedAt { get; init; }
    public string Appeal { get; init; } = "";
    public DateTimeOffset? DecidedAt { get; init; }
    public Guid? DecidedBy { get; init; }
    public string Decision { get; init; } = "";
    public DateTimeOffset? DueAt { get; init; }
    /// <summary>JSON.</summary>
    public string History { get; init; } = "[]";
    public long Revision { get; init; }

    public static EvaluationRow From(Evaluation e) => new()
    {
        Id = e.Id,
        ConversationId = e.ConversationId,
        ThreadId = e.ThreadId,
        AgentId = e.AgentId,
        GroupId = e.GroupId,
        FormId = e.FormId,
        FormVersion = e.FormVersion,
        Source = e.Source,
        Risks = e.Risks,
        PlanId = e.PlanId,
        CalibrationId = e.CalibrationId,
        IsIndex = e.IsIndex,
        ServedAt = e.ServedAt,
        EvaluatorId = e.EvaluatorId,
        State = e.State,
        Answers = JsonSerializer.Serialize(e.Answers, DirectoryJson.Options),
        Comment = e.Comment,
        PercentHundredths = Hundredths(e.Percent),
        CriticalHundredths = Hundredths(e.Critical),
        IsFailed = e.IsFailed,
        Grade = e.Grade,
        CreatedAt = e.CreatedAt,
        SubmittedAt = e.SubmittedAt,
        AcknowledgedAt = e.AcknowledgedAt,
        AppealedAt = e.AppealedAt,
        Appeal = e.Appeal,
        DecidedAt = e.DecidedAt,
        DecidedBy = e.DecidedBy,
        Decision = e.Decision,
        DueAt = e.DueAt,
        History = JsonSerializer.Serialize(e.History, DirectoryJson.Options),
        Revision = e.Revision,
    };

    public Evaluation ToEvaluation() => new()
    {
        Id = Id,
        ConversationId = ConversationId,
        ThreadId = ThreadId,
        AgentId = AgentId,
        GroupId = GroupId,
        FormId = FormId,
        FormVersion = FormVersion,
        Source = Source,
        Risks = Risks,
        PlanId = PlanId,
        CalibrationId = CalibrationId,
        IsIndex = IsIndex,
        ServedAt = ServedAt,
        EvaluatorId = EvaluatorId,
        State = State,
        Answers = JsonSerializer.Deserialize<Answer[]>(Answers, DirectoryJson.Options)!,
        Comment = Comment,
        Percent = Percent(PercentHundredths),
        Critical = Percent(CriticalHundredths),
        IsFailed = IsFailed,
        Grade = Grade,
        CreatedAt = CreatedAt,
        SubmittedAt = SubmittedAt,
        AcknowledgedAt = AcknowledgedAt,
        AppealedAt = AppealedAt,
        Appeal = Appeal,
        DecidedAt = DecidedAt,
        DecidedBy = DecidedBy,
        Decision = Decision,
        DueAt = DueAt,
        History = JsonSerializer.Deserialize<EvaluationStep[]>(History, DirectoryJson.Options)!,
        Revision = Revision,
    };

    private static int? Hundredths(decimal? percent) => percent is { } value ? (int)Math.Round(value * 100) : null;

    private static decimal? Percent(int? hundredths) => hundredths / 100m;

    internal sealed class Mapping : IEntityTypeConfiguration<EvaluationRow>
    {
        public void Configure(EntityTypeBuilder<EvaluationRow> row)
        {
            row.ToTable("evaluations");
            row.HasKey(e => e.Id);
            row.Property(e => e.Id).ValueGeneratedNever();
            row.Property(e => e.Comment).HasMaxLength(Evaluation.LongestWords);
            row.Property(e => e.Appeal).HasMaxLength(Evaluation.LongestWords);
            row.Property(e => e.Decision).HasMaxLength(Evaluation.LongestWords);
            row.HasIndex(e => e.ConversationId);
            row.HasIndex(e => e.ServedAt);
            row.HasIndex(e => new { e.AgentId, e.ServedAt });
            row.HasIndex(e => new { e.EvaluatorId, e.State });
            row.HasIndex(e => new { e.State, e.ServedAt });
            row.HasIndex(e => e.DueAt).HasFilter("due_at IS NOT NULL");
            row.HasIndex(e => e.CalibrationId).HasFilter("calibration_id IS NOT NULL");
        }
    }
}
