using Imcc.Core.Replies;

namespace Imcc.Tests.Replies;

public sealed class ReplyVariablesTests
{
    private static readonly ReplyContext Known = new("陈思远", "李晓雯", "agent1", "信用卡", "云软银行", "上午好");

    [Theory]
    [InlineData("{客户}您好，{时间问候}！我是{坐席}（{工号}）", "陈思远您好，上午好！我是李晓雯（agent1）")]
    [InlineData("{Customer} {AGENT} {number} {group} {account} {greeting}", "陈思远 李晓雯 agent1 信用卡 云软银行 上午好")]
    [InlineData("{ 客户 }", "陈思远")]
    [InlineData("没有变量 {}", "没有变量 {}")]
    public void Variables_are_filled_by_their_names_in_both_languages(string text, string filled)
    {
        var result = ReplyVariables.Fill(text, ReplyVariables.Values(Known));
        Assert.Equal(filled, result.Text);
        Assert.Empty(result.Open);
    }

    [Fact]
    public void A_variable_without_a_value_stays_and_is_told()
    {
        var result = ReplyVariables.Fill("{客户}，订单 {单号} 由 {技能组} 处理", ReplyVariables.Values(Known with { Group = " " }));
        Assert.Equal("陈思远，订单 {单号} 由 {技能组} 处理", result.Text);
        Assert.Equal(["单号", "技能组"], result.Open);
        Assert.Equal(["单号"], ReplyVariables.Unknown("{单号} {客户} {greeting}"));
    }

    [Theory]
    [InlineData(4, "晚上好")]
    [InlineData(5, "上午好")]
    [InlineData(12, "下午好")]
    [InlineData(17.99, "下午好")]
    [InlineData(18, "晚上好")]
    public void The_greeting_goes_by_the_hour(double hour, string greeting) => Assert.Equal(greeting, ReplyVariables.Greeting(TimeSpan.FromHours(hour)));
}
