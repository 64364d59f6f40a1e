using Imcc.Core.Contacts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imcc.Infrastructure.Conversations;

/// <summary>An identity had this UnionID until now: the account went over to another open platform. Never changed after it is written.</summary>
internal sealed class UnionChangeRow
{
    public required Guid Id { get; init; }
    public required Guid ThreadId { get; init; }
    public required string OldUnionId { get; init; }
    public required string NewUnionId { get; init; }
    public required DateTimeOffset At { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<UnionChangeRow>
    {
        public void Configure(EntityTypeBuilder<UnionChangeRow> row)
        {
            row.ToTable("union_changes");
            row.HasKey(r => r.Id);
            row.Property(r => r.Id).ValueGeneratedNever();
            row.Property(r => r.OldUnionId).HasMaxLength(PersonKey.LongestUnionId);
            row.Property(r => r.NewUnionId).HasMaxLength(PersonKey.LongestUnionId);
            row.HasIndex(r => r.ThreadId);
            row.HasIndex(r => r.OldUnionId);
        }
    }
}
