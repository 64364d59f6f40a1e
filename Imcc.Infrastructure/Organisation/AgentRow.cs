using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imcc.Infrastructure.Organisation;

/// <summary>The agent's side of a person: how much at once, and for which groups.</summary>
internal sealed class AgentRow
{
    /// <summary>The person's id.</summary>
    public Guid Id { get; set; }

    public int Capacity { get; set; }

    public List<AgentSkillRow> Skills { get; set; } = [];
}

internal sealed class AgentSkillRow
{
    public Guid AgentId { get; set; }

    public Guid GroupId { get; set; }

    public int Level { get; set; }

    public int Weight { get; set; }
}

internal sealed class AgentRowMapping : IEntityTypeConfiguration<AgentRow>, IEntityTypeConfiguration<AgentSkillRow>
{
    public void Configure(EntityTypeBuilder<AgentRow> builder)
    {
        builder.ToTable("agents");
        builder.Property(a => a.Id).ValueGeneratedNever();
        builder.HasOne<ImccUser>().WithOne().HasForeignKey<AgentRow>(a => a.Id).OnDelete(DeleteBehavior.Cascade);
        builder.HasMany(a => a.Skills).WithOne().HasForeignKey(s => s.AgentId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<AgentSkillRow> builder)
    {
        builder.ToTable("agent_skills");
        builder.HasKey(s => new { s.AgentId, s.GroupId });
        builder.HasOne<SkillGroupRow>().WithMany().HasForeignKey(s => s.GroupId).OnDelete(DeleteBehavior.Restrict);
    }
}
