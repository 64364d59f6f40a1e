using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imcc.Infrastructure.Notices;

/// <summary>What the secrets are made from that sign results told to senders: one row, sealed.</summary>
internal sealed class NoticeSecretRow
{
    public const int Only = 1;

    public int Slot { get; set; } = Only;

    public required string Sealed { get; set; }

    /// <summary>The one before, with which results are signed as well until senders have taken over the new one; null: there is none.</summary>
    public string? PreviousSealed { get; set; }

    public DateTimeOffset ChangedAt { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<NoticeSecretRow>
    {
        public void Configure(EntityTypeBuilder<NoticeSecretRow> row)
        {
            row.ToTable("notice_secret");
            row.HasKey(s => s.Slot);
            row.Property(s => s.Slot).ValueGeneratedNever();
            row.Property(s => s.Sealed).HasMaxLength(2000);
            row.Property(s => s.PreviousSealed).HasMaxLength(2000);
        }
    }
}
