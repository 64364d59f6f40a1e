using System.Diagnostics;
using Imcc.Core.Answering;
using Imcc.Core.Answering.Keywords;
using Imcc.Core.Channels;
using Imcc.Core.Knowledge;
using Imcc.Core.Retrieval;
using Imcc.Infrastructure.Answering;
using Imcc.Infrastructure.Answering.Keywords;
using Imcc.Infrastructure.Knowledge;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Retrieval;
using Imcc.Tests.Answering;
using Imcc.Tests.Storage;

namespace Imcc.Tests.Knowledge;

/// <summary>Two nodes on one database, each with its own index, and editors at both: within two seconds both answer the same, and who was slower is told.</summary>
public sealed class TwoNodesTests(PostgresServer postgres)
{
    private const int Each = 8;
    private const string Told = "ChangedMeanwhile";

    [Theory, InlineData(false), InlineData(true)]
    public async Task What_editors_change_on_two_nodes_at_once_holds_on_both_within_two_seconds(bool onPostgres)
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("imcc-nodes-").FullName;
        var server = onPostgres ? await postgres.NewDirectoryAsync() : null;
        await using (var one = await NodeAsync(server, folder, "one"))
        await using (var second = await NodeAsync(server, folder, "second"))
        {
            DirectoryDatabase[] nodes = [one, second];
            var ids = await ArticlesAsync(nodes);
            await SameArticleAsync(nodes, ids[0], ids[1]);
            await RulesAsync(nodes);
            await WordsAsync(nodes);
        }

