using System.Diagnostics;
using Imcc.Bench.Hosting;
using Imcc.Core.Channels;
using Imcc.Core.Conversations;
using Imcc.Core.Desk;
using Imcc.Infrastructure;
using Imcc.Infrastructure.Conversations;
using Imcc.Infrastructure.History;
using Imcc.Infrastructure.Live;
using Imcc.Infrastructure.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Imcc.Bench.History;

/// <summary>The full-text index of conversations: how fast it is made, how large it is, how fast it answers a supervisor and an agent.</summary>
internal static class HistoryBench
{
    private const int PerConversation = 10;
    private const int ConversationsPerThread = 3;
    private const int Agents = 60;
    private const int Groups = 12;
    private const int Queries = 400;
    private const int Page = 20;

    public static async Task RunAsync(BenchSettings settings)
    {
        var folder = Directory.CreateTempSubdirectory("imcc-bench-").FullName;
        var options = new DatabaseOptions { Provider = settings.Provider };
        options.Conversations.Add(settings.Provider == DatabaseProvider.Sqlite
            ? $"Data Source={folder}/conversations.db"
            : await ServerProcess.NewDatabaseAsync(settings, "history_" + Path.GetFileName(folder)[^6..].ToLowerInvariant()));
        var random = new Random(20260302);
        var lines = settings.Texts is null ? null : (await File.ReadAllLinesAsync(settings.Texts)).Where(l => l.Trim().Length > 0).ToList();
        var sentences = new Sentences(random, lines);
        await using (var stores = new ConversationStores(Options.Create(options), NullLogger<StoreWriter>.Instance))
        {
            await using (var context = stores.Home.Read())
                await new DatabaseMigrator(NullLogger<DatabaseMigrator>.Instance).MigrateAsync(context, CancellationToken.None);
            Console.WriteLine($"history: {settings.Messages:N0} messages ({(lines is null ? "made up" : settings.Texts)}), {PerConversation} a conversation, {ConversationsPerThread} conversations a customer, {Agents} agents, {Groups} groups");
            var began = Stopwatch.GetTimestamp();
            await WriteAsync(stores.Home, settings.Messages, sentences, random);
            Console.WriteLine($"written to the database in {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s");
            await MeasureAsync(stores, folder, settings.Messages, sentences);
        }

        Directory.Delete(folder, recursive: true);
        Console.WriteLine();
    }

    private static async Task MeasureAsync(ConversationStores stores, string folder, int messages, Sentences sentences)
    {
        var path = Path.Combine(folder, "history");
        using var changed = new ChangedConversations();
        using var keeper = new HistoryKeeper(
            new HistoryReading(stores, () => Core.Organisation.Directory.Empty), changed, new Readiness(),
            Options.Create(new HistoryOptions { Path = path }), TimeProvider.System, NullLogger<HistoryKeeper>.Instance);
        var began = Stopwatch.GetTimestamp();
        await keeper.MakeAsync(CancellationToken.None);
        var took = Stopwatch.GetElapsedTime(began);
        var size = Directory.GetFiles(path).Sum(f => new FileInfo(f).Length);
        Console.WriteLine($"made in {took.TotalSeconds:0.0} s: {messages / took.TotalSeconds:N0} messages/s, {size / 1048576.0:0} MiB, {(double)size / messages:0} bytes a message; process {Environment.WorkingSet / 1048576.0:0} MiB");
        keeper.TryGet(out var index);
        var excerpts = new HistoryExcerpts(stores);
        Console.WriteLine("who                 order    found p50      p50 ms    p99 ms  with excerpts p50    p99 ms");
        foreach (var (who, reader) in new[] { ("supervisor (all)", new HistoryReader(Agent(0), null)), ("agent (2 groups)", new HistoryReader(Agent(1), [Group(1), Group(2)])) })
        {
            foreach (var order in Enum.GetValues<HistoryOrder>())
                await AskAsync(index!, excerpts, sentences, who, reader, order);
        }

        var conversation = (await new HistoryReading(stores, () => Core.Organisation.Directory.Empty).AfterAsync(0, Guid.Empty, 1, CancellationToken.None)).Entries[0];
        began = Stopwatch.GetTimestamp();
        changed.Mark(conversation.ThreadId, conversation.ConversationId);
        await keeper.FollowAsync(CancellationToken.None);
        Console.WriteLine($"a changed conversation is searchable {Stopwatch.GetElapsedTime(began).TotalMilliseconds:0} ms after it is looked at");
    }

