using Imcc.Core.Organisation;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imcc.Infrastructure.Organisation;

internal sealed class CalendarRow
{
    public Guid Id { get; set; }

    public string Name { get; set; } = "";

    public Guid OrgUnitId { get; set; }

    public string TimeZone { get; set; } = CalendarRules.DefaultZone;

    /// <summary>Seven lists of <see cref="OpenHours"/> as JSON, from Sunday.</summary>
    public string Week { get; set; } = "";

    /// <summary>A list of <see cref="SpecialDay"/> as JSON.</summary>
    public string SpecialDays { get; set; } = "[]";

    public DateTimeOffset CreatedAt { get; set; }

    public long Rev { get; set; }

    /// <returns>Null: damaged. A group with a calendar that is not there is always open.</returns>
    public OpeningCalendar? ToCalendar(StoredJson json)
    {
        var week = json.TryRead<List<List<OpenHours>>>(Week, CalendarRowMapping.Table, Id, w => w.Count == 7 && w.All(d => d is not null) && CalendarRules.IsZone(TimeZone));
        return week is null ? null : new()
        {
            Id = Id,
            Name = Name,
            TimeZone = TimeZone,
            Week = week,
            SpecialDays = json.Read<List<SpecialDay>>(SpecialDays, CalendarRowMapping.Table, Id, days => days.All(d => d is not null)),
        };
    }
}

internal sealed class CalendarRowMapping : IEntityTypeConfiguration<CalendarRow>
{
    public const string Table = "opening_calendars";

    public void Configure(EntityTypeBuilder<CalendarRow> builder)
    {
        builder.ToTable(Table);
        builder.Property(c => c.Id).ValueGeneratedNever();
        builder.Property(c => c.Name).HasMaxLength(50);
        builder.HasIndex(c => c.Name).IsUnique();
        builder.Property(c => c.TimeZone).HasMaxLength(64);
        builder.Property(c => c.Week).HasMaxLength(4000);
        builder.Property(c => c.SpecialDays).HasMaxLength(400000);
        builder.Property(c => c.Rev).IsConcurrencyToken();
        builder.HasOne<OrgUnitRow>().WithMany().HasForeignKey(c => c.OrgUnitId).OnDelete(DeleteBehavior.Restrict);
    }
}
