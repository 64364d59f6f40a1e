using Imcc.Core.Channels;
using Imcc.Core.Conversations;
using Imcc.Core.Surveys;

namespace Imcc.Tests.Surveys;

public sealed class SurveyTimeTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 2, 0, 0, TimeSpan.Zero);

    private static readonly Conversation Served = Conversation.Open(Guid.CreateVersion7(Now), Guid.CreateVersion7(Now), Guid.CreateVersion7(Now), Guid.CreateVersion7(Now), null, Now) with
    {
        State = ConversationState.Active, AgentId = Guid.CreateVersion7(Now), FirstReplyAt = Now,
    };

    [Theory]
    [InlineData(EndReason.Agent, true)]
    [InlineData(EndReason.CustomerIdle, true)]
    [InlineData(EndReason.TotalLimit, true)]
    [InlineData(EndReason.CustomerLeft, false)]
    public void The_end_of_service_is_the_time_to_ask(EndReason reason, bool asks) =>
        Assert.Equal(asks, SurveyTime.HasCome(Served, Served.End(reason, Now), new() { Mode = SurveyMode.Always }, false, ChannelKind.WeChat));

    [Fact]
    public void Who_closes_the_web_chat_still_sees_its_page() =>
        Assert.True(SurveyTime.HasCome(Served, Served.End(EndReason.CustomerLeft, Now), new() { Mode = SurveyMode.Always }, false, ChannelKind.WebChat));

    [Fact]
    public void A_parked_conversation_that_is_closed_is_asked_about() =>
        Assert.True(SurveyTime.HasCome(Served.Park(Now, null), Served.Park(Now, null).Close(Now, EndReason.ParkedTooLong), new() { Mode = SurveyMode.Always }, false, ChannelKind.WeChat));

    [Fact]
    public void Nobody_is_asked_after_a_transfer_a_parking_or_the_end_of_the_wrap_up()
    {
        var always = new SurveyRules { Mode = SurveyMode.Always };
        Assert.False(SurveyTime.HasCome(Served, Served.Transfer(Guid.CreateVersion7(Now), 1, new(null, Now, "", ""), Now), always, true, ChannelKind.WeChat));
        Assert.False(SurveyTime.HasCome(Served, Served.Park(Now, null), always, true, ChannelKind.WeChat));
        var ended = Served.End(EndReason.Agent, Now);
        Assert.False(SurveyTime.HasCome(ended, ended.Close(Now), always, true, ChannelKind.WeChat));
    }

    [Fact]
    public void Who_was_never_answered_is_not_asked() =>
        Assert.False(SurveyTime.HasCome(Served with { FirstReplyAt = null }, (Served with { FirstReplyAt = null }).End(EndReason.Agent, Now), new() { Mode = SurveyMode.Always }, true, ChannelKind.WeChat));

    [Theory]
    [InlineData(SurveyMode.Never, false, false)]
    [InlineData(SurveyMode.Never, true, false)]
    [InlineData(SurveyMode.Always, false, true)]
    [InlineData(SurveyMode.AgentsChoice, false, false)]
    [InlineData(SurveyMode.AgentsChoice, true, true)]
    public void The_groups_rule_decides_and_where_it_says_so_the_agent(SurveyMode mode, bool isChosen, bool asks) =>
        Assert.Equal(asks, SurveyTime.HasCome(Served, Served.End(EndReason.Agent, Now), new() { Mode = mode }, isChosen, ChannelKind.WeChat));
}