    private static async Task AskAsync(HistoryIndex index, HistoryExcerpts excerpts, Sentences sentences, string who, HistoryReader reader, HistoryOrder order)
    {
        var (bare, whole, found) = (new Latencies(), new Latencies(), new List<int>());
        for (var i = -40; i < Queries; i++)
        {
            var words = SearchWords.Of(sentences.Search());
            if (words.IsEmpty)
                continue;
            var began = Stopwatch.GetTimestamp();
            var answer = new HistoryLookup(words).Ask(index, reader, order, 0, Page);
            var asked = Stopwatch.GetElapsedTime(began);
            foreach (var key in answer.Keys)
                await excerpts.HitAsync(Row(key), key, words, Core.Privacy.Mask.None, null, CancellationToken.None);
            // The first are for warming up.
            if (i < 0)
                continue;
            bare.Add(asked);
            whole.Add(Stopwatch.GetElapsedTime(began));
            found.Add(answer.Total);
        }

        found.Sort();
        Console.WriteLine($"{who,-18}  {order,-7} {found[found.Count / 2],10:N0} {bare.Percentile(0.5),11:0.00} {bare.Percentile(0.99),9:0.00} {whole.Percentile(0.5),18:0.00} {whole.Percentile(0.99),9:0.00}");
    }

    private static async Task WriteAsync(ConversationStore store, int messages, Sentences sentences, Random random)
    {
        var at = TimeProvider.System.GetUtcNow().AddDays(-200);
        var pending = new List<Task<WriteOutcome>>();
        var written = 0;
        while (written < messages)
        {
            var (thread, contact) = (Guid.CreateVersion7(at), Guid.CreateVersion7(at));
            var unit = new WriteUnit()
                .Insert(new ThreadRow { Id = thread, AccountId = Group(0), ExternalId = "oBench" + written, ContactId = contact, CreatedAt = at })
                .Insert(new ContactRow { Id = contact, OrgUnitId = Group(0), DisplayName = "客户" + written, CreatedAt = at });
            var seq = 0L;
            for (var c = 0; c < ConversationsPerThread && written < messages; c++)
            {
                var conversation = Conversation.Open(Guid.CreateVersion7(at), thread, Group(0), contact, null, at) with
                {
                    State = ConversationState.Closed, AgentId = Agent(random.Next(Agents)), GroupId = Group(random.Next(Groups)), LastCustomerMessageAt = at.AddMinutes(PerConversation),
                };
                unit.Insert(ConversationRow.From(conversation));
                for (var m = 0; m < PerConversation && written < messages; m++, written++)
                {
                    at = at.AddSeconds(15);
                    unit.Insert(MessageRow.From(new ThreadMessage
                    {
                        Id = Guid.CreateVersion7(at),
                        ThreadId = thread,
                        Seq = ++seq,
                        ConversationId = conversation.Id,
                        Direction = m % 2 == 0 ? MessageDirection.Inbound : MessageDirection.Outbound,
                        Sender = m % 2 == 0 ? MessageSender.Customer : MessageSender.Agent,
                        Content = new TextContent(sentences.Next()),
                        At = at,
                    }));
                }
            }

            pending.Add(store.Writer.CommitAsync(unit));
            if (pending.Count < 2000)
                continue;
            await Task.WhenAll(pending);
            pending.Clear();
        }

        await Task.WhenAll(pending);
    }

    private static DeskConversation Row(HistoryKey key) => new()
    {
        Id = key.ConversationId, ThreadId = key.ThreadId, Revision = 1, State = ConversationState.Closed, Channel = ChannelKind.WeChat, AccountName = "", ContactId = key.ThreadId, CustomerName = "",
    };

    private static Guid Agent(int n) => new(n + 1, 1, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 1);

    private static Guid Group(int n) => new(n + 1, 2, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 1);
}
