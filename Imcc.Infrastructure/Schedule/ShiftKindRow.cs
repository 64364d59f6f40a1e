using System.Text.Json;
using Imcc.Core.Schedule;
using Imcc.Infrastructure.Organisation;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imcc.Infrastructure.Schedule;

/// <summary>A <see cref="ShiftKind"/> as stored.</summary>
internal sealed class ShiftKindRow
{
    public Guid Id { get; set; }

    public Guid OrgUnitId { get; set; }

    public string Name { get; set; } = "";

    /// <summary><see cref="ShiftHours"/> as JSON.</summary>
    public string Hours { get; set; } = "{}";

    public bool Enabled { get; set; } = true;

    public DateTimeOffset CreatedAt { get; set; }

    public long Rev { get; set; }

    public ShiftKind ToKind(StoredJson json) => new() { Id = Id, OrgUnitId = OrgUnitId, Hours = json.Read<ShiftHours>(Hours, Mapping.Table, Id, ShiftDayRow.IsSound), Enabled = Enabled, Rev = Rev };

    public static string Write(ShiftHours hours) => JsonSerializer.Serialize(hours, DirectoryJson.Options);

    internal sealed class Mapping : IEntityTypeConfiguration<ShiftKindRow>
    {
        public const string Table = "shift_kinds";

        public void Configure(EntityTypeBuilder<ShiftKindRow> row)
        {
            row.ToTable(Table);
            row.Property(k => k.Id).ValueGeneratedNever();
            row.Property(k => k.Name).HasMaxLength(ShiftHours.LongestName);
            row.Property(k => k.Hours).HasMaxLength(ShiftDayRow.LongestHours);
            row.Property(k => k.Rev).IsConcurrencyToken();
            row.HasIndex(k => new { k.OrgUnitId, k.Name }).IsUnique();
            row.HasOne<OrgUnitRow>().WithMany().HasForeignKey(k => k.OrgUnitId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
