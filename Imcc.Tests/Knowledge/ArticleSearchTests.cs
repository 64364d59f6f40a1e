using Imcc.Core.Knowledge;
using Imcc.Core.Retrieval;
using Imcc.Infrastructure.Knowledge;
using Imcc.Infrastructure.Organisation;
using Imcc.Tests.Storage;

namespace Imcc.Tests.Knowledge;

/// <summary>What is found of the published articles, by whom, and when nothing is.</summary>
public sealed class ArticleSearchTests : IDisposable
{
    private static readonly Guid Branch = new(1, 2, 3, 0, 0, 0, 0, 0, 0, 0, 1);

    private readonly ShelfSource _source = new();

    public void Dispose() => _source.Dispose();

    [Fact]
    public async Task What_is_published_is_found_and_what_is_withdrawn_is_not()
    {
        Stock();
        var keeper = await _source.OpenAsync();
        var lost = _source.Publish("信用卡丢了怎么挂失", ["卡不见了怎么办"], "请拨打客服电话办理挂失。");
        Assert.NotEqual(lost, ShelfSource.Best(keeper, "信用卡丢了"));
        await keeper.FollowAsync(_source.Version, CancellationToken.None);

        foreach (var asked in new[] { "信用卡丢了", "信用卡掛失", "信用咔丢了怎么挂失", "丢了信用卡", "卡不见了怎么办" })
            Assert.Equal(lost, ShelfSource.Best(keeper, asked));
        var hit = ShelfSource.Ask(keeper, "卡不见了怎么办").Hits[0];
        Assert.Equal(("信用卡丢了怎么挂失", "卡不见了怎么办", Sureness.Sure), (hit.Title, hit.Matched, hit.Sureness));
        Assert.Contains("卡不见了", string.Concat(hit.Marks.Select(m => hit.Matched[m])), StringComparison.Ordinal);

        _source.Publish("怎么申请附属卡", id: lost);
        await keeper.FollowAsync(_source.Version, CancellationToken.None);
        Assert.Equal(lost, ShelfSource.Best(keeper, "附属卡"));
        Assert.DoesNotContain(ShelfSource.Ask(keeper, "卡不见了怎么办").Hits, h => h.Matched == "卡不见了怎么办");

        _source.Withdraw(lost);
        await keeper.FollowAsync(_source.Version, CancellationToken.None);
        Assert.NotEqual(lost, ShelfSource.Best(keeper, "附属卡"));
        Assert.Equal(1, _source.Made);
    }

    [Fact]
    public async Task Accounts_audience_validity_and_units_decide_who_finds_it()
    {
        Stock();
        var (mine, other) = (Guid.CreateVersion7(ShelfSource.Now), Guid.CreateVersion7(ShelfSource.Now));
        var one = _source.Publish("积分商城兑换礼品", with: a => a with { Accounts = [mine], OrgUnitId = Branch });
        var inner = _source.Publish("积分商城兑换内部口径", with: a => a with { Audience = Audience.Agents });
        var timed = _source.Publish("积分商城兑换周年活动", with: a => a with { ValidFrom = ShelfSource.Now, ValidUntil = ShelfSource.Now.AddDays(1), Tags = ["活动"] });
        var keeper = await _source.OpenAsync();
        HashSet<Guid> Found(Guid? account = null, Audience audience = Audience.Agents, DateTimeOffset? at = null) =>
            [.. ShelfSource.Ask(keeper, "积分商城兑换", account: account, audience: audience, at: at).Hits.Select(h => h.ArticleId).Where(id => id == one || id == inner || id == timed)];

        Assert.Equal(new[] { one, inner, timed }.Order(), Found().Order());
        Assert.Equal(new[] { inner, timed }.Order(), Found(account: other).Order());
        Assert.Equal(new[] { one, timed }.Order(), Found(account: mine, audience: Audience.Customers).Order());
        Assert.Equal(new[] { one, inner }.Order(), Found(at: ShelfSource.Now.AddTicks(-1)).Order());
        Assert.Equal(new[] { one, inner }.Order(), Found(at: ShelfSource.Now.AddDays(1)).Order());
        var search = new ArticleSearch(keeper);
        Assert.Equal([timed], search.Search(new("积分商城兑换", 5, ShelfSource.Now, IsTyped: true, Tag: "活动")).Hits.Select(h => h.ArticleId));
        Assert.Equal([one], search.Search(new("积分商城兑换", 5, ShelfSource.Now, IsTyped: true, OrgUnits: new HashSet<Guid> { Branch })).Hits.Select(h => h.ArticleId));
    }

    [Fact]
    public async Task Small_talk_and_what_no_article_answers_finds_nothing()
    {
        Stock();
        var keeper = await _source.OpenAsync();
        foreach (var text in new[] { "好的", "好的谢谢", "在吗？", "嗯嗯", "", "。。。", "今天天气真好适合去爬山", new string('啊', 5000) })
        {
            var answer = ShelfSource.Ask(keeper, text, typed: false);
            Assert.Equal((text, Sureness.None, 0), (text, answer.Sureness, answer.Hits.Length));
        }

        Assert.Equal(Sureness.Sure, ShelfSource.Ask(keeper, "怎么修改登录密码", typed: false).Sureness);
    }

