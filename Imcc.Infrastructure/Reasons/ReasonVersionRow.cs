using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using Imcc.Core.Reasons;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imcc.Infrastructure.Reasons;

/// <summary>A published reason tree, as it was: written once, never changed. The latest is in force.</summary>
internal sealed class ReasonVersionRow
{
    public required int Number { get; init; }

    /// <summary>The <see cref="ReasonNode"/>s as JSON.</summary>
    public required string Nodes { get; init; }

    public required int NodeCount { get; init; }

    public string Remark { get; init; } = "";

    public DateTimeOffset PublishedAt { get; init; }

    /// <summary>The name of whoever published it.</summary>
    public string PublishedBy { get; init; } = "";

    public static async Task<ReasonTree> PublishedAsync(DirectoryContext context, CancellationToken cancellationToken)
    {
        var latest = await context.ReasonVersions.AsNoTracking().OrderByDescending(v => v.Number).FirstOrDefaultAsync(cancellationToken);
        return latest is null ? ReasonTree.Empty : new(latest.Number, ReasonJson.Read(latest.Nodes));
    }

    internal sealed class Mapping : IEntityTypeConfiguration<ReasonVersionRow>
    {
        public void Configure(EntityTypeBuilder<ReasonVersionRow> builder)
        {
            builder.ToTable("reason_versions");
            builder.HasKey(v => v.Number);
            builder.Property(v => v.Number).ValueGeneratedNever();
            builder.Property(v => v.Nodes).HasMaxLength(ReasonJson.MaxLength);
            builder.Property(v => v.Remark).HasMaxLength(200);
            builder.Property(v => v.PublishedBy).HasMaxLength(64);
        }
    }
}

/// <summary>How trees are written down.</summary>
internal static class ReasonJson
{
    /// <summary>More than the largest tree that can be published takes.</summary>
    public const int MaxLength = 4_000_000;

    // Chinese as it is: escaped it would be six times as long, and nothing here ends up in markup.
    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(IEnumerable<ReasonNode> nodes) => JsonSerializer.Serialize(nodes, Options);

    public static ImmutableArray<ReasonNode> Read(string json) => JsonSerializer.Deserialize<ImmutableArray<ReasonNode>>(json);
}
