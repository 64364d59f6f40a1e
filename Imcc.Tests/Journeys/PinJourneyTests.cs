using System.Text.Json;
using Imcc.Core.Channels;
using Imcc.Core.Conversations;
using Imcc.Core.Delivery;
using Imcc.Core.Desk;
using Imcc.Infrastructure.Conversations;
using Imcc.Infrastructure.Delivery;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Imcc.Tests.Journeys;

/// <summary>Pins and recalls through the real grain, on a real store.</summary>
public sealed class PinJourneyTests(JourneyHost journeys)
{
    private const string Order = "20251122083012345";

    [Fact]
    public async Task A_pin_stays_over_a_transfer_and_is_told_to_all_who_are_concerned()
    {
        await using var scene = await ReadyAsync(1, 1);
        var (customer, id) = await ServeAsync(scene, "pins", $"订单号 {Order} 没发货");
        var (one, two) = (scene.AgentId(0), scene.AgentId(1));
        var message = await LastAsync(scene, one, id, m => m.Sender == MessageSender.Customer);

        Assert.Equal(CommandOutcome.NotYours, await scene.Messages().PinAsync(two, id, message.Id));
        Assert.Equal(CommandOutcome.Done, await scene.Messages().PinAsync(one, id, message.Id, Order));
        Assert.Equal(CommandOutcome.AlreadyDone, await scene.Messages().PinAsync(one, id, message.Id, Order));
        var pin = Assert.Single((await scene.Messages().PinsAsync(one, id))!);
        Assert.Equal((Order, message.Seq, MessageSender.Customer, $"坐席{scene.Index}甲"), (pin.Text, pin.Seq, pin.Sender, pin.PinnedBy));
        Assert.Equal(CommandOutcome.Done, await scene.Messages().AnnotatePinAsync(one, id, pin.Pin.Id, " 已催仓库\0 "));

        await scene.Agents[1].BeAsync("Available");
        Assert.Equal(CommandOutcome.Done, await scene.Handovers().TransferToAgentAsync(one, id, two, "", ""));
        var asked = await scene.Agents[1].FindAsync(c => Id(c) == id, "the colleague is asked");
        // Who is asked to take over sees it before they have decided, and whatever is pinned meanwhile.
        Assert.Equal("已催仓库", Assert.Single((await scene.Messages().PinsAsync(two, id))!).Pin.Note);
        Assert.Equal(CommandOutcome.Done, await scene.Messages().PinAsync(one, id, message.Id));
        await HearsAsync(scene.Agents[1], e => e.GetProperty("event").GetString() == "pins" && e.GetProperty("pins").GetArrayLength() == 2);

        Assert.Equal("Done", await scene.Agents[1].DoAsync("Accept", id, asked.GetProperty("invitation").GetProperty("offerId").GetString()));
        await scene.Agents[1].FindAsync(c => Id(c) == id && c.GetProperty("agentId").GetGuid() == two, "the colleague serves");
        Assert.Equal(CommandOutcome.NotYours, await scene.Messages().UnpinAsync(one, id, pin.Pin.Id));
        Assert.Equal(CommandOutcome.Done, await scene.Messages().UnpinAsync(two, id, pin.Pin.Id));
        Assert.Equal("", Assert.Single((await scene.Messages().PinsAsync(two, id))!).Pin.Number);
        Assert.Equal(CommandOutcome.Done, await scene.Messages().RestorePinAsync(two, id, pin.Pin.Id));
        Assert.Equal((Order, "已催仓库"), (await scene.Messages().PinsAsync(two, id))!.Where(p => p.Pin.Id == pin.Pin.Id).Select(p => (p.Text, p.Pin.Note)).Single());
        Assert.Equal(CommandOutcome.Done, await scene.Messages().UnpinAsync(two, id, pin.Pin.Id));
        // A lead may, whoever serves.
        Assert.Equal(CommandOutcome.Done, await scene.Messages().PinAsync(scene.PersonId("lead1"), id, message.Id, Order));
        await customer.SayAsync("谢谢");
    }

