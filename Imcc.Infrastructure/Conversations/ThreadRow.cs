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
    /// <summary>What the channel says joins this identity with others; null: it does not say, or was not asked yet.</summary>
    public string? UnionId { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<ThreadRow>
    {
        public void Configure(EntityTypeBuilder<ThreadRow> row)
        {
            row.ToTable("threads");
            row.HasKey(r => r.Id);
            row.Property(r => r.Id).ValueGeneratedNever();
            row.Property(r => r.ExternalId).HasMaxLength(300);
            row.Property(r => r.UnionId).HasMaxLength(PersonKey.LongestUnionId);
            row.HasIndex(r => r.ContactId);
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
    public Guid? PersonId { get; init; }
    public int PersonTier { get; init; }
    /// <summary>As <see cref="AttributeValues"/> writes it.</summary>
    public string Attributes { get; init; } = "";
    public string? SourceScene { get; init; }
    public DateTimeOffset? SourceAt { get; init; }
    public string? FollowScene { get; init; }
    public string? LastScene { get; init; }
    public DateTimeOffset? LastSceneAt { get; init; }
    public DateTimeOffset? BlockedAt { get; init; }
    public string BlockReason { get; init; } = "";
    /// <summary>When the row was last written; null: before that was noted.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }

    public static ContactRow From(Contact c, DateTimeOffset? now = null) => new()
    {
        Id = c.Id,
        OrgUnitId = c.OrgUnitId,
        DisplayName = c.DisplayName,
        VipTier = c.VipTier,
        Note = c.Note,
        CreatedAt = c.CreatedAt,
        Revision = c.Revision,
        Tags = c.Tags.IsEmpty ? "" : string.Join(' ', c.Tags.Select(t => t.ToString("N"))),
        PersonId = c.PersonId,
        PersonTier = c.PersonTier,
        Attributes = c.Attributes,
        SourceScene = c.SourceScene,
        SourceAt = c.SourceAt,
        FollowScene = c.FollowScene,
        LastScene = c.LastScene,
        LastSceneAt = c.LastSceneAt,
        BlockedAt = c.BlockedAt,
        BlockReason = c.BlockReason,
        UpdatedAt = now,
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
        PersonId = PersonId,
        PersonTier = PersonTier,
        Attributes = Attributes,
        SourceScene = SourceScene,
        SourceAt = SourceAt,
        FollowScene = FollowScene,
        LastScene = LastScene,
        LastSceneAt = LastSceneAt,
        BlockedAt = BlockedAt,
        BlockReason = BlockReason,
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
            row.Property(r => r.PersonTier).HasDefaultValue(0).ValueGeneratedNever();
            row.Property(r => r.Attributes).HasMaxLength(AttributeValues.Longest).HasDefaultValue("").ValueGeneratedNever();
            row.Property(r => r.SourceScene).HasMaxLength(CustomerSource.LongestScene);
            row.Property(r => r.FollowScene).HasMaxLength(CustomerSource.LongestScene);
            row.Property(r => r.LastScene).HasMaxLength(CustomerSource.LongestScene);
            row.Property(r => r.BlockReason).HasMaxLength(FollowerRules.LongestReason).HasDefaultValue("").ValueGeneratedNever();
            row.HasIndex(r => r.BlockedAt).HasFilter("blocked_at IS NOT NULL");
            row.HasIndex(r => r.PersonId).HasFilter("person_id IS NOT NULL");
            row.HasIndex(r => r.UpdatedAt).HasFilter("updated_at IS NOT NULL");
        }
    }
}
