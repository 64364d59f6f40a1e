using Imcc.Core.Reporting;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imcc.Infrastructure.Reporting;

/// <summary>
/// All facts of one kind in one quarter of an hour, column by column (<see cref="FactSheet"/>): small enough to be made anew when something
/// of it changes, and a month of them is read faster than a table of sums by every combination of what reports divide by, with every value still there.
/// </summary>
internal sealed class ReportSheetRow : IRevised
{
    public required FactKind Kind { get; init; }
    /// <summary>When the quarter begins.</summary>
    public required DateTimeOffset Start { get; init; }
    /// <summary>The columns.</summary>
    public required byte[] Facts { get; init; }
    /// <summary>The conversations, 16 bytes each in the order of the lines; read only by who asks for them.</summary>
    public required byte[] Conversations { get; init; }
    /// <summary>Lines.</summary>
    public int Lines { get; init; }
    /// <summary>Visits that still wait: the quarter's service level is not final.</summary>
    public int Open { get; init; }
    public long Revision { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<ReportSheetRow>
    {
        public void Configure(EntityTypeBuilder<ReportSheetRow> row)
        {
            row.ToTable("report_sheets");
            row.HasKey(r => new { r.Kind, r.Start });
        }
    }
}