    [Fact]
    public async Task The_customers_pin_is_there_in_the_next_conversation_and_the_conversations_is_not()
    {
        await using var scene = await ReadyAsync(1);
        var (customer, first) = await ServeAsync(scene, "next", "我对花生过敏");
        var agent = scene.AgentId(0);
        var allergic = await LastAsync(scene, agent, first, m => m.Sender == MessageSender.Customer);
        await customer.SayAsync("这次订单号 " + Order);
        var order = await LastAsync(scene, agent, first, m => m.Content is TextContent { Text: var t } && t.Contains(Order, StringComparison.Ordinal));
        Assert.Equal(CommandOutcome.Done, await scene.Messages().PinAsync(agent, first, allergic.Id));
        Assert.Equal(CommandOutcome.Done, await scene.Messages().PinAsync(agent, first, order.Id, Order));
        var shown = (await scene.Messages().PinsAsync(agent, first))!;
        Assert.Equal([Order, "我对花生过敏"], shown.Select(p => p.Text));
        Assert.Equal(CommandOutcome.Done, await scene.Messages().ExtendPinAsync(agent, first, shown[1].Pin.Id, PinScope.Customer));

        await scene.Agents[0].DoAsync("End", first);
        await scene.StateIsAsync(customer, "Closed");
        Assert.Equal(CommandOutcome.TooLate, await scene.Messages().PinAsync(agent, first, order.Id));
        await customer.SayAsync("又来了");
        var second = Id(await scene.Agents[0].FindAsync(c => Id(c) != first && c.GetProperty("state").GetString() == "Active", "the next conversation"));

        Assert.Equal("我对花生过敏", Assert.Single((await scene.Messages().PinsAsync(agent, second))!).Text);
        // What was pinned for the first one may be pinned again for this one.
        Assert.Equal(CommandOutcome.Done, await scene.Messages().PinAsync(agent, second, order.Id, Order));
        Assert.Equal(2, (await scene.Messages().PinsAsync(agent, first))!.Count);
    }

    [Fact]
    public async Task The_customers_pin_is_there_in_the_persons_other_channel_for_whoever_may_read_where_it_stands()
    {
        await using var scene = await ReadyAsync(2);
        var (_, first) = await ServeAsync(scene, "pera", "我对花生过敏");
        var (_, second) = await ServeAsync(scene, "perb", "换了个号");
        var agent = scene.AgentId(0);
        var allergic = await LastAsync(scene, agent, first, m => m.Sender == MessageSender.Customer);
        Assert.Equal(CommandOutcome.Done, await scene.Messages().PinAsync(agent, first, allergic.Id, scope: PinScope.Customer));
        Assert.Empty((await scene.Messages().PinsAsync(agent, second))!);

        Assert.Equal(CommandOutcome.Done, await scene.Host.Services.GetRequiredService<ICustomers>().MergeAsync(agent, second, first));

        Assert.Equal("我对花生过敏", Assert.Single((await scene.Messages().PinsAsync(agent, second))!).Text);
        var here = await LastAsync(scene, agent, second, m => m.Sender == MessageSender.Customer);
        Assert.Equal(CommandOutcome.Done, await scene.Messages().PinAsync(agent, second, here.Id));
        Assert.Equal(["我对花生过敏"], (await scene.Messages().PinsAsync(agent, first))!.Select(p => p.Text));
        Assert.Equal(["换了个号", "我对花生过敏"], (await scene.Messages().PinsAsync(agent, second))!.Select(p => p.Text));
    }

