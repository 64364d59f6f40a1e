using Imcc.Core.Delivery;
using Imcc.Core.Notices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imcc.Infrastructure.Notices;

/// <summary>
/// A notice that another system sent, from its being taken to its end. Millions a day: whatever changes on its way stands in no index, so that a change
/// costs one row. What is due stands in <see cref="NoticeQueueRow"/>.
/// </summary>
internal sealed class NoticeRow
{
    public required Guid Id { get; init; }
    public required Guid ThreadId { get; init; }
    public required Guid AccountId { get; init; }
    public required string ExternalId { get; init; }
    /// <summary>The sender's own name for it; null: none.</summary>
    public string? SenderKey { get; init; }
    /// <summary>Digest of all that the sender said: the same key with another body is a mistake.</summary>
    public required Guid Fingerprint { get; init; }
    public required NoticeKind Kind { get; init; }
    /// <summary><see cref="NoticeContent"/> as JSON.</summary>
    public required string Content { get; init; }
    public required SendPriority Priority { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
    public Guid? BatchId { get; init; }
    /// <summary>The API key by which it came.</summary>
    public required Guid ApiKeyId { get; init; }
    public string? CallbackUrl { get; init; }
    public NoticeCallbackState Callback { get; init; }
    public string? CallbackError { get; init; }
    public required NoticeState State { get; init; }
    public DateTimeOffset? SentAt { get; init; }
    /// <summary>When it came to the state that it is in.</summary>
    public DateTimeOffset? SettledAt { get; init; }
    public string? ChannelMessageId { get; init; }
    public int Attempts { get; init; }
    public string? LastError { get; init; }
    public RefusalKind? Refusal { get; init; }
    public bool MaybeTwice { get; init; }
    /// <summary>The last attempts that failed, as JSON (<see cref="NoticeTrouble"/>); null: there were none.</summary>
    public string? Troubles { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<NoticeRow>
    {
        public void Configure(EntityTypeBuilder<NoticeRow> row)
        {
            row.ToTable("notices");
            row.HasKey(r => r.Id);
            row.Property(r => r.Id).ValueGeneratedNever();
            row.Property(r => r.ExternalId).HasMaxLength(NoticeRules.LongestRecipient);
            row.Property(r => r.SenderKey).HasMaxLength(NoticeRules.LongestKey);
            row.Property(r => r.CallbackUrl).HasMaxLength(NoticeRules.LongestCallback);
            row.Property(r => r.CallbackError).HasMaxLength(200);
            row.Property(r => r.ChannelMessageId).HasMaxLength(64);
            row.Property(r => r.LastError).HasMaxLength(400);
            row.HasIndex(r => new { r.AccountId, r.SenderKey }).IsUnique().HasFilter("sender_key IS NOT NULL");
            row.HasIndex(r => new { r.ThreadId, r.CreatedAt });
            row.HasIndex(r => r.BatchId).HasFilter("batch_id IS NOT NULL");
            row.HasIndex(r => r.CreatedAt);
        }
    }
}

/// <summary>Whether the sender knows what became of its notice. Stored: never renumbered.</summary>
public enum NoticeCallbackState
{
    /// <summary>Nobody wants to be told, or there is nothing to tell yet.</summary>
    None = 0,
    Waiting = 1,
    Told = 2,
    /// <summary>Its address did not answer for a day.</summary>
    GivenUp = 3,
}
