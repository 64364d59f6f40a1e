using System.Text.Json;
using Imcc.Core.Channels;
using Imcc.Core.Conversations;
using Imcc.Core.Desk;
using Imcc.Infrastructure.Conversations;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Imcc.Tests.Organisation;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Imcc.Tests.Journeys;

/// <summary>A supervisor in a conversation: what the agent, the customer, a colleague and the record see of it.</summary>
public sealed class SteerJourneyTests(JourneyHost journeys)
{
    [Fact]
    public async Task A_whisper_is_heard_by_the_agent_alone_and_leaves_by_no_way()
    {
        await using var scene = await ReadyAsync(1, 1);
        var (customer, id) = await ServeAsync(scene, "whsp");
        var lead = scene.PersonId("lead1");
        var messageId = NewId();

        Assert.Equal(CommandOutcome.Done, await Steering(scene).WhisperAsync(lead, id, messageId, "这位是投诉大户，先道歉"));
        Assert.Equal(CommandOutcome.AlreadyDone, await Steering(scene).WhisperAsync(lead, id, messageId, "这位是投诉大户，先道歉"));

        await Eventually.Async(() => Task.FromResult(Heard(scene.Agents[0]).Contains("这位是投诉大户，先道歉")), "the agent hears it");
        // What is said after it has arrived everywhere; the whisper had its chance before.
        Assert.Equal("Done", await scene.Agents[0].DoAsync("Reply", id, NewId(), "非常抱歉给您带来不便"));
        await scene.PhoneShowsAsync(customer, "非常抱歉给您带来不便");
        Assert.DoesNotContain(scene.Phone(customer), t => t.Contains("投诉大户", StringComparison.Ordinal));
        Assert.DoesNotContain("这位是投诉大户，先道歉", Heard(scene.Agents[1]));
        // A colleague of the group may read the thread: the whisper keeps its place and says nothing.
        var colleague = (await Workplace(scene).MessagesAsync(scene.AgentId(1), id, null, 50))!.Messages;
        var withheld = Assert.Single(colleague, m => m.Id == messageId);
        Assert.Equal((true, ""), (withheld.IsWithheld, ((TextContent)withheld.Content).Text));
        var agents = (await Workplace(scene).MessagesAsync(scene.AgentId(0), id, null, 50))!.Messages;
        Assert.Equal((MessageDirection.Internal, MessageSender.Lead, lead), Assert.Single(agents, m => m.Id == messageId) is var said ? (said.Direction, said.Sender, said.AgentId!.Value) : default);
        Assert.Equal(Enumerable.Range((int)colleague[0].Seq, colleague.Count).Select(n => (long)n), colleague.Select(m => m.Seq));
        // The open interface, the outbox, the pins, the customer's side.
        var thread = agents[0].ThreadId;
        Assert.DoesNotContain((await scene.Host.Services.GetRequiredService<OpenReader>().ThreadAsync(thread, 0, 200, default))!, m => m.Id == messageId);
        Assert.DoesNotContain(await scene.Host.Services.GetRequiredService<ThreadReader>().ForCustomerAsync(thread, 0, 200, default), m => m.Id == messageId);
        await using var context = scene.Host.Services.GetRequiredService<ConversationStores>().For(thread).Read();
        Assert.False(await context.Deliveries.AnyAsync(d => d.MessageId == messageId));
        Assert.Equal(CommandOutcome.Invalid, await scene.Messages().PinAsync(scene.AgentId(0), id, messageId));
        Assert.Equal(1, await context.Events.CountAsync(e => e.ConversationId == id && e.Kind == ConversationEventKind.Whispered && e.ByAgentId == lead));
        Assert.Equal(CommandOutcome.NotAllowed, await Steering(scene).WhisperAsync(scene.AgentId(1), id, NewId(), "我也来"));
    }

