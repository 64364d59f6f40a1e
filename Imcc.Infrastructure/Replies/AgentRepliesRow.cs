using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imcc.Infrastructure.Replies;

/// <summary>How one agent uses quick replies: how often each, and the favourites. In the first conversation store, for it changes all day.</summary>
internal sealed class AgentRepliesRow : IRevised
{
    public required Guid AgentId { get; init; }

    /// <summary>JSON: reply id to count.</summary>
    public required string Uses { get; init; }

    /// <summary>JSON: reply ids.</summary>
    public required string Favourites { get; init; }

    public required long Revision { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<AgentRepliesRow>
    {
        public void Configure(EntityTypeBuilder<AgentRepliesRow> row)
        {
            row.ToTable("agent_replies");
            row.HasKey(r => r.AgentId);
            row.Property(r => r.AgentId).ValueGeneratedNever();
        }
    }
}
