using Imcc.Core.Reasons;

namespace Imcc.Tests.Reasons;

public sealed class ReasonSuggestionsTests
{
    private static readonly ReasonTree Tree = new(1, Trees.Of(
        "信用卡/账单分期:分期 手续费", "信用卡/年费减免:年费", "信用卡/挂失补卡:挂失 丢了", "借记卡/卡片挂失:挂失 丢卡", "理财/基金费率:费率 手续费", "手机银行/登录失败:登录不了 APP"));

    [Theory]
    [InlineData("我的信用卡丢了，怎么挂失？", "挂失补卡 卡片挂失")]
    [InlineData("信用卡想办个分期，手续费多少", "账单分期 基金费率")]
    [InlineData("app登录不了", "登录失败")]
    [InlineData("在吗", "")]
    [InlineData("", "")]
    public void The_customer_s_words_speak_for_reasons(string said, string expected) =>
        Assert.Equal(expected, string.Join(' ', ReasonSuggestions.For([said], Tree.OfferedUnder([]), Tree).Select(id => Tree.Find(id)!.Name)));

    [Fact]
    public void There_are_three_at_most_and_headings_are_none_of_them()
    {
        var suggested = ReasonSuggestions.For(["信用卡 借记卡 理财", "分期 年费 挂失 手续费 登录不了"], Tree.OfferedUnder([]), Tree);
        Assert.Equal(3, suggested.Length);
        Assert.All(suggested, id => Assert.True(Tree.IsChoosable(id)));
    }

    [Fact]
    public void Only_what_the_group_uses_is_suggested() =>
        Assert.Equal(["卡片挂失"], ReasonSuggestions.For(["挂失"], Tree.OfferedUnder([Tree.Roots.Single(r => r.Name == "借记卡").Id]), Tree).Select(id => Tree.Find(id)!.Name));
}
