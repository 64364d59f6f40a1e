using Imcc.Core.Knowledge;
using Imcc.Infrastructure.Knowledge;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Imcc.Tests.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace Imcc.Tests.Knowledge;

/// <summary>Articles from draft to withdrawal, in the directory.</summary>
public sealed class ArticleStorageTests(PostgresServer postgres)
{
    [Theory, InlineData(false), InlineData(true)]
    public async Task An_article_goes_its_way_and_what_is_in_force_is_what_was_published(bool onPostgres)
    {
        await using var desk = await KnowledgeDesk.StartAsync(onPostgres ? await postgres.NewDirectoryAsync() : null);
        var articles = desk.Articles;
        var id = await desk.SaveAsync(desk.Admin, KnowledgeDesk.Article(" 信用卡怎么挂失 ") with { Similar = ["卡丢了", "", "卡丢了"], Tags = ["卡"] });
        Assert.Empty(await desk.InForceAsync());
        Assert.Empty((await articles.PublishAsync(desk.Admin, id, 1, "第一版")).Problems);
        var first = Assert.Single(await desk.InForceAsync());
        Assert.Equal(("信用卡怎么挂失", 1L, "卡丢了", "请登录手机银行办理。"), (first.Title, first.Version, Assert.Single(first.Similar), first.Body));

        var opened = await desk.OpenAsync(id);
        Assert.Equal((ArticleStage.Published, 2L), (opened.Standing.Stage, opened.Rev));
        await desk.SaveAsync(desk.Admin, opened.Content with { Title = "信用卡挂失" }, id, 2);
        Assert.Equal("信用卡怎么挂失", Assert.Single(await desk.InForceAsync()).Title);
        Assert.Equal(["ChangedMeanwhile"], (await articles.SaveAsync(desk.Admin, id, 2, opened.Content)).Problems.Select(p => p.Code));
        Assert.Empty((await articles.PublishAsync(desk.Admin, id, 3, "")).Problems);
        Assert.Equal((2, "第一版"), ((await articles.VersionsAsync(desk.Admin, id)).Count, (await articles.VersionsAsync(desk.Admin, id))[1].Remark));

        Assert.Empty((await articles.RestoreAsync(desk.Admin, id, 4, 1)).Problems);
        Assert.Equal(("信用卡怎么挂失", ArticleStage.Draft), ((await desk.OpenAsync(id)).Content.Title, (await desk.OpenAsync(id)).Standing.Stage));
        Assert.Empty((await articles.DiscardAsync(desk.Admin, id, 5)).Problems);
        Assert.Equal(("信用卡挂失", ArticleStage.Published), ((await desk.OpenAsync(id)).Content.Title, (await desk.OpenAsync(id)).Standing.Stage));

        Assert.Equal([(id, 2L, false)], (await desk.SinceAsync(0)).Select(c => (c.ArticleId, c.Version, c.Article is null)));
        Assert.Empty((await articles.WithdrawAsync(desk.Admin, id, 6, "停办")).Problems);
        Assert.Equal([(id, 3L, true)], (await desk.SinceAsync(2)).Select(c => (c.ArticleId, c.Version, c.Article is null)));
        Assert.Empty(await desk.Database.Get<IArticleShelf>().FindAsync([id]));
        Assert.Equal("停办", Assert.Single(await articles.CommentsAsync(desk.Admin, id)).Text);
        Assert.Empty((await articles.DeleteAsync(desk.Admin, id, 7)).Problems);
        Assert.Null(await articles.OpenAsync(desk.Admin, id));
        Assert.Equal(3, await desk.Database.Get<IArticleSource>().VersionAsync());
    }

