using Imcc.Core.Channels;
using Imcc.Core.Conversations;
using Imcc.Core.Delivery;
using Imcc.Core.Desk;
using Imcc.Infrastructure.Delivery;
using Imcc.Infrastructure.Storage;
using Imcc.Tests.Journeys;
using Imcc.Tests.Storage;
using static Imcc.Tests.Delivery.DeliveryNode;

namespace Imcc.Tests.Delivery;

/// <summary>
/// What can break between the outbox and the channel, each point by the number that it has in the list of failure points. Kills of the real program are in
/// <see cref="CrashTests"/> (F1, F2, F3, F7, F8, F9 at random moments) and <see cref="RestartTests"/> (F3, F20).
/// </summary>
public sealed class DeliveryFaultTests(PostgresServer postgres)
{
    private static readonly DateTimeOffset LongAgo = TimeProvider.System.GetUtcNow().AddMinutes(-5);

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task F7_what_a_dead_node_had_not_begun_or_had_on_lease_goes_out_by_another_in_order(DatabaseProvider provider)
    {
        await using var database = await ConversationDatabase.NewAsync(provider, postgres);
        var thread = await ThreadAsync(database.Store, "o1");
        var leased = await SayAsync(database.Store, thread, 1, "一", with: r => r with { LeasedBy = "dead:1", Attempts = 1, LeasedUntil = LongAgo, NotBefore = LongAgo, Revision = 1 });
        var committed = await SayAsync(database.Store, thread, 2, "二");
        var channel = new PlayedChannel();
        await using var node = new DeliveryNode(database.Stores, channel);

        await node.StartAsync();

        await SettledAsync(database.Store);
        Assert.Equal(["一", "二"], channel.ReceivedBy("o1"));
        // The first may have left before the node died, the second cannot have.
        Assert.True((await MessageAsync(database.Store, leased.Id)).MaybeTwice);
        Assert.False((await MessageAsync(database.Store, committed.Id)).MaybeTwice);
    }

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task What_two_of_one_process_reach_for_one_of_them_has(DatabaseProvider provider)
    {
        await using var database = await ConversationDatabase.NewAsync(provider, postgres);
        var thread = await ThreadAsync(database.Store, "o1");
        await SayAsync(database.Store, thread, 1, "一");
        await using var node = new DeliveryNode(database.Stores, new PlayedChannel());
        var due = (await node.Reader.FirstAsync(thread, TestContext.Current.CancellationToken))!;

        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => node.Outbox.TakeAsync(due))));

        Assert.Single(taken, t => t is not null);
    }

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task F8_what_was_taken_but_never_noted_comes_at_most_once_more_and_is_flagged(DatabaseProvider provider)
    {
        await using var database = await ConversationDatabase.NewAsync(provider, postgres);
        var thread = await ThreadAsync(database.Store, "o1");
        var twice = await SayAsync(database.Store, thread, 1, "再次中断", with: r => r with { LeasedBy = "dead:1", Attempts = 2, MaybeTwice = true, NotBefore = LongAgo, Revision = 2 });
        var next = await SayAsync(database.Store, thread, 2, "下一条");
        var channel = new PlayedChannel();
        await using var node = new DeliveryNode(database.Stores, channel);

        await node.StartAsync();

        await SettledAsync(database.Store);
        Assert.Equal(["下一条"], channel.ReceivedBy("o1"));
        var failed = await MessageAsync(database.Store, twice.Id);
        Assert.Equal((DeliveryState.Failed, true), (failed.Delivery, failed.MaybeTwice));
        Assert.Equal(DeliveryState.Sent, (await MessageAsync(database.Store, next.Id)).Delivery);
    }

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task F8_a_text_whose_answer_was_lost_is_sent_once_more_and_no_third_time(DatabaseProvider provider)
    {
        await using var database = await ConversationDatabase.NewAsync(provider, postgres);
        var thread = await ThreadAsync(database.Store, "o1");
        var message = await SayAsync(database.Store, thread, 1, "在吗");
        var channel = new PlayedChannel();
        channel.Play = m =>
        {
            channel.Receive(m);
            return Task.FromResult<SendOutcome>(new SendOutcome.TryAgain("time-out", MaybeDelivered: true));
        };
        await using var node = new DeliveryNode(database.Stores, channel);

        await node.StartAsync();

        await SettledAsync(database.Store);
        Assert.Equal(["在吗", "在吗"], channel.ReceivedBy("o1"));
        var failed = await MessageAsync(database.Store, message.Id);
        Assert.Equal((DeliveryState.Failed, true), (failed.Delivery, failed.MaybeTwice));
    }

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task F9_an_answer_whose_response_may_have_left_is_flagged_when_it_goes_out_by_itself(DatabaseProvider provider)
    {
        await using var database = await ConversationDatabase.NewAsync(provider, postgres);
        var thread = await ThreadAsync(database.Store, "o1");
        var answer = await SayAsync(database.Store, thread, 1, "您好", with: r => r with { State = DeliveryState.Answering, NotBefore = LongAgo });
        var channel = new PlayedChannel();
        await using var node = new DeliveryNode(database.Stores, channel);

        await node.StartAsync();

        await SettledAsync(database.Store);
        Assert.Equal(["您好"], channel.ReceivedBy("o1"));
        Assert.True((await MessageAsync(database.Store, answer.Id)).MaybeTwice);
    }

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task F10_two_nodes_on_one_store_send_everything_once_and_in_order(DatabaseProvider provider)
    {
        await using var database = await ConversationDatabase.NewAsync(provider, postgres);
        await using var others = new Away(database);
        var threads = new List<Guid>();
        for (var t = 0; t < 20; t++)
            threads.Add(await ThreadAsync(database.Store, "o" + t));
        for (var seq = 1; seq <= 10; seq++)
            await Task.WhenAll(threads.Select(t => SayAsync(database.Store, t, seq, $"第{seq}条")));
        var channel = new PlayedChannel { Play = async _ => { await Task.Yield(); return new SendOutcome.Sent(); } };
        await using var one = new DeliveryNode(database.Stores, channel);
        await using var two = new DeliveryNode(others.Stores, channel);

        await Task.WhenAll(one.StartAsync(), two.StartAsync());

        await SettledAsync(database.Store);
        Assert.All(Enumerable.Range(0, 20), t => Assert.Equal(Enumerable.Range(1, 10).Select(i => $"第{i}条"), channel.ReceivedBy("o" + t)));
    }

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task F14_a_commit_whose_end_is_not_known_is_looked_up_and_nothing_is_sent_twice(DatabaseProvider provider)
    {
        var faults = new CutCommits();
        await using var database = await ConversationDatabase.NewAsync(provider, postgres, faults.Around);
        var thread = await ThreadAsync(database.Store, "o1");
        for (var i = 1; i <= 12; i++)
            await SayAsync(database.Store, thread, i, $"第{i}条");
        // Every second commit is made, and the connection breaks before anybody hears of it.
        faults.CutEvery = 2;
        var channel = new PlayedChannel();
        await using var node = new DeliveryNode(database.Stores, channel);

        await node.StartAsync();

        await SettledAsync(database.Store);
        faults.CutEvery = 0;
        Assert.True(faults.Cuts > 5);
        Assert.Equal(Enumerable.Range(1, 12).Select(i => $"第{i}条"), channel.ReceivedBy("o1"));
    }

    [Theory, InlineData(10), InlineData(-10)]
    public async Task F15_a_node_whose_clock_jumps_takes_no_lease_that_another_holds(int minutes)
    {
        await using var database = await ConversationDatabase.NewAsync(DatabaseProvider.PostgreSql, postgres);
        var thread = await ThreadAsync(database.Store, "o1");
        await SayAsync(database.Store, thread, 1, "只有一次");
        var channel = new PlayedChannel();
        var (begun, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        channel.Play = async _ =>
        {
            begun.TrySetResult();
            await go.Task;
            return new SendOutcome.Sent();
        };
        var jumped = new ShiftableTime();
        await using var holder = new DeliveryNode(database.Stores, channel);
        await using var other = new DeliveryNode(database.Stores, channel, jumped);
        await holder.StartAsync();
        await begun.Task;
        // A jump of the clock on the node itself, too: its own lease stays what it was.
        jumped.Pass(TimeSpan.FromMinutes(minutes));
        await using (var context = database.Store.Read())
            await database.Store.Clock.LookAsync(context, jumped, CancellationToken.None);

        Assert.Empty(await other.Reader.DueThreadsAsync(10, CancellationToken.None));
        Assert.Null(await other.Reader.FirstAsync(thread, CancellationToken.None));

        // What the node whose clock is ahead writes is due at once for all.
        var second = await ThreadAsync(database.Store, "o2");
        await SayAsync(database.Store, second, 1, "马上", with: r => r with { NotBefore = database.Store.Clock.Now(jumped) });
        go.SetResult();
        await SettledAsync(database.Store);
        Assert.Equal((1, 1), (channel.ReceivedBy("o1").Count, channel.ReceivedBy("o2").Count));
    }

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task F16_a_store_that_takes_nothing_for_a_while_loses_nothing_and_doubles_nothing(DatabaseProvider provider)
    {
        var faults = new CutCommits();
        await using var database = await ConversationDatabase.NewAsync(provider, postgres, faults.Around);
        var thread = await ThreadAsync(database.Store, "o1");
        await SayAsync(database.Store, thread, 1, "一");
        await SayAsync(database.Store, thread, 2, "二");
        var channel = new PlayedChannel();
        channel.Play = m =>
        {
            // The channel has the first one, and from now on the disk is full.
            if (((TextContent)m.Content).Text == "一")
                faults.Refuse(5);
            return Task.FromResult<SendOutcome>(new SendOutcome.Sent());
        };
        await using var node = new DeliveryNode(database.Stores, channel);

        await node.StartAsync();

        await SettledAsync(database.Store);
        Assert.Equal(["一", "二"], channel.ReceivedBy("o1"));
    }

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task F18_a_message_that_never_goes_through_is_put_aside_and_the_others_flow(DatabaseProvider provider)
    {
        await using var database = await ConversationDatabase.NewAsync(provider, postgres);
        var (sick, well) = (await ThreadAsync(database.Store, "o1"), await ThreadAsync(database.Store, "o2"));
        var poison = await SayAsync(database.Store, sick, 1, "毒");
        await SayAsync(database.Store, sick, 2, "之后");
        await SayAsync(database.Store, well, 1, "别人");
        var channel = new PlayedChannel { Play = m => Task.FromResult<SendOutcome>(((TextContent)m.Content).Text == "毒" ? new SendOutcome.Refused("内容有误", RefusalKind.Content) : new SendOutcome.Sent()) };
        await using var node = new DeliveryNode(database.Stores, channel);

        await node.StartAsync();

        await SettledAsync(database.Store);
        Assert.Equal(["之后"], channel.ReceivedBy("o1"));
        Assert.Equal(["别人"], channel.ReceivedBy("o2"));
        var row = Assert.Single(await RowsAsync(database.Store));
        Assert.Equal((poison.Id, DeliveryState.Failed, RefusalKind.Content), (row.MessageId, row.State, row.Kind));
        Assert.NotNull(row.FailedAt);
    }

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task F20_a_stop_finishes_what_is_on_its_way_and_leaves_the_rest_to_another(DatabaseProvider provider)
    {
        await using var database = await ConversationDatabase.NewAsync(provider, postgres);
        var thread = await ThreadAsync(database.Store, "o1");
        await SayAsync(database.Store, thread, 1, "一");
        await SayAsync(database.Store, thread, 2, "二");
        var channel = new PlayedChannel();
        var (begun, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        channel.Play = async _ =>
        {
            begun.TrySetResult();
            await go.Task;
            return new SendOutcome.Sent();
        };
        await using var node = new DeliveryNode(database.Stores, channel);
        await node.StartAsync();
        await begun.Task;

        var stopping = node.StopAsync();
        go.SetResult();
        await stopping.WaitAsync(TimeSpan.FromSeconds(10));

        Assert.Equal(["一"], channel.ReceivedBy("o1"));
        Assert.Equal(2, Assert.Single(await RowsAsync(database.Store)).Seq);
        await using var next = new DeliveryNode(database.Stores, channel);
        await next.StartAsync();
        await SettledAsync(database.Store);
        Assert.Equal(["一", "二"], channel.ReceivedBy("o1"));
    }

    [Fact]
    public async Task What_waits_for_the_customer_goes_out_in_order_when_they_write_again_and_says_that_it_is_late()
    {
        await using var database = await ConversationDatabase.NewAsync(DatabaseProvider.Sqlite, postgres);
        var thread = await ThreadAsync(database.Store, "o1");
        var now = TimeProvider.System.GetUtcNow();
        await HearAsync(database.Store, thread, 1, new TextContent("你好"), now.AddHours(-49));
        var first = await SayAsync(database.Store, thread, 2, "一");
        var second = await SayAsync(database.Store, thread, 3, "二");
        var channel = new PlayedChannel(ChannelKind.WeChat);
        await using var node = new DeliveryNode(database.Stores, channel);
        await node.StartAsync();
        await SettledAsync(database.Store);

        // Not even tried: the table says that it would be refused.
        Assert.Equal(0, channel.Attempts);
        Assert.All(await RowsAsync(database.Store), r => Assert.Equal((DeliveryState.Failed, RefusalKind.WindowClosed), (r.State, r.Kind)));
        Assert.Equal(RefusalKind.WindowClosed, (await MessageAsync(database.Store, first.Id)).Refusal);
        Assert.Equal(CommandOutcome.Done, await node.Outbox.HoldAsync(thread, second.Id, TimeSpan.FromDays(7), CancellationToken.None));
        Assert.Equal(CommandOutcome.Done, await node.Outbox.HoldAsync(thread, first.Id, TimeSpan.FromDays(7), CancellationToken.None));
        Assert.Equal(CommandOutcome.AlreadyDone, await node.Outbox.HoldAsync(thread, first.Id, TimeSpan.FromDays(7), CancellationToken.None));

        // What opens no window lets nothing go.
        await HearAsync(database.Store, thread, 4, new EventContent("VIEW", "https://example.com"), now);
        await Eventually.Async(async () => (await RowsAsync(database.Store)).Any(r => r.HeldAfter == 4), "the tap is seen");
        Assert.Equal(0, channel.Attempts);
        await HearAsync(database.Store, thread, 5, new TextContent("还在"), TimeProvider.System.GetUtcNow());

        await Eventually.Async(async () => (await RowsAsync(database.Store)).Count == 0, "both are sent");
        Assert.Equal(["一", "二"], channel.ReceivedBy("o1"));
        var late = await MessageAsync(database.Store, first.Id);
        Assert.Equal(DeliveryState.Sent, late.Delivery);
        Assert.NotNull(late.LateAt);
    }

    [Fact]
    public async Task What_waits_in_vain_is_given_up_honestly()
    {
        await using var database = await ConversationDatabase.NewAsync(DatabaseProvider.Sqlite, postgres);
        var thread = await ThreadAsync(database.Store, "o1");
        await HearAsync(database.Store, thread, 1, new TextContent("你好"), TimeProvider.System.GetUtcNow().AddHours(-49));
        var message = await SayAsync(database.Store, thread, 2, "一", with: r => r with { State = DeliveryState.Held, NotBefore = LongAgo, HeldAfter = 1 });
        await using var node = new DeliveryNode(database.Stores, new PlayedChannel(ChannelKind.WeChat));

        await node.StartAsync();

        await SettledAsync(database.Store);
        var given = await MessageAsync(database.Store, message.Id);
        Assert.Equal((DeliveryState.Failed, RefusalKind.Expired), (given.Delivery, given.Refusal));
    }

    [Fact]
    public async Task As_many_as_are_allowed_go_out_and_the_next_is_not_even_tried()
    {
        await using var database = await ConversationDatabase.NewAsync(DatabaseProvider.Sqlite, postgres);
        var thread = await ThreadAsync(database.Store, "o1");
        await HearAsync(database.Store, thread, 1, new TextContent("你好"), TimeProvider.System.GetUtcNow());
        for (var seq = 2; seq <= 7; seq++)
            await SayAsync(database.Store, thread, seq, $"第{seq}条");
        var channel = new PlayedChannel(ChannelKind.WeChat);
        await using var node = new DeliveryNode(database.Stores, channel);

        await node.StartAsync();

        await SettledAsync(database.Store);
        Assert.Equal(5, channel.Attempts);
        Assert.Equal((7L, RefusalKind.BudgetSpent), Assert.Single(await RowsAsync(database.Store)) is { } row ? (row.Seq, row.Kind) : default);
    }

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task A_stop_is_remembered_over_a_restart_until_somebody_lets_it_go_on(DatabaseProvider provider)
    {
        await using var database = await ConversationDatabase.NewAsync(provider, postgres);
        var thread = await ThreadAsync(database.Store, "o1");
        await SayAsync(database.Store, thread, 1, "一");
        var channel = new PlayedChannel { Play = _ => Task.FromResult<SendOutcome>(new SendOutcome.Refused("AppSecret (40125)", RefusalKind.Misconfigured)) };
        await using (var node = new DeliveryNode(database.Stores, channel))
        {
            await node.StartAsync();
            await Eventually.Async(async () => (await node.Stops.ReadAsync(CancellationToken.None)).Count == 1, "the stop is stored");
        }

        Assert.Equal(1, channel.Attempts);
        channel.Play = _ => Task.FromResult<SendOutcome>(new SendOutcome.Sent());
        await using var next = new DeliveryNode(database.Stores, channel);
        await next.Stops.RefreshAsync(CancellationToken.None);
        await next.StartAsync();
        await next.Outbox.ReleaseAsync(Account.Id, CancellationToken.None);
        Assert.Null(await next.Gate.EnterAsync(Account.Id, "send", SendPriority.Person, TimeSpan.FromSeconds(1), CancellationToken.None));
        Assert.Equal(1, channel.Attempts);

        Assert.True(await next.Stops.LiftAsync(Account.Id, "send", CancellationToken.None));
        await next.Outbox.ReleaseAsync(Account.Id, CancellationToken.None);
        await SettledAsync(database.Store);
        Assert.Equal(["一"], channel.ReceivedBy("o1"));
    }

    private static Task SettledAsync(ConversationStore store) =>
        Eventually.Async(async () => (await RowsAsync(store)).All(r => r.State == DeliveryState.Failed), "everything is settled", TimeSpan.FromSeconds(30));
}
