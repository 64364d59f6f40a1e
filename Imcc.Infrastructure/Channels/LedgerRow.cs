using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imcc.Infrastructure.Channels;

/// <summary>
/// One delivered message as it came in, appended before anything else is done with it. Append-only with one unique key: a further
/// index costs three to five times the throughput.
/// </summary>
internal sealed class LedgerRow
{
    /// <summary>The place in the ledger, given by the database.</summary>
    public long Seq { get; init; }
    /// <summary>The message's id in its thread.</summary>
    public required Guid MessageId { get; init; }
    public required Guid AccountId { get; init; }
    public required string DedupeKey { get; init; }
    public required string ExternalId { get; init; }
    public required DateTimeOffset ReceivedAt { get; init; }
    /// <summary>The message in its channel's own form.</summary>
    public required string Raw { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<LedgerRow>
    {
        public void Configure(EntityTypeBuilder<LedgerRow> row)
        {
            row.ToTable("ledger");
            row.HasKey(r => r.Seq);
            row.Property(r => r.Seq).ValueGeneratedOnAdd();
            row.Property(r => r.DedupeKey).HasMaxLength(256);
            row.Property(r => r.ExternalId).HasMaxLength(300);
            row.HasIndex(r => new { r.AccountId, r.DedupeKey }).IsUnique();
        }
    }
}

/// <summary>How far the ledger is known to be projected into threads, and which of its rows would not go.</summary>
internal sealed class LedgerMark
{
    /// <summary>Everything in the ledger up to here is in its thread, or listed as quarantined.</summary>
    public const string Projected = "projected";

    public required string Name { get; init; }
    public required long Seq { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<LedgerMark>
    {
        public void Configure(EntityTypeBuilder<LedgerMark> row)
        {
            row.ToTable("ledger_marks");
            row.HasKey(r => r.Name);
            row.Property(r => r.Name).HasMaxLength(40);
        }
    }
}

/// <summary>A ledger row that could not be projected after several tries: set aside so that the others flow, kept for a person to look at.</summary>
internal sealed class QuarantineRow
{
    public required Guid MessageId { get; init; }
    public required long LedgerSeq { get; init; }
    public required string Error { get; init; }
    public required DateTimeOffset At { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<QuarantineRow>
    {
        public void Configure(EntityTypeBuilder<QuarantineRow> row)
        {
            row.ToTable("ledger_quarantine");
            row.HasKey(r => r.MessageId);
            row.Property(r => r.MessageId).ValueGeneratedNever();
            row.Property(r => r.Error).HasMaxLength(1000);
        }
    }
}
