using System.Text.Json;
using Imcc.Core.Delivery;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imcc.Infrastructure.Delivery;

/// <summary>How the nodes divide the rate of one interface of one account at the moment. In the home store; fenced, so that the parts never come to more than the whole.</summary>
internal sealed record SendShareRow : IRevised
{
    public required Guid AccountId { get; init; }
    public required string Api { get; init; }
    /// <summary>The holders as JSON.</summary>
    public required string Holders { get; init; }
    public long Revision { get; init; }

    public RateShares ToShares() => new([.. JsonSerializer.Deserialize<RateShare[]>(Holders) ?? []]);

    public static string Write(RateShares shares) => JsonSerializer.Serialize(shares.Holders.ToArray());

    internal sealed class Mapping : IEntityTypeConfiguration<SendShareRow>
    {
        public void Configure(EntityTypeBuilder<SendShareRow> row)
        {
            row.ToTable("send_shares");
            row.HasKey(r => new { r.AccountId, r.Api });
            row.Property(r => r.Api).HasMaxLength(120);
        }
    }
}
