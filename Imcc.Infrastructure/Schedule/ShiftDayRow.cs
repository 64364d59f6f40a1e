using Imcc.Core.Schedule;
using Imcc.Infrastructure.Organisation;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imcc.Infrastructure.Schedule;

/// <summary>
/// An agent's shift of one day: as leads plan it, and as it was published, with the times that held then. What agents see and what is judged is the published:
/// a kind of shift that is changed later changes no day that was.
/// </summary>
internal sealed class ShiftDayRow
{
    public const int LongestHours = 4000;

    public Guid AgentId { get; set; }

    public DateOnly Day { get; set; }

    /// <summary>As planned; null: no shift.</summary>
    public Guid? KindId { get; set; }

    /// <summary>As published; null: no shift, or nothing was published.</summary>
    public Guid? PublishedKindId { get; set; }

    /// <summary><see cref="ShiftHours"/> as JSON; empty: no shift is published.</summary>
    public string Published { get; set; } = "";

    public long Rev { get; set; }

    public ShiftHours? ToPublished(StoredJson json) => Published.Length == 0 ? null : json.TryRead<ShiftHours>(Published, Mapping.Table, AgentId, IsSound);

    public static bool IsSound(ShiftHours hours) => !hours.Breaks.IsDefault && !ShiftCheck.Faults(hours).Any();

    internal sealed class Mapping : IEntityTypeConfiguration<ShiftDayRow>
    {
        public const string Table = "shift_days";

        public void Configure(EntityTypeBuilder<ShiftDayRow> row)
        {
            row.ToTable(Table);
            row.HasKey(d => new { d.AgentId, d.Day });
            row.Property(d => d.Published).HasMaxLength(LongestHours);
            row.Property(d => d.Rev).IsConcurrencyToken();
            row.HasIndex(d => d.Day);
            row.HasOne<ShiftKindRow>().WithMany().HasForeignKey(d => d.KindId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
