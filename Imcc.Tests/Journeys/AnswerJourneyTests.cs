using System.Collections.Immutable;
using Imcc.Core.Answering;
using Imcc.Core.Answering.Keywords;
using Imcc.Core.Channels;
using Imcc.Core.Desk;
using Imcc.Core.Knowledge;
using Imcc.Infrastructure.Answering.Keywords;
using Imcc.Infrastructure.Knowledge;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Imcc.Tests.Journeys;

/// <summary>Customers are answered without anybody being asked: through the webhook, with real rules, a real index and real rows.</summary>
[Collection(nameof(Browsing))]
public sealed class AnswerJourneyTests(JourneyHost journeys)
{
    [Fact]
    public async Task Rules_articles_and_people_answer_in_their_order_in_the_response_itself()
    {
        await using var scene = await journeys.SceneAsync(autoReply: true, capacities: 1);
        var fee = await PublishAsync(scene, "跨行取现手续费怎么收", "跨行取现每笔 3 元。", []);
        await PublishAsync(scene, "白金卡年费是多少", "白金卡年费 680 元，刷满 10 次免次年年费。", ["白金信用卡一年收多少钱"], related: [fee]);
        await RuleAsync(scene, new KeywordPattern(KeywordKind.Contains, "营业时间"), new TextContent("工作日 9:00 至 17:00。"));
        await RuleAsync(scene, new KeywordPattern(KeywordKind.Tap, "hours"), new TextContent("菜单：工作日 9:00 至 17:00。"));
        var customer = scene.Follower("asks");

        await Eventually.Async(async () => (await customer.SayAsync("请问你们的营业时间")).Answer == "工作日 9:00 至 17:00。", "the rule is in force");
        await Eventually.Async(async () => (await customer.SayAsync("白金卡年费是多少呀")).Answer is { } answer && answer.StartsWith("白金卡年费 680 元", StringComparison.Ordinal), "the article is in force");
        // What belongs to it is told with it.
        Assert.Contains("【跨行取现手续费怎么收】\n跨行取现每笔 3 元。", (await customer.SayAsync("白金信用卡一年收多少钱")).Answer, StringComparison.Ordinal);
        Assert.Equal("菜单：工作日 9:00 至 17:00。", (await customer.EventAsync("CLICK", "hours")).Answer);
        // Asked before the index had read them, the questions above may have been misses, too.
        var missed = (await StepsAsync(scene, customer)).Count(s => s == AnswerStep.None);
        Assert.Equal("回复“人工”转人工客服", (await customer.SayAsync("你们支持量子通信吗")).Answer);
        // A person, whatever stands around the word; nothing is answered by itself from then on.
        Assert.StartsWith("正在为您转接人工客服", (await customer.SayAsync("我要转人工，谢谢")).Answer, StringComparison.Ordinal);
        Assert.DoesNotContain("9:00", (await customer.SayAsync("营业时间")).Answer ?? "", StringComparison.Ordinal);

        var steps = await StepsAsync(scene, customer);
        Assert.Contains(AnswerStep.KeywordContains, steps);
        Assert.Contains(AnswerStep.Article, steps);
        Assert.Equal(missed + 1, steps.Count(s => s == AnswerStep.None));
    }

    [Fact]
    public async Task The_same_message_again_gets_the_same_answer_and_one_row()
    {
        await using var scene = await journeys.SceneAsync(autoReply: true, capacities: 1);
        await RuleAsync(scene, new KeywordPattern(KeywordKind.Exact, "网点"), new TextContent("全国 300 家网点。"));
        var customer = scene.Follower("twice");
        await Eventually.Async(async () => (await customer.SayAsync("网点")).Answer == "全国 300 家网点。", "the rule is in force");
        var before = (await StepsAsync(scene, customer)).Count;
        var id = Follower.NextId();
        for (var times = 0; times < 3; times++)
            Assert.Equal("全国 300 家网点。", (await customer.SayAsync("网点", id)).Answer);
        Assert.Equal(before + 1, (await StepsAsync(scene, customer)).Count);
    }