    [Fact]
    public async Task A_supervisor_who_joins_is_read_by_the_customer_and_is_no_reply_of_the_agents()
    {
        await using var scene = await ReadyAsync(1);
        var (customer, id) = await ServeAsync(scene, "join");
        var lead = scene.PersonId("lead1");

        Assert.Equal(CommandOutcome.Done, await Steering(scene).SpeakAsync(lead, id, NewId(), new TextContent("您好，我是值班班长")));

        await scene.PhoneShowsAsync(customer, "您好，我是值班班长");
        var thread = await ThreadAsync(scene, id);
        await using var context = scene.Host.Services.GetRequiredService<ConversationStores>().For(thread).Read();
        Assert.False(await context.Events.AnyAsync(e => e.ConversationId == id && e.Kind == ConversationEventKind.FirstReply));
        Assert.Equal("Done", await scene.Agents[0].DoAsync("Reply", id, NewId(), "我来跟进"));
        var events = await context.Events.Where(e => e.ConversationId == id).OrderBy(e => e.Revision).ToListAsync();
        var first = Assert.Single(events, e => e.Kind == ConversationEventKind.FirstReply);
        Assert.Equal(scene.AgentId(0), first.AgentId);
        Assert.Single(events.Where(e => e.SegmentId is not null).Select(e => e.SegmentId).Distinct());
    }

    [Fact]
    public async Task Who_looks_on_is_seen_while_they_do_and_stands_in_the_log_from_when_to_when()
    {
        await using var scene = await ReadyAsync(1);
        var (customer, id) = await ServeAsync(scene, "look");
        var lead = scene.PersonId("lead1");
        var heard = new System.Collections.Concurrent.ConcurrentQueue<DeskEvent>();

        var start = await Steering(scene).WatchAsync(lead, id, e =>
        {
            heard.Enqueue(e);
            return Task.CompletedTask;
        });
        Assert.Equal(CommandOutcome.Done, start.Outcome);
        await Eventually.Async(() => Task.FromResult(Watchers(scene.Agents[0]) is [("monitor", _)]), "the agent sees who looks on");
        await customer.SayAsync("有人吗");
        await Eventually.Async(() => Task.FromResult(heard.OfType<MessageAdded>().Any(m => m.Message.Content.Preview == "有人吗")), "the supervisor sees it live");
        Assert.Equal(CommandOutcome.Done, await Steering(scene).WhisperAsync(lead, id, NewId(), "慢一点"));
        await Eventually.Async(() => Task.FromResult(Watchers(scene.Agents[0]) is [("whisper", _)]), "looking became helping");
        Assert.Equal(WatchMode.Whisper, Assert.Single(await Steering(scene).WatchersAsync(scene.AgentId(0), id)).Mode);

        await start.Screen!.DisposeAsync();

        await Eventually.Async(() => Task.FromResult(Watchers(scene.Agents[0]) is []), "the agent sees that they are gone");
        Assert.Empty(await Steering(scene).WatchersAsync(lead, id));
        var audit = await AuditAsync(scene, id);
        Assert.Equal(["conversation.watched", "conversation.whispered", "conversation.watch.ended"], audit.Select(a => a.Action));
        Assert.Matches(@"^\d{4}-.*Z to \d{4}-.*Z, \d+ s; Whisper$", audit[^1].Detail);
        Assert.Equal(CommandOutcome.NotAllowed, (await Steering(scene).WatchAsync(scene.AgentId(0), id, _ => Task.CompletedTask)).Outcome);
    }

    [Fact]
    public async Task Where_the_rule_says_so_nobody_is_seen_for_looking_and_what_a_dead_node_left_runs_out()
    {
        await using var scene = await ReadyAsync(1);
        await ExceptAsync(scene);
        var (_, id) = await ServeAsync(scene, "dark");
        var lead = scene.PersonId("lead1");
        var thread = await ThreadAsync(scene, id);
        var watch = NewId();
        // As a process that was killed right after would leave it: begun, and nobody to renew or end it.
        var grain = scene.Host.Services.GetRequiredService<IGrainFactory>().GetGrain<IConversationGrain>(thread);
        Assert.Equal(CommandOutcome.Done, await grain.WatchAsync(id, new WatchAct.Begin(lead) { WatchId = watch }));
        Assert.Equal(CommandOutcome.AlreadyDone, await grain.WatchAsync(id, new WatchAct.Begin(lead) { WatchId = watch }));
        Assert.Empty(await Steering(scene).WatchersAsync(scene.AgentId(0), id));
        Assert.Single(await Steering(scene).WatchersAsync(lead, id));
        Assert.Equal(CommandOutcome.Done, await Steering(scene).WhisperAsync(lead, id, NewId(), "我在"));
        Assert.Single(await Steering(scene).WatchersAsync(scene.AgentId(0), id));

        var book = scene.Host.Services.GetRequiredService<WatchBook>();
        var now = scene.Host.Time.GetUtcNow();
        Assert.DoesNotContain(await book.LapsedAsync(now, default), w => w.Id == watch);
        Assert.Contains(await book.LapsedAsync(now + Watch.Lease, default), w => w.Id == watch);
        Assert.Empty(await book.ReadAsync(thread, id, now + Watch.Lease));
        // Two nodes notice at once: it is written down once.
        var ending = scene.Host.Services.GetRequiredService<WatchEnding>();
        await Task.WhenAll(ending.EndAsync(thread, id, watch), ending.EndAsync(thread, id, watch));
        Assert.Single(await AuditAsync(scene, id), a => a.Action == "conversation.watch.ended");
    }

