using Imcc.Core.Contacts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imcc.Infrastructure.Conversations;

/// <summary>
/// Something of a follower was changed here and WeChat is to be told: not what, but that; the worker reads what holds now. Each change is a row of its
/// own, so that one made while the worker talks to WeChat is not lost.
/// </summary>
internal sealed class FollowerChangeRow
{
    public required Guid Id { get; init; }
    public required Guid ThreadId { get; init; }
    public required Guid AccountId { get; init; }
    public required FollowerAspect Aspect { get; init; }
    public int Attempts { get; init; }
    /// <summary>Not tried before; null: given up, and kept to be looked at.</summary>
    public DateTimeOffset? NotBefore { get; init; }
    public string? LastError { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<FollowerChangeRow>
    {
        public void Configure(EntityTypeBuilder<FollowerChangeRow> row)
        {
            row.ToTable("follower_changes");
            row.HasKey(r => r.Id);
            row.Property(r => r.Id).ValueGeneratedNever();
            row.Property(r => r.LastError).HasMaxLength(400);
            row.HasIndex(r => r.NotBefore).HasFilter("not_before IS NOT NULL");
            row.HasIndex(r => r.ThreadId);
        }
    }
}
