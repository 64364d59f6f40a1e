using System.Diagnostics;
using Imcc.Bench.Hosting;
using Imcc.Core.Channels;
using Imcc.Core.Contacts;
using Imcc.Core.Conversations;
using Imcc.Core.Delivery;
using Imcc.Infrastructure.Channels.WeChat;
using Imcc.Infrastructure.Conversations;
using Imcc.Infrastructure.Delivery;
using Imcc.Infrastructure.Live;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Imcc.Bench.Delivery;

/// <summary>10,000 messages to 500 followers through a server that throttles and breaks off in bursts: each ends in the right state, in the order of its follower.</summary>
internal static class ThrottleBench
{
    private const int Followers = 500;
    private const int Each = 20;
    private const int Gone = 5;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public static async Task<int> RunAsync(BenchSettings settings)
    {
        var folder = Directory.CreateTempSubdirectory("imcc-bench-").FullName;
        var options = new DatabaseOptions { Provider = settings.Provider };
        options.Conversations.Add(await Intake.LedgerBench.ConnectionAsync(settings, folder));
        await using var server = await MoodyServer.StartAsync();
        var good = false;
        await using (var stores = new ConversationStores(Options.Create(options), NullLogger<StoreWriter>.Instance))
        {
            await using (var context = stores.Home.Read())
                await new DatabaseMigrator(NullLogger<DatabaseMigrator>.Instance).MigrateAsync(context, CancellationToken.None);
            var account = Account(server.ApiBase);
            var threads = await FillAsync(stores.Home, account);
            await using var node = Node(stores, account);
            good = await DeliverAsync(node, stores.Home, server, account, threads);
        }

        Directory.Delete(folder, recursive: true);
        return good ? 0 : 1;
    }

    private static async Task<bool> DeliverAsync(ServiceProvider node, ConversationStore store, MoodyServer server, ChannelAccount account, IReadOnlyDictionary<Guid, string> threads)
    {
        var workers = node.GetServices<IHostedService>().ToList();
        var began = Stopwatch.GetTimestamp();
        foreach (var worker in workers)
            await worker.StartAsync(CancellationToken.None);
        var quotaAt = TimeSpan.Zero;
        var lifted = 0;
        while (Stopwatch.GetElapsedTime(began) < Patience)
        {
            await Task.Delay(250);
            // In the middle the quota of the day runs out, and an administrator has it cleared three seconds later.
            if (quotaAt == TimeSpan.Zero && server.Calls > 4000)
                (server.IsQuotaSpent, quotaAt) = (true, Stopwatch.GetElapsedTime(began));
            if (server.IsQuotaSpent && Stopwatch.GetElapsedTime(began) - quotaAt > TimeSpan.FromSeconds(3))
            {
                server.IsQuotaSpent = false;
                lifted += await node.GetRequiredService<ApiStops>().LiftAsync(account.Id, "/cgi-bin/message/custom/send", CancellationToken.None) ? 1 : 0;
                await node.GetRequiredService<Outbox>().ReleaseAsync(account.Id, CancellationToken.None);
            }

            await using var context = store.Read();
            if (!await context.Deliveries.AnyAsync(d => d.State != DeliveryState.Failed))
                break;
        }

        var took = Stopwatch.GetElapsedTime(began);
        foreach (var worker in workers)
            await worker.StopAsync(CancellationToken.None);
        return await ReportAsync(store, server, threads, took, lifted);
    }