    [Fact]
    public async Task Messages_in_a_row_are_understood_together()
    {
        Stock();
        _source.Publish("短信提醒手续费是多少");
        var fee = _source.Publish("跨行转账手续费是多少");
        _source.Publish("外币兑换手续费是多少");
        var keeper = await _source.OpenAsync();
        var answer = ShelfSource.Ask(keeper, "手续费多少", typed: false, before: ["你好", "我想跨行转账", "好的"]);
        Assert.Equal(fee, answer.Hits[0].ArticleId);
        // What says enough by itself is not turned by what was said before.
        Assert.Equal("怎么修改登录密码", ShelfSource.Ask(keeper, "怎么修改登录密码", before: ["跨行转账"]).Hits[0].Title);
    }

    [Fact]
    public async Task Own_words_are_understood_without_making_the_index_again()
    {
        Stock();
        var id = _source.Publish("聚宝盆怎么开通");
        var keeper = await _source.OpenAsync();
        Assert.False(IsMarked());
        _source.Current = WordLists.BuiltIn.With([WordEntry.Parse(WordKind.Synonym, "聚宝盆 小金库")!]);
        await Journeys.Eventually.Async(() => Task.FromResult(IsMarked()), "the new word is understood");
        Assert.Equal(1, _source.Made);

        bool IsMarked() => ShelfSource.Ask(keeper, "小金库怎么开通").Hits.Any(h => h.ArticleId == id && h.Marks.Any(m => h.Matched[m].Contains("聚宝盆", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_unit_or_category_that_is_asked_for_leaves_out_the_others()
    {
        using var source = new ShelfSource();
        var (unit, category, account) = (new Guid(1, 0, 0, new byte[8]), new Guid(2, 0, 0, new byte[8]), new Guid(3, 0, 0, new byte[8]));
        var filed = source.Publish("怎么开通小额免密", with: a => a with { CategoryId = category, OrgUnitId = unit });
        source.Publish("怎么关闭小额免密");
        var named = source.Publish("小额免密的限额", with: a => a with { Accounts = [account], OrgUnitId = unit });
        var search = new ArticleSearch(await source.OpenAsync());
        Assert.Equal([filed], Found(new("小额免密", 5, ShelfSource.Now, IsTyped: true, Categories: new HashSet<Guid> { category, account })));
        Assert.Equal(new[] { filed, named }.Order(), Found(new("小额免密", 5, ShelfSource.Now, IsTyped: true, OrgUnits: new HashSet<Guid> { unit })));

        IEnumerable<Guid> Found(SearchAsk ask) => search.Search(ask).Hits.Select(h => h.ArticleId).Order();
    }

    [Fact]
    public async Task A_unit_s_customers_are_told_what_it_those_above_and_those_below_know_and_nothing_of_a_side_branch()
    {
        await using var directory = await DirectoryDatabase.StartAsync(demo: true);
        var tree = new OrgTree([new(Id(1), null, "root"), new(Id(2), Id(1), "a"), new(Id(3), Id(2), "a1"), new(Id(4), Id(1), "b")]);
        Assert.Equal(new[] { Id(1), Id(2), Id(3) }, tree.Around(Id(2)).Order());
        Assert.Equal(4, tree.Around(Id(1)).Count);
        Assert.Empty(tree.Around(Id(9)));

        using var source = new ShelfSource();
        var account = directory.Cache.Current.AccountsByKey["demo"];
        var own = source.Publish("怎么开通小额免密", with: a => a with { OrgUnitId = account.OrgUnitId });
        var foreign = source.Publish("小额免密的限额", with: a => a with { OrgUnitId = Id(9) });
        var lent = source.Publish("小额免密怎么收费", with: a => a with { OrgUnitId = Id(9), Accounts = [account.Id] });
        var search = new ArticleSearch(await source.OpenAsync(), directory: directory.Cache);
        Assert.Equal(new[] { own, lent }.Order(), Found(account.Id));
        Assert.Equal(new[] { own, foreign, lent }.Order(), Found(null));

        IEnumerable<Guid> Found(Guid? of) => search.Search(new("小额免密", 5, ShelfSource.Now, of, IsTyped: true)).Hits.Select(h => h.ArticleId).Order();
        static Guid Id(int number) => new(number, 0, 0, new byte[8]);
    }

    private void Stock()
    {
        foreach (var title in new[] { "怎么修改登录密码", "转账限额是多少", "怎么开通短信提醒", "网点几点下班", "贷款利率是多少", "怎么打印流水", "手机银行怎么注册", "基金怎么赎回", "定期存款提前支取", "外币兑换需要什么材料" })
            _source.Publish(title, body: "详见手机银行。");
    }
}
