using Imcc.Core.Board;
using Imcc.Infrastructure.Organisation;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imcc.Infrastructure.Board;

/// <summary>Thresholds of the live board: the organisation's under a fixed id, a skill group's own under the group's. No row while the usual ones hold.</summary>
internal sealed class BoardRulesRow
{
    public static readonly Guid OfAll = new("01900000-0000-7000-8000-000000000702");

    public Guid Id { get; set; }

    /// <summary><see cref="BoardRules"/> as JSON.</summary>
    public string Rules { get; set; } = "{}";

    public long Rev { get; set; }

    /// <returns>Null: damaged.</returns>
    public BoardRules? ToRules(StoredJson json)
    {
        var read = json.TryRead<Stored>(Rules, Mapping.Table, Id, r => r.Thresholds is not null);
        return read is null ? null : new() { Thresholds = [.. read.Thresholds!.Where(t => Enum.IsDefined(t.Figure)).DistinctBy(t => t.Figure)] };
    }

    public static string Written(BoardRules rules) => System.Text.Json.JsonSerializer.Serialize(new Stored { Thresholds = [.. rules.Thresholds.OrderBy(t => t.Figure)] }, DirectoryJson.Options);

    internal sealed class Mapping : IEntityTypeConfiguration<BoardRulesRow>
    {
        public const string Table = "board_rules";

        public void Configure(EntityTypeBuilder<BoardRulesRow> builder)
        {
            builder.ToTable(Table);
            builder.Property(r => r.Id).ValueGeneratedNever();
            builder.Property(r => r.Rules).HasMaxLength(8000);
            builder.Property(r => r.Rev).IsConcurrencyToken();
        }
    }

    private sealed class Stored
    {
        public BoardThreshold[]? Thresholds { get; init; } = [];
    }
}