    [Fact]
    public async Task Whatever_races_with_taking_over_has_one_outcome_and_the_places_are_counted_right()
    {
        await using var scene = await ReadyAsync(3, 3);
        var lead = scene.PersonId("lead1");
        await using var seat = await HubAgent.SignInAsync(scene.Host.Url, "lead1");
        await scene.Agents[1].BeAsync("Break");
        for (var round = 0; round < 9; round++)
        {
            var (customer, id) = await ServeAsync(scene, $"rc{round:00}");
            var from = scene.AgentId(0);
            var reply = NewId();
            Func<Task<CommandOutcome>> rival = (round % 3) switch
            {
                0 => async () => Enum.Parse<CommandOutcome>(await scene.Agents[0].DoAsync("End", id)),
                1 => () => scene.Supervision().AssignAsync(lead, id, scene.AgentId(1), ""),
                _ => async () => Enum.Parse<CommandOutcome>(await scene.Agents[0].DoAsync("Reply", id, reply, "我来答")),
            };
            using var line = new Barrier(2);
            var taking = Task.Run(() => Meet(line, () => Steering(scene).TakeOverAsync(lead, id, from, "")));
            var other = Task.Run(() => Meet(line, rival));
            var (taken, rivals) = (await taking, await other);

            var thread = await ThreadAsync(scene, id);
            await using var context = scene.Host.Services.GetRequiredService<ConversationStores>().For(thread).Read();
            var row = await context.Conversations.SingleAsync(c => c.Id == id);
            var events = await context.Events.Where(e => e.ConversationId == id).ToListAsync();
            // The revisions follow each other: nothing was written beside anything else.
            Assert.Equal(taken == CommandOutcome.Done ? 1 : 0, events.Count(e => e.Kind == ConversationEventKind.TakenOverByLead));
            switch (round % 3)
            {
                case 0:
                    Assert.True(taken == CommandOutcome.Done ^ rivals == CommandOutcome.Done, $"{taken} {rivals}");
                    Assert.Equal(taken == CommandOutcome.Done ? lead : from, row.AgentId);
                    break;
                case 1:
                    // Assigning asks nobody who has it: after taking over it is the last word; before it, taking over is too late.
                    Assert.Equal(CommandOutcome.Done, rivals);
                    Assert.True(taken is CommandOutcome.Done or CommandOutcome.TooLate);
                    Assert.Equal(scene.AgentId(1), row.AgentId);
                    break;
                default:
                    Assert.Equal(CommandOutcome.Done, taken);
                    Assert.Equal(rivals == CommandOutcome.Done, await context.Messages.AnyAsync(m => m.Id == reply));
                    Assert.True(rivals is CommandOutcome.Done or CommandOutcome.NotYours);
                    Assert.Equal(lead, row.AgentId);
                    break;
            }

            // Whoever has it ends it: every place is given back.
            if (row.State == ConversationState.Active)
                await Workplace(scene).EndAsync(row.AgentId!.Value, id);
            await scene.StateIsAsync(customer, "Closed");
        }

        // The lead serves in other scenes, too; what they took over here is closed, as was seen.
        Assert.Equal((0, 0), (await LoadAsync(scene, scene.AgentId(0)), await LoadAsync(scene, scene.AgentId(1))));
        // And the ACD knows: all three places are there to be given.
        for (var i = 0; i < 3; i++)
            await ServeAsync(scene, $"fr{i:00}");
    }

