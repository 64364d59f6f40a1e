using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imcc.Infrastructure.Exports;

/// <summary>A file that is made, or was, for one person. In the home store.</summary>
internal sealed record ExportRow : IRevised
{
    public required Guid Id { get; init; }
    public required Guid OwnerId { get; init; }
    /// <summary>What it is, as its owner saw it.</summary>
    public required string Title { get; init; }
    /// <summary>The report's address after the question mark.</summary>
    public required string Query { get; init; }
    /// <summary>Which cell of the report the lines stand behind; null: the report itself.</summary>
    public string? Cell { get; init; }
    public required ExportFormat Format { get; init; }
    /// <summary>In whose words.</summary>
    public required string Culture { get; init; }
    public required ExportState State { get; init; }
    public int Done { get; init; }
    /// <summary>0: not known yet.</summary>
    public int Total { get; init; }
    public long Size { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? SettledAt { get; init; }
    /// <summary>When the file is thrown away.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }
    /// <summary>While it is made: until when its process may be silent.</summary>
    public DateTimeOffset? LeasedUntil { get; init; }
    public int Attempts { get; init; }
    public long Revision { get; init; }

    public Export ToExport() => new(Id, Title, Format, State, Done, Total, Size, CreatedAt, SettledAt, ExpiresAt);

    internal sealed class Mapping : IEntityTypeConfiguration<ExportRow>
    {
        public void Configure(EntityTypeBuilder<ExportRow> row)
        {
            row.ToTable("exports");
            row.HasKey(r => r.Id);
            row.Property(r => r.Id).ValueGeneratedNever();
            row.Property(r => r.Title).HasMaxLength(Exports.LongestTitle);
            row.Property(r => r.Query).HasMaxLength(Exports.LongestQuery);
            row.Property(r => r.Cell).HasMaxLength(400);
            row.Property(r => r.Culture).HasMaxLength(20);
            row.HasIndex(r => new { r.OwnerId, r.CreatedAt });
            row.HasIndex(r => new { r.State, r.CreatedAt });
            row.HasIndex(r => r.ExpiresAt);
        }
    }
}

/// <summary>Stored: never renumbered.</summary>
public enum ExportState
{
    Waiting = 1,
    Running = 2,
    Done = 3,
    Failed = 4,
    Cancelled = 5,
    /// <summary>Its owner may not see such figures any more.</summary>
    NotAllowed = 6,
}

/// <summary>Stored: never renumbered.</summary>
public enum ExportFormat
{
    Excel = 1,
    Csv = 2,
}
