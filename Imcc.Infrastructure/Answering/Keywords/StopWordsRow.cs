using Imcc.Core.Answering.Keywords;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imcc.Infrastructure.Answering.Keywords;

/// <summary>The <see cref="StopWords"/>: one row, or none while there are no such words.</summary>
internal sealed class StopWordsRow
{
    public static readonly Guid OnlyId = new("01900000-0000-7000-8000-000000000301");

    public Guid Id { get; set; } = OnlyId;

    /// <summary>One a line.</summary>
    public string Words { get; set; } = "";

    public long Rev { get; set; }

    public StopWords ToWords() => new(Words.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    internal sealed class Mapping : IEntityTypeConfiguration<StopWordsRow>
    {
        public void Configure(EntityTypeBuilder<StopWordsRow> row)
        {
            row.ToTable("keyword_stop_words");
            row.Property(r => r.Id).ValueGeneratedNever();
            row.Property(r => r.Words).HasMaxLength(100_000);
            row.Property(r => r.Rev).IsConcurrencyToken();
        }
    }
}
