using Imcc.Core.Delivery;
using Imcc.Core.Notices;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imcc.Infrastructure.Notices;

/// <summary>
/// A notice that is not settled: written in the transaction that stores the notice, deleted in the one that settles it, so that this table holds no more
/// than what waits. One that was given up stays as a dead letter until somebody sends it again or dismisses it.
/// </summary>
internal sealed class NoticeQueueRow : IRevised
{
    public required Guid NoticeId { get; init; }
    public required Guid AccountId { get; init; }
    public required NoticeKind Kind { get; init; }
    public required SendPriority Priority { get; init; }
    /// <summary>Not tried before; while leased the end of the lease. Null: a dead letter.</summary>
    public DateTimeOffset? DueAt { get; init; }
    public DateTimeOffset? DeadAt { get; init; }
    public RefusalKind? Refusal { get; init; }
    /// <summary>Attempts begun. Counted before the call, so that one begun and never ended is known after a crash.</summary>
    public int Attempts { get; init; }
    /// <summary>Which process is at it; set and past due, it died there.</summary>
    public string? LeasedBy { get; init; }
    public bool MaybeTwice { get; init; }
    /// <summary>Counts leases: of two processes that reach for a notice one gets it.</summary>
    public long Revision { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<NoticeQueueRow>
    {
        public void Configure(EntityTypeBuilder<NoticeQueueRow> row)
        {
            row.ToTable("notice_queue");
            row.HasKey(r => r.NoticeId);
            row.Property(r => r.NoticeId).ValueGeneratedNever();
            row.Property(r => r.LeasedBy).HasMaxLength(60);
            row.HasIndex(r => new { r.AccountId, r.Kind, r.Priority, r.DueAt }).HasFilter("due_at IS NOT NULL");
            row.HasIndex(r => r.DeadAt).HasFilter("dead_at IS NOT NULL");
        }
    }
}
