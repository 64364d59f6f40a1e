using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imcc.Infrastructure.Replies;

/// <summary>What an agent thought of something that was found for a customer's message. Beside that message, whose words it does not repeat.</summary>
internal sealed class FindingRatingRow
{
    public static readonly string[] Verdict = [nameof(IsUseful), nameof(At)];

    public required Guid MessageId { get; init; }

    public required Guid FindingId { get; init; }

    public required Guid AgentId { get; init; }

    public required Guid ThreadId { get; init; }

    public required bool IsUseful { get; init; }

    public required DateTimeOffset At { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<FindingRatingRow>
    {
        public void Configure(EntityTypeBuilder<FindingRatingRow> row)
        {
            row.ToTable("finding_ratings");
            row.HasKey(r => new { r.MessageId, r.FindingId, r.AgentId });
            row.HasIndex(r => r.FindingId);
            // Those that were no use are collected by time.
            row.HasIndex(r => r.At);
        }
    }
}
