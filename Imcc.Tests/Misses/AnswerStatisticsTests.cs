using Imcc.Core.Answering;
using Imcc.Core.Knowledge;
using Imcc.Core.Misses;
using Imcc.Core.Organisation;
using Imcc.Infrastructure.Answering;
using Imcc.Infrastructure.Conversations;
using Imcc.Infrastructure.Knowledge;
using Imcc.Infrastructure.Misses;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Replies;
using Imcc.Infrastructure.Storage;
using Imcc.Tests.Knowledge;
using Imcc.Tests.Storage;
using Imcc.Web.Components.Misses;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Imcc.Tests.Misses;

/// <summary>The figures of answering, from rows whose figures are known.</summary>
public sealed class AnswerStatisticsTests(PostgresServer postgres)
{
    private static readonly DateOnly First = new(2026, 3, 1);
    private static readonly DateOnly Last = new(2026, 3, 2);
    private static readonly TimeZoneInfo Shanghai = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    private readonly KnownArticles _articles = new(("会员卡补办", "请到门店。"), ("发票抬头", "在订单里改。"));

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Each_message_counts_once_by_its_day_step_account_and_article(DatabaseProvider provider)
    {
        await using var directory = await DirectoryDatabase.StartAsync(provider == DatabaseProvider.PostgreSql ? await postgres.NewDirectoryAsync() : null, demo: true);
        await using var conversations = await ConversationDatabase.NewAsync(provider, postgres);
        var (demo, web) = (directory.Cache.Current.AccountsByKey["demo"].Id, directory.Cache.Current.AccountsByKey["web"].Id);
        var (card, invoice, gone) = (_articles.IdOf("会员卡补办"), _articles.IdOf("发票抬头"), Guid.CreateVersion7(TimeProvider.System.GetUtcNow()));
        var unit = new WriteUnit();
        // The first day begins at 16:00 of the day before in Greenwich; both neighbours count elsewhere.
        Answered("2026-02-28T15:59:59Z", AnswerStep.KeywordExact, demo);
        Answered("2026-02-28T16:00:00Z", AnswerStep.KeywordExact, demo);
        Answered("2026-03-01T08:00:00Z", AnswerStep.Article, demo, card);
        Answered("2026-03-01T08:00:01Z", AnswerStep.Article, web, card);
        Answered("2026-03-01T08:00:02Z", AnswerStep.None, web);
        Answered("2026-03-01T08:00:03Z", AnswerStep.None, demo);
        Answered("2026-03-01T15:59:59Z", AnswerStep.KeywordFuzzy, demo);
        Answered("2026-03-01T16:00:00Z", AnswerStep.Article, demo, invoice);
        Answered("2026-03-02T08:00:00Z", AnswerStep.Article, web, gone);
        Answered("2026-03-02T15:59:59Z", AnswerStep.None, demo);
        Answered("2026-03-02T16:00:00Z", AnswerStep.None, demo);
        Sent("2026-03-01T09:00:00Z", card);
        Sent("2026-03-02T09:00:00Z", card);
        Sent("2026-03-03T09:00:00Z", card);
        foreach (var isUseful in new[] { true, true, true, false })
            Rated("2026-03-01T09:00:00Z", card, isUseful);
        var thread = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        unit.Insert(new ThreadRow { Id = thread, AccountId = web, ExternalId = "w1", ContactId = gone, CreatedAt = At("2026-03-01T00:00:00Z") });
        Rated("2026-03-02T09:00:00Z", card, true, thread);
        // What was rated and is no article: a quick reply.
        Rated("2026-03-01T09:00:00Z", Guid.CreateVersion7(TimeProvider.System.GetUtcNow()), true);
        Searched("2026-03-01T09:00:00Z", "咖啡豆", 0, demo);
        Searched("2026-03-02T09:00:00Z", "咖啡豆", 0, demo);
        Searched("2026-03-02T09:00:00Z", "=1+1", 0, web);
        Searched("2026-03-02T10:00:00Z", "会员卡", 3, null);
        Searched("2026-03-03T09:00:00Z", "咖啡豆", 0, demo);
        Assert.Equal(WriteOutcome.Committed, await conversations.Store.Writer.CommitAsync(unit));
        var statistics = new AnswerStatistics(conversations.Stores, directory.Get<IDbContextFactory<DirectoryContext>>(), Options.Create(new MissOptions { SecondsPerAnswer = 40 }), _articles);

        var figures = await statistics.CountAsync(Id(directory, "editor1"), First, Last, Shanghai, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal([new(First, 4, 2), new(Last, 2, 1)], figures.Days);
        Assert.Equal([(AnswerStep.None, 3), (AnswerStep.KeywordExact, 1), (AnswerStep.KeywordFuzzy, 1), (AnswerStep.Article, 4)], figures.Steps);
        Assert.Equal([(demo, 4, 2), (web, 2, 1)], figures.Accounts.Select(a => (a.Id, a.Answered, a.Missed)));
        Assert.All(figures.Accounts, a => Assert.NotEmpty(a.Name));
        Assert.Equal((9, 6, TimeSpan.FromSeconds(240)), (figures.Messages, figures.Answered, figures.Saved));
        Assert.Equal(new AnswerArticle(card, "会员卡补办", 2, 2, 4, 1), figures.Articles[0]);
        Assert.Equal([("发票抬头", 1), ("", 1)], figures.Articles.Skip(1).OrderByDescending(a => a.Title, StringComparer.Ordinal).Select(a => (a.Title, a.Answered)));
        Assert.Equal((4, 3), (figures.Searches, figures.SearchesWithout));
        Assert.Equal([("咖啡豆", 2), ("=1+1", 1)], figures.EmptySearches);

        var ofWeb = await statistics.CountAsync(Id(directory, "lead1"), First, Last, Shanghai, web, TestContext.Current.CancellationToken);
        Assert.Equal((3, 2, web), (ofWeb.Messages, ofWeb.Answered, Assert.Single(ofWeb.Accounts).Id));
        // Of one account is all of it: nothing of another one's.
        Assert.Equal((1, 1, "=1+1"), (ofWeb.Searches, ofWeb.SearchesWithout, Assert.Single(ofWeb.EmptySearches).Text));
        Assert.Equal(new AnswerArticle(card, "会员卡补办", 1, 0, 1, 0), ofWeb.Articles.Single(a => a.Id == card));
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => statistics.CountAsync(Id(directory, "agent1"), First, Last, Shanghai, cancellationToken: TestContext.Current.CancellationToken));

        var file = StatsEndpoints.Write(figures);
        Assert.Contains("day,2026-03-01,4,2,,,\r\n", file, StringComparison.Ordinal);
        Assert.Contains("article,会员卡补办,2,0,2,4,1\r\n", file, StringComparison.Ordinal);
        Assert.Contains("search,'=1+1,0,1,,,\r\n", file, StringComparison.Ordinal);

        void Answered(string at, AnswerStep step, Guid account, Guid? article = null) => unit.Insert(new AnswerRow
        {
            MessageId = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()), ThreadId = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()), AccountId = account, At = At(at), Step = step, ArticleId = article,
        });

        void Sent(string at, Guid article) => unit.Insert(new MissRow
        {
            MessageId = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()), ThreadId = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()), AccountId = demo, At = At(at), Source = MissSource.Sent, Text = "卡没了", Key = 1,
            GroupId = gone, ArticleId = article,
        });

        void Rated(string at, Guid finding, bool isUseful, Guid? of = null) => unit.Insert(new FindingRatingRow
        {
            MessageId = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()), FindingId = finding, AgentId = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()), ThreadId = of ?? gone, IsUseful = isUseful, At = At(at),
        });

        void Searched(string at, string text, int hits, Guid? account) => unit.Insert(new KnowledgeSearchRow { Id = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()), At = At(at), AccountId = account, Text = text, Hits = hits });
    }

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task What_a_reader_says_of_an_article_counts_once_with_what_agents_say_at_the_desk(DatabaseProvider provider)
    {
        await using var desk = await KnowledgeDesk.StartAsync(provider == DatabaseProvider.PostgreSql ? await postgres.NewDirectoryAsync() : null);
        await using var conversations = await ConversationDatabase.NewAsync(provider, postgres);
        var (article, seat) = (await desk.PublishedAsync(KnowledgeDesk.Article("会员卡补办")), await desk.PersonAsync("seat", Role.Agent));
        var ratings = new ArticleRatings(conversations.Stores, desk.Database.Get<IArticleReading>(), desk.Database.Time);
        Assert.Null(await ratings.OfAsync(seat, article));
        Assert.True(await ratings.RateAsync(seat, article, true));
        Assert.True(await ratings.RateAsync(desk.Admin, article, false));
        Assert.True(await ratings.RateAsync(seat, article, false));
        Assert.False(await ratings.OfAsync(seat, article));
        Assert.False(await ratings.RateAsync(seat, Guid.CreateVersion7(TimeProvider.System.GetUtcNow()), true));

        var statistics = new AnswerStatistics(conversations.Stores, desk.Database.Get<IDbContextFactory<DirectoryContext>>(), Options.Create(new MissOptions()), desk.Database.Get<IArticleShelf>());
        var day = DateOnly.FromDateTime(desk.Database.Time.GetUtcNow().UtcDateTime);
        var figures = await statistics.CountAsync(desk.Admin, day, day, TimeZoneInfo.Utc);
        Assert.Equal((article, 0, 2), (figures.Articles[0].Id, figures.Articles[0].Useful, figures.Articles[0].NotUseful));
        var prior = new ArticlePrior(conversations.Stores, desk.Database.Time, NullLogger<ArticlePrior>.Instance);
        await prior.CountAsync(TestContext.Current.CancellationToken);
        Assert.Equal(Usage.Prior(0, 2), prior.Of(article));
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static Guid Id(DirectoryDatabase directory, string name)
    {
        using var context = directory.Context();
        return context.Users.Where(u => u.UserName == name).Select(u => u.Id).Single();
    }
}
