using Imcc.Core.Answering;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imcc.Infrastructure.Answering;

/// <summary>What became of a customer's words where the system looked for an answer by itself: written with the decision, in the store of the thread. One by message.</summary>
internal sealed class AnswerRow
{
    /// <summary>The customer's message.</summary>
    public required Guid MessageId { get; init; }

    public required Guid ThreadId { get; init; }

    public required Guid AccountId { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary><see cref="AnswerStep.None"/>: a miss.</summary>
    public required AnswerStep Step { get; init; }

    public Guid? ArticleId { get; init; }

    public Guid? RuleId { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<AnswerRow>
    {
        public void Configure(EntityTypeBuilder<AnswerRow> row)
        {
            row.ToTable("answers");
            row.HasKey(a => a.MessageId);
            row.Property(a => a.MessageId).ValueGeneratedNever();
            row.HasIndex(a => a.At);
        }
    }
}