    [Fact]
    public async Task A_supervisor_moves_a_conversation_to_another_line_whoever_has_it()
    {
        await using var scene = await ReadyAsync(1);
        await using var there = await journeys.SceneAsync(autoAccept: true, capacities: 1);
        var (customer, id) = await ServeAsync(scene, "move");
        var lead = scene.PersonId("lead1");
        Assert.Equal(CommandOutcome.TooLate, await Steering(scene).MoveAsync(lead, id, there.AgentId(0), there.Group().Id, ""));
        Assert.Equal(CommandOutcome.Done, await Steering(scene).MoveAsync(lead, id, scene.AgentId(0), there.Group().Id, "走错队列"));
        await there.Agents[0].BeAsync("Available");
        var moved = await there.Agents[0].FindAsync(c => c.GetProperty("id").GetGuid() == id && c.GetProperty("state").GetString() == "Active", "it is served there");
        Assert.Equal("走错队列", moved.GetProperty("handover").GetProperty("reason").GetString());
        // The place here is free again.
        await ServeAsync(scene, "next");
        Assert.Contains(await AuditAsync(scene, id), a => a.Action == "conversation.moved");
    }

    [Fact]
    public async Task A_look_ends_where_the_conversation_leaves_the_leads_units_and_what_is_said_there_is_not_heard()
    {
        await using var scene = await ReadyAsync(1);
        var branch = await BranchOffice.OpenAsync(scene.Host.Services, "steer" + scene.Index);
        var (customer, id) = await ServeAsync(scene, "unit");
        var head = scene.PersonId("lead1");
        // Not theirs yet: neither to look at nor to read.
        Assert.Equal(CommandOutcome.NotAllowed, (await Steering(scene).WatchAsync(branch.Lead, id, _ => Task.CompletedTask)).Outcome);
        Assert.Null(await Workplace(scene).MessagesAsync(branch.Lead, id, null, 50));
        Assert.Equal(CommandOutcome.Done, await Steering(scene).MoveAsync(head, id, scene.AgentId(0), branch.Group, ""));
        var heard = new System.Collections.Concurrent.ConcurrentQueue<DeskEvent>();
        var start = await Steering(scene).WatchAsync(branch.Lead, id, e =>
        {
            heard.Enqueue(e);
            return Task.CompletedTask;
        });
        Assert.Equal(CommandOutcome.Done, start.Outcome);
        await customer.SayAsync("分行的事");
        await Eventually.Async(() => Task.FromResult(heard.OfType<MessageAdded>().Any(m => m.Message.Content.Preview == "分行的事")), "the branch's lead hears it");

        Assert.Equal(CommandOutcome.Done, await Steering(scene).MoveAsync(head, id, null, scene.Group().Id, "转回总行"));

        await Eventually.Async(() => Task.FromResult(heard.LastOrDefault() is WatchOver { ConversationId: var over } && over == id), "it is said that the look is over");
        await scene.StateIsAsync(customer, "Active");
        await customer.SayAsync("总行的事");
        await Eventually.Async(() => Task.FromResult(Heard(scene.Agents[0]).Contains("总行的事")), "the agent hears it");
        Assert.DoesNotContain(heard.OfType<MessageAdded>(), m => m.Message.Content.Preview == "总行的事");
        await Eventually.Async(async () => (await AuditAsync(scene, id)).Any(a => a.Action == "conversation.watch.ended"), "its end is on record");
        Assert.Empty(await Steering(scene).WatchersAsync(head, id));
        Assert.Null(await Workplace(scene).MessagesAsync(branch.Lead, id, null, 50));
        // Whoever closes the screen afterwards ends nothing a second time.
        await start.Screen!.DisposeAsync();
        Assert.Single(await AuditAsync(scene, id), a => a.Action == "conversation.watch.ended");
    }