    [Fact]
    public async Task Pins_stand_on_what_was_said_in_this_thread_and_there_are_twenty_at_most()
    {
        await using var scene = await ReadyAsync(2);
        var (customer, id) = await ServeAsync(scene, "many", "第0句");
        var (_, other) = await ServeAsync(scene, "othr", "别人的话");
        var agent = scene.AgentId(0);
        var said = await LastAsync(scene, agent, id, m => m.Sender == MessageSender.Customer);
        var foreign = await LastAsync(scene, agent, other, m => m.Sender == MessageSender.Customer);
        Assert.Equal(CommandOutcome.NotFound, await scene.Messages().PinAsync(agent, id, foreign.Id));
        Assert.Equal(CommandOutcome.Invalid, await scene.Messages().PinAsync(agent, id, said.Id, Order));
        Assert.Equal(CommandOutcome.TooLong, await scene.Messages().PinAsync(agent, id, said.Id, note: new string('长', Pin.LongestNote + 1)));

        // Two at the same moment are one.
        var twice = await Task.WhenAll(scene.Messages().PinAsync(agent, id, said.Id), scene.Messages().PinAsync(agent, id, said.Id));
        Assert.Equal([CommandOutcome.Done, CommandOutcome.AlreadyDone], twice.Order());
        for (var i = 1; i < Pin.Most; i++)
        {
            await customer.SayAsync($"第{i}句");
            var next = await LastAsync(scene, agent, id, m => m.Content is TextContent { Text: var t } && t == $"第{i}句");
            Assert.Equal(CommandOutcome.Done, await scene.Messages().PinAsync(agent, id, next.Id));
        }

        await customer.SayAsync("第二十一条");
        var last = await LastAsync(scene, agent, id, m => m.Content is TextContent { Text: "第二十一条" });
        Assert.Equal(CommandOutcome.TooMany, await scene.Messages().PinAsync(agent, id, last.Id));
        Assert.Equal(Pin.Most, (await scene.Messages().PinsAsync(agent, id))!.Count);
        Assert.Null(await scene.Messages().PinsAsync(agent, Guid.CreateVersion7(scene.Host.Time.GetUtcNow())));
    }

    [Fact]
    public async Task What_WeChat_has_is_not_taken_back_but_what_still_waits_for_it_is()
    {
        await using var scene = await ReadyAsync(1);
        var (customer, id) = await ServeAsync(scene, "back", "你好");
        var agent = scene.AgentId(0);
        await scene.Agents[0].SayAsync(await scene.Agents[0].ConversationAsync(customer.OpenId, "Active"), "已经到了");
        await scene.PhoneShowsAsync(customer, "已经到了");
        var sent = await LastAsync(scene, agent, id, m => m.AgentId == agent && m.Delivery == DeliveryState.Sent);
        Assert.Equal(CommandOutcome.Unsupported, await scene.Messages().RecallAsync(agent, id, sent.Id));

        // As they stand in the outbox when WeChat asks to wait, and while a worker is at them.
        var waiting = await PutAsync(scene, sent, 1_001, lease: null);
        var leased = await PutAsync(scene, sent, 1_000, lease: "another");
        Assert.Equal(CommandOutcome.Unsupported, await scene.Messages().RecallAsync(agent, id, leased));
        Assert.Equal(CommandOutcome.NotYours, await scene.Messages().RecallAsync(scene.PersonId("lead1"), id, waiting));
        Assert.Equal(CommandOutcome.Done, await scene.Messages().PinAsync(agent, id, waiting));
        Assert.Equal(CommandOutcome.Done, await scene.Messages().RecallAsync(agent, id, waiting));
        Assert.Equal(CommandOutcome.AlreadyDone, await scene.Messages().RecallAsync(agent, id, waiting));

        await using var context = Store(scene, sent.ThreadId).Read();
        Assert.Equal([leased], await context.Deliveries.Where(d => d.ThreadId == sent.ThreadId).Select(d => d.MessageId).ToListAsync());
        // Neither the list nor a pin says it any longer.
        Assert.Equal(Recall.Preview, await context.Conversations.Where(c => c.Id == id).Select(c => c.Preview).SingleAsync());
        Assert.Equal(Recall.Preview, (await scene.Messages().PinsAsync(agent, id))!.Single().Text);
        // For quality control it is still there.
        var kept = (await context.Messages.SingleAsync(m => m.Id == waiting)).ToMessage();
        Assert.Equal(("还没走", true), (((TextContent)kept.Content).Text, kept.RecalledAt is not null));
        await HearsAsync(scene.Agents[0], e => e.GetProperty("event").GetString() == "recalled" && e.GetProperty("message").GetProperty("id").GetGuid() == waiting);
    }

