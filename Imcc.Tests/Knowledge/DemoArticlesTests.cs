using Imcc.Core.Knowledge;
using Imcc.Infrastructure.Demo;
using Imcc.Infrastructure.Knowledge;
using Imcc.Tests.Storage;

namespace Imcc.Tests.Knowledge;

public sealed class DemoArticlesTests
{
    [Fact]
    public async Task The_demo_s_articles_are_in_force_after_the_first_start_and_sound()
    {
        var written = DemoArticles.Read().ToList();
        Assert.InRange(written.Count, 60, 90);
        Assert.All(written, a => Assert.Empty(ArticleCheck.Of(ArticleTidy.Of(a.ToContent(Guid.Empty, [])), null, isForPublication: true)));
        Assert.All(written, a => Assert.NotEmpty(a.Similar));
        var wordings = written.SelectMany(a => a.Similar.Append(a.Title)).Select(Wording.Fold).ToList();
        Assert.Equal(wordings.Count, wordings.Distinct().Count());

        await using var database = await DirectoryDatabase.StartAsync(demo: true);
        var inForce = await database.Get<IArticleSource>().AllAsync().ToListAsync();
        Assert.Equal(written.Count, inForce.Count);
        Assert.Equal(1, await database.Get<IArticleSource>().VersionAsync());
        var lost = inForce.Single(a => a.Title == "信用卡丢了怎么挂失");
        Assert.Equal(["挂失补卡要收费吗", "补办的新卡几天能收到"], (await database.Get<IArticleShelf>().FindAsync(lost.Related)).Select(a => a.Article.Title));
        Assert.Equal(["信用卡", "挂失盗刷"], (await database.Get<IArticleShelf>().FindAsync([lost.Id]))[0].CategoryPath);
        Assert.Contains(inForce, a => a.Audience is Audience.Agents);
    }
}
