using Imcc.Core.Channels;
using Imcc.Core.Delivery;
using Imcc.Core.Notices;
using Imcc.Infrastructure.Delivery;
using Imcc.Infrastructure.Notices;
using Imcc.Infrastructure.Storage;
using Imcc.Tests.Delivery;
using Imcc.Tests.Journeys;
using Imcc.Tests.Storage;

namespace Imcc.Tests.Notices;

/// <summary>One node that sends notices, over a real store and gate, by a sender that the test plays.</summary>
public sealed class NoticeWorkerTests(PostgresServer postgres)
{
    private const int MostAtOnce = 64;

    private readonly ShiftableTime _time = new();

    [Fact]
    public async Task A_line_that_is_only_crowded_goes_on_as_fast_as_its_rate_allows()
    {
        await using var database = await ConversationDatabase.NewAsync(DatabaseProvider.Sqlite, postgres);
        var options = new DeliveryOptions();
        // Slower than that all who may be on their way have a turn before they lose patience.
        options.Rates.Add(new RateRule { Channel = ChannelKind.WeChat, PerSecond = 18, Burst = 1 });
        await using var node = new NoticeNode(database.Stores, _time, options);
        await node.StoreAsync([.. Enumerable.Range(0, MostAtOnce + 10).Select(i => node.Notice("o" + i))]);
        var began = TimeProvider.System.GetTimestamp();

        await node.StartAsync();

        await node.UntilAsync(MostAtOnce + 10, NoticeState.Sent);
        // A line that rests does so for a quarter of a minute.
        Assert.InRange(TimeProvider.System.GetElapsedTime(began), TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(14));
        Assert.Equal(MostAtOnce + 10, node.Sender.Attempts);
    }

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task F16_what_the_channel_took_is_noted_though_the_store_takes_nothing_for_a_while(DatabaseProvider provider)
    {
        var faults = new CutCommits();
        await using var database = await ConversationDatabase.NewAsync(provider, postgres, faults.Around);
        await using var node = new NoticeNode(database.Stores, _time);
        node.Sender.Play = _ =>
        {
            faults.Refuse(4);
            return new SendOutcome.Sent("m1");
        };
        await node.StoreAsync([node.Notice("o1")]);

        await node.StartAsync();

        var sent = Assert.Single(await node.UntilAsync(1, NoticeState.Sent));
        Assert.Equal((1, false, "m1"), (node.Sender.Attempts, sent.MaybeTwice, sent.ChannelMessageId));
    }

    [Fact]
    public async Task What_ends_while_its_interface_is_stopped_ends_all_the_same_and_its_sender_is_told()
    {
        await using var database = await ConversationDatabase.NewAsync(DatabaseProvider.Sqlite, postgres);
        await using var node = new NoticeNode(database.Stores, _time);
        node.Delivery.Stops.Stop(DeliveryNode.Account.Id, PlayedNotices.Api, new(RefusalKind.QuotaSpent, "45009", _time.GetUtcNow(), _time.GetUtcNow() + TimeSpan.FromHours(10)));
        await node.StoreAsync([node.Notice("short", expiresIn: TimeSpan.FromHours(1), callback: "https://crm.example.com/"), node.Notice("long", expiresIn: TimeSpan.FromHours(5))]);
        _time.Pass(TimeSpan.FromHours(2));

        await node.StartAsync();

        var over = Assert.Single(await node.UntilAsync(1, NoticeState.Expired));
        Assert.Equal(("short", 0, NoticeCallbackState.Waiting), (over.ExternalId, over.Attempts, over.Callback));
        Assert.Equal("long", Assert.Single(await node.UntilAsync(1, NoticeState.Waiting)).ExternalId);
        Assert.Equal(0, node.Sender.Attempts);
    }

    [Fact]
    public async Task Words_outside_of_the_customers_window_are_not_even_tried()
    {
        await using var database = await ConversationDatabase.NewAsync(DatabaseProvider.Sqlite, postgres);
        await using var node = new NoticeNode(database.Stores, _time);
        var now = _time.GetUtcNow();
        await DeliveryNode.HearAsync(database.Store, await DeliveryNode.ThreadAsync(database.Store, "late"), 1, new TextContent("前天"), now - TimeSpan.FromHours(49));
        await DeliveryNode.HearAsync(database.Store, await DeliveryNode.ThreadAsync(database.Store, "open"), 1, new TextContent("刚才"), now - TimeSpan.FromHours(1));
        await DeliveryNode.HearAsync(database.Store, await DeliveryNode.ThreadAsync(database.Store, "full"), 1, new TextContent("刚才"), now - TimeSpan.FromHours(1));
        await node.StoreAsync([.. Enumerable.Range(0, 5).Select(i => node.Notice("full", NoticeKind.Text))]);
        await node.StartAsync();
        await node.UntilAsync(5, NoticeState.Sent);

        await node.StoreAsync([node.Notice("late", NoticeKind.Text), node.Notice("open", NoticeKind.Text), node.Notice("full", NoticeKind.Text), node.Notice("never seen", NoticeKind.Text), node.Notice("late")]);

        var failed = await node.UntilAsync(2, NoticeState.Failed);
        Assert.Equal([("full", RefusalKind.BudgetSpent), ("late", RefusalKind.WindowClosed)], failed.Select(n => (n.ExternalId, n.Refusal!.Value)).Order());
        await node.UntilAsync(8, NoticeState.Sent);
        Assert.Equal(["late", "never seen", "open"], node.Sender.Received.Skip(5).Order(StringComparer.Ordinal));
    }
}
