using System.Collections.Immutable;
using Imcc.Core.Answering;
using Imcc.Core.Channels;
using Imcc.Core.Flows;
using Imcc.Core.Knowledge;
using Imcc.Infrastructure.Answering;
using Imcc.Tests.Flows;
using Microsoft.Extensions.Logging.Abstractions;

namespace Imcc.Tests.Answering;

/// <summary>Which of several sources answers, and what comes with the answer.</summary>
public sealed class AnswerOrderTests : IKeywordReplies, IArticleSearch, IArticleShelf, IRobot, IFlows
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 2, 0, 0, TimeSpan.Zero);
    private static readonly AutomaticAnswer Ruled = new(AnswerStep.KeywordContains, [new TextContent("规则")], RuleId: Id(1));
    private static readonly AutomaticAnswer Bot = new(AnswerStep.Robot, [new TextContent("机器人")], Source: "bot");

    private readonly Dictionary<Guid, ShelvedArticle> _shelf = [];
    private AutomaticAnswer? _rule;
    private AutomaticAnswer? _bot;
    private Sureness _sureness = Sureness.Sure;
    private Guid? _found;
    private SearchAsk? _searched;
    private bool _isShelfBroken;
    private bool _areFlowsBroken;
    private Flow? _flow;

    [Theory]
    [InlineData(true, true, true, AnswerStep.KeywordContains)]
    [InlineData(false, true, true, AnswerStep.Article)]
    [InlineData(false, false, true, AnswerStep.Robot)]
    [InlineData(false, false, false, AnswerStep.None)]
    public async Task Rules_come_before_sure_articles_and_those_before_a_robot(bool isRuled, bool isKnown, bool isBotThere, AnswerStep expected)
    {
        (_rule, _found, _bot) = (isRuled ? Ruled : null, isKnown ? Shelve(10, "年费") : null, isBotThere ? Bot : null);
        Assert.Equal(expected, (await FindAsync("年费多少"))?.Step ?? AnswerStep.None);
    }

    [Fact]
    public async Task An_article_that_is_only_likely_is_not_sent_by_itself()
    {
        (_found, _sureness) = (Shelve(10, "年费"), Sureness.Likely);
        Assert.Null(await FindAsync("年费多少"));
        // Only what customers may read was looked for, and what they said before.
        Assert.Equal((Audience.Customers, "信用卡"), (_searched!.Audience, Assert.Single(_searched.Before)));
    }

    [Fact]
    public async Task A_tap_is_answered_by_rules_only()
    {
        (_found, _bot) = (Shelve(10, "年费"), Bot);
        Assert.Null(await FindAsync("fees", isTap: true));
        Assert.Null(_searched);
        _rule = Ruled;
        Assert.Equal(AnswerStep.KeywordContains, (await FindAsync("fees", isTap: true))!.Step);
    }

    [Fact]
    public async Task A_rule_that_names_an_article_answers_with_it_under_its_own_step()
    {
        _rule = new(AnswerStep.KeywordExact, [], Shelve(10, "年费"), Id(1));
        var answer = await FindAsync("年费");
        Assert.Equal((AnswerStep.KeywordExact, Id(1), "年费的答案"), (answer!.Step, answer.RuleId, ((TextContent)answer.Contents[0]).Text));
        _shelf.Clear();
        (_found, _bot) = (null, Bot);
        // Withdrawn meanwhile: what comes after is tried.
        Assert.Equal(AnswerStep.Robot, (await FindAsync("年费"))!.Step);
    }

    [Fact]
    public async Task What_only_agents_read_is_told_no_customer_though_a_rule_names_it()
    {
        _rule = new(AnswerStep.KeywordExact, [], Shelve(10, "内部口径", Audience.Agents), Id(1));
        Assert.Null(await FindAsync("内部口径"));
        // Found while it was for customers, and changed before it was read.
        (_rule, _found) = (null, Id(10));
        Assert.Null(await FindAsync("内部口径"));
    }

    [Fact]
    public async Task What_is_not_valid_any_more_or_cannot_be_read_is_as_if_it_were_not_there()
    {
        _found = Shelve(10, "年费", until: Now);
        Assert.Null(await FindAsync("年费多少"));
        _found = Shelve(11, "年费");
        _isShelfBroken = true;
        Assert.Null(await FindAsync("年费多少"));
    }

    [Fact]
    public async Task What_belongs_to_an_answer_comes_under_it_and_the_rest_after_it()
    {
        Shelve(20, "取现手续费");
        Shelve(21, "内部口径", Audience.Agents);
        Shelve(22, "长文", text: new string('长', 660));
        Shelve(23, "又一篇长文", text: new string('文', 660));
        Shelve(24, "放不下的", text: new string('多', 660));
        _found = Shelve(10, "年费", related: [Id(20), Id(21), Id(22), Id(23), Id(24)]);
        var texts = (await FindAsync("年费多少"))!.Contents.Cast<TextContent>().Select(t => t.Text).ToList();
        Assert.Equal("年费的答案\n\n【取现手续费】\n取现手续费的答案", texts[0]);
        Assert.Equal(AnswerOrder.MostMessages, texts.Count);
        Assert.StartsWith("【长文】", texts[1], StringComparison.Ordinal);
        Assert.All(texts, t => Assert.True(System.Text.Encoding.UTF8.GetByteCount(t) <= AnswerOrder.TextBytes));
        Assert.DoesNotContain(texts, t => t.Contains("内部口径", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_rule_or_an_article_begins_a_flow_after_its_own_words()
    {
        _flow = Sample.CardLoss;
        _rule = new(AnswerStep.KeywordExact, [new TextContent("别着急。")], RuleId: Id(1), FlowKey: "card-loss");
        var answer = (await FindAsync("挂失"))!;
        Assert.Equal((AnswerStep.KeywordExact, "kind"), (answer.Step, answer.Flow!.NodeId));
        Assert.StartsWith("别着急。\n\n为您办理银行卡挂失。\n请选择卡种：", Assert.Single(Texts(answer)), StringComparison.Ordinal);
        (_rule, _found) = (null, Shelve(10, "挂失", flow: "card-loss"));
        answer = (await FindAsync("怎么挂失"))!;
        Assert.Equal((AnswerStep.Article, "kind"), (answer.Step, answer.Flow!.NodeId));
        Assert.StartsWith("挂失的答案\n\n为您办理", Texts(answer)[0], StringComparison.Ordinal);
        // Without the flow the words alone are an answer, and nothing alone is none.
        _flow = null;
        Assert.Equal(["挂失的答案"], Texts((await FindAsync("怎么挂失"))!));
        (_rule, _found, _bot) = (new(AnswerStep.KeywordExact, [], RuleId: Id(1), FlowKey: "card-loss"), null, Bot);
        Assert.Equal(AnswerStep.Robot, (await FindAsync("挂失"))!.Step);
    }

    [Fact]
    public async Task What_a_flow_waits_for_comes_before_everything_else()
    {
        (_flow, _rule, _found, _bot) = (Sample.CardLoss, Ruled, Shelve(10, "年费"), Bot);
        var run = FlowRunner.Begin(Sample.CardLoss, Sample.Now).Run;
        var answer = (await FindAsync("信用卡", run: run))!;
        Assert.Equal((AnswerStep.Flow, "tail"), (answer.Step, answer.Flow!.NodeId));
        Assert.Equal(["请输入信用卡的后四位："], Texts(answer));
        // Tapped, too.
        Assert.Equal("tail", (await FindAsync("1", isTap: true, run: run))!.Flow!.NodeId);
    }

    [Fact]
    public async Task A_question_in_between_is_answered_and_the_flow_asks_again()
    {
        (_flow, _found, _bot) = (Sample.CardLoss, Shelve(10, "年费"), Bot);
        var run = FlowRunner.Begin(Sample.CardLoss, Sample.Now).Run;
        var answer = (await FindAsync("年费多少", run: run))!;
        Assert.Equal((AnswerStep.Article, "kind", 0), (answer.Step, answer.Flow!.NodeId, answer.Flow.Tries));
        Assert.Equal(["年费的答案\n\n" + run.Prompt], Texts(answer));
        // Nothing knows it: the wrong answer counts, and no robot is asked.
        _found = null;
        answer = (await FindAsync("年费多少", run: run))!;
        Assert.Equal((AnswerStep.Flow, 1), (answer.Step, answer.Flow!.Tries));
        Assert.StartsWith("没有看懂。", Texts(answer)[0], StringComparison.Ordinal);
        // A tap that means nothing here is no wrong answer.
        Assert.Null(await FindAsync("fees", isTap: true, run: run));
    }

    [Fact]
    public async Task What_begins_something_else_leaves_the_flow()
    {
        _flow = Sample.CardLoss;
        var run = FlowRunner.Begin(Sample.CardLoss, Sample.Now).Run with { BeganAt = Sample.Now.AddHours(-1) };
        _rule = new(AnswerStep.KeywordExact, [], RuleId: Id(1), GroupId: Id(5));
        Assert.Null((await FindAsync("盗刷", run: run))!.Flow);
        _rule = new(AnswerStep.KeywordExact, [], RuleId: Id(1), FlowKey: "card-loss");
        Assert.NotEqual(run.BeganAt, (await FindAsync("重新开始", run: run))!.Flow!.BeganAt);
    }

    [Fact]
    public async Task A_flow_that_is_gone_holds_nobody_and_one_that_cannot_be_read_now_loses_nothing()
    {
        var run = FlowRunner.Begin(Sample.CardLoss, Sample.Now).Run;
        (_flow, _rule) = (null, Ruled);
        Assert.Equal((AnswerStep.KeywordContains, null), ((await FindAsync("1", run: run))!.Step, (await FindAsync("1", run: run))!.Flow));
        // What is there and cannot be read now takes nothing away: the question is asked once more.
        (_flow, _areFlowsBroken) = (Sample.CardLoss, true);
        var again = (await FindAsync("1", run: run))!;
        Assert.Equal((AnswerStep.Flow, run, run.Prompt), (again.Step, again.Flow, Assert.Single(Texts(again))));
    }

    AutomaticAnswer? IKeywordReplies.Find(AnswerAsk ask) => _rule;

    SearchAnswer IArticleSearch.Search(SearchAsk ask)
    {
        _searched = ask;
        return _found is { } id ? new(_sureness, [new(id, 1, "年费", "年费", [], 1, _sureness)]) : SearchAnswer.None;
    }

    Task<IReadOnlyList<ShelvedArticle>> IArticleShelf.FindAsync(IReadOnlyList<Guid> articleIds, CancellationToken cancellationToken) => _isShelfBroken
        ? throw new IOException("The database is away.")
        : Task.FromResult<IReadOnlyList<ShelvedArticle>>([.. articleIds.Where(_shelf.ContainsKey).Select(id => _shelf[id])]);

    ValueTask<AutomaticAnswer?> IRobot.AskAsync(AnswerAsk ask, CancellationToken cancellationToken) => new(_bot);

    Flow? IFlows.Find(string key, Guid accountId) => key == _flow?.Key ? _flow : null;

    ValueTask<Flow?> IFlows.FindAsync(Guid flowId, long version, CancellationToken cancellationToken) => _areFlowsBroken ? throw new IOException("The database is away.") : new(_flow);

    private static List<string> Texts(AutomaticAnswer answer) => [.. answer.Contents.Cast<TextContent>().Select(t => t.Text)];

    private static Guid Id(int number) => new(number, 0, 0, new byte[8]);

    private Guid Shelve(int number, string title, Audience audience = Audience.Customers, string? text = null, ImmutableArray<Guid> related = default, DateTimeOffset? until = null, string? flow = null)
    {
        var article = new PublishedArticle(Id(number), 1, title, [], "", null, [], audience, Guid.Empty, [], related.IsDefault ? [] : related, ValidUntil: until);
        _shelf[article.Id] = new(article, ArticleAnswer.Empty with { Text = text ?? title + "的答案", Flow = flow }, [], Now);
        return article.Id;
    }

    private ValueTask<AutomaticAnswer?> FindAsync(string text, bool isTap = false, FlowRun? run = null) =>
        new AnswerOrder(this, this, this, this, this, NullLogger<AnswerOrder>.Instance).FindAsync(new(Guid.Empty, ChannelKind.WeChat, Guid.Empty, text, Now, isTap, ["信用卡"], run));
}
