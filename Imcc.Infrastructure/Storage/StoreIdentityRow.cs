using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imcc.Infrastructure.Storage;

/// <summary>Which database this is: one row, made once. What is derived from a database and kept elsewhere knows it by that.</summary>
internal sealed class StoreIdentityRow
{
    public const int Only = 1;

    public int Slot { get; init; } = Only;
    public required Guid Id { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<StoreIdentityRow>
    {
        public void Configure(EntityTypeBuilder<StoreIdentityRow> row)
        {
            row.ToTable("store_identity");
            row.HasKey(r => r.Slot);
            row.Property(r => r.Slot).ValueGeneratedNever();
        }
    }
}
