using Imcc.Core.Organisation;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imcc.Infrastructure.Organisation;

/// <summary>The organisation's <see cref="SupervisionRules"/>: one row, or none while the defaults hold.</summary>
internal sealed class SupervisionRow
{
    public static readonly Guid OnlyId = new("01900000-0000-7000-8000-000000000270");

    public Guid Id { get; set; } = OnlyId;

    /// <summary><see cref="SupervisionRules"/> as JSON.</summary>
    public string Rules { get; set; } = "{}";

    public long Rev { get; set; }

    /// <summary>What cannot be read hides nobody: whoever looks is seen.</summary>
    public SupervisionRules ToRules(StoredJson json) => json.TryRead<SupervisionRules>(Rules, SupervisionRowMapping.Table, Id, r => !r.Exceptions.IsDefault) ?? new();
}

internal sealed class SupervisionRowMapping : IEntityTypeConfiguration<SupervisionRow>
{
    public const string Table = "supervision_rules";

    public void Configure(EntityTypeBuilder<SupervisionRow> builder)
    {
        builder.ToTable(Table);
        builder.Property(p => p.Id).ValueGeneratedNever();
        builder.Property(p => p.Rules).HasMaxLength(12_000);
        builder.Property(p => p.Rev).IsConcurrencyToken();
    }
}