    [Fact]
    public async Task An_agent_finds_what_customers_may_not_read_and_what_was_asked_in_pieces()
    {
        await using var scene = await journeys.SceneAsync(autoAccept: true, capacities: 2);
        await PublishAsync(scene, "外汇牌照代理口径", "仅供内部参考。", [], Audience.Agents);
        await PublishAsync(scene, "钻石卡机场贵宾厅怎么预约", "拨打贵宾专线预约。", ["钻石卡贵宾厅", "机场贵宾室预约"]);
        var customer = scene.Follower("pieces");
        Assert.Equal("Done", await scene.Agents[0].BeAsync("Available"));
        await customer.SayAsync("人工");
        var conversation = (await scene.Agents[0].ConversationAsync(customer.OpenId, "Active")).GetProperty("id").GetGuid();
        var knowledge = scene.Host.Services.GetRequiredService<IKnowledge>();
        Findings found = Findings.None;
        await Eventually.Async(async () => (found = await knowledge.LookUpAsync(scene.AgentId(0), conversation, "机场那个怎么约", ["钻石卡"])).Items is [{ IsArticle: true }, ..], "it is found");
        Assert.Equal("钻石卡机场贵宾厅怎么预约", found.Items[0].Title);
        var inside = await knowledge.LookUpAsync(scene.AgentId(0), conversation, "外汇牌照代理口径");
        Assert.True(inside.Items[0].IsInternal);
        // Small talk is neither looked up nor a miss; what nothing is known about is one.
        Assert.False((await knowledge.LookUpAsync(scene.AgentId(0), conversation, "好的")).IsMiss);
        Assert.Empty((await knowledge.LookUpAsync(scene.AgentId(0), conversation, "好的")).Items);
        // Somebody else's customer is nobody's to look up.
        Assert.Empty((await knowledge.LookUpAsync(Guid.CreateVersion7(TimeProvider.System.GetUtcNow()), conversation, "钻石卡贵宾厅")).Items);
    }

    private static async Task<Guid> PublishAsync(Scene scene, string title, string text, ImmutableArray<string> similar, Audience audience = Audience.Customers, ImmutableArray<Guid> related = default)
    {
        var articles = scene.Host.Services.GetRequiredService<IArticles>();
        var admin = await AdminAsync(scene);
        var content = ArticleContent.Blank(OrgUnitRow.RootId) with
        {
            Title = title,
            Similar = similar,
            Answer = ArticleAnswer.Empty with { Text = text },
            Audience = audience,
            Accounts = [AccountOf(scene)],
            Related = related.IsDefault ? [] : related,
        };
        var saved = await articles.SaveAsync(admin, null, 0, content);
        Assert.True(saved.Made, string.Join(", ", saved.Problems));
        var sheet = await articles.OpenAsync(admin, saved.Id);
        var published = await articles.PublishAsync(admin, saved.Id, sheet!.Rev, "");
        Assert.True(published.Made, string.Join(", ", published.Problems));
        return saved.Id;
    }

    private static async Task RuleAsync(Scene scene, KeywordPattern pattern, MessageContent answer)
    {
        var saved = await scene.Host.Services.GetRequiredService<KeywordAdministration>().SaveAsync(
            await AdminAsync(scene),
            new KeywordDraft { Name = pattern.Text, OrgUnitId = OrgUnitRow.RootId, Patterns = [pattern], Messages = [answer], Accounts = [AccountOf(scene)] });
        Assert.True(saved.Made, string.Join(", ", saved.Problems));
    }

    private static Guid AccountOf(Scene scene) => scene.Host.Services.GetRequiredService<DirectoryCache>().Current.Accounts.Values.Single(a => a.Key == scene.Account).Id;

    private static async Task<Guid> AdminAsync(Scene scene)
    {
        await using var context = scene.Host.Services.GetRequiredService<IDbContextFactory<DirectoryContext>>().CreateDbContext();
        return await context.Users.Where(u => u.UserName == "admin").Select(u => u.Id).SingleAsync();
    }

    private static async Task<IReadOnlyList<AnswerStep>> StepsAsync(Scene scene, Follower customer)
    {
        var stores = scene.Host.Services.GetRequiredService<ConversationStores>();
        var steps = new List<AnswerStep>();
        foreach (var store in stores.All)
        {
            await using var context = store.Read();
            steps.AddRange(await (from t in context.Threads join a in context.Answers on t.Id equals a.ThreadId where t.ExternalId == customer.OpenId select a.Step).ToListAsync());
        }

        return steps;
    }
}
