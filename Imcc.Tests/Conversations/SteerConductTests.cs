using Imcc.Core.Channels;
using Imcc.Core.Conversations;
using Imcc.Core.Desk;
using Imcc.Core.Organisation;
using static Imcc.Tests.Conversations.TableScene;

namespace Imcc.Tests.Conversations;

/// <summary>What a supervisor may do in a conversation, and what it does to the agent's clocks and stretch.</summary>
public sealed class SteerConductTests
{
    [Fact]
    public void Taking_over_ends_one_stretch_and_begins_another_in_one_step()
    {
        var before = At("Active")!;
        var done = Do(before, new Act.TakeOver(Lead, Server, "客户投诉"))!;
        Assert.Equal((before.Revision + 1, Lead, ConversationState.Active), (done.Next!.Revision, done.Next.AgentId!.Value, done.Next.State));
        Assert.NotEqual(before.SegmentId, done.Next.SegmentId);
        Assert.Equal([ConversationEventKind.Assigned, ConversationEventKind.TakenOverByLead], done.Happened.Select(h => h.Kind));
        Assert.All(done.Happened, h => Assert.Equal(Lead, h.By));
        Assert.Equal(CommandOutcome.AlreadyDone, Do(done.Next, new Act.TakeOver(Lead, Lead, ""))!.Outcome);
    }

    [Fact]
    public void What_has_moved_on_since_the_supervisor_looked_is_left_alone()
    {
        Assert.Equal(CommandOutcome.TooLate, Do(At("Active"), new Act.TakeOver(Lead, Other, ""))!.Outcome);
        Assert.Equal(CommandOutcome.TooLate, Do(At("Queued"), new Act.TakeOver(Lead, Server, ""))!.Outcome);
        Assert.Equal(CommandOutcome.TooLate, Do(At("WrapUp"), new Act.TakeOver(Lead, Server, ""))!.Outcome);
        Assert.Equal(CommandOutcome.TooLate, Do(At("Active"), new Act.Move(Lead, null, OtherGroup.Id, ""))!.Outcome);
        // What rings is nobody's yet, whoever it rings at.
        Assert.Equal(CommandOutcome.Done, Do(At("Offered"), new Act.TakeOver(Lead, null, ""))!.Outcome);
    }

    [Fact]
    public void Only_a_lead_of_the_conversations_unit_or_of_one_above_it_may()
    {
        var (head, branch, other) = (Id(90), Id(91), Id(92));
        var tree = new UnitTree(new Dictionary<Guid, Guid?> { [head] = null, [branch] = head, [other] = head });
        foreach (var (unit, isLead, expected) in new[] { (head, true, true), (branch, true, true), (other, true, false), (branch, false, false) })
        {
            var around = Around();
            var lead = new Agent { Id = Lead, UserName = "lead", DisplayName = "班长", OrgUnitId = unit, IsLead = isLead };
            around = around with { Directory = new(1, [around.Account], [around.Directory.Groups[Group.Id] with { OrgUnitId = branch }, OtherGroup], [lead]) { Units = tree, Calendars = around.Directory.Calendars } };
            var c = At("Active")!;
            var outcomes = new[]
            {
                Conduct.Decide(c, new Act.TakeOver(Lead, Server, ""), around).Outcome, Conduct.Decide(c, new Act.Move(Lead, Server, OtherGroup.Id, ""), around).Outcome,
                SteerConduct.Whisper(c, Lead, around).Outcome, SteerConduct.Speak(c, Lead, "您好", around).Outcome,
            };
            Assert.All(outcomes, o => Assert.Equal(expected, o == CommandOutcome.Done));
            Assert.All(outcomes, o => Assert.True(expected || o == CommandOutcome.NotAllowed));
        }
    }

