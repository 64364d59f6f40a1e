using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imcc.Infrastructure.Quality;

/// <summary>How far a sampling plan has come; in the store that keeps what belongs to no customer.</summary>
internal sealed class SamplingMarkRow : IRevised
{
    public required Guid PlanId { get; init; }

    /// <summary>What ended before this was looked through for risks.</summary>
    public required DateTimeOffset LookedUntil { get; init; }

    /// <summary>The start of the last week that was drawn; null: none yet.</summary>
    public DateTimeOffset? DrawnWeek { get; init; }

    public long Revision { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<SamplingMarkRow>
    {
        public void Configure(EntityTypeBuilder<SamplingMarkRow> row)
        {
            row.ToTable("sampling_marks");
            row.HasKey(m => m.PlanId);
            row.Property(m => m.PlanId).ValueGeneratedNever();
        }
    }
}
