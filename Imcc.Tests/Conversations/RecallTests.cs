using Imcc.Core.Channels;
using Imcc.Core.Conversations;
using Imcc.Core.Delivery;
using Imcc.Core.Desk;

namespace Imcc.Tests.Conversations;

public sealed class RecallTests
{
    private static readonly DateTimeOffset Nine = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly Guid Agent = Guid.CreateVersion7(Nine);

    private static readonly ThreadMessage Said = new()
    {
        Id = Guid.CreateVersion7(Nine),
        ThreadId = Guid.CreateVersion7(Nine),
        Seq = 1,
        Direction = MessageDirection.Outbound,
        Sender = MessageSender.Agent,
        AgentId = Agent,
        Content = new TextContent("发错了"),
        At = Nine,
        Delivery = DeliveryState.Sent,
    };

    [Theory]
    [InlineData(0, CommandOutcome.Done)]
    [InlineData(120, CommandOutcome.Done)]
    [InlineData(121, CommandOutcome.TooLate)]
    public void From_a_web_chat_it_is_taken_back_for_two_minutes(int seconds, CommandOutcome outcome) =>
        Assert.Equal(outcome, Recall.Decide(Said, Agent, ChannelKind.WebChat, false, Nine.AddSeconds(seconds)));

    [Theory]
    [InlineData(DeliveryState.Pending, false, CommandOutcome.Done)]
    [InlineData(DeliveryState.Pending, true, CommandOutcome.Unsupported)]
    [InlineData(DeliveryState.Failed, false, CommandOutcome.Done)]
    [InlineData(DeliveryState.Sent, false, CommandOutcome.Unsupported)]
    public void WeChat_gives_nothing_back_and_only_what_has_not_left_is_stopped(DeliveryState delivery, bool isOnItsWay, CommandOutcome outcome) =>
        Assert.Equal(outcome, Recall.Decide(Said with { Delivery = delivery }, Agent, ChannelKind.WeChat, isOnItsWay, Nine.AddHours(1)));

    [Theory]
    [InlineData(DeliveryState.Sent, "id", 120, CommandOutcome.Done)]
    [InlineData(DeliveryState.Sent, "id", 121, CommandOutcome.TooLate)]
    [InlineData(DeliveryState.Pending, null, 500, CommandOutcome.Done)]
    public void QQ_gives_back_for_two_minutes(DeliveryState delivery, string? id, int seconds, CommandOutcome outcome)
    {
        var message = Said with { Delivery = delivery, ChannelMessageId = id };
        Assert.Equal(outcome, Recall.Decide(message, Agent, ChannelKind.Qq, false, Nine.AddSeconds(seconds)));
        if (delivery == DeliveryState.Sent)
            Assert.Equal(outcome == CommandOutcome.Done ? Nine.AddMinutes(2) : null, Recall.Until(message, Agent, ChannelKind.Qq, Nine.AddSeconds(seconds)));
    }

    [Theory]
    [InlineData(DeliveryState.Sent, false, 60, CommandOutcome.Done)]
    [InlineData(DeliveryState.Sent, false, 121, CommandOutcome.TooLate)]
    [InlineData(DeliveryState.Pending, false, 121, CommandOutcome.Done)]
    [InlineData(DeliveryState.Pending, true, 1, CommandOutcome.Unsupported)]
    public void From_an_open_channel_it_is_taken_back_by_telling_so_for_two_minutes(DeliveryState delivery, bool isOnItsWay, int seconds, CommandOutcome outcome) =>
        Assert.Equal(outcome, Recall.Decide(Said with { Delivery = delivery }, Agent, ChannelKind.Open, isOnItsWay, Nine.AddSeconds(seconds)));

    [Fact]
    public void What_may_have_arrived_is_not_stopped() =>
        Assert.Equal(CommandOutcome.Unsupported, Recall.Decide(Said with { Delivery = DeliveryState.Pending, MaybeTwice = true }, Agent, ChannelKind.WeChat, false, Nine));

    [Fact]
    public void Only_an_agents_own_words_to_the_customer_are_taken_back_and_only_once()
    {
        Assert.Equal(CommandOutcome.NotYours, Decide(Said with { AgentId = Guid.CreateVersion7(Nine) }));
        Assert.Equal(CommandOutcome.NotYours, Decide(Said with { Direction = MessageDirection.Internal }));
        Assert.Equal(CommandOutcome.NotYours, Decide(Said with { Sender = MessageSender.Automatic }));
        Assert.Equal(CommandOutcome.NotYours, Decide(Said with { Direction = MessageDirection.Inbound, Sender = MessageSender.Customer }));
        Assert.Equal(CommandOutcome.AlreadyDone, Decide(Said with { RecalledAt = Nine }));
    }

    [Fact]
    public void A_screen_offers_it_as_long_as_it_can_be_done()
    {
        Assert.Equal(Nine.AddMinutes(2), Recall.Until(Said, Agent, ChannelKind.WebChat, Nine));
        Assert.Null(Recall.Until(Said, Agent, ChannelKind.WebChat, Nine.AddMinutes(3)));
        Assert.Null(Recall.Until(Said, Agent, ChannelKind.WeChat, Nine));
        Assert.Equal(Nine.AddMinutes(2), Recall.Until(Said, Agent, ChannelKind.Open, Nine));
    }

    private static CommandOutcome Decide(ThreadMessage message) => Recall.Decide(message, Agent, ChannelKind.WebChat, false, Nine);
}