    [Fact]
    public void A_supervisors_word_to_the_customer_is_no_reply_of_the_agents()
    {
        var waiting = At("Active")!.HearCustomer("还在吗", Now);
        var done = SteerConduct.Speak(waiting, Lead, "您好，我是班长", Around());
        var after = done.Next!;
        Assert.Equal("您好，我是班长", after.Preview);
        Assert.Equal((waiting.WaitingSince, waiting.FirstReplyAt, waiting.LastAgentMessageAt, waiting.SegmentId, waiting.AgentId, waiting.Unread), (after.WaitingSince, after.FirstReplyAt, after.LastAgentMessageAt, after.SegmentId, after.AgentId, after.Unread));
        Assert.Equal(ConversationEventKind.LeadSpoke, Assert.Single(done.Happened).Kind);
        Assert.Equal(CommandOutcome.TooLate, SteerConduct.Speak(At("Parked")!, Lead, "", Around()).Outcome);
    }

    [Fact]
    public void A_whisper_changes_nothing_and_needs_somebody_to_hear_it()
    {
        foreach (var place in new[] { "Active", "Inviting", "Parked", "WrapUp" })
        {
            var c = At(place)!;
            Assert.Same(c, SteerConduct.Whisper(c, Lead, Around()).Next);
        }

        foreach (var place in new[] { "Automated", "Queued", "Offered", "Message" })
            Assert.Equal(CommandOutcome.NotThere, SteerConduct.Whisper(At(place)!, Lead, Around()).Outcome);
    }

    [Fact]
    public void A_whisper_keeps_its_place_and_loses_its_words_for_whoever_it_is_not_for()
    {
        var whisper = new ThreadMessage
        {
            Id = Id(70), ThreadId = Id(20), Seq = 3, ConversationId = Id(7), Direction = MessageDirection.Internal, Sender = MessageSender.Lead, AgentId = Lead, ToAgentId = Server, Content = new TextContent("别答应减免"), At = Now,
        };
        Assert.Same(whisper, whisper.For(Server, isLead: false, null));
        Assert.Same(whisper, whisper.For(Other, isLead: true, null));
        Assert.Same(whisper, whisper.For(Other, isLead: false, servesConversation: Id(7)));
        var withheld = whisper.For(Other, isLead: false, servesConversation: Id(8));
        Assert.Equal((true, 3L, "", null, null), (withheld.IsWithheld, withheld.Seq, ((TextContent)withheld.Content).Text, withheld.AgentId, withheld.ToAgentId));
        var remark = whisper with { Sender = MessageSender.Agent, ToAgentId = null };
        Assert.Same(remark, remark.For(Other, isLead: false, null));
    }

    [Fact]
    public void Looking_is_a_lease_that_ends_when_it_runs_out_whenever_somebody_notices()
    {
        var watch = new Watch { Id = Id(80), ThreadId = Id(20), ConversationId = Id(7), LeadId = Lead, Since = Now, Until = Now + Watch.Lease };
        var renewed = watch.Renew(Now.AddSeconds(20));
        Assert.Equal(Now.AddSeconds(20) + Watch.Lease, renewed.Until);
        Assert.False(renewed.IsOn(renewed.Until));
        Assert.Equal(renewed.Until, renewed.End(Now.AddHours(3)).EndedAt);
        var ended = renewed.End(Now.AddSeconds(30));
        Assert.Equal((Now.AddSeconds(30), ended), (ended.EndedAt, ended.Renew(Now.AddSeconds(40)).End(Now.AddSeconds(50))));
        // Nobody is seen for looking where the rule says so, and everybody for speaking.
        Assert.False(watch.IsSeenByAgent);
        Assert.True((watch with { IsShown = true }).IsSeenByAgent);
        Assert.True(watch.Raise(WatchMode.Whisper).IsSeenByAgent);
        Assert.Equal(WatchMode.Join, watch.Raise(WatchMode.Join).Raise(WatchMode.Whisper).Mode);
    }

    [Fact]
    public void A_skill_group_may_have_the_other_rule()
    {
        var rules = new SupervisionRules { Exceptions = [Group.Id] };
        Assert.Equal((false, true, true), (rules.ShowsMonitoringIn(Group.Id), rules.ShowsMonitoringIn(OtherGroup.Id), rules.ShowsMonitoringIn(null)));
        Assert.True((rules with { ShowsMonitoring = false }).ShowsMonitoringIn(Group.Id));
    }
}
