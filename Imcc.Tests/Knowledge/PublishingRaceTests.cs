using Imcc.Core.Knowledge;
using Imcc.Infrastructure.Knowledge;
using Imcc.Tests.Storage;

namespace Imcc.Tests.Knowledge;

/// <summary>Two nodes on one database, both publishing, and somebody who follows by versions meanwhile.</summary>
public sealed class PublishingRaceTests(PostgresServer postgres)
{
    private const int Articles = 12;

    [Theory, InlineData(false), InlineData(true)]
    public async Task Two_nodes_publish_at_once_and_every_version_is_one_of_theirs(bool onPostgres)
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("imcc-race-").FullName;
        var (server, file) = onPostgres ? (await postgres.NewDirectoryAsync(), null) : ((string?)null, Path.Combine(folder, "directory.db"));
        await using (var one = await KnowledgeDesk.StartAsync(server, file))
        await using (var second = await DirectoryDatabase.StartAsync(server, sqliteFile: file))
        {
            var ids = new List<Guid>();
            for (var i = 0; i < Articles; i++)
                ids.Add(await one.SaveAsync(one.Admin, KnowledgeDesk.Article($"问题{i}")));
            using var over = new CancellationTokenSource();
            var following = Task.Run(() => FollowAsync(one.Database.Get<IArticleSource>(), over.Token));

            // The same articles from both sides, in opposite order: of each pair one is made and one is told.
            var outcomes = await Task.WhenAll(
                ids.Select(id => one.Articles.PublishAsync(one.Admin, id, 1, "甲")).Concat(Enumerable.Reverse(ids).Select(id => Task.Run(() => second.Get<IArticles>().PublishAsync(one.Admin, id, 1, "乙")))));
            Assert.Equal((Articles, Articles), (outcomes.Count(o => o.Made), outcomes.Count(o => o.Problems.Any(p => p.Code is nameof(ArticleFault.ChangedMeanwhile)))));

            var inForce = await one.InForceAsync();
            Assert.Equal(Enumerable.Range(1, Articles).Select(v => (long)v), inForce.Select(a => a.Version).Order());
            Assert.Equal(Articles, await second.Get<IArticleSource>().VersionAsync());
            foreach (var id in ids)
                Assert.Single(await one.Articles.VersionsAsync(one.Admin, id));

            await over.CancelAsync();
            var followed = await following;
            await foreach (var change in one.Database.Get<IArticleSource>().SinceAsync(followed.Version))
                followed.Known[change.ArticleId] = change.Version;
            Assert.Equal(inForce.ToDictionary(a => a.Id, a => a.Version), followed.Known);
        }

        // A restart finds all of it; and the other node's cache would have been told by the version alone.
        await using (var again = await DirectoryDatabase.StartAsync(server, sqliteFile: file))
            Assert.Equal(Articles, (await again.Get<IArticleSource>().AllAsync().ToListAsync()).Count);
        System.IO.Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_follower_of_another_node_forgets_what_it_kept()
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("imcc-race-").FullName;
        await using (var one = await KnowledgeDesk.StartAsync(sqliteFile: Path.Combine(folder, "directory.db")))
        await using (var second = await DirectoryDatabase.StartAsync(sqliteFile: Path.Combine(folder, "directory.db")))
        {
            var id = await one.PublishedAsync(KnowledgeDesk.Article("旧"));
            var shelf = second.Get<ArticleShelf>();
            Assert.Equal("旧", Assert.Single(await shelf.FindAsync([id])).Article.Title);
            await one.SaveAsync(one.Admin, KnowledgeDesk.Article("新"), id, 2);
            Assert.Empty((await one.Articles.PublishAsync(one.Admin, id, 3, "")).Problems);
            Assert.Equal("新", Assert.Single(await one.Database.Get<IArticleShelf>().FindAsync([id])).Article.Title);
            Assert.Equal("旧", Assert.Single(await shelf.FindAsync([id])).Article.Title);
            await shelf.FollowAsync(2, default);
            Assert.Equal("新", Assert.Single(await shelf.FindAsync([id])).Article.Title);
        }

        System.IO.Directory.Delete(folder, recursive: true);
    }

    private static async Task<(long Version, Dictionary<Guid, long> Known)> FollowAsync(IArticleSource source, CancellationToken over)
    {
        var (version, known) = (0L, new Dictionary<Guid, long>());
        while (!over.IsCancellationRequested)
        {
            var next = await source.VersionAsync(CancellationToken.None);
            if (next != version)
            {
                await foreach (var change in source.SinceAsync(version, CancellationToken.None))
                    known[change.ArticleId] = change.Version;
                version = next;
            }

            await Task.Yield();
        }

        return (version, known);
    }
}
