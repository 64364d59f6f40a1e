using Imcc.Core.Conversations;
using Imcc.Core.Desk;

namespace Imcc.Tests.Conversations;

public sealed class PinConductTests
{
    private static readonly DateTimeOffset Nine = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly Guid Agent = Id(1);
    private static readonly Guid Helper = Id(2);
    private static readonly Guid Stranger = Id(3);

    private static readonly Conversation Served = Conversation.Open(Id(10), Id(11), Id(12), Id(13), null, Nine) with
    {
        State = ConversationState.Active,
        AgentId = Agent,
        Help = new(Helper, Agent, Nine, ""),
    };

    [Theory]
    [InlineData(ConversationState.Active, true)]
    [InlineData(ConversationState.Parked, true)]
    [InlineData(ConversationState.WrapUp, true)]
    [InlineData(ConversationState.Offered, false)]
    [InlineData(ConversationState.Closed, false)]
    public void Whoever_serves_keeps_or_writes_up_may_pin(ConversationState state, bool may) =>
        Assert.Equal(may, PinConduct.MayPin(Served with { State = state }, Agent, isLead: false));

    [Fact]
    public void Whoever_helps_and_a_lead_may_pin_and_others_may_not()
    {
        Assert.Equal(CommandOutcome.Done, Decide(Add() with { AgentId = Helper }).Outcome);
        Assert.Equal(CommandOutcome.Done, Decide(Add() with { AgentId = Stranger }, isLead: true).Outcome);
        var refused = Decide(Add() with { AgentId = Stranger });
        Assert.Equal((CommandOutcome.NotYours, null), (refused.Outcome, refused.Added));
    }

    [Fact]
    public void A_message_is_pinned_once_and_a_number_of_it_beside_it()
    {
        var pinned = Decide(Add()).Added!;
        Assert.Equal((Served.Id, Served.ThreadId, Agent, Nine), (pinned.ConversationId, pinned.ThreadId, pinned.ByAgentId, pinned.At));
        Assert.Equal(CommandOutcome.AlreadyDone, Decide(Add(), pinned).Outcome);
        Assert.Equal("20251122083012345", Decide(new PinAct.Add(Id(20), "20251122083012345", PinScope.Conversation, "") { AgentId = Agent }, pinned).Added!.Number);
    }

    [Fact]
    public void Twenty_may_be_shown_and_no_more()
    {
        var twenty = Enumerable.Range(0, Pin.Most).Select(i => Pinned(100 + i)).ToArray();
        Assert.Equal(CommandOutcome.TooMany, Decide(Add(), twenty).Outcome);
        Assert.Equal(CommandOutcome.Done, Decide(Add(), twenty[1..]).Outcome);
    }

    [Fact]
    public void A_note_is_trimmed_and_no_longer_than_it_may_be()
    {
        var pin = Pinned(100);
        Assert.Equal("已退款", Decide(new PinAct.Annotate(pin.Id, " 已退款 ") { AgentId = Agent }, pin).Changed!.Note);
        Assert.Equal(CommandOutcome.TooLong, Decide(new PinAct.Annotate(pin.Id, new string('长', Pin.LongestNote + 1)) { AgentId = Agent }, pin).Outcome);
        Assert.Equal(CommandOutcome.TooLong, Decide(Add() with { Note = new string('长', Pin.LongestNote + 1) }).Outcome);
        Assert.Equal(CommandOutcome.AlreadyDone, Decide(new PinAct.Annotate(pin.Id, "") { AgentId = Agent }, pin).Outcome);
    }

    [Fact]
    public void What_is_not_there_cannot_be_changed_and_is_gone_already()
    {
        Assert.Equal(CommandOutcome.NotFound, Decide(new PinAct.Annotate(Id(100), "x") { AgentId = Agent }).Outcome);
        Assert.Equal(CommandOutcome.NotFound, Decide(new PinAct.Extend(Id(100), PinScope.Customer) { AgentId = Agent }).Outcome);
        Assert.Equal(CommandOutcome.AlreadyDone, Decide(new PinAct.Remove(Id(100)) { AgentId = Agent }).Outcome);
    }

    [Fact]
    public void What_was_removed_comes_back_as_it_was_where_it_was()
    {
        var gone = Pinned(100) with { Note = "加急" };
        Assert.Equal(gone, Restore(gone).Added);
        Assert.Equal(CommandOutcome.AlreadyDone, Restore(gone, gone).Outcome);
        Assert.Equal(CommandOutcome.TooLate, Restore(null).Outcome);
        Assert.Equal(CommandOutcome.TooLate, Restore(gone with { ThreadId = Id(99) }).Outcome);
        Assert.Equal(CommandOutcome.TooLate, Restore(gone with { ConversationId = Id(99) }).Outcome);
        Assert.Equal(CommandOutcome.TooMany, Restore(gone, [.. Enumerable.Range(0, Pin.Most).Select(i => Pinned(200 + i))]).Outcome);

        static PinDecision Restore(Pin? removed, params Pin[] shown) =>
            PinConduct.Decide(Served, shown, new PinAct.Restore(Id(100)) { AgentId = Agent }, isLead: false, removed, Id(50), Nine);
    }

    [Fact]
    public void A_customers_pin_is_shown_in_every_conversation_and_another_only_in_its_own()
    {
        var pin = Pinned(100);
        Assert.True(pin.IsShownIn(Served.Id));
        Assert.False(pin.IsShownIn(Id(99)));
        Assert.True(Decide(new PinAct.Extend(pin.Id, PinScope.Customer) { AgentId = Agent }, pin).Changed!.IsShownIn(Id(99)));
    }

    private static PinDecision Decide(PinAct act, params Pin[] shown) => Decide(act, false, shown);

    private static PinDecision Decide(PinAct act, bool isLead, params Pin[] shown) => PinConduct.Decide(Served, shown, act, isLead, null, Id(50), Nine);

    private static PinAct.Add Add() => new(Id(20), "", PinScope.Conversation, "") { AgentId = Agent };

    private static Pin Pinned(int number) =>
        new() { Id = Id(number), ThreadId = Served.ThreadId, ConversationId = Served.Id, MessageId = Id(number + 1000), ByAgentId = Agent, At = Nine };

    private static Guid Id(int number) => new(number, 0, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 0);
}
