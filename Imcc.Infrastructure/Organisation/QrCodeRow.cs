using Imcc.Core.Contacts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imcc.Infrastructure.Organisation;

/// <summary>A QR code, as stored; made at WeChat after it was stored, so that a crash leaves none that nobody knows of.</summary>
internal sealed class QrCodeRow
{
    public Guid Id { get; set; }

    public Guid AccountId { get; set; }

    /// <summary>Whose it is: the unit whose administrators see and change it.</summary>
    public Guid OrgUnitId { get; set; }

    public QrCodeKind Kind { get; set; }

    public string Scene { get; set; } = "";

    public string Name { get; set; } = "";

    public string Campaign { get; set; } = "";

    public Guid? GroupId { get; set; }

    public Guid? AgentId { get; set; }

    public string Welcome { get; set; } = "";

    public bool ConnectsAtOnce { get; set; }

    public bool Enabled { get; set; } = true;

    /// <summary>Seconds that a temporary code lives; null: for ever.</summary>
    public int? LivesFor { get; set; }

    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>WeChat's; empty: not made yet.</summary>
    public string Ticket { get; set; } = "";

    /// <summary>What the picture says; empty: not made yet.</summary>
    public string Url { get; set; } = "";

    /// <summary>When WeChat is asked (again) to make it; null: it is made, or cannot be.</summary>
    public DateTimeOffset? NotBefore { get; set; }

    public int Attempts { get; set; }

    public string LastError { get; set; } = "";

    public DateTimeOffset CreatedAt { get; set; }

    public long Rev { get; set; }

    public QrCode ToCode() => new()
    {
        Id = Id,
        AccountId = AccountId,
        Scene = Scene,
        Name = Name,
        Campaign = Campaign,
        GroupId = GroupId,
        AgentId = AgentId,
        Welcome = Welcome,
        ConnectsAtOnce = ConnectsAtOnce,
        Enabled = Enabled,
    };
}

internal sealed class QrCodeRowMapping : IEntityTypeConfiguration<QrCodeRow>
{
    public void Configure(EntityTypeBuilder<QrCodeRow> builder)
    {
        builder.ToTable("qr_codes");
        builder.Property(c => c.Id).ValueGeneratedNever();
        builder.Property(c => c.Scene).HasMaxLength(CustomerSource.LongestScene);
        builder.Property(c => c.Name).HasMaxLength(QrCode.LongestName);
        builder.Property(c => c.Campaign).HasMaxLength(QrCode.LongestCampaign);
        builder.Property(c => c.Welcome).HasMaxLength(QrCode.LongestWelcome);
        builder.Property(c => c.Ticket).HasMaxLength(512);
        builder.Property(c => c.Url).HasMaxLength(512);
        builder.Property(c => c.LastError).HasMaxLength(200);
        builder.HasIndex(c => new { c.AccountId, c.Scene }).IsUnique();
        builder.HasIndex(c => c.NotBefore).HasFilter("not_before IS NOT NULL");
        builder.Property(c => c.Rev).IsConcurrencyToken();
    }
}