    [Fact]
    public async Task Where_review_is_required_nobody_publishes_what_they_wrote()
    {
        await using var desk = await KnowledgeDesk.StartAsync();
        var branch = await desk.BranchAsync("上海分行");
        var (writer, reader, agent) = (await desk.PersonAsync("writer", Role.Editor, branch), await desk.PersonAsync("reader", Role.Editor), await desk.PersonAsync("seat", Role.Agent));
        var articles = desk.Articles;
        Assert.Empty((await desk.Database.Get<IKnowledgeSettings>().SaveAsync(desk.Admin, OrgUnitRow.RootId, true, null)).Problems);

        var id = await desk.SaveAsync(writer, KnowledgeDesk.Article("贷款怎么提前还", unit: branch));
        Assert.Equal(["ReviewMissing"], (await articles.PublishAsync(reader, id, 1, "")).Problems.Select(p => p.Code));
        Assert.Empty((await articles.SubmitAsync(writer, id, 1)).Problems);
        Assert.Equal(["OwnDraft"], (await articles.PublishAsync(writer, id, 2, "")).Problems.Select(p => p.Code));
        Assert.Equal(["Missing"], (await articles.ReturnAsync(reader, id, 2, " ")).Problems.Select(p => p.Code));
        Assert.Empty((await articles.ReturnAsync(reader, id, 2, "请补充费用")).Problems);
        Assert.Empty((await articles.SubmitAsync(writer, id, 3)).Problems);
        Assert.Empty((await articles.PublishAsync(reader, id, 4, "")).Problems);
        Assert.Equal("请补充费用", Assert.Single(await articles.CommentsAsync(writer, id)).Text);

        // The branch has its own mind; its people see nothing of the others'.
        Assert.Empty((await desk.Database.Get<IKnowledgeSettings>().SaveAsync(desk.Admin, branch, false, false)).Problems);
        Assert.Equal([(true, true), (false, false)], (await desk.Database.Get<IKnowledgeSettings>().ListAsync(desk.Admin)).Select(s => (s.IsReviewRequired, s.DoEditorsPublish)));
        var own = await desk.SaveAsync(writer, KnowledgeDesk.Article("网点几点开门", unit: branch));
        Assert.Equal(["NotAllowed"], (await articles.PublishAsync(writer, own, 1, "")).Problems.Select(p => p.Code));
        Assert.Equal(["OrgUnitForeign"], (await articles.SaveAsync(writer, null, 0, KnowledgeDesk.Article("总行的"))).Problems.Select(p => p.Code));
        Assert.Null(await articles.OpenAsync(writer, await desk.SaveAsync(desk.Admin, KnowledgeDesk.Article("总行的"))));
        Assert.Equal((2, 3), ((await articles.ListAsync(writer, ArticleFilter.All, 0, 50)).Total, (await articles.ListAsync(reader, ArticleFilter.All, 0, 50)).Total));
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => articles.SaveAsync(agent, null, 0, KnowledgeDesk.Article("坐席写的")));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task What_is_wrong_is_told_field_by_field_and_nothing_is_kept(bool onPostgres)
    {
        await using var desk = await KnowledgeDesk.StartAsync(onPostgres ? await postgres.NewDirectoryAsync() : null);
        await desk.SaveAsync(desk.Admin, KnowledgeDesk.Article("一") with { Code = "A1" });
        var outcome = await desk.Articles.SaveAsync(desk.Admin, null, 0, KnowledgeDesk.Article("") with
        {
            Code = "A1",
            CategoryId = Guid.CreateVersion7(desk.Database.Time.GetUtcNow()),
            Related = [Guid.CreateVersion7(desk.Database.Time.GetUtcNow())],
            ValidFrom = desk.Database.Time.GetUtcNow(),
            ValidUntil = desk.Database.Time.GetUtcNow(),
            Answer = ArticleAnswer.Empty with { Link = new("链接", null, "javascript:alert(1)") },
        });
        Assert.Equal(
            ["CategoryId Unknown", "Code CodeTaken", "LinkUrl LinkBad", "Related Unknown", "Title Missing", "ValidUntil ValidityBackwards"],
            outcome.Problems.Select(p => $"{p.Field} {p.Code}").Order(StringComparer.Ordinal));
        Assert.Equal(1, (await desk.Articles.ListAsync(desk.Admin, ArticleFilter.All, 0, 50)).Total);

        var empty = await desk.SaveAsync(desk.Admin, KnowledgeDesk.Article("没有答案", ""));
        Assert.Equal(["AnswerMissing"], (await desk.Articles.PublishAsync(desk.Admin, empty, 1, "")).Problems.Select(p => p.Code));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Lists_are_filtered_and_agents_read_what_is_in_force(bool onPostgres)
    {
        await using var desk = await KnowledgeDesk.StartAsync(onPostgres ? await postgres.NewDirectoryAsync() : null);
        var (database, articles) = (desk.Database, desk.Articles);
        var categories = database.Get<ICategories>();
        var cards = (await categories.AddAsync(desk.Admin, null, "信用卡")).Id;
        var loss = (await categories.AddAsync(desk.Admin, cards, "挂失")).Id;
        var now = database.Time.GetUtcNow();
        var fees = await desk.PublishedAsync(KnowledgeDesk.Article("挂失收费吗", "免费。") with { CategoryId = cards, Tags = ["收费"] });
        var lost = await desk.PublishedAsync(KnowledgeDesk.Article("信用卡怎么挂失") with { CategoryId = loss, Tags = ["卡", "收费"], Related = [fees], Similar = ["卡丢了"], ValidUntil = now.AddDays(10) });
        var later = await desk.PublishedAsync(KnowledgeDesk.Article("下月活动") with { ValidFrom = now.AddDays(5), Code = "X-9" });
        await desk.SaveAsync(desk.Admin, KnowledgeDesk.Article("还没写完"));

        async Task<string> Listed(ArticleFilter filter) => string.Join(' ', (await articles.ListAsync(desk.Admin, filter with { Order = ArticleOrder.Title }, 0, 50)).Lines.Select(l => l.Title));
        Assert.Equal("信用卡怎么挂失 挂失收费吗", string.Join(' ', (await Listed(new(CategoryId: cards))).Split(' ').Order(StringComparer.Ordinal)));
        Assert.Equal("信用卡怎么挂失", await Listed(new(Text: "卡丢")));
        Assert.Equal("信用卡怎么挂失", await Listed(new(Tag: "卡")));
        Assert.Equal("下月活动", await Listed(new(Text: "X-9")));
        Assert.Equal("还没写完", await Listed(new(Stage: ArticleStage.Draft)));
        Assert.Equal(1, (await database.Get<IArticleChecks>().ExpiringAsync(desk.Admin, 30, 0, 10)).Total);
        Assert.Equal(0, (await database.Get<IArticleChecks>().ExpiringAsync(desk.Admin, 3, 0, 10)).Total);
        Assert.Equal(["NotEmpty"], (await categories.DeleteAsync(desk.Admin, cards)).Problems.Select(p => p.Code));
        Assert.Equal((await articles.ChoicesAsync(desk.Admin)).Tags, ["收费", "卡"]);

        var agent = await desk.PersonAsync("seat", Role.Agent);
        // A clock of its own: the host's would wake whatever else keeps time there, second by second.
        var time = new FakeTimeProvider(now);
        var kept = new ArticleShelf(database.Get<IDbContextFactory<DirectoryContext>>(), time);
        var reading = new ArticleReading(database.Get<IDbContextFactory<DirectoryContext>>(), kept, time);
        var shelf = await reading.ShelfAsync(agent);
        Assert.Equal((2, 2, 1), (shelf.Total, shelf.Counts[cards], shelf.Counts[loss]));
        Assert.Equal(2, (await reading.ListAsync(agent, cards, null, 0, 10)).Total);
        Assert.Equal("免费。", (await reading.ListAsync(agent, null, null, 0, 10)).Lines.Single(l => l.Id == fees).Start);
        var read = await reading.OpenAsync(agent, lost);
        Assert.Equal(("挂失收费吗", "信用卡 › 挂失"), (Assert.Single(read!.Related).Article.Title, string.Join(CategoryTree.Separator, read.Article.CategoryPath)));
        Assert.Null(await reading.OpenAsync(agent, later));
        time.Advance(TimeSpan.FromDays(6));
        Assert.NotNull(await reading.OpenAsync(agent, later));
        Assert.Equal([lost, later], (await kept.FindAsync([lost, later])).Select(a => a.Article.Id));
        time.Advance(TimeSpan.FromDays(6));
        Assert.Equal([later], (await kept.FindAsync([lost, later])).Select(a => a.Article.Id));
    }

    [Fact]
    public async Task Many_are_moved_at_once_and_what_was_in_force_stays_so()
    {
        await using var desk = await KnowledgeDesk.StartAsync();
        var (bulk, articles) = (desk.Database.Get<IArticleBulk>(), desk.Articles);
        var category = (await desk.Database.Get<ICategories>().AddAsync(desk.Admin, null, "转账")).Id;
        var published = await desk.PublishedAsync(KnowledgeDesk.Article("转账限额"));
        var draft = await desk.SaveAsync(desk.Admin, KnowledgeDesk.Article("转错账", ""));
        var gone = Guid.CreateVersion7(desk.Database.Time.GetUtcNow());

        var moved = await bulk.RunAsync(desk.Admin, [published, draft, gone], new BulkDeed.Move(category));
        Assert.Equal((2, ArticleFault.Gone), (moved.Done, Assert.Single(moved.Refused).Fault));
        Assert.Equal(category, Assert.Single(await desk.InForceAsync()).CategoryId);
        Assert.Equal((ArticleStage.Published, ArticleStage.Draft), ((await desk.OpenAsync(published)).Standing.Stage, (await desk.OpenAsync(draft)).Standing.Stage));

        Assert.Equal(2, (await bulk.RunAsync(desk.Admin, [published, draft], new BulkDeed.Tag(["热点"], []))).Done);
        Assert.Equal(ArticleFault.AnswerMissing, Assert.Single((await bulk.RunAsync(desk.Admin, [draft], new BulkDeed.Publish(""))).Refused).Fault);
        Assert.Equal((1, 1), await Counted(new BulkDeed.Withdraw("下线")));
        Assert.Empty(await desk.InForceAsync());
        Assert.Equal((2, 0), await Counted(new BulkDeed.Delete()));
        Assert.Equal(0, (await articles.ListAsync(desk.Admin, ArticleFilter.All, 0, 10)).Total);

        async Task<(int, int)> Counted(BulkDeed deed)
        {
            var report = await bulk.RunAsync(desk.Admin, [published, draft], deed);
            return (report.Done, report.Refused.Count);
        }
    }

    [Fact]
    public async Task The_same_wording_is_found_while_it_is_written_drafts_included()
    {
        await using var desk = await KnowledgeDesk.StartAsync();
        var known = await desk.SaveAsync(desk.Admin, KnowledgeDesk.Article("信用卡怎么挂失") with { Similar = ["卡丢了怎么办？"] });
        var found = Assert.Single(await desk.Database.Get<IArticleDuplicates>().FindAsync(desk.Admin, null, "丢卡", ["卡丢了，怎么办"]));
        Assert.Equal((known, "卡丢了，怎么办", "卡丢了怎么办？", true), (found.ArticleId, found.Mine, found.Theirs, found.IsSame));
        Assert.Empty(await desk.Database.Get<IArticleDuplicates>().FindAsync(desk.Admin, known, "信用卡怎么挂失", []));
    }
}
