using System.Collections.Frozen;
using Imcc.Core.Channels;
using Imcc.Core.Organisation;

namespace Imcc.Tests.Organisation;

/// <summary>A customer counts as the highest of what the record, the account and the tags say.</summary>
public sealed class TierOfCustomerTests
{
    private static readonly CustomerTag Vip = new(Guid.CreateVersion7(DateTimeOffset.UnixEpoch), "VIP客户", 3, "amber");
    private static readonly CustomerTag Stolen = new(Guid.CreateVersion7(DateTimeOffset.UnixEpoch), "盗刷挂失", 9, "red");
    private static readonly Core.Organisation.Directory Known = new(1, [], [], []) { Tags = new[] { Vip, Stolen }.ToFrozenDictionary(t => t.Id) };

    [Theory]
    [InlineData(0, 0, 0, 0)]
    [InlineData(2, 0, 0, 2)]
    [InlineData(2, 4, 0, 4)]
    [InlineData(2, 0, 1, 3)]
    [InlineData(5, 4, 1, 5)]
    [InlineData(0, 1, 2, 9)]
    public void The_highest_counts(int record, int account, int tags, int expected) =>
        Assert.Equal(expected, Known.TierOf(record, Account(account), new[] { Vip.Id, Stolen.Id }.Take(tags)));

    [Fact]
    public void A_tag_that_is_gone_says_nothing() =>
        Assert.Equal(1, Known.TierOf(1, Account(0), [Guid.CreateVersion7(DateTimeOffset.UnixEpoch)]));

    private static ChannelAccount Account(int tier) => new()
    {
        Id = Guid.Empty,
        Key = "bank",
        Kind = ChannelKind.WeChat,
        Name = "银行",
        OrgUnitId = Guid.Empty,
        SkillGroupId = Guid.Empty,
        VipTier = tier,
    };
}
