using Imcc.Core.FollowUps;
using Imcc.Infrastructure.Organisation;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imcc.Infrastructure.FollowUps;

/// <summary>A <see cref="FollowUpRule"/> as stored: one for each unit that has its own.</summary>
internal sealed class FollowUpRuleRow
{
    public Guid Id { get; set; }

    public Guid OrgUnitId { get; set; }

    public bool Enabled { get; set; } = true;

    public int Limit { get; set; } = 2;

    public Guid? AssigneeId { get; set; }

    public int DueHours { get; set; } = 24;

    public DateTimeOffset Since { get; set; }

    public long Rev { get; set; }

    public FollowUpRule ToRule() => new() { Id = Id, OrgUnitId = OrgUnitId, Enabled = Enabled, Limit = Limit, AssigneeId = AssigneeId, DueHours = DueHours, Since = Since, Rev = Rev };

    internal sealed class Mapping : IEntityTypeConfiguration<FollowUpRuleRow>
    {
        public void Configure(EntityTypeBuilder<FollowUpRuleRow> row)
        {
            row.ToTable("follow_up_rules");
            row.Property(r => r.Id).ValueGeneratedNever();
            row.Property(r => r.Rev).IsConcurrencyToken();
            row.HasIndex(r => r.OrgUnitId).IsUnique();
            row.HasOne<OrgUnitRow>().WithMany().HasForeignKey(r => r.OrgUnitId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
