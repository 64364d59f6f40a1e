namespace Imcc.Core.Contacts;

/// <summary>A person who writes to us (客户).</summary>
[GenerateSerializer, Immutable]
public sealed record Contact
{
    [Id(0)] public required Guid Id { get; init; }

    [Id(1)] public required Guid OrgUnitId { get; init; }

    /// <summary>What agents call the person; WeChat tells no names since 2021, so it may be made from the id.</summary>
    [Id(2)] public required string DisplayName { get; init; }

    /// <summary>0 is nobody special; higher is served earlier.</summary>
    [Id(3)] public int VipTier { get; init; }

    [Id(4)] public string Note { get; init; } = "";

    [Id(5)] public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Compared on every write of the row.</summary>
    [Id(6)] public long Revision { get; init; }

    /// <summary>Ids of the customer's tags.</summary>
    [Id(7)] public System.Collections.Immutable.ImmutableArray<Guid> Tags { get; init; } = [];

    /// <summary>The person whom this and other contacts are joined in; null: itself, until a UnionID says otherwise; the own id: itself, because somebody said so.</summary>
    [Id(8)] public Guid? PersonId { get; init; }

    /// <summary>The highest tier that the person has elsewhere, by the other identities' records, accounts and tags.</summary>
    [Id(9)] public int PersonTier { get; init; }

    /// <summary>What the administrator's attributes say of the customer, as <see cref="AttributeValues"/> writes it.</summary>
    [Id(10)] public string Attributes { get; init; } = "";

    /// <summary>The QR code (scene) that first brought the customer here; null: none did.</summary>
    [Id(11)] public string? SourceScene { get; init; }

    [Id(12)] public DateTimeOffset? SourceAt { get; init; }

    /// <summary>The code by which the customer last followed; null: by none.</summary>
    [Id(13)] public string? FollowScene { get; init; }

    /// <summary>The code that the customer scanned last, following by it or later.</summary>
    [Id(14)] public string? LastScene { get; init; }

    [Id(15)] public DateTimeOffset? LastSceneAt { get; init; }

    /// <summary>Since when what the customer writes opens no conversation (拉黑); null: it does.</summary>
    [Id(16)] public DateTimeOffset? BlockedAt { get; init; }

    /// <summary>Why; at most 200 characters.</summary>
    [Id(17)] public string BlockReason { get; init; } = "";

    /// <summary>Whose contact it is.</summary>
    public Guid Person => PersonId ?? Id;
}
