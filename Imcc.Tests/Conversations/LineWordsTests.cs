using Imcc.Core.Conversations;

namespace Imcc.Tests.Conversations;

public sealed class LineWordsTests
{
    [Theory]
    [InlineData("您前面还有 {ahead} 位，预计等待 {wait} 分钟，请稍候。", "您前面还有 3 位，预计等待 2 分钟，请稍候。", 3, 61)]
    [InlineData("您前面还有 {ahead} 位，预计等待 {wait} 分钟。", "您前面还有 3 位，预计等待 1 分钟。", 3, 1)]
    [InlineData("您前面还有 {ahead} 位，预计等待 {wait} 分钟。请稍候", "您前面还有 3 位。请稍候", 3, null)]
    [InlineData("预计等待 {wait} 分钟，前面 {ahead} 位。", "前面 0 位。", 0, null)]
    [InlineData("正在为您转接，前面还有 {ahead} 位，预计 {wait} 分钟。", "正在为您转接。", 0, 0)]
    [InlineData("You are number {ahead} in line. Estimated wait: {wait} minutes. Please hold.", "You are number 3 in line. Please hold.", 3, null)]
    [InlineData("{wait}", "", 0, null)]
    [InlineData("请稍候", "请稍候", 0, null)]
    public void What_is_known_is_filled_in_and_what_is_not_is_left_unsaid(string text, string expected, int ahead, int? seconds) =>
        Assert.Equal(expected, LineWords.Fill(text, new(ahead, seconds is { } s ? TimeSpan.FromSeconds(s) : null, ahead)));

    [Fact]
    public void Without_a_forecast_nothing_is_promised() =>
        Assert.Equal("正在为您转接人工客服。", LineWords.Fill("正在为您转接人工客服，前面还有 {ahead} 位，预计 {wait} 分钟。", null));

    [Theory]
    [InlineData(true, "很抱歉，现在无法为您接通人工客服。请稍后再联系我们。")]
    [InlineData(false, "很抱歉，现在无法为您接通人工客服，人工服务将于 今天 18:00 开始。请稍后再联系我们。")]
    public void Who_is_sent_away_is_not_told_that_a_message_would_be_read(bool isOpen, string expected)
    {
        var around = TableScene.Around(isOpen);
        Assert.Equal(expected, LineWords.For(isOpen ? EndReason.LineFull : EndReason.OutOfHours, Core.Organisation.TurnAway.End, around.GroupOf(TableScene.At("Queued")!)!, around));
    }
}