    [Fact]
    public async Task A_quote_goes_to_WeChat_as_a_line_before_the_text()
    {
        await using var scene = await ReadyAsync(1);
        var (customer, id) = await ServeAsync(scene, "quot", "什么时候发货？");
        var agent = scene.AgentId(0);
        var asked = await LastAsync(scene, agent, id, m => m.Sender == MessageSender.Customer);
        var reply = new TextContent("明天", Quote: new(asked.Id, "林女士", asked.Content.Preview, true));
        var workplace = scene.Host.Services.GetRequiredService<IWorkplace>();
        Assert.Equal(CommandOutcome.Done, await workplace.ReplyAsync(agent, id, Guid.CreateVersion7(scene.Host.Time.GetUtcNow()), reply));
        await scene.PhoneShowsAsync(customer, "「林女士：什么时候发货？」\n明天");
        Assert.Equal(reply, (await LastAsync(scene, agent, id, m => m.AgentId == agent)).Content);
    }

    [Fact]
    public async Task A_text_that_WeChat_would_cut_is_refused_and_the_longest_arrives_whole()
    {
        await using var scene = await ReadyAsync(1);
        var (customer, id) = await ServeAsync(scene, "long", "详细说说？");
        var workplace = scene.Host.Services.GetRequiredService<IWorkplace>();
        var guard = scene.Host.Services.GetRequiredService<ISpeechGuard>();
        Guid NextId() => Guid.CreateVersion7(scene.Host.Time.GetUtcNow());
        var tooLong = new TextContent(new string('长', 683));
        Assert.Equal(CommandOutcome.TooLong, await workplace.ReplyAsync(scene.AgentId(0), id, NextId(), tooLong));
        Assert.Equal(CommandOutcome.TooLong, await guard.ReplyConfirmedAsync(scene.AgentId(0), id, NextId(), tooLong));
        var longest = new TextContent(new string('长', 682));
        Assert.Equal(CommandOutcome.Done, await workplace.ReplyAsync(scene.AgentId(0), id, NextId(), longest));
        await scene.PhoneShowsAsync(customer, longest.Text);
    }

    private async Task<Scene> ReadyAsync(params int[] capacities)
    {
        var scene = await journeys.SceneAsync(autoAccept: true, capacities: capacities);
        await scene.RuleAsync(g => g.WrapUpSeconds = 0);
        await scene.Agents[0].BeAsync("Available");
        return scene;
    }

    private static async Task<(Follower Customer, Guid Id)> ServeAsync(Scene scene, string name, string text)
    {
        var customer = scene.Follower(name);
        await customer.SayAsync(text);
        return (customer, Id(await scene.Agents[0].ConversationAsync(customer.OpenId, "Active")));
    }

    private static async Task<ThreadMessage> LastAsync(Scene scene, Guid agent, Guid conversation, Func<ThreadMessage, bool> isIt)
    {
        var workplace = scene.Host.Services.GetRequiredService<IWorkplace>();
        return await Eventually.Async(async () => (await workplace.MessagesAsync(agent, conversation, null, 200))!.Messages.LastOrDefault(isIt), "the message is in the thread");
    }

    /// <summary>A message that its thread's outbox holds and that is not due for a day.</summary>
    private static async Task<Guid> PutAsync(Scene scene, ThreadMessage like, long seq, string? lease)
    {
        var now = scene.Host.Time.GetUtcNow();
        var message = like with { Id = Guid.CreateVersion7(now), Seq = seq, Content = new TextContent("还没走"), Delivery = DeliveryState.Pending };
        var delivery = new DeliveryRow
        {
            MessageId = message.Id,
            ThreadId = message.ThreadId,
            Seq = seq,
            AccountId = message.ThreadId,
            State = DeliveryState.Pending,
            NotBefore = now.AddDays(1),
            CreatedAt = now,
            LeasedBy = lease,
        };
        Assert.Equal(WriteOutcome.Committed, await Store(scene, message.ThreadId).Writer.CommitAsync(new WriteUnit().Insert(MessageRow.From(message)).Insert(delivery)));
        return message.Id;
    }

    private static ConversationStore Store(Scene scene, Guid threadId) => scene.Host.Services.GetRequiredService<ConversationStores>().For(threadId);

    private static Task HearsAsync(HubAgent agent, Func<JsonElement, bool> isIt) => Eventually.Async(() => Task.FromResult(agent.Events.Any(isIt)), "the agent hears of it");

    private static Guid Id(JsonElement conversation) => conversation.GetProperty("id").GetGuid();
}
