using Imcc.Core.Privacy;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imcc.Infrastructure.Organisation;

/// <summary>The organisation's <see cref="PrivacyRules"/>: one row, or none while the defaults hold.</summary>
internal sealed class PrivacyRow
{
    public static readonly Guid OnlyId = new("01900000-0000-7000-8000-000000000201");

    public Guid Id { get; set; } = OnlyId;

    /// <summary><see cref="PrivacyRules"/> as JSON.</summary>
    public string Rules { get; set; } = "{}";

    public long Rev { get; set; }

    /// <summary>What cannot be read hides everything: a damaged row must not uncover anybody.</summary>
    public PrivacyRules ToRules(StoredJson json) =>
        json.TryRead<PrivacyRules>(Rules, PrivacyRowMapping.Table, Id, r => !r.HiddenFromAgents.IsDefault && !r.HiddenFromLeads.IsDefault && !r.Reasons.IsDefault)
        ?? new() { HiddenFromLeads = PrivacyRules.Kinds, MaskPrograms = true };
}

internal sealed class PrivacyRowMapping : IEntityTypeConfiguration<PrivacyRow>
{
    public const string Table = "privacy_rules";

    public void Configure(EntityTypeBuilder<PrivacyRow> builder)
    {
        builder.ToTable(Table);
        builder.Property(p => p.Id).ValueGeneratedNever();
        builder.Property(p => p.Rules).HasMaxLength(4000);
        builder.Property(p => p.Rev).IsConcurrencyToken();
    }
}