    private static async Task<bool> ReportAsync(ConversationStore store, MoodyServer server, IReadOnlyDictionary<Guid, string> threads, TimeSpan took, int lifted)
    {
        await using var context = store.Read();
        var messages = await context.Messages.Where(m => m.Direction == MessageDirection.Outbound).OrderBy(m => m.Seq).ToListAsync();
        var wrong = new List<string>();
        var (sent, gone, doubtful, doubled) = (0, 0, 0, 0);
        foreach (var thread in messages.GroupBy(m => m.ThreadId))
        {
            var follower = threads[thread.Key];
            var taken = server.TakenOf(follower);
            var counts = taken.CountBy(t => t).ToDictionary();
            foreach (var message in thread)
            {
                var text = ((TextContent)message.ToMessage().Content).Text;
                var times = counts.GetValueOrDefault(text);
                var isRight = message switch
                {
                    { Delivery: DeliveryState.Sent } => times == 1 || (times == 2 && message.MaybeTwice),
                    { Delivery: DeliveryState.Failed, MaybeTwice: true } => times is 1 or 2,
                    { Delivery: DeliveryState.Failed, Refusal: RefusalKind.WindowClosed } => times == 0 && follower.StartsWith("oGone", StringComparison.Ordinal),
                    _ => false,
                };
                if (!isRight)
                    wrong.Add($"{follower} {text}: {message.Delivery} {message.Refusal} taken {times} {message.DeliveryError}");
                sent += message.Delivery == DeliveryState.Sent ? 1 : 0;
                gone += message.Refusal == RefusalKind.WindowClosed ? 1 : 0;
                doubtful += message.MaybeTwice ? 1 : 0;
                doubled += times > 1 ? 1 : 0;
            }

            var first = taken.Distinct().ToList();
            if (!first.SequenceEqual(first.OrderBy(t => int.Parse(t, System.Globalization.CultureInfo.InvariantCulture))))
                wrong.Add($"{follower}: out of order: {string.Join(' ', first)}");
        }

        Console.WriteLine($"throttle: {messages.Count} messages, {threads.Count} followers, {server.Calls} calls in {took.TotalSeconds:0.0} s ({store.Provider})");
        Console.WriteLine($"  answers: {string.Join(", ", server.Answers.OrderBy(a => a.Key).Select(a => $"{(a.Key == 1 ? "none" : a.Key)} x {a.Value}"))}");
        Console.WriteLine($"  sent {sent}, refused 45015 {gone}, flagged as perhaps twice {doubtful}, really twice {doubled}; stops lifted by hand {lifted}");
        Console.WriteLine(wrong.Count == 0 ? "  every message in the right state, every follower in order" : $"  WRONG: {wrong.Count}");
        foreach (var line in wrong.Take(10))
            Console.WriteLine("    " + line);
        return wrong.Count == 0;
    }

    private static async Task<Dictionary<Guid, string>> FillAsync(ConversationStore store, ChannelAccount account)
    {
        var now = TimeProvider.System.GetUtcNow();
        var threads = Enumerable.Range(0, Followers).Select(i => i < Gone ? $"oGone{i}" : $"oBench{i:000}").ToDictionary(o => ThreadKey.For(account.Id, o));
        await Task.WhenAll(threads.Select(t => store.Writer.CommitAsync(new WriteUnit()
            .Insert(new ThreadRow { Id = t.Key, AccountId = account.Id, ExternalId = t.Value, ContactId = Guid.CreateVersion7(now), CreatedAt = now })
            .Insert(MessageRow.From(Message(t.Key, 1, MessageDirection.Inbound, "你好", now))))));
        for (var seq = 2; seq <= Each + 1; seq++)
        {
            await Task.WhenAll(threads.Keys.Select(thread =>
            {
                var message = Message(thread, seq, MessageDirection.Outbound, (seq - 1).ToString(System.Globalization.CultureInfo.InvariantCulture), now);
                return store.Writer.CommitAsync(new WriteUnit().Insert(MessageRow.From(message)).Insert(new DeliveryRow
                {
                    MessageId = message.Id, ThreadId = thread, Seq = seq, AccountId = account.Id, State = DeliveryState.Pending, NotBefore = now, CreatedAt = now,
                }));
            }));
        }

        return threads;
    }

    private static ThreadMessage Message(Guid thread, long seq, MessageDirection direction, string text, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        ThreadId = thread,
        Seq = seq,
        Direction = direction,
        Sender = direction == MessageDirection.Inbound ? MessageSender.Customer : MessageSender.Agent,
        Content = new TextContent(text),
        At = now,
        Delivery = direction == MessageDirection.Inbound ? DeliveryState.None : DeliveryState.Pending,
    };

    private static ServiceProvider Node(ConversationStores stores, ChannelAccount account)
    {
        var directory = new Core.Organisation.Directory(1, [account], [], []);
        var services = new ServiceCollection();
        services.AddLogging();
        // What is looked at here is the provider's throttling, not the customer's window.
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Imcc:Delivery:Windows:WeChat:0:Messages"] = "1000000",
        }).Build());
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(stores);
        services.AddSingleton<LiveFeed>();
        services.AddSingleton<TemplateResults>();
        services.AddSingleton<Func<Core.Organisation.Directory>>(() => directory);
        services.AddSingleton<IMediaFiles, NoFiles>();
        services.AddWeChat();
        services.AddDelivery();
        services.AddSingleton<IHostedService>(p => p.GetRequiredService<SendShares>());
        services.AddSingleton<IHostedService, DeliveryWorker>();
        return services.BuildServiceProvider();
    }

    private static ChannelAccount Account(string apiBase) => new()
    {
        Id = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()),
        Key = "bench",
        Kind = ChannelKind.WeChat,
        Name = "bench",
        OrgUnitId = Guid.Empty,
        SkillGroupId = Guid.Empty,
        WeChat = new() { AppId = "wxbench", AppSecret = "bench", Token = "bench", EncodingAesKey = "", ApiBase = apiBase },
    };

    private sealed class NoFiles : IMediaFiles
    {
        public Task<MediaFile?> OpenAsync(string fileId, CancellationToken ct) => Task.FromResult<MediaFile?>(null);
    }
}
