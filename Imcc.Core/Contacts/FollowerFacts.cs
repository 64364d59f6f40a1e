namespace Imcc.Core.Contacts;

/// <summary>What WeChat tells of a follower (no names and pictures since 2021).</summary>
[GenerateSerializer, Immutable, Alias("Imcc.FollowerFacts")]
public sealed record FollowerFacts
{
    [Id(0)] public required Guid AccountId { get; init; }

    [Id(1)] public required string OpenId { get; init; }

    /// <summary>False: nothing else is told.</summary>
    [Id(2)] public required bool IsFollowing { get; init; }

    [Id(3)] public DateTimeOffset? SubscribedAt { get; init; }

    /// <summary>How they came to follow, in WeChat's words (<c>ADD_SCENE_QR_CODE</c> …); an open set.</summary>
    [Id(4)] public string SubscribeScene { get; init; } = "";

    /// <summary>The scene of the code that they followed by; empty: by none.</summary>
    [Id(5)] public string QrScene { get; init; } = "";

    /// <summary>What the account calls them; empty: nothing.</summary>
    [Id(6)] public string Remark { get; init; } = "";

    /// <summary>WeChat's numbers of the follower's tags.</summary>
    [Id(7)] public IReadOnlyList<int> TagIds { get; init; } = [];

    /// <summary>Null: the account belongs to no open platform.</summary>
    [Id(8)] public string? UnionId { get; init; }

    /// <summary>When WeChat was asked: what both agreed on since is newer than this.</summary>
    [Id(10)] public DateTimeOffset AskedAt { get; init; }

    /// <summary>Which of the account's tags are which of ours.</summary>
    [Id(9)] public IReadOnlyDictionary<int, Guid> TagMap { get; init; } = new Dictionary<int, Guid>();
}
