using System.Text.Json;
using Imcc.Core.Desk;

namespace Imcc.Tests.Journeys;

/// <summary>Conversations that change hands, get help, are kept for later and picked by hand.</summary>
public sealed class HandoverJourneyTests(JourneyHost journeys)
{
    /// <summary>As long as a note may be.</summary>
    private static readonly string Note = string.Concat(Enumerable.Repeat("客户要提前还款😀", 112))[..1000];

    [Fact]
    public async Task A_transfer_to_a_colleague_changes_nothing_until_it_is_accepted()
    {
        await using var scene = await ReadyAsync(1, 1);
        var (customer, id) = await ServeAsync(scene, "tran");
        var (source, target) = (scene.Agents[0], scene.Agents[1]);
        await target.BeAsync("Available");

        Assert.Equal(CommandOutcome.Done, await scene.Handovers().TransferToAgentAsync(scene.AgentId(0), id, scene.AgentId(1), "英语客户", "已核实身份"));

        var asked = await target.FindAsync(c => Invitation(c) is not null, "the colleague is asked");
        Assert.Equal("已核实身份", Invitation(asked)!.Value.GetProperty("note").GetString());
        // Their one place is taken from the asking on; the source still serves.
        var other = scene.Follower("othr");
        await other.SayAsync("你好");
        await scene.StateIsAsync(other, "Queued");
        Assert.Equal("Done", await source.SayAsync(asked, "请稍等，我请同事来看"));
        Assert.Equal("Done", await target.DoAsync("Accept", id, Invitation(asked)!.Value.GetProperty("offerId").GetString()));

        var taken = await target.FindAsync(c => Id(c) == id && c.GetProperty("agentId").GetGuid() == scene.AgentId(1), "the colleague serves");
        Assert.Equal(2, (await scene.Supervision().AssignmentsAsync(scene.AgentId(1), id)).Count);
        Assert.Equal("英语客户", taken.GetProperty("handover").GetProperty("reason").GetString());
        Assert.Equal("Done", await target.SayAsync(taken, "您好，我来帮您"));
        Assert.Equal("NotYours", await source.SayAsync(taken, "还有一句"));
        // The source has the place back.
        await source.ConversationAsync(other.OpenId, "Active");
        await customer.SayAsync("谢谢您");
        await target.FindAsync(c => Id(c) == id && c.GetProperty("preview").GetString() == "谢谢您", "the colleague reads on");
    }

    [Fact]
    public async Task A_transfer_declined_or_missed_leaves_the_conversation_where_it_is()
    {
        await using var scene = await ReadyAsync(1, 1);
        var (_, id) = await ServeAsync(scene, "stay");
        await scene.Agents[1].BeAsync("Available");
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal(CommandOutcome.Done, await scene.Handovers().TransferToAgentAsync(scene.AgentId(0), id, scene.AgentId(1), "", ""));
            var asked = await scene.Agents[1].FindAsync(c => Invitation(c) is not null, "the colleague is asked");
            // Or what is waited for below is what was there before.
            await scene.Agents[0].FindAsync(c => Id(c) == id && Invitation(c) is not null, "whoever asked sees it");
            if (i == 0)
                Assert.Equal("Done", await scene.Agents[1].DoAsync("Decline", id, Invitation(asked)!.Value.GetProperty("offerId").GetString()));
            else
                scene.Host.Time.Pass(TimeSpan.FromSeconds(31));
            await scene.Agents[0].FindAsync(c => Id(c) == id && Invitation(c) is null, "nobody is asked any more");
            Assert.Equal("TooLate", await scene.Agents[1].DoAsync("Accept", id, Invitation(asked)!.Value.GetProperty("offerId").GetString()));
        }

