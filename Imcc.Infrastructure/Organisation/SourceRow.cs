using Imcc.Core.Contacts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imcc.Infrastructure.Organisation;

/// <summary>What a QR code's scene means, as stored.</summary>
internal sealed class SourceRow
{
    public const int MaxBranchLength = 40;

    public Guid Id { get; set; }

    public string Scene { get; set; } = "";

    public bool IsPrefix { get; set; }

    public string Branch { get; set; } = "";

    public DateTimeOffset CreatedAt { get; set; }

    public long Rev { get; set; }

    public CustomerSource ToSource() => new(Id, Scene, IsPrefix, Branch);
}

internal sealed class SourceRowMapping : IEntityTypeConfiguration<SourceRow>
{
    public void Configure(EntityTypeBuilder<SourceRow> builder)
    {
        builder.ToTable("customer_sources");
        builder.Property(s => s.Id).ValueGeneratedNever();
        builder.Property(s => s.Scene).HasMaxLength(CustomerSource.LongestScene);
        builder.Property(s => s.Branch).HasMaxLength(SourceRow.MaxBranchLength);
        builder.HasIndex(s => new { s.Scene, s.IsPrefix }).IsUnique();
        builder.Property(s => s.Rev).IsConcurrencyToken();
    }
}
