using Imcc.Core.Contacts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imcc.Infrastructure.Organisation;

/// <summary>A customer attribute as stored.</summary>
internal sealed class AttributeRow
{
    public const string Table = "customer_attributes";

    public Guid Id { get; set; }

    public string Name { get; set; } = "";

    public AttributeKind Kind { get; set; }

    /// <summary>Choices, one a line.</summary>
    public string Choices { get; set; } = "";

    /// <summary>Place on the card.</summary>
    public int Position { get; set; }

    public bool Required { get; set; }

    public bool ShownToAgents { get; set; } = true;

    public DateTimeOffset CreatedAt { get; set; }

    public long Rev { get; set; }

    public CustomerAttribute ToAttribute() => new()
    {
        Id = Id,
        Name = Name,
        Kind = Kind,
        Choices = [.. AttributeRules.ChoicesOf(Choices)],
        Position = Position,
        Required = Required,
        ShownToAgents = ShownToAgents,
    };
}

internal sealed class AttributeRowMapping : IEntityTypeConfiguration<AttributeRow>
{
    public void Configure(EntityTypeBuilder<AttributeRow> builder)
    {
        builder.ToTable(AttributeRow.Table);
        builder.Property(a => a.Id).ValueGeneratedNever();
        builder.Property(a => a.Name).HasMaxLength(AttributeRules.MaxNameLength);
        builder.HasIndex(a => a.Name).IsUnique();
        builder.Property(a => a.Kind).HasConversion<string>().HasMaxLength(10);
        builder.Property(a => a.Choices).HasMaxLength(AttributeRules.MaxChoicesLength);
        builder.Property(a => a.Rev).IsConcurrencyToken();
    }
}