        System.IO.Directory.Delete(folder, recursive: true);
    }

    private static async Task<List<Guid>> ArticlesAsync(DirectoryDatabase[] nodes)
    {
        var published = await Task.WhenAll(nodes.SelectMany((node, n) => Enumerable.Range(0, Each).Select(i => Task.Run(async () =>
        {
            var title = $"{(n == 0 ? "东" : "西")}门第{i}号窗口几点开门";
            return (Id: await PublishAsync(node, title), title);
        }))));
        await WithinTwoSecondsAsync(nodes, node => published.All(p => Find(node, p.title)?.ArticleId == p.Id));
        return [.. published.Select(p => p.Id)];
    }

    private static async Task SameArticleAsync(DirectoryDatabase[] nodes, Guid edited, Guid withdrawn)
    {
        string[] titles = ["东门贵宾窗口在几楼", "西门贵宾窗口在几楼"];
        var saved = await Task.WhenAll(nodes.Select((node, n) => Task.Run(() => node.Get<IArticles>().SaveAsync(Admin(node), edited, 2, KnowledgeDesk.Article(titles[n])))));
        Assert.Equal([Told], saved.SelectMany(o => o.Problems).Select(p => p.Code));
        var winner = Array.FindIndex(saved, o => o.Made);
        // One publishes what was saved, the other withdraws another one: both at once.
        var done = await Task.WhenAll(
            Task.Run(() => nodes[1 - winner].Get<IArticles>().PublishAsync(Admin(nodes[0]), edited, 3, "")),
            Task.Run(() => nodes[winner].Get<IArticles>().WithdrawAsync(Admin(nodes[0]), withdrawn, 2, "")));
        Assert.All(done, o => Assert.Empty(o.Problems));
        // By its title: until the new version is found, the old one of the same article is the nearest.
        await WithinTwoSecondsAsync(nodes, node => Find(node, titles[winner]) is { } found && found.ArticleId == edited && found.Title == titles[winner] && Find(node, "东门第1号窗口几点开门")?.ArticleId != withdrawn);
    }

    private static async Task RulesAsync(DirectoryDatabase[] nodes)
    {
        var made = await Task.WhenAll(nodes.Select((node, n) => Task.Run(() => node.Get<KeywordAdministration>().SaveAsync(
            Admin(node), KeywordAdministrationTests.Draft(node, $"节点{n}", KeywordKind.Exact, $"节点{n}口令")))));
        Assert.All(made, o => Assert.Empty(o.Problems));
        await WithinTwoSecondsAsync(nodes, node => RuleOf(node, "节点0口令") == made[0].Id && RuleOf(node, "节点1口令") == made[1].Id);

        var changed = await Task.WhenAll(nodes.Select((node, n) => Task.Run(async () =>
        {
            var draft = (await node.Get<KeywordAdministration>().OpenAsync(Admin(node))).Rules.Single(r => r.Id == made[0].Id);
            // Both have opened it as it was made.
            draft.Rev = 1;
            draft.Patterns[0] = new(KeywordKind.Exact, $"新口令{n}");
            return await node.Get<KeywordAdministration>().SaveAsync(Admin(node), draft);
        })));
        Assert.Equal([Told], changed.SelectMany(o => o.Problems).Select(p => p.Code));
        var winner = Array.FindIndex(changed, o => o.Made);
        await WithinTwoSecondsAsync(nodes, node => RuleOf(node, $"新口令{winner}") == made[0].Id && RuleOf(node, $"新口令{1 - winner}") is null && RuleOf(node, "节点0口令") is null);
    }

    private static async Task WordsAsync(DirectoryDatabase[] nodes)
    {
        var card = await PublishAsync(nodes[0], "聚宝盆怎么开通");
        string[] words = ["聚宝盆 小金库", "云豆卡 信用卡"];
        var made = await Task.WhenAll(nodes.Select((node, n) => Task.Run(() => node.Get<OwnWordAdministration>().SaveAsync(Admin(node), new() { Kind = WordKind.Synonym, Text = words[n] }))));
        Assert.All(made, o => Assert.Empty(o.Problems));
        // It is understood where the node's own index has it, too.
        await WithinTwoSecondsAsync(nodes, node => Marks(node, "小金库怎么开通", card).Contains("聚宝盆", StringComparison.Ordinal) && Knows(node, words[1]));

        var changed = await Task.WhenAll(nodes.Select((node, n) => Task.Run(async () =>
        {
            var draft = (await node.Get<OwnWordAdministration>().ListAsync(Admin(node))).Single(w => w.Id == made[0].Id);
            (draft.Rev, draft.Text) = (0, $"聚宝盆 存钱罐{(n == 0 ? "甲" : "乙")}");
            return await node.Get<OwnWordAdministration>().SaveAsync(Admin(node), draft);
        })));
        Assert.Equal([Told], changed.SelectMany(o => o.Problems).Select(p => p.Code));
        var winner = Array.FindIndex(changed, o => o.Made);
        await WithinTwoSecondsAsync(nodes, node => Knows(node, $"聚宝盆 存钱罐{(winner == 0 ? "甲" : "乙")}") && !Knows(node, words[0]));
    }

    private static Task<DirectoryDatabase> NodeAsync(string? server, string folder, string name) => DirectoryDatabase.StartAsync(
        server,
        demo: true,
        new() { ["Imcc:Knowledge:Path"] = Path.Combine(folder, name) },
        server is null ? Path.Combine(folder, "directory.db") : null,
        services: services => services.AddRetrieval().AddArticleSearch());

    private static async Task<Guid> PublishAsync(DirectoryDatabase node, string title)
    {
        var (articles, admin) = (node.Get<IArticles>(), Admin(node));
        var saved = await articles.SaveAsync(admin, null, 0, KnowledgeDesk.Article(title));
        Assert.Empty(saved.Problems);
        Assert.Empty((await articles.PublishAsync(admin, saved.Id, 1, "")).Problems);
        return saved.Id;
    }

    /// <summary>Two seconds of the nodes' own time; how long this machine needs for them is another matter.</summary>
    private static async Task WithinTwoSecondsAsync(DirectoryDatabase[] nodes, Func<DirectoryDatabase, bool> holds)
    {
        for (var second = 1; ; second++)
        {
            foreach (var node in nodes)
                node.Time.Advance(AnswerWatch.Interval);
            // A node that was looking at this very moment looks again a second later.
            var patience = TimeSpan.FromSeconds(second == 1 ? 3 : 30);
            for (var began = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(began) < patience;)
            {
                if (nodes.All(holds))
                    return;
                await Task.Yield();
            }

            Assert.True(second < 2, "Both nodes know it within two seconds.");
        }
    }

    private static SearchHit? Find(DirectoryDatabase node, string text) => node.Get<IArticleSearch>().Search(new(text, 5, node.Time.GetUtcNow(), IsTyped: true)).Hits.FirstOrDefault();

    private static string Marks(DirectoryDatabase node, string text, Guid id) =>
        node.Get<IArticleSearch>().Search(new(text, 5, node.Time.GetUtcNow(), IsTyped: true)).Hits.FirstOrDefault(h => h.ArticleId == id) is { } hit ? string.Concat(hit.Marks.Select(m => hit.Matched[m])) : "";

    private static bool Knows(DirectoryDatabase node, string words) => node.Get<IWordLists>().Current.Entries.Any(e => e.Kind == WordKind.Synonym && e.ToString() == WordEntry.Parse(WordKind.Synonym, words)!.ToString());

    private static Guid? RuleOf(DirectoryDatabase node, string text) =>
        node.Get<IKeywordReplies>().Find(new(node.Cache.Current.AccountsByKey["demo"].Id, ChannelKind.WeChat, Guid.Empty, text, node.Time.GetUtcNow()))?.RuleId;

    private static Guid Admin(DirectoryDatabase node) => node.Cache.Current.Agents.Values.Single(a => a.UserName == "admin").Id;
}
