using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imcc.Infrastructure.Mail;

/// <summary>
/// One e-mail to one recipient: the row is the outbox. Written in the transaction of whatever it tells of, in the home store; what it says stands once in
/// <see cref="MailContentRow"/>, however many recipients it has.
/// </summary>
internal sealed record MailRow : IRevised
{
    public required Guid Id { get; init; }
    public required Guid ContentId { get; init; }
    public required string Recipient { get; init; }
    public required MailState State { get; init; }
    /// <summary>Not before; while it is on its way the end of the lease. Null: not any more by itself.</summary>
    public DateTimeOffset? DueAt { get; init; }
    /// <summary>Begun, counted before the call.</summary>
    public int Attempts { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? SettledAt { get; init; }
    public string? LastError { get; init; }
    public long Revision { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<MailRow>
    {
        public const int ErrorLength = 400;

        public void Configure(EntityTypeBuilder<MailRow> row)
        {
            row.ToTable("mails");
            row.HasKey(r => r.Id);
            row.Property(r => r.Id).ValueGeneratedNever();
            row.Property(r => r.Recipient).HasMaxLength(MailAddress.Longest);
            row.Property(r => r.LastError).HasMaxLength(ErrorLength);
            row.HasIndex(r => r.DueAt).HasFilter("due_at IS NOT NULL");
            row.HasIndex(r => r.CreatedAt);
            row.HasIndex(r => r.ContentId);
        }
    }
}

/// <summary>What one or more e-mails say; never changed.</summary>
internal sealed class MailContentRow
{
    public required Guid Id { get; init; }
    public required string Subject { get; init; }
    public required string Text { get; init; }
    /// <summary>The same for readers that show more than text; null: they show the text.</summary>
    public string? Html { get; init; }
    public string? FileName { get; init; }
    public string? FileType { get; init; }
    public byte[]? File { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<MailContentRow>
    {
        public void Configure(EntityTypeBuilder<MailContentRow> row)
        {
            row.ToTable("mail_contents");
            row.HasKey(r => r.Id);
            row.Property(r => r.Id).ValueGeneratedNever();
            row.Property(r => r.Subject).HasMaxLength(MailDraft.LongestSubject);
            row.Property(r => r.FileName).HasMaxLength(200);
            row.Property(r => r.FileType).HasMaxLength(120);
            row.HasIndex(r => r.CreatedAt);
        }
    }
}

/// <summary>How far an e-mail has come. Stored: never renumbered.</summary>
public enum MailState
{
    Waiting = 1,
    Sent = 2,
    /// <summary>Given up, for a person to look at.</summary>
    Dead = 3,
    /// <summary>A person said that it need not go out.</summary>
    Dismissed = 4,
}
