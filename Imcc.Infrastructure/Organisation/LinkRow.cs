using Imcc.Core.Contacts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imcc.Infrastructure.Organisation;

/// <summary>A link from the customer's card, as stored.</summary>
internal sealed class LinkRow
{
    public const int MaxNameLength = 12;

    public Guid Id { get; set; }

    public string Name { get; set; } = "";

    public string Template { get; set; } = "";

    public DateTimeOffset CreatedAt { get; set; }

    public long Rev { get; set; }

    public CustomerLink ToLink() => new(Id, Name, Template);
}

internal sealed class LinkRowMapping : IEntityTypeConfiguration<LinkRow>
{
    public void Configure(EntityTypeBuilder<LinkRow> builder)
    {
        builder.ToTable("customer_links");
        builder.Property(l => l.Id).ValueGeneratedNever();
        builder.Property(l => l.Name).HasMaxLength(LinkRow.MaxNameLength);
        builder.HasIndex(l => l.Name).IsUnique();
        builder.Property(l => l.Template).HasMaxLength(CustomerLink.LongestTemplate);
        builder.Property(l => l.Rev).IsConcurrencyToken();
    }
}
