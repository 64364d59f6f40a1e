using System.Collections.Immutable;
using System.Text.Json;
using Imcc.Core.Flows;
using Imcc.Infrastructure.Organisation;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imcc.Infrastructure.Answering.Flows;

/// <summary>A flow as its editors have it: what is in force is a <see cref="FlowVersionRow"/>.</summary>
internal sealed class FlowRow
{
    // Characters of a list as it is stored; what may be entered is far less.
    private const int MaxList = 200_000;

    public Guid Id { get; set; }

    public string Key { get; set; } = "";

    public string Name { get; set; } = "";

    public Guid OrgUnitId { get; set; }

    /// <summary>Ids of accounts as JSON; empty: all.</summary>
    public string Accounts { get; set; } = "[]";

    /// <summary>The draft's <see cref="FlowContent"/> as JSON.</summary>
    public string Draft { get; set; } = "{}";

    /// <summary>Publications so far: the number of the last version.</summary>
    public long LastVersion { get; set; }

    /// <summary>The version in force; null: none is.</summary>
    public long? InForce { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset ChangedAt { get; set; }

    /// <summary>User name.</summary>
    public string ChangedBy { get; set; } = "";

    public long Rev { get; set; }

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, DirectoryJson.Options);

    /// <returns>Null: damaged.</returns>
    public static FlowContent? ContentOf(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<FlowContent>(json, DirectoryJson.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static ImmutableArray<Guid> IdsOf(string json) => JsonSerializer.Deserialize<ImmutableArray<Guid>>(json, DirectoryJson.Options) is { IsDefault: false } ids ? ids : [];

    internal sealed class Mapping : IEntityTypeConfiguration<FlowRow>
    {
        public void Configure(EntityTypeBuilder<FlowRow> row)
        {
            row.ToTable("flows");
            row.Property(r => r.Id).ValueGeneratedNever();
            row.Property(r => r.Key).HasMaxLength(FlowLimits.Key);
            row.Property(r => r.Name).HasMaxLength(FlowLimits.Name);
            row.Property(r => r.ChangedBy).HasMaxLength(64);
            row.Property(r => r.Accounts).HasMaxLength(MaxList);
            row.Property(r => r.Draft).HasMaxLength(FlowLimits.Stored);
            row.Property(r => r.Rev).IsConcurrencyToken();
            row.HasIndex(r => r.Key).IsUnique();
            row.HasIndex(r => r.OrgUnitId);
        }
    }
}

/// <summary>A flow as it was published once: never changed, for somebody may stand in it.</summary>
internal sealed class FlowVersionRow
{
    public required Guid FlowId { get; init; }

    public required long Version { get; init; }

    /// <summary>By what it was named then.</summary>
    public required string Key { get; init; }

    public required string Name { get; init; }

    /// <summary>Ids of accounts as JSON; empty: all.</summary>
    public required string Accounts { get; init; }

    /// <summary>The <see cref="FlowContent"/> as JSON.</summary>
    public required string Content { get; init; }

    public required DateTimeOffset PublishedAt { get; init; }

    /// <summary>User name.</summary>
    public required string PublishedBy { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<FlowVersionRow>
    {
        public void Configure(EntityTypeBuilder<FlowVersionRow> row)
        {
            row.ToTable("flow_versions");
            row.HasKey(r => new { r.FlowId, r.Version });
            row.Property(r => r.Name).HasMaxLength(FlowLimits.Name);
            row.Property(r => r.Key).HasMaxLength(FlowLimits.Key);
            row.Property(r => r.Accounts).HasMaxLength(200_000);
            row.Property(r => r.Content).HasMaxLength(FlowLimits.Stored);
            row.Property(r => r.PublishedBy).HasMaxLength(64);
        }
    }
}
