namespace Imcc.Core.Channels;

/// <summary>One public account of a channel (渠道账号), and how it receives its customers.</summary>
[GenerateSerializer, Immutable]
public sealed record ChannelAccount
{
    [Id(0)] public required Guid Id { get; init; }

    /// <summary>The word in the account's URLs: 2 to 40 of <c>a-z 0-9 -</c>, unique.</summary>
    [Id(1)] public required string Key { get; init; }

    [Id(2)] public required ChannelKind Kind { get; init; }

    [Id(3)] public required string Name { get; init; }

    [Id(4)] public required Guid OrgUnitId { get; init; }

    /// <summary>The skill group that its customers queue for.</summary>
    [Id(5)] public required Guid SkillGroupId { get; init; }

    [Id(6)] public bool Enabled { get; init; } = true;

    [Id(7)] public ReceptionTexts Texts { get; init; } = new();

    /// <summary>What a WeChat account needs besides; null for other kinds.</summary>
    [Id(8)] public WeChat.WeChatSettings? WeChat { get; init; }

    /// <summary>0 to 9: whoever writes to this account counts at least as this VIP tier.</summary>
    [Id(9)] public int VipTier { get; init; }

    /// <summary>What connects it, for every kind that has a <see cref="ChannelForm"/>.</summary>
    [Id(10)] public ChannelConnection Connection { get; init; } = ChannelConnection.None;
}
