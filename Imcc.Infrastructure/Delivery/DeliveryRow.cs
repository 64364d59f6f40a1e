using Imcc.Core.Delivery;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imcc.Infrastructure.Delivery;

/// <summary>
/// An outbound message that is not settled: the outbox. Written in the transaction that writes the message, deleted in the one that
/// notes its success; a failed one stays for a person to look at. Its times are the store's clock's (<see cref="StoreClock"/>).
/// </summary>
internal sealed record DeliveryRow : IRevised
{
    public required Guid MessageId { get; init; }
    public required Guid ThreadId { get; init; }
    /// <summary>The message's place in its thread: later ones wait for earlier ones.</summary>
    public required long Seq { get; init; }
    public required Guid AccountId { get; init; }
    public required DeliveryState State { get; init; }
    /// <summary>Not tried before; null when it will not be tried again by itself. Of one that is held: when it is given up.</summary>
    public DateTimeOffset? NotBefore { get; init; }
    /// <summary>Attempts begun. Counted before the call, so that one begun and never ended is known after a crash.</summary>
    public int Attempts { get; init; }
    /// <summary>Which process is at it, and until when it may be.</summary>
    public string? LeasedBy { get; init; }
    public DateTimeOffset? LeasedUntil { get; init; }
    public string? LastError { get; init; }
    public bool MaybeTwice { get; init; }
    /// <summary>When it was written, or last sent again by a person.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
    /// <summary>Counts changes: of two processes that reach for a delivery one gets it.</summary>
    public long Revision { get; init; }
    /// <summary>Why it was given up, of one that has failed.</summary>
    public RefusalKind Kind { get; init; }
    public DateTimeOffset? FailedAt { get; init; }
    /// <summary>Of one that is held: the place up to which the customer's messages have not let it go.</summary>
    public long HeldAfter { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<DeliveryRow>
    {
        public void Configure(EntityTypeBuilder<DeliveryRow> row)
        {
            row.ToTable("deliveries");
            row.HasKey(r => r.MessageId);
            row.Property(r => r.MessageId).ValueGeneratedNever();
            row.Property(r => r.LeasedBy).HasMaxLength(80);
            row.Property(r => r.LastError).HasMaxLength(400);
            row.HasIndex(r => new { r.ThreadId, r.Seq });
            row.HasIndex(r => r.NotBefore).HasFilter("not_before IS NOT NULL");
            row.HasIndex(r => new { r.State, r.FailedAt });
        }
    }
}
