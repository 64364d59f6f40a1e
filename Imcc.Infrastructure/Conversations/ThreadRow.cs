using Imcc.Core.Contacts;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imcc.Infrastructure.Conversations;

/// <summary>A customer's identity in one account, and with it the thread (消息流) of all their messages there.</summary>
internal sealed class ThreadRow
{
    /// <summary>Computed: <see cref="ThreadKey"/>.</summary>
    public required Guid Id { get; init; }
    public required Guid AccountId { get; init; }
    public required string ExternalId { get; init; }
    public required Guid ContactId { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<ThreadRow>
    {
        public void Configure(EntityTypeBuilder<ThreadRow> row)
        {
            row.ToTable("threads");
            row.HasKey(r => r.Id);
            row.Property(r => r.Id).ValueGeneratedNever();
            row.Property(r => r.ExternalId).HasMaxLength(300);
        }
    }
}

/// <summary>The stored form of a <see cref="Contact"/>.</summary>
internal sealed class ContactRow : IRevised
{
    public required Guid Id { get; init; }
    public required Guid OrgUnitId { get; init; }
    public required string DisplayName { get; init; }
    public int VipTier { get; init; }
    public string Note { get; init; } = "";
    public required DateTimeOffset CreatedAt { get; init; }
    public long Revision { get; init; }
    /// <summary>Ids with blanks between.</summary>
    public string Tags { get; init; } = "";

    public static ContactRow From(Contact c) => new()
    {
        Id = c.Id,
        OrgUnitId = c.OrgUnitId,
        DisplayName = c.DisplayName,
        VipTier = c.VipTier,
        Note = c.Note,
        CreatedAt = c.CreatedAt,
        Revision = c.Revision,
        Tags = c.Tags.IsEmpty ? "" : string.Join(' ', c.Tags.Select(t => t.ToString("N"))),
    };

    public Contact ToContact() => new()
    {
        Id = Id,
        OrgUnitId = OrgUnitId,
        DisplayName = DisplayName,
        VipTier = VipTier,
        Note = Note,
        CreatedAt = CreatedAt,
        Revision = Revision,
        Tags = Tags.Length == 0 ? [] : [.. Tags.Split(' ').Select(Guid.Parse)],
    };

    internal sealed class Mapping : IEntityTypeConfiguration<ContactRow>
    {
        public void Configure(EntityTypeBuilder<ContactRow> row)
        {
            row.ToTable("contacts");
            row.HasKey(r => r.Id);
            row.Property(r => r.Id).ValueGeneratedNever();
            row.Property(r => r.DisplayName).HasMaxLength(100);
            row.Property(r => r.Note).HasMaxLength(2000);
            row.Property(r => r.Tags).HasMaxLength(1000).HasDefaultValue("").ValueGeneratedNever();
        }
    }
}
