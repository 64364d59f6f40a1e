using System.Globalization;
using Imcc.Core.Schedule;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imcc.Infrastructure.Schedule;

/// <summary>How many agents somebody says a group needs in the half hours of a day.</summary>
internal sealed class StaffNeedRow
{
    public Guid GroupId { get; set; }

    public DateOnly Day { get; set; }

    /// <summary>48 numbers with commas between them; nothing where nothing was said.</summary>
    public string Needs { get; set; } = "";

    public long Rev { get; set; }

    public int?[] ToNeeds()
    {
        var needs = new int?[HalfHours.ADay];
        var parts = Needs.Split(',');
        for (var i = 0; i < needs.Length && i < parts.Length; i++)
            needs[i] = int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
        return needs;
    }

    public static string Write(IEnumerable<int?> needs) => string.Join(',', needs.Select(n => n?.ToString(CultureInfo.InvariantCulture) ?? ""));

    internal sealed class Mapping : IEntityTypeConfiguration<StaffNeedRow>
    {
        public void Configure(EntityTypeBuilder<StaffNeedRow> row)
        {
            row.ToTable("staff_needs");
            row.HasKey(n => new { n.GroupId, n.Day });
            row.Property(n => n.Needs).HasMaxLength(400);
            row.Property(n => n.Rev).IsConcurrencyToken();
        }
    }
}
