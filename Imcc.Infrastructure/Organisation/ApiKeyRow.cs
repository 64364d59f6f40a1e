using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imcc.Infrastructure.Organisation;

/// <summary>An API key: its hash, never the key. The prefix is for people to tell keys apart.</summary>
internal sealed class ApiKeyRow
{
    public Guid Id { get; set; }

    public string Name { get; set; } = "";

    public string Prefix { get; set; } = "";

    /// <summary>SHA-256 of the whole key, in hexadecimal.</summary>
    public string Hash { get; set; } = "";

    /// <summary>Separated by blanks.</summary>
    public string Scopes { get; set; } = "";

    public Guid? AgentId { get; set; }

    public Guid OrgUnitId { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public string CreatedBy { get; set; } = "";

    public DateTimeOffset? ExpiresAt { get; set; }

    public DateTimeOffset? RevokedAt { get; set; }
}

internal sealed class ApiKeyRowMapping : IEntityTypeConfiguration<ApiKeyRow>
{
    public void Configure(EntityTypeBuilder<ApiKeyRow> builder)
    {
        builder.ToTable("api_keys");
        builder.Property(k => k.Name).HasMaxLength(50);
        builder.Property(k => k.Prefix).HasMaxLength(20);
        builder.Property(k => k.Hash).HasMaxLength(64);
        builder.HasIndex(k => k.Hash).IsUnique();
        builder.Property(k => k.Scopes).HasMaxLength(200);
        builder.Property(k => k.CreatedBy).HasMaxLength(64);
        builder.HasOne<ImccUser>().WithMany().HasForeignKey(k => k.AgentId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<OrgUnitRow>().WithMany().HasForeignKey(k => k.OrgUnitId).OnDelete(DeleteBehavior.Restrict);
    }
}
