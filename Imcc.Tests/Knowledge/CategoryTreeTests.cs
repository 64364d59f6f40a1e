using System.Net;
using Imcc.Core.Knowledge;

namespace Imcc.Tests.Knowledge;

public sealed class CategoryTreeTests
{
    private static readonly Guid[] Ids = [.. Enumerable.Range(1, 12).Select(i => new Guid($"01900000-0000-7000-8000-0000000000{i:00}"))];

    private static readonly CategoryTree Tree = new(
    [
        new(Ids[1], Ids[0], "挂失", Guid.Empty, 1),
        new(Ids[2], Ids[0], "账单", Guid.Empty, 0),
        new(Ids[0], null, "信用卡", Guid.Empty, 1),
        new(Ids[3], Ids[1], "补卡", Guid.Empty),
        new(Ids[4], null, "贷款", Guid.Empty, 0),
        // Its parent is gone.
        new(Ids[5], Ids[11], "孤儿", Guid.Empty, 5),
    ]);

    [Fact]
    public void Parents_stand_before_children_in_their_order_and_nothing_is_lost()
    {
        Assert.Equal("贷款0 信用卡0 账单1 挂失1 补卡2 孤儿0", string.Join(' ', Tree.All.Select(c => c.Category.Name + c.Depth)));
        Assert.Equal(["信用卡", "挂失", "补卡"], Tree.PathOf(Ids[3]));
        Assert.Equal(3, Tree.Under(Ids[1]).Count + Tree.Under(Ids[4]).Count);
        Assert.Equal(Ids[3], Tree.FindPath(["信用卡", "挂失", "补卡"])?.Id);
        Assert.Null(Tree.FindPath(["信用卡", "补卡"]));
    }

    [Fact]
    public void What_may_stand_where()
    {
        Assert.Empty(Tree.Check(null, Ids[1], "销卡"));
        Assert.Equal([ArticleFault.NameTaken], Tree.Check(null, Ids[0], "挂失").Select(p => p.Fault));
        Assert.Empty(Tree.Check(Ids[1], Ids[0], "挂失"));
        Assert.Equal([ArticleFault.Circle], Tree.Check(Ids[0], Ids[3], "信用卡").Select(p => p.Fault));
        Assert.Equal([ArticleFault.Unknown], Tree.Check(null, Ids[11], "某").Select(p => p.Fault));
        Assert.Equal([ArticleFault.BadCharacters], Tree.Check(null, null, "卡/证").Select(p => p.Fault));
        Assert.Equal([ArticleFault.Missing], Tree.Check(null, null, "").Select(p => p.Fault));
        var deep = new CategoryTree(Enumerable.Range(0, ArticleLimits.CategoryDepth).Select(i => new ArticleCategory(Ids[i], i == 0 ? null : Ids[i - 1], $"{i}", Guid.Empty)).Append(new(Ids[10], null, "浅", Guid.Empty)).Append(new(Ids[9], Ids[10], "浅下", Guid.Empty)));
        Assert.Equal([ArticleFault.TooDeep], deep.Check(null, Ids[ArticleLimits.CategoryDepth - 1], "下").Select(p => p.Fault));
        Assert.Equal([ArticleFault.TooDeep], deep.Check(Ids[10], Ids[ArticleLimits.CategoryDepth - 2], "浅").Select(p => p.Fault));
    }

    [Theory]
    [InlineData("127.0.0.1", false), InlineData("10.1.2.3", false), InlineData("172.20.0.1", false), InlineData("192.168.1.1", false), InlineData("169.254.169.254", false), InlineData("100.64.0.1", false), InlineData("0.0.0.0", false), InlineData("224.0.0.1", false)]
    [InlineData("::1", false), InlineData("::", false), InlineData("::ffff:10.0.0.1", false), InlineData("::7f00:1", false), InlineData("fe80::1", false), InlineData("fd00::1", false), InlineData("64:ff9b::7f00:1", false), InlineData("2002:7f00:1::", false)]
    [InlineData("8.8.8.8", true), InlineData("223.5.5.5", true), InlineData("172.32.0.1", true), InlineData("::ffff:8.8.8.8", true), InlineData("2400:3200::1", true)]
    public void Only_the_public_network_is_anybody_s(string address, bool isPublic) => Assert.Equal(isPublic, PublicNetwork.Has(IPAddress.Parse(address)));

    [Theory, InlineData("信用卡，怎么 挂失？", "信用卡怎么挂失"), InlineData("ＡＴＭ吞卡!", "atm吞卡"), InlineData("\ud800坏", "坏")]
    public void Wordings_that_differ_in_nothing_that_matters_are_the_same(string one, string other) => Assert.Equal(Wording.Fold(other), Wording.Fold(one));
}
