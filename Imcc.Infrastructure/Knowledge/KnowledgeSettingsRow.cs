using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imcc.Infrastructure.Knowledge;

/// <summary>What one unit says about review and publication; null: as the unit above it.</summary>
internal sealed class KnowledgeSettingsRow
{
    public Guid OrgUnitId { get; set; }

    public bool? ReviewRequired { get; set; }

    public bool? EditorsPublish { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<KnowledgeSettingsRow>
    {
        public void Configure(EntityTypeBuilder<KnowledgeSettingsRow> row)
        {
            row.ToTable("knowledge_settings");
            row.HasKey(s => s.OrgUnitId);
            row.Property(s => s.OrgUnitId).ValueGeneratedNever();
        }
    }
}