        // The place was given back: a customer can have it.
        var other = scene.Follower("othr");
        await other.SayAsync("你好");
        await scene.Agents[1].ConversationAsync(other.OpenId, "Active");
    }

    [Fact]
    public async Task Nobody_who_is_full_or_away_can_be_asked_to_take_over()
    {
        await using var scene = await ReadyAsync(1, 1);
        var (_, id) = await ServeAsync(scene, "full");
        Assert.Equal(CommandOutcome.NotThere, await scene.Handovers().TransferToAgentAsync(scene.AgentId(0), id, scene.AgentId(1), "", ""));
        await scene.Agents[1].BeAsync("Available");
        var other = scene.Follower("othr");
        await other.SayAsync("你好");
        await scene.Agents[1].ConversationAsync(other.OpenId, "Active");
        Assert.Equal(CommandOutcome.Full, await scene.Handovers().TransferToAgentAsync(scene.AgentId(0), id, scene.AgentId(1), "", ""));
        Assert.Equal(CommandOutcome.Invalid, await scene.Handovers().TransferToAgentAsync(scene.AgentId(0), id, scene.AgentId(0), "", ""));
        // A stranger to the conversation reserves nobody's capacity by asking.
        Assert.Equal(CommandOutcome.NotYours, await scene.Handovers().TransferToAgentAsync(scene.AgentId(1), id, scene.PersonId("agent1"), "", ""));
    }

    [Fact]
    public async Task A_transfer_to_a_group_stands_in_front_by_the_time_the_customer_first_came()
    {
        await using var scene = await ReadyAsync(1);
        await using var there = await journeys.SceneAsync(autoAccept: true, capacities: 1);
        var (customer, id) = await ServeAsync(scene, "moved");
        var enqueued = (await scene.ConversationOfAsync(customer)).GetProperty("enqueuedAt").GetString();
        var waiting = there.Follower("later");
        await waiting.SayAsync("我在等");

        Assert.Equal(CommandOutcome.Done, await scene.Handovers().TransferToGroupAsync(scene.AgentId(0), id, there.Group().Id, "贷款问题", Note));

        await there.StateIsAsync(customer, "Queued");
        Assert.Equal(enqueued, (await there.ConversationOfAsync(customer)).GetProperty("enqueuedAt").GetString());
        await there.Agents[0].BeAsync("Available");
        var served = await there.Agents[0].FindAsync(c => Id(c) == id, "who came first is served first");
        Assert.Equal(Note, served.GetProperty("handover").GetProperty("note").GetString());
        await there.StateIsAsync(waiting, "Queued");
    }

    [Fact]
    public async Task A_colleague_who_helps_reads_and_remarks_and_the_customer_never_notices()
    {
        await using var scene = await ReadyAsync(1, 1);
        var (customer, id) = await ServeAsync(scene, "help");
        Assert.Equal(CommandOutcome.Done, await scene.Handovers().AskHelpAsync(scene.AgentId(0), id, scene.AgentId(1), "这笔怎么冲正？"));
        await scene.Agents[1].FindAsync(c => Id(c) == id, "the helper sees it");

        Assert.Equal("Done", await scene.Agents[1].DoAsync("Remark", id, Guid.CreateVersion7(TimeProvider.System.GetUtcNow()), "走差错处理，别答应时限"));
        Assert.Equal("NotYours", await scene.Agents[1].DoAsync("Reply", id, Guid.CreateVersion7(TimeProvider.System.GetUtcNow()), "您好"));
        await scene.Agents[0].SayAsync(await scene.Agents[0].ConversationAsync(customer.OpenId, "Active"), "我为您登记");

        await Eventually.Async(async () => (await scene.Host.ThreadAsync(scene.Account, customer.OpenId)).Count >= 2, "the answer is in the thread");
        var seen = await scene.Host.ThreadAsync(scene.Account, customer.OpenId);
        Assert.DoesNotContain(seen, m => m.ToString().Contains("差错", StringComparison.Ordinal) || m.ToString().Contains("冲正", StringComparison.Ordinal));
        Assert.Equal(CommandOutcome.Done, await scene.Handovers().EndHelpAsync(scene.AgentId(1), id));
        Assert.Equal("NotYours", await scene.Agents[1].DoAsync("Remark", id, Guid.CreateVersion7(TimeProvider.System.GetUtcNow()), "再说一句"));
    }

    [Fact]
    public async Task A_parked_conversation_costs_nothing_and_comes_back_to_the_same_agent_in_front()
    {
        await using var scene = await ReadyAsync(1, 1);
        var (customer, id) = await ServeAsync(scene, "park");
        Assert.Equal(CommandOutcome.Done, await scene.Handovers().ParkAsync(scene.AgentId(0), id, null));
        var other = scene.Follower("othr");
        await other.SayAsync("你好");
        var busy = await scene.Agents[0].ConversationAsync(other.OpenId, "Active");
        var behind = scene.Follower("bhnd");
        await behind.SayAsync("排队");
        await scene.StateIsAsync(behind, "Queued");

        await customer.SayAsync("我回来了");

        // Full: it waits for its agent, in front of whoever came later.
        await scene.StateIsAsync(customer, "Queued");
        Assert.Equal("Done", await scene.Agents[0].DoAsync("End", Id(busy)));
        await scene.Agents[0].FindAsync(c => Id(c) == id && c.GetProperty("state").GetString() == "Active", "it is back");
        await scene.StateIsAsync(behind, "Queued");
    }

    [Fact]
    public async Task A_parked_conversation_whose_agent_is_gone_goes_to_another_in_front()
    {
        await using var scene = await ReadyAsync(1, 1);
        var (customer, id) = await ServeAsync(scene, "gone");
        await scene.Handovers().ParkAsync(scene.AgentId(0), id, null);
        await scene.Agents[0].BeAsync("Break");
        await customer.SayAsync("我回来了");
        await scene.StateIsAsync(customer, "Queued");

        await scene.Agents[1].BeAsync("Available");

        var taken = await scene.Agents[1].FindAsync(c => Id(c) == id && c.GetProperty("state").GetString() == "Active", "the other one serves");
        Assert.Equal(id, Id(taken));
    }

    [Fact]
    public async Task One_who_writes_again_soon_after_the_end_comes_to_the_same_agent_and_a_thanks_brings_nobody_back()
    {
        await using var scene = await ReadyAsync(1, 1);
        var (customer, id) = await ServeAsync(scene, "back");
        await scene.Agents[1].BeAsync("Available");
        await scene.Agents[0].DoAsync("End", id);
        await scene.StateIsAsync(customer, "Closed");

        await customer.SayAsync("谢谢！");
        Assert.Equal(id, await scene.ConversationIdAsync(customer));
        await customer.SayAsync("还有一个问题");

        var again = await scene.Agents[0].FindAsync(c => Id(c) != id && c.GetProperty("state").GetString() == "Active", "the same agent serves again");
        Assert.EndsWith(customer.OpenId[^4..], again.GetProperty("customerName").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Picking_by_hand_is_the_groups_to_allow_and_takes_the_chosen_one()
    {
        await using var scene = await ReadyAsync(1);
        await scene.RuleAsync(g => g.AutoAccept = false);
        var (first, second) = (scene.Follower("fst1"), scene.Follower("snd2"));
        await scene.Agents[0].BeAsync("Break");
        await first.SayAsync("先来");
        await second.SayAsync("后到");
        await scene.StateIsAsync(second, "Queued");
        var wanted = await scene.ConversationIdAsync(second);
        Assert.Equal(CommandOutcome.NotAllowed, await scene.Handovers().PickAsync(scene.AgentId(0), wanted));
        await scene.RuleAsync(g => g.PickByHand = true);

        // On a break nothing is given to them; what they take themselves is their choice.
        Assert.Equal(CommandOutcome.Done, await scene.Handovers().PickAsync(scene.AgentId(0), wanted));

        await scene.Agents[0].ConversationAsync(second.OpenId, "Active");
        await scene.StateIsAsync(first, "Queued");
        Assert.Equal(CommandOutcome.TooLate, await scene.Handovers().PickAsync(scene.AgentId(0), wanted));
    }

    [Fact]
    public async Task A_supervisor_gives_by_force_over_the_capacity_and_nobody_else_may()
    {
        await using var scene = await ReadyAsync(1, 1);
        var (_, id) = await ServeAsync(scene, "busy");
        var waiting = scene.Follower("wait");
        await waiting.SayAsync("急事");
        await scene.StateIsAsync(waiting, "Queued");
        var urgent = await scene.ConversationIdAsync(waiting);
        Assert.Equal(CommandOutcome.NotAllowed, await scene.Supervision().AssignAsync(scene.AgentId(1), urgent, scene.AgentId(0), ""));

        Assert.Equal(CommandOutcome.Done, await scene.Supervision().AssignAsync(scene.PersonId("lead1"), urgent, scene.AgentId(0), "大额挂失"));

        var given = await scene.Agents[0].ConversationAsync(waiting.OpenId, "Active");
        Assert.Equal(("大额挂失", true), (given.GetProperty("handover").GetProperty("reason").GetString(), given.GetProperty("isForced").GetBoolean()));
        // Two in one place: nothing more comes until both are over.
        var third = scene.Follower("thrd");
        await third.SayAsync("你好");
        await scene.StateIsAsync(third, "Queued");
        await scene.Agents[0].DoAsync("End", id);
        await scene.Agents[0].FindAsync(c => Id(c) == id && c.GetProperty("state").GetString() == "Closed", "the first is over");
        await scene.StateIsAsync(third, "Queued");
        // From one agent to another, by force as well.
        Assert.Equal(CommandOutcome.Done, await scene.Supervision().AssignAsync(scene.PersonId("lead1"), urgent, scene.AgentId(1), ""));
        await scene.Agents[1].ConversationAsync(waiting.OpenId, "Active");
        await scene.Agents[0].ConversationAsync(third.OpenId, "Active");
    }

    [Fact]
    public async Task An_agent_signed_out_by_force_keeps_nothing()
    {
        await using var scene = await ReadyAsync(2, 2);
        var (customer, id) = await ServeAsync(scene, "sign");
        await scene.Agents[1].BeAsync("Available");

        Assert.Equal(CommandOutcome.Done, await scene.Supervision().SignOutAsync(scene.PersonId("lead1"), scene.AgentId(0)));

        await scene.Agents[1].FindAsync(c => Id(c) == id && c.GetProperty("state").GetString() == "Active" && c.GetProperty("agentId").GetGuid() == scene.AgentId(1), "the other one has it");
        await customer.SayAsync("在吗");
        var floor = (await scene.Supervision().FloorAsync(scene.PersonId("lead1")))!;
        Assert.Equal(Core.Agents.Presence.Offline, floor.Agents.Single(a => a.Id == scene.AgentId(0)).Status.Presence);
    }

    private async Task<Scene> ReadyAsync(params int[] capacities)
    {
        var scene = await journeys.SceneAsync(autoAccept: true, capacities: capacities);
        await scene.RuleAsync(g => g.WrapUpSeconds = 0);
        await scene.Agents[0].BeAsync("Available");
        return scene;
    }

    private static async Task<(Follower Customer, Guid Id)> ServeAsync(Scene scene, string name)
    {
        var customer = scene.Follower(name);
        await customer.SayAsync("你好");
        return (customer, Id(await scene.Agents[0].ConversationAsync(customer.OpenId, "Active")));
    }

    private static Guid Id(JsonElement conversation) => conversation.GetProperty("id").GetGuid();

    private static JsonElement? Invitation(JsonElement conversation) =>
        conversation.TryGetProperty("invitation", out var invitation) && invitation.ValueKind == JsonValueKind.Object ? invitation : null;
}
