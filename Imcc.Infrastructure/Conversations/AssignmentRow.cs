using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imcc.Infrastructure.Conversations;

/// <summary>Why an agent was asked (「为什么是这位坐席」): written with the offer, never changed.</summary>
internal sealed class AssignmentRow
{
    public required Guid OfferId { get; init; }
    public required Guid ConversationId { get; init; }
    public required Guid ThreadId { get; init; }
    public required Guid AgentId { get; init; }
    public required DateTimeOffset At { get; init; }
    /// <summary>The ACD's explanation, as JSON.</summary>
    public required string Explanation { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<AssignmentRow>
    {
        public void Configure(EntityTypeBuilder<AssignmentRow> row)
        {
            row.ToTable("assignments");
            row.HasKey(r => r.OfferId);
            row.Property(r => r.OfferId).ValueGeneratedNever();
            row.HasIndex(r => r.ConversationId);
            // They are forgotten by age.
            row.HasIndex(r => r.At);
        }
    }
}
