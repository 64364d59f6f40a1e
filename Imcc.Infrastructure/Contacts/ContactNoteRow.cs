using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imcc.Infrastructure.Contacts;

/// <summary>What an agent noted of a customer.</summary>
internal sealed class ContactNoteRow
{
    public required Guid Id { get; init; }
    public required Guid ThreadId { get; init; }
    public required Guid ContactId { get; init; }
    /// <summary>Empty: from before there were authors.</summary>
    public required Guid AuthorId { get; init; }
    public required string Text { get; init; }
    public required DateTimeOffset At { get; init; }
    public DateTimeOffset? EditedAt { get; init; }
    /// <summary>Kept, so that deleting can be undone.</summary>
    public DateTimeOffset? DeletedAt { get; init; }
    public Guid? DeletedById { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<ContactNoteRow>
    {
        public void Configure(EntityTypeBuilder<ContactNoteRow> row)
        {
            row.ToTable("contact_notes");
            row.HasKey(r => r.Id);
            row.Property(r => r.Id).ValueGeneratedNever();
            row.Property(r => r.Text).HasMaxLength(2000);
            row.HasIndex(r => new { r.ContactId, r.At });
        }
    }
}
