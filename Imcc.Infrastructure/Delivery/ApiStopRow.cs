using Imcc.Core.Delivery;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imcc.Infrastructure.Delivery;

/// <summary>An interface of an account that nothing goes through for now: all nodes see it, and a restart remembers. In the home store.</summary>
internal sealed record ApiStopRow : IRevised
{
    public required Guid AccountId { get; init; }
    public required string Api { get; init; }
    public required RefusalKind Kind { get; init; }
    public required string Reason { get; init; }
    public required DateTimeOffset Since { get; init; }
    /// <summary>Null: until somebody has put it right.</summary>
    public DateTimeOffset? Until { get; init; }
    /// <summary>What the account's settings looked like: other settings end the stop.</summary>
    public required string Settings { get; init; }
    public long Revision { get; init; }

    public ApiStop ToStop() => new(Kind, Reason, Since, Until);

    internal sealed class Mapping : IEntityTypeConfiguration<ApiStopRow>
    {
        public void Configure(EntityTypeBuilder<ApiStopRow> row)
        {
            row.ToTable("api_stops");
            row.HasKey(r => new { r.AccountId, r.Api });
            row.Property(r => r.Api).HasMaxLength(120);
            row.Property(r => r.Reason).HasMaxLength(400);
            row.Property(r => r.Settings).HasMaxLength(64);
        }
    }
}
