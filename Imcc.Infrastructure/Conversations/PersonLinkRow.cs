using Imcc.Core.Contacts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imcc.Infrastructure.Conversations;

/// <summary>The stored form of a <see cref="PersonLink"/>, in the store of its contact. Never changed after it is written.</summary>
internal sealed class PersonLinkRow
{
    public required Guid Id { get; init; }
    public required Guid MergeId { get; init; }
    public required PersonLinkKind Kind { get; init; }
    public required Guid ContactId { get; init; }
    public required Guid ThreadId { get; init; }
    public Guid? FromPersonId { get; init; }
    public Guid? ToPersonId { get; init; }
    public Guid? ByAgentId { get; init; }
    public required DateTimeOffset At { get; init; }

    public static PersonLinkRow From(PersonLink link, Guid contactId, Guid threadId) => new()
    {
        Id = link.Id,
        MergeId = link.MergeId,
        Kind = link.Kind,
        ContactId = contactId,
        ThreadId = threadId,
        FromPersonId = link.From,
        ToPersonId = link.To,
        ByAgentId = link.By,
        At = link.At,
    };

    internal sealed class Mapping : IEntityTypeConfiguration<PersonLinkRow>
    {
        public void Configure(EntityTypeBuilder<PersonLinkRow> row)
        {
            row.ToTable("person_links");
            row.HasKey(r => r.Id);
            row.Property(r => r.Id).ValueGeneratedNever();
            row.HasIndex(r => r.ContactId);
            row.HasIndex(r => r.MergeId);
        }
    }
}
