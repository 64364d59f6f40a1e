using Imcc.Core.Organisation;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imcc.Infrastructure.Organisation;

/// <summary>A tier that an administrator has changed; those without a row are as <see cref="VipTier.Defaults"/> says.</summary>
internal sealed class VipTierRow
{
    public int Tier { get; set; }

    public string Name { get; set; } = "";

    public int BonusSeconds { get; set; }

    public int SlopePercent { get; set; } = 100;

    public bool IsUrgent { get; set; }

    public long Rev { get; set; }

    public VipTier ToTier() => new(Tier, Name, BonusSeconds, SlopePercent, IsUrgent);

    /// <summary>All ten, with the stored ones in place of the defaults.</summary>
    public static IReadOnlyList<VipTier> AllOf(IEnumerable<VipTierRow> rows)
    {
        var stored = rows.ToDictionary(r => r.Tier);
        return [.. VipTier.Defaults.Select(d => stored.TryGetValue(d.Tier, out var row) ? row.ToTier() : d)];
    }
}

internal sealed class VipTierRowMapping : IEntityTypeConfiguration<VipTierRow>
{
    public void Configure(EntityTypeBuilder<VipTierRow> builder)
    {
        builder.ToTable("vip_tiers");
        builder.HasKey(t => t.Tier);
        builder.Property(t => t.Tier).ValueGeneratedNever();
        builder.Property(t => t.Name).HasMaxLength(20);
        builder.Property(t => t.Rev).IsConcurrencyToken();
    }
}
