using Imcc.Core.Organisation;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imcc.Infrastructure.Organisation;

internal sealed class SkillGroupRow
{
    public Guid Id { get; set; }

    public string Name { get; set; } = "";

    public Guid OrgUnitId { get; set; }

    public bool AutoAccept { get; set; }

    public int RingSeconds { get; set; } = 30;

    public int WrapUpSeconds { get; set; } = 60;

    public int MaxWaitSeconds { get; set; } = 7200;

    public DateTimeOffset CreatedAt { get; set; }

    public long Rev { get; set; }

    public SkillGroup ToGroup() => new()
    {
        Id = Id,
        Name = Name,
        OrgUnitId = OrgUnitId,
        AutoAccept = AutoAccept,
        Ring = TimeSpan.FromSeconds(RingSeconds),
        WrapUp = TimeSpan.FromSeconds(WrapUpSeconds),
        MaxWait = TimeSpan.FromSeconds(MaxWaitSeconds),
    };
}

internal sealed class SkillGroupRowMapping : IEntityTypeConfiguration<SkillGroupRow>
{
    public void Configure(EntityTypeBuilder<SkillGroupRow> builder)
    {
        builder.ToTable("skill_groups");
        builder.Property(g => g.Name).HasMaxLength(50);
        builder.HasIndex(g => g.Name).IsUnique();
        builder.Property(g => g.Rev).IsConcurrencyToken();
        builder.HasOne<OrgUnitRow>().WithMany().HasForeignKey(g => g.OrgUnitId).OnDelete(DeleteBehavior.Restrict);
    }
}
