using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imcc.Infrastructure.Answering;

/// <summary>An agent answered a customer's message with what was found for it, unchanged: the best evidence there is of what answers such words.</summary>
internal sealed class FindingUseRow
{
    /// <summary>The customer's message.</summary>
    public required Guid MessageId { get; init; }

    /// <summary>An article or a quick reply.</summary>
    public required Guid FindingId { get; init; }

    public required Guid AgentId { get; init; }

    public required Guid ThreadId { get; init; }

    public required Guid AccountId { get; init; }

    public required DateTimeOffset At { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<FindingUseRow>
    {
        public void Configure(EntityTypeBuilder<FindingUseRow> row)
        {
            row.ToTable("finding_uses");
            row.HasKey(u => new { u.MessageId, u.FindingId });
            row.HasIndex(u => u.FindingId);
            row.HasIndex(u => u.At);
        }
    }
}
