using Imcc.Core.Channels;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imcc.Infrastructure.Organisation;

/// <summary>A channel account as stored: what may be read as JSON, and the secrets as one sealed text.</summary>
internal sealed class AccountRow
{
    public Guid Id { get; set; }

    public string Key { get; set; } = "";

    public ChannelKind Kind { get; set; }

    public string Name { get; set; } = "";

    public Guid OrgUnitId { get; set; }

    public Guid SkillGroupId { get; set; }

    public bool Enabled { get; set; } = true;

    /// <summary>0 to 9: whoever writes here counts at least as this tier.</summary>
    public int VipTier { get; set; }

    /// <summary>The readable values of the channel's form as JSON (WeChat: <see cref="AccountSettings"/>).</summary>
    public string Settings { get; set; } = "{}";

    /// <summary>The secret values of the channel's form (WeChat: <see cref="AccountSecrets"/>), sealed; null when there are none.</summary>
    public string? Secrets { get; set; }

    /// <summary><see cref="ReceptionTexts"/> as JSON.</summary>
    public string Texts { get; set; } = "{}";

    /// <summary>The configuration file owns the connection: it is written again at each start.</summary>
    public bool FromConfiguration { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public long Rev { get; set; }
}

internal sealed class AccountRowMapping : IEntityTypeConfiguration<AccountRow>
{
    public const string Table = "channel_accounts";

    public void Configure(EntityTypeBuilder<AccountRow> builder)
    {
        builder.ToTable(Table);
        builder.Property(a => a.Key).HasMaxLength(40);
        builder.HasIndex(a => a.Key).IsUnique();
        builder.Property(a => a.Kind).HasConversion<string>().HasMaxLength(20);
        builder.Property(a => a.Name).HasMaxLength(50);
        builder.Property(a => a.Settings).HasMaxLength(20000);
        builder.Property(a => a.Secrets).HasMaxLength(40000);
        builder.Property(a => a.Texts).HasMaxLength(80000);
        builder.Property(a => a.Rev).IsConcurrencyToken();
        builder.HasOne<OrgUnitRow>().WithMany().HasForeignKey(a => a.OrgUnitId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<SkillGroupRow>().WithMany().HasForeignKey(a => a.SkillGroupId).OnDelete(DeleteBehavior.Restrict);
    }
}