    [Fact]
    public async Task A_supervisor_at_another_program_does_the_same_and_nobody_is_given_a_presence_who_is_not_there()
    {
        await using var scene = await ReadyAsync(1);
        await using var lead = await HubAgent.SignInAsync(scene.Host.Url, "lead1");
        var (customer, id) = await ServeAsync(scene, "prog");
        Assert.Equal("Done", await lead.DoAsync("Watch", id));
        await customer.SayAsync("还在吗");
        await Eventually.Async(() => Task.FromResult(Heard(lead).Contains("还在吗")), "the supervisor hears it");
        Assert.Equal("Done", await lead.DoAsync("Whisper", id, NewId(), "慢一点"));
        await Eventually.Async(() => Task.FromResult(Heard(scene.Agents[0]).Contains("慢一点")), "the agent hears it");
        Assert.Equal("Done", await lead.DoAsync("Join", id, NewId(), "我是值班班长"));
        await scene.PhoneShowsAsync(customer, "我是值班班长");
        Assert.Equal("TooLate", await lead.DoAsync("TakeOver", id, null, ""));
        Assert.Equal("Done", await lead.DoAsync("TakeOver", id, scene.AgentId(0), "投诉"));
        Assert.Equal("Done", await lead.DoAsync("End", id));
        Assert.Equal("NotAllowed", await scene.Agents[0].DoAsync("Whisper", id, NewId(), "我也来"));

        Assert.Equal("Done", await lead.DoAsync("SetPresenceOf", scene.AgentId(0), "Break", null));
        await Eventually.Async(() => Task.FromResult(scene.Agents[0].Events.LastOrDefault(e => e.GetProperty("event").GetString() == "status") is { ValueKind: JsonValueKind.Object } last && last.GetProperty("status").GetProperty("presence").GetString() == "Break" && last.GetProperty("by").GetGuid() == scene.PersonId("lead1")), "the agent sees it, and by whom");
        // Who never was at a screen.
        Assert.Equal("NotThere", await lead.DoAsync("SetPresenceOf", scene.PersonId("agent6"), "Available", null));
        var actions = (await AuditAsync(scene, scene.AgentId(0))).Concat(await AuditAsync(scene, id)).Select(a => a.Action).ToHashSet();
        Assert.Superset(new HashSet<string> { "conversation.watched", "conversation.whispered", "conversation.joined", "conversation.taken", "agent.presence" }, actions);
    }

    private static async Task<CommandOutcome> Meet(Barrier line, Func<Task<CommandOutcome>> act)
    {
        line.SignalAndWait(TimeSpan.FromSeconds(20));
        return await act();
    }

    private static ISteering Steering(Scene scene) => scene.Host.Services.GetRequiredService<ISteering>();

    private static IWorkplace Workplace(Scene scene) => scene.Host.Services.GetRequiredService<IWorkplace>();

    private static Guid NewId() => Guid.CreateVersion7(TimeProvider.System.GetUtcNow());

    private static async Task<Guid> ThreadAsync(Scene scene, Guid conversation) =>
        (await scene.Host.Services.GetRequiredService<ConversationFinder>().ThreadOfAsync(conversation, default))!.Value;

    private static async Task<int> LoadAsync(Scene scene, Guid agent) =>
        (await scene.Host.Services.GetRequiredService<ConversationFinder>().LoadsAsync(default)).GetValueOrDefault(agent);

    private static List<string> Heard(HubAgent agent) =>
        [.. agent.Events.Where(e => e.GetProperty("event").GetString() == "message").Select(e => e.GetProperty("message").GetProperty("content").TryGetProperty("text", out var text) ? text.GetString()! : "")];

    /// <summary>Whom the agent was told of last; null: of nobody ever.</summary>
    private static List<(string Mode, string Name)>? Watchers(HubAgent agent) => agent.Events.LastOrDefault(e => e.GetProperty("event").GetString() == "watchers") is { ValueKind: JsonValueKind.Object } last
        ? [.. last.GetProperty("watchers").EnumerateArray().Select(w => (w.GetProperty("mode").GetString()!.ToLowerInvariant(), w.GetProperty("name").GetString()!))]
        : null;

    private static async Task<List<(string Action, string Detail)>> AuditAsync(Scene scene, Guid conversation)
    {
        using var scope = scene.Host.Services.CreateScope();
        await using var context = scope.ServiceProvider.GetRequiredService<DirectoryContext>();
        return [.. (await context.AuditLog.Where(a => a.TargetId == conversation).OrderBy(a => a.Id).ToListAsync()).OrderBy(a => a.At).Select(a => (a.Action, a.Detail))];
    }

    /// <summary>In the scene's group nobody is seen for looking on.</summary>
    private static async Task ExceptAsync(Scene scene)
    {
        var admin = await Scene.AdminAsync(scene.Host);
        var rules = scene.Host.Services.GetRequiredService<SupervisionAdministration>();
        var draft = await rules.OpenAsync(admin);
        draft.Groups.Single(g => g.Id == scene.Group().Id).IsException = true;
        var made = await rules.SaveAsync(admin, draft);
        Assert.True(made.Made, string.Join(", ", made.Problems));
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
        return (customer, (await scene.Agents[0].ConversationAsync(customer.OpenId, "Active")).GetProperty("id").GetGuid());
    }
}
