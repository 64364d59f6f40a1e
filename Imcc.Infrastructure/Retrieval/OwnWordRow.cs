using Imcc.Core.Retrieval;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imcc.Infrastructure.Retrieval;

/// <summary>An entry that this organisation has put over the built-in word lists.</summary>
internal sealed class OwnWordRow
{
    public const int MaxText = 2000;
    public const int MaxNote = 200;

    public Guid Id { get; set; }

    public WordKind Kind { get; set; }

    /// <summary>As <see cref="WordEntry.ToString"/> writes it.</summary>
    public string Text { get; set; } = "";

    public string Note { get; set; } = "";

    public DateTimeOffset CreatedAt { get; set; }

    public long Rev { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<OwnWordRow>
    {
        public void Configure(EntityTypeBuilder<OwnWordRow> row)
        {
            row.ToTable("own_words");
            row.Property(w => w.Id).ValueGeneratedNever();
            row.Property(w => w.Text).HasMaxLength(MaxText);
            row.Property(w => w.Note).HasMaxLength(MaxNote);
            row.Property(w => w.Rev).IsConcurrencyToken();
        }
    }
}
