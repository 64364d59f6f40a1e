using Imcc.Core.Channels;
using Imcc.Core.Conversations;
using Imcc.Core.Desk;

namespace Imcc.Tests.Conversations;

/// <summary>Several people in one thread: whose conversation it is, and what the others may do to it.</summary>
public sealed class GroupReceptionTests
{
    private static readonly Speaker Customer = new("1", "张三"), Other = new("2", "李四");

    [Theory]
    [InlineData("Automated", true)]
    [InlineData("Asked", true)]
    [InlineData("Queued", false)]
    [InlineData("Offered", false)]
    [InlineData("Active", false)]
    [InlineData("Parked", false)]
    [InlineData("Message", false)]
    [InlineData("WrapUp", false)]
    public void Only_what_is_with_the_system_gives_way_to_another_speaker(string place, bool givesWay)
    {
        var open = InGroup(place);
        Assert.Equal(givesWay, GroupReception.GivesWay(open, Other));
        Assert.False(GroupReception.GivesWay(open, Customer));
        Assert.False(GroupReception.GivesWay(TableScene.At(place)!, Other));
    }

    [Theory]
    [InlineData("Queued")]
    [InlineData("Offered")]
    public void Who_is_not_the_customer_is_heard_and_chooses_nothing(string place)
    {
        // The customer was asked whether to wait: the other's "2" is no answer.
        var asked = InGroup(place) with { Alerts = ConversationAlerts.ChoiceAsked };
        Assert.Equal(new ReceptionDecision.KeepWaiting(), GroupReception.ForOther(asked, Other, new TextContent("2")));
        Assert.Equal(new ReceptionDecision.Record(), GroupReception.ForOther(asked, Other, new EventContent("poke")));
        Assert.Null(GroupReception.ForOther(asked, Customer, new TextContent("2")));
    }

    [Theory]
    [InlineData("Active")]
    [InlineData("WrapUp")]
    [InlineData("Parked")]
    public void An_agent_hears_everybody_who_speaks_to_us(string place) => Assert.Null(GroupReception.ForOther(InGroup(place), Other, new TextContent("2")));

    [Fact]
    public void The_agent_chooses_whom_to_answer_and_nobody_else_does()
    {
        var c = InGroup("Active");
        Assert.Equal(Customer, c.Chat!.Addressee);
        var turned = Conduct.Decide(c, new Act.Address(TableScene.Server, Other), TableScene.Around());
        Assert.Equal(Other, turned.Next!.Chat!.Addressee);
        Assert.Equal(Customer, turned.Next.Chat.Customer);
        // Back to the customer is no choice any more.
        Assert.Null(Conduct.Decide(turned.Next, new Act.Address(TableScene.Server, Customer), TableScene.Around()).Next!.Chat!.Answering);
        Assert.Equal(CommandOutcome.NotYours, Conduct.Decide(c, new Act.Address(TableScene.Colleague, Other), TableScene.Around()).Outcome);
        Assert.Equal(CommandOutcome.Invalid, Conduct.Decide(TableScene.At("Active")!, new Act.Address(TableScene.Server, Other), TableScene.Around()).Outcome);
    }

    [Fact]
    public void For_a_part_that_is_not_the_one_to_answer_nothing_is_said()
    {
        Assert.IsType<ReceptionDecision.Record>(Reception.Quietly(new ReceptionDecision.Answer("您好"), null));
        Assert.Null(Assert.IsType<ReceptionDecision.KeepWaiting>(Reception.Quietly(new ReceptionDecision.KeepWaiting("还有 3 位"), null)).Text);
        Assert.IsType<ReceptionDecision.ShowAgent>(Reception.Quietly(new ReceptionDecision.ShowAgent(), null));
    }

    private static Conversation InGroup(string place) => TableScene.At(place)! with { Chat = new("客户群", Customer) };
}
