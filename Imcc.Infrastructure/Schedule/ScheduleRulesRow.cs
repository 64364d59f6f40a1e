using Imcc.Core.Schedule;
using Imcc.Infrastructure.Organisation;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imcc.Infrastructure.Schedule;

/// <summary>The organisation's <see cref="ScheduleRules"/>: one row, or none while the defaults hold.</summary>
internal sealed class ScheduleRulesRow
{
    public static readonly Guid OnlyId = new("01900000-0000-7000-8000-000000000702");

    public Guid Id { get; set; } = OnlyId;

    /// <summary><see cref="ScheduleRules"/> as JSON.</summary>
    public string Rules { get; set; } = "{}";

    public long Rev { get; set; }

    public ScheduleRules ToRules(StoredJson json) => json.Read<ScheduleRules>(Rules, Mapping.Table, Id, r => r.MostOccupancyPercent is > 0 and <= 100 && r.ShrinkagePercent is >= 0 and < 100);

    internal sealed class Mapping : IEntityTypeConfiguration<ScheduleRulesRow>
    {
        public const string Table = "schedule_rules";

        public void Configure(EntityTypeBuilder<ScheduleRulesRow> row)
        {
            row.ToTable(Table);
            row.Property(r => r.Id).ValueGeneratedNever();
            row.Property(r => r.Rules).HasMaxLength(2000);
            row.Property(r => r.Rev).IsConcurrencyToken();
        }
    }
}
