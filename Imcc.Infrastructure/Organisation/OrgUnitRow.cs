using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imcc.Infrastructure.Organisation;

/// <summary>A node of the organisation tree (机构) that rights and data belong to.</summary>
internal sealed class OrgUnitRow
{
    /// <summary>The whole organisation: always there, the parent of all others.</summary>
    public static readonly Guid RootId = new("01900000-0000-7000-8000-000000000001");

    public Guid Id { get; set; }

    public Guid? ParentId { get; set; }

    public string Name { get; set; } = "";
}

internal sealed class OrgUnitRowMapping : IEntityTypeConfiguration<OrgUnitRow>
{
    public void Configure(EntityTypeBuilder<OrgUnitRow> builder)
    {
        builder.ToTable("org_units");
        builder.Property(u => u.Name).HasMaxLength(100);
        builder.HasIndex(u => new { u.ParentId, u.Name }).IsUnique();
        builder.HasOne<OrgUnitRow>().WithMany().HasForeignKey(u => u.ParentId).OnDelete(DeleteBehavior.Restrict);
        builder.HasData(new OrgUnitRow { Id = OrgUnitRow.RootId, Name = "总行" });
    }
}
