using Imcc.Core.Alerts;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imcc.Infrastructure.Alerts;

/// <summary>An alert, or its end, that is to be told to a rule's webhook; gone when it was told or given up.</summary>
internal sealed record AlertCallRow : IRevised
{
    public required Guid Id { get; init; }
    public required Guid AlertId { get; init; }
    /// <summary>Whose secret signs it.</summary>
    public required Guid RuleId { get; init; }
    public required string Address { get; init; }
    /// <summary>JSON, as it is signed.</summary>
    public required string Body { get; init; }
    public required DateTimeOffset DueAt { get; init; }
    public int Attempts { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public long Revision { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<AlertCallRow>
    {
        public void Configure(EntityTypeBuilder<AlertCallRow> row)
        {
            row.ToTable("alert_calls");
            row.HasKey(r => r.Id);
            row.Property(r => r.Id).ValueGeneratedNever();
            row.Property(r => r.Address).HasMaxLength(AlertRule.LongestWebhook);
            row.HasIndex(r => r.DueAt);
        }
    }
}
