using Imcc.Core.Organisation;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imcc.Infrastructure.Organisation;

internal sealed class TagRow
{
    public Guid Id { get; set; }

    public string Name { get; set; } = "";

    public int VipTier { get; set; }

    public string Colour { get; set; } = TagRules.Colours[0];

    public DateTimeOffset CreatedAt { get; set; }

    public long Rev { get; set; }

    public CustomerTag ToTag() => new(Id, Name, VipTier, Colour);
}

internal sealed class TagRowMapping : IEntityTypeConfiguration<TagRow>
{
    public void Configure(EntityTypeBuilder<TagRow> builder)
    {
        builder.ToTable("customer_tags");
        builder.Property(t => t.Id).ValueGeneratedNever();
        builder.Property(t => t.Name).HasMaxLength(TagRules.MaxNameLength);
        builder.HasIndex(t => t.Name).IsUnique();
        builder.Property(t => t.Colour).HasMaxLength(10);
        builder.Property(t => t.Rev).IsConcurrencyToken();
    }
}
