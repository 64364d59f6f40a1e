using Imcc.Core.Replies;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imcc.Infrastructure.Replies;

internal sealed class SensitiveWordRow
{
    public const int MaxWord = 40;
    public const int MaxNote = 200;

    public Guid Id { get; set; }

    public string Word { get; set; } = "";

    public WordAction Action { get; set; } = WordAction.Warn;

    /// <summary>Null: for all groups.</summary>
    public Guid? GroupId { get; set; }

    /// <summary>Why it is on the list.</summary>
    public string Note { get; set; } = "";

    public DateTimeOffset CreatedAt { get; set; }

    public long Rev { get; set; }

    public SensitiveWord ToWord() => new(Id, Word, Action, GroupId);
}

internal sealed class SensitiveWordRowMapping : IEntityTypeConfiguration<SensitiveWordRow>
{
    public void Configure(EntityTypeBuilder<SensitiveWordRow> builder)
    {
        builder.ToTable("sensitive_words");
        builder.Property(w => w.Id).ValueGeneratedNever();
        builder.Property(w => w.Word).HasMaxLength(SensitiveWordRow.MaxWord);
        builder.Property(w => w.Action).HasConversion<string>().HasMaxLength(10);
        builder.Property(w => w.Note).HasMaxLength(SensitiveWordRow.MaxNote);
        builder.Property(w => w.Rev).IsConcurrencyToken();
    }
}
