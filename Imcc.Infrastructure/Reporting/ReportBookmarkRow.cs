using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imcc.Infrastructure.Reporting;

/// <summary>Up to where a store's events are in its sheets. Moved in one commit with them, so that of two nodes at work only one counts.</summary>
internal sealed class ReportBookmarkRow : IRevised
{
    public const string Conversations = "conversations";
    public const string Presence = "presence";

    public required string Name { get; init; }

    /// <summary>Everything before it has been looked at.</summary>
    public required DateTimeOffset At { get; init; }

    public required long Revision { get; init; }

    public ReportBookmarkRow MovedTo(DateTimeOffset at) => new() { Name = Name, At = at, Revision = Revision + 1 };

    internal sealed class Mapping : IEntityTypeConfiguration<ReportBookmarkRow>
    {
        public void Configure(EntityTypeBuilder<ReportBookmarkRow> row)
        {
            row.ToTable("report_bookmarks");
            row.HasKey(b => b.Name);
            row.Property(b => b.Name).HasMaxLength(40);
        }
    }
}
