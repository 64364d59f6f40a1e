using Imcc.Core.Contacts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imcc.Infrastructure.Conversations;

/// <summary>Somebody followed by a code, scanned it, or follows no longer. Never changed after it is written.</summary>
internal sealed class QrScanRow
{
    /// <summary>The event's own id.</summary>
    public required Guid Id { get; init; }
    public required Guid ThreadId { get; init; }
    public required Guid AccountId { get; init; }
    public required string Scene { get; init; }
    public required ScanKind Kind { get; init; }
    /// <summary>The day in China, where WeChat is: yyyyMMdd.</summary>
    public required int Day { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>China has one time, and no summer time.</summary>
    public static int DayOf(DateTimeOffset at)
    {
        var there = at.ToOffset(TimeSpan.FromHours(8));
        return there.Year * 10000 + there.Month * 100 + there.Day;
    }

    internal sealed class Mapping : IEntityTypeConfiguration<QrScanRow>
    {
        public void Configure(EntityTypeBuilder<QrScanRow> row)
        {
            row.ToTable("qr_scans");
            row.HasKey(r => r.Id);
            row.Property(r => r.Id).ValueGeneratedNever();
            row.Property(r => r.Scene).HasMaxLength(CustomerSource.LongestScene);
            row.HasIndex(r => new { r.AccountId, r.Scene, r.Day });
        }
    }
}
