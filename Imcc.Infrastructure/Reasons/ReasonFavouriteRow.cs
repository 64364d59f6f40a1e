using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imcc.Infrastructure.Reasons;

/// <summary>A reason that an agent wants at hand. Stands in the home store, as everything that agents do to themselves.</summary>
internal sealed class ReasonFavouriteRow
{
    public required Guid AgentId { get; init; }

    public required Guid ReasonId { get; init; }

    public DateTimeOffset At { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<ReasonFavouriteRow>
    {
        public void Configure(EntityTypeBuilder<ReasonFavouriteRow> row)
        {
            row.ToTable("reason_favourites");
            row.HasKey(r => new { r.AgentId, r.ReasonId });
        }
    }
}
