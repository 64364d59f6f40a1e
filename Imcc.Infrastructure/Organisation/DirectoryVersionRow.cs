using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imcc.Infrastructure.Organisation;

/// <summary>One row that each change counts up first: it puts changes into an order, and tells the other nodes that there was one.</summary>
internal sealed class DirectoryVersionRow
{
    public const int TheId = 1;

    public int Id { get; set; }

    public long Version { get; set; }
}

internal sealed class DirectoryVersionRowMapping : IEntityTypeConfiguration<DirectoryVersionRow>
{
    public void Configure(EntityTypeBuilder<DirectoryVersionRow> builder)
    {
        builder.ToTable("directory_version");
        builder.Property(v => v.Id).ValueGeneratedNever();
        builder.HasData(new DirectoryVersionRow { Id = DirectoryVersionRow.TheId, Version = 1 });
    }
}
