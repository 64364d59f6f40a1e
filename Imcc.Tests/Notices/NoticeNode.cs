using System.Collections.Concurrent;
using Imcc.Core.Channels;
using Imcc.Core.Delivery;
using Imcc.Core.Notices;
using Imcc.Infrastructure.Delivery;
using Imcc.Infrastructure.Notices;
using Imcc.Infrastructure.Storage;
using Imcc.Tests.Delivery;
using Imcc.Tests.Journeys;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Directory = Imcc.Core.Organisation.Directory;

namespace Imcc.Tests.Notices;

/// <summary>One node's part in sending notices, as in the product, with a sender that the test plays.</summary>
internal sealed class NoticeNode : IAsyncDisposable
{
    private readonly ConversationStores _stores;
    private readonly TimeProvider _time;
    private readonly NoticeWorker _worker;

    public NoticeNode(ConversationStores stores, TimeProvider time, DeliveryOptions? options = null)
    {
        (_stores, _time) = (stores, time);
        var given = Options.Create(new NoticeOptions());
        var directory = new Directory(1, [DeliveryNode.Account with { Kind = ChannelKind.WeChat }], [], []);
        Delivery = new DeliveryNode(stores, new PlayedChannel(ChannelKind.WeChat), time, options);
        var settlement = new NoticeSettlement(given, time);
        var windows = new ConfiguredWindows(Options.Create(options ?? new DeliveryOptions()));
        _worker = new NoticeWorker(
            new NoticeQueue(stores, settlement, given, time), settlement, new NoticeSignal(), new NoticeSenders([Sender]), Delivery.Gate, () => directory, new NoticeWindow(stores, windows, time), given, time,
            NullLogger<NoticeWorker>.Instance);
    }

    public DeliveryNode Delivery { get; }

    public PlayedNotices Sender { get; } = new();

    public async Task StartAsync()
    {
        await Delivery.Shares.StartAsync(CancellationToken.None);
        await _worker.StartAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await _worker.StopAsync(CancellationToken.None);
        _worker.Dispose();
        await Delivery.DisposeAsync();
    }

    public NoticeRow Notice(string customer, NoticeKind kind = NoticeKind.Template, TimeSpan? expiresIn = null, string? callback = null) => StoredNotice.Row(
        new()
        {
            Account = DeliveryNode.Account.Key,
            Recipient = customer,
            Content = kind == NoticeKind.Text ? new() { Kind = kind, Text = "您好" } : new() { Kind = kind, TemplateId = "T", Data = [new("thing1", "值")] },
            ExpiresAt = _time.GetUtcNow() + (expiresIn ?? NoticeRules.Lifetime),
            CallbackUrl = callback,
        },
        DeliveryNode.Account.Id, Guid.Empty, null, _time.GetUtcNow());

    public async Task StoreAsync(IReadOnlyList<NoticeRow> notices)
    {
        var unit = new WriteUnit();
        foreach (var notice in notices)
            unit.Insert(notice).Insert(StoredNotice.Queued(notice));
        Assert.Equal(WriteOutcome.Committed, await _stores.Home.Writer.CommitAsync(unit));
    }

    /// <summary>Waits until so many are in a state.</summary>
    public async Task<IReadOnlyList<NoticeRow>> UntilAsync(int count, NoticeState state)
    {
        List<NoticeRow> found = [];
        await Eventually.Async(
            async () =>
            {
                await using var context = _stores.Home.Read();
                return (found = await context.Notices.Where(n => n.State == state).ToListAsync()).Count == count;
            },
            $"{count} notices are {state}");
        return found;
    }
}

/// <summary>A way of sending notices that the test plays.</summary>
internal sealed class PlayedNotices : INoticeSender
{
    public const string Api = "played";

    private readonly ConcurrentQueue<string> _received = new();
    private int _attempts;

    public Func<string, SendOutcome> Play { get; set; } = _ => new SendOutcome.Sent();

    public int Attempts => _attempts;

    /// <summary>The customers that it was sent to.</summary>
    public IReadOnlyList<string> Received => [.. _received];

    public bool Takes(ChannelKind channel, NoticeKind kind) => channel == ChannelKind.WeChat;

    public string ApiOf(ChannelKind channel, NoticeKind kind) => Api;

    public bool IsReportedLater(NoticeKind kind) => false;

    public Task<SendOutcome> SendAsync(ChannelAccount account, string externalId, Guid notice, NoticeContent content, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _attempts);
        _received.Enqueue(externalId);
        return Task.FromResult(Play(externalId));
    }
}
