using Imcc.Core.Conversations;
using Imcc.Core.Desk;
using Imcc.Core.Reasons;
using static Imcc.Tests.Conversations.TableScene;

namespace Imcc.Tests.Reasons;

/// <summary>A mandatory reason stands in the way of the summary, never of the agent's capacity.</summary>
public sealed class SummaryConductTests
{
    private static readonly Guid Lost = Id(41), Instalments = Id(42), Heading = Id(40);

    [Fact]
    public void Finishing_without_a_reason_is_refused_and_with_one_it_is_done()
    {
        var c = At("WrapUp")!;
        Assert.Equal(CommandOutcome.ReasonMissing, Conduct.Decide(c, new Act.FinishWrapUp(Server), WantingReason()).Outcome);
        var classified = Classify(c, new ReasonPick(Lost, true)).Next!;
        var done = Conduct.Decide(classified, new Act.FinishWrapUp(Server), WantingReason());
        Assert.Equal((CommandOutcome.Done, ConversationState.Closed, null), (done.Outcome, done.Next!.State, done.Next.SummaryOwedBy));
    }

    [Fact]
    public void The_time_of_the_wrap_up_closes_it_all_the_same_and_the_agent_owes_the_reason()
    {
        var over = DeadlineConduct.Decide(At("WrapUp")!, WantingReason() with { Now = Now.AddHours(1) })!.Next!;
        Assert.Equal((ConversationState.Closed, false, Server), (over.State, over.HoldsAgent, over.SummaryOwedBy));
        var paid = Classify(over, new ReasonPick(Lost, true)).Next!;
        Assert.Equal((ConversationState.Closed, null, "信用卡 › 挂失补卡"), (paid.State, paid.SummaryOwedBy, paid.Reasons.Single().FullName));
    }

    [Fact]
    public void Where_no_reason_is_wanted_or_none_can_be_chosen_nothing_is_owed()
    {
        Assert.Equal(CommandOutcome.Done, Conduct.Decide(At("WrapUp")!, new Act.FinishWrapUp(Server), Around()).Outcome);
        Assert.Null(DeadlineConduct.Decide(At("WrapUp")!, Around() with { Now = Now.AddHours(1) })!.Next!.SummaryOwedBy);
        var wanting = WantingReason();
        var group = wanting.Directory.Groups[Group.Id] with { Reasons = new() { Required = true, Roots = [Id(99)] } };
        var nothing = wanting with { Directory = new(1, [wanting.Account], [group], [.. wanting.Directory.Agents.Values]) { Reasons = wanting.Directory.Reasons } };
        Assert.Equal(CommandOutcome.Done, Conduct.Decide(At("WrapUp")!, new Act.FinishWrapUp(Server), nothing).Outcome);
    }

    [Fact]
    public void A_parked_conversation_is_not_closed_by_hand_without_its_reason_and_owes_it_when_it_closes_by_itself()
    {
        Assert.Equal(CommandOutcome.ReasonMissing, Conduct.Decide(At("Parked")!, new Act.CloseParked(Server), WantingReason()).Outcome);
        Assert.Equal(Server, DeadlineConduct.Decide(At("Parked")!, WantingReason() with { Now = Now.AddDays(3) })!.Next!.SummaryOwedBy);
        Assert.Null(DeadlineConduct.Decide(At("Automated")!, WantingReason() with { Now = Now.AddDays(3) })!.Next!.SummaryOwedBy);
    }

    [Theory]
    [InlineData("Queued", CommandOutcome.TooLate)]
    [InlineData("Offered", CommandOutcome.TooLate)]
    [InlineData("Message", CommandOutcome.TooLate)]
    [InlineData("Active", CommandOutcome.Done)]
    [InlineData("Inviting", CommandOutcome.Done)]
    [InlineData("Parked", CommandOutcome.Done)]
    [InlineData("WrapUp", CommandOutcome.Done)]
    public void A_reason_is_given_while_somebody_has_the_conversation(string place, CommandOutcome expected)
    {
        var done = Classify(At(place)!, new ReasonPick(Lost, true));
        Assert.Equal(expected, done.Outcome);
        Assert.Equal(expected == CommandOutcome.Done ? [ConversationEventKind.Classified] : [], done.Happened.Select(h => h.Kind));
        // Nothing else about it changes.
        if (done.Next is { } next)
            Assert.Equal(StateTable.PlaceOf(At(place)), StateTable.PlaceOf(next));
    }

    [Fact]
    public void Another_agent_may_not_and_a_lead_may()
    {
        Assert.Equal(CommandOutcome.NotYours, Conduct.Decide(At("WrapUp")!, new Act.Classify(Other, [new(Lost, true)]), WantingReason()).Outcome);
        var around = WantingReason();
        var agents = around.Directory.Agents.Values.Select(a => a.Id == Lead ? a with { IsLead = true } : a).ToList();
        var led = around with { Directory = new(1, [around.Account], [.. around.Directory.Groups.Values], agents) { Reasons = around.Directory.Reasons } };
        Assert.Equal(CommandOutcome.Done, Conduct.Decide(At("WrapUp")!, new Act.Classify(Lead, [new(Lost, true)]), led).Outcome);
    }

    [Fact]
    public void A_heading_a_stranger_and_too_many_are_refused_and_the_same_again_is_nothing_new()
    {
        Assert.Equal(CommandOutcome.Invalid, Classify(At("Active")!, new ReasonPick(Heading, true)).Outcome);
        Assert.Equal(CommandOutcome.Invalid, Classify(At("Active")!, new ReasonPick(Id(77), true)).Outcome);
        Assert.Equal(CommandOutcome.TooMany, Classify(At("Active")!, [.. Enumerable.Range(0, 6).Select(i => new ReasonPick(Id(100 + i), false))]).Outcome);
        var once = Classify(At("Active")!, new(Lost, true), new(Instalments, false)).Next!;
        Assert.Equal(CommandOutcome.AlreadyDone, Classify(once, new(Lost, true), new(Instalments, false)).Outcome);
        Assert.Equal([false, true], Classify(once, new(Lost, false), new(Instalments, true)).Next!.Reasons.Select(r => r.IsMain));
    }

    [Fact]
    public void What_a_closed_summary_was_done_with_is_corrected_and_not_taken_away()
    {
        var closed = Conduct.Decide(Classify(At("WrapUp")!, new ReasonPick(Lost, true)).Next!, new Act.FinishWrapUp(Server), WantingReason()).Next!;
        Assert.Equal(CommandOutcome.ReasonMissing, Classify(closed).Outcome);
        Assert.Equal("信用卡 › 账单分期", Classify(closed, new ReasonPick(Instalments, true)).Next!.Reasons.Single().FullName);
        Assert.Equal(CommandOutcome.Done, Conduct.Decide(closed, new Act.SaveNote(Server, "补记"), WantingReason()).Outcome);
        Assert.Equal(CommandOutcome.NotYours, Conduct.Decide(closed, new Act.SaveNote(Other, "补记"), WantingReason()).Outcome);
    }

    private static Conducted Classify(Conversation c, params ReasonPick[] picks) => Conduct.Decide(c, new Act.Classify(Server, [.. picks]), WantingReason());
}
