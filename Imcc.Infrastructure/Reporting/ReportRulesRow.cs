using Imcc.Core.Reporting;
using Imcc.Infrastructure.Organisation;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imcc.Infrastructure.Reporting;

/// <summary>The organisation's <see cref="ReportRules"/>: one row, or none while the defaults hold.</summary>
internal sealed class ReportRulesRow
{
    public static readonly Guid OnlyId = new("01900000-0000-7000-8000-000000000701");

    public Guid Id { get; set; } = OnlyId;

    /// <summary><see cref="ReportRules"/> as JSON.</summary>
    public string Rules { get; set; } = "{}";

    public long Rev { get; set; }

    public ReportRules ToRules(StoredJson json) => json.TryRead<ReportRules>(Rules, Mapping.Table, Id, r => r is { ServiceLevel: not null, Groups: not null }) ?? new();

    internal sealed class Mapping : IEntityTypeConfiguration<ReportRulesRow>
    {
        public const string Table = "report_rules";

        public void Configure(EntityTypeBuilder<ReportRulesRow> builder)
        {
            builder.ToTable(Table);
            builder.Property(r => r.Id).ValueGeneratedNever();
            builder.Property(r => r.Rules).HasMaxLength(16000);
            builder.Property(r => r.Rev).IsConcurrencyToken();
        }
    }
}
