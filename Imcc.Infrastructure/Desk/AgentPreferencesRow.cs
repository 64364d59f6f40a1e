using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imcc.Infrastructure.Desk;

/// <summary>What an agent chose for themselves, as JSON.</summary>
internal sealed class AgentPreferencesRow : IRevised
{
    public required Guid AgentId { get; init; }

    public required string Choices { get; init; }

    public required long Revision { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<AgentPreferencesRow>
    {
        public void Configure(EntityTypeBuilder<AgentPreferencesRow> row)
        {
            row.ToTable("agent_preferences");
            row.HasKey(r => r.AgentId);
            row.Property(r => r.AgentId).ValueGeneratedNever();
        }
    }
}
