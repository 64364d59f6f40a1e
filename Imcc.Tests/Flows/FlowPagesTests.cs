using AngleSharp.Dom;
using Bunit;
using Imcc.Core.Answering.Keywords;
using Imcc.Core.Flows;
using Imcc.Infrastructure.Answering.Flows;
using Imcc.Infrastructure.Answering.Keywords;
using Imcc.Infrastructure.Organisation;
using Imcc.Tests.Administration;
using Imcc.Tests.Answering;
using Imcc.Tests.Journeys;
using Imcc.Web.Components.Flows;
using Imcc.Web.Components.Keywords;

namespace Imcc.Tests.Flows;

public sealed class FlowPagesTests : IAsyncLifetime
{
    private AdminScreens _screens = null!;

    private FlowAdministration Flows => _screens.Database.Get<FlowAdministration>();

    public async ValueTask InitializeAsync() => _screens = await AdminScreens.OpenAsync();

    public ValueTask DisposeAsync() => _screens.DisposeAsync();

    [Fact]
    public async Task A_new_flow_begins_with_a_small_one_that_can_be_tried_saved_and_published()
    {
        _screens.GoTo(FlowUrls.NewOne);
        var page = _screens.Open<FlowPage>("new");
        Assert.Equal(["Choice", "Ask", "Transfer", "End"], page.FindAll("[data-node]").Select(n => n.GetAttribute("data-kind")));
        Assert.Equal("n1", page.Find("[data-waits]").Closest("[data-node]")!.GetAttribute("data-node"));

        await page.FindAll("[data-tap]")[1].ClickAsync(new());
        await SayAsync(page, "不知道");
        Assert.Contains("手机号应为 11 位数字", page.FindAll("[data-bubble=flow]")[^1].TextContent, StringComparison.Ordinal);
        await SayAsync(page, "13800138000");
        Assert.Equal(["投诉与建议", "13800138000"], page.FindAll("[data-slot] b").Select(s => s.TextContent));
        Assert.Contains("转人工", page.Find("[data-end=Transferred]").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("[data-waits]"));

        // Nobody knows yet what it is called.
        await page.Find("[data-publish]").ClickAsync(new());
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-settings] .adm-bad")));
        await page.Find("[data-field=Name]").InputAsync(new() { Value = "投诉登记" });
        await page.Find("[data-field=Key]").InputAsync(new() { Value = "complaint" });
        await page.Find("[data-save]").ClickAsync(new());
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-state=Draft]")));
        var made = (await Flows.OpenAsync(_screens.Admin)).Flows.Single(f => f.Key == "complaint");
        Assert.Equal(FlowUrls.Of(made.Id!.Value), _screens.Url);
        await page.Find("[data-publish]").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Contains("v1", page.Find("[data-state=Published]").TextContent, StringComparison.Ordinal));

        await page.Find("[data-node=n4] [data-field=Text]").InputAsync(new() { Value = "再见" });
        await page.Find("[data-save]").ClickAsync(new());
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-state=Changed]")));
        var list = _screens.Open<FlowsPage>();
        Assert.Contains("已修改未发布", list.Find("[data-flow=complaint]").TextContent, StringComparison.Ordinal);

        // What was published is worked on again.
        await page.Find("[data-tab=Versions]").ClickAsync(new());
        await page.Find("[data-version='1'] .adm-btn.danger").ClickAsync(new());
        await page.Find("[data-version='1'] .adm-btn.danger.sure").ClickAsync(new());
        Assert.Equal("感谢您的咨询，再见。", page.Find("[data-node=n4] [data-field=Text]").GetAttribute("value"));
    }

    [Fact]
    public async Task A_trial_is_left_falls_silent_and_says_when_the_flow_was_changed_under_it()
    {
        var page = _screens.Open<FlowPage>("new");
        // As long as nothing was said in it, it is what is written.
        await page.Find("[data-node=n1] [data-field=Text]").InputAsync(new() { Value = "办什么？" });
        Assert.StartsWith("办什么？", page.Find("[data-bubble=flow]").TextContent, StringComparison.Ordinal);
        await page.Find("[data-tap]").ClickAsync(new());
        Assert.Empty(page.FindAll("[data-stale]"));
        await page.Find("[data-node=n2] [data-field=Text]").InputAsync(new() { Value = "电话？" });
        Assert.NotEmpty(page.FindAll("[data-stale]"));
        await page.Find("[data-silence]").ClickAsync(new());
        Assert.NotEmpty(page.FindAll("[data-end=Silent]"));
        Assert.Contains("没有收到您的回复", page.FindAll("[data-bubble=flow]")[^1].TextContent, StringComparison.Ordinal);
        Assert.True(page.Find("[data-say]").HasAttribute("disabled"));

        await page.Find("[data-restart]").ClickAsync(new());
        Assert.Empty(page.FindAll("[data-stale]"));
        await SayAsync(page, "取消");
        Assert.NotEmpty(page.FindAll("[data-end=Cancelled]"));
        // What was said stays while something else is looked at.
        await page.Find("[data-tab=Check]").ClickAsync(new());
        Assert.Contains("可以发布", page.Find("[data-problems]").TextContent, StringComparison.Ordinal);
        await page.Find("[data-tab=Try]").ClickAsync(new());
        Assert.NotEmpty(page.FindAll("[data-end=Cancelled]"));
    }

    [Fact]
    public async Task Ways_lead_to_nodes_made_for_them_and_a_node_that_others_lead_to_is_deleted_only_when_that_is_meant()
    {
        var page = _screens.Open<FlowPage>("new");
        await page.Find("[data-node=n2] [data-way=Next]").ChangeAsync(new() { Value = "+Decide" });
        Assert.Equal(["n1", "n2", "n3", "n5", "n4"], Nodes(page));
        Assert.Equal("n5", page.Find("[data-node=n2] [data-way=Next]").GetAttribute("value"));
        await OpenAsync(page, "n5");
        await page.Find("[data-node=n5] [data-rule-slot]").ChangeAsync(new() { Value = "业务" });
        await page.Find("[data-node=n5] [data-rule-value]").InputAsync(new() { Value = "业务咨询" });
        await page.Find("[data-node=n5] [data-way=Rule0]").ChangeAsync(new() { Value = "n4" });
        await page.Find("[data-node=n5] [data-way=Otherwise]").ChangeAsync(new() { Value = "n3" });
        // What can be chosen there is offered.
        Assert.Equal(["业务咨询", "投诉与建议", "没有其他问题了"], page.FindAll("[data-node=n5] datalist option").Select(o => o.GetAttribute("value")));

        await page.Find("[data-node=n1] [data-add-option]").ClickAsync(new());
        await page.Find("[data-node=n1] [data-option='3'] [data-option-text]").InputAsync(new() { Value = "贷款" });
        var words = page.Find("[data-node=n1] [data-option='3'] [data-add-word]");
        await words.InputAsync(new() { Value = "借钱、按揭" });
        await page.Find("[data-node=n1] [data-option='3'] [data-add-word]").BlurAsync(new());
        Assert.Equal(["借钱✕", "按揭✕"], page.FindAll("[data-node=n1] [data-option='3'] [data-word]").Select(w => w.TextContent));

        await page.Find("[data-node=n4] [data-delete-node]").ClickAsync(new());
        Assert.Contains("节点 1、4 通向这里", page.Find("[data-node=n4] .fw-ask").TextContent, StringComparison.Ordinal);
        await page.Find("[data-delete-sure]").ClickAsync(new());
        Assert.Equal(["n1", "n2", "n3", "n5"], Nodes(page));
        Assert.Equal("", page.Find("[data-node=n5] [data-way=Rule0]").GetAttribute("value"));

        // Two options lead nowhere, and a rule: a moment after the last change it is said, and it leads there.
        _screens.Database.Time.Advance(TimeSpan.FromSeconds(1));
        page.WaitForAssertion(() => Assert.Equal(["n1", "n5"], page.FindAll("[data-node] [data-fault=WayOpen]").Select(f => f.Closest("[data-node]")!.GetAttribute("data-node"))));
        await page.Find("[data-publish]").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("[data-problem=WayOpen]").Count));
        Assert.Contains("需要修改（2）", page.Find("[data-problems]").TextContent, StringComparison.Ordinal);
        await page.FindAll("[data-problem=WayOpen]")[1].ClickAsync(new());
        Assert.Contains("open", page.Find("[data-node=n5]").ClassList);
        Assert.DoesNotContain(await DraftsAsync(), f => f.Key == "flow-1");
    }

    [Fact]
    public async Task Two_editors_at_once_lose_nothing_that_they_typed()
    {
        var flow = (await DraftsAsync()).Single(f => f.Key == "card-loss");
        var mine = _screens.Open<FlowPage>(flow.Id.ToString());
        await OpenAsync(mine, "n1");
        flow.Name = "挂失（改名）";
        Assert.True((await Flows.SaveAsync(_screens.Admin, flow)).Made);
        await mine.Find("[data-node=n1] [data-field=Text]").InputAsync(new() { Value = "请先冻结卡片。" });
        await mine.Find("[data-save]").ClickAsync(new());
        mine.WaitForAssertion(() => Assert.Contains("admin", mine.Find("[data-conflict]").TextContent, StringComparison.Ordinal));
        Assert.Equal("请先冻结卡片。", mine.Find("[data-node=n1] [data-field=Text]").GetAttribute("value"));
        await mine.Find("[data-take-over]").ClickAsync(new());
        mine.WaitForAssertion(() => Assert.Empty(mine.FindAll("[data-conflict]")));
        var kept = (await DraftsAsync()).Single(f => f.Key == "card-loss");
        Assert.Equal(("银行卡挂失", "请先冻结卡片。"), (kept.Name, kept.Content.Nodes.OfType<SayNode>().First().Text));

        kept.Name = "挂失（又改）";
        Assert.True((await Flows.SaveAsync(_screens.Admin, kept)).Made);
        await mine.Find("[data-node=n1] [data-field=Text]").InputAsync(new() { Value = "别的" });
        await mine.Find("[data-save]").ClickAsync(new());
        mine.WaitForAssertion(() => Assert.NotEmpty(mine.FindAll("[data-conflict]")));
        await mine.Find("[data-load-theirs]").ClickAsync(new());
        mine.WaitForAssertion(() => Assert.Equal("挂失（又改）", mine.Find("[data-field=Name]").GetAttribute("value")));
        Assert.Empty(mine.FindAll("[data-unsaved]"));
    }

    [Fact]
    public async Task Leaving_with_unsaved_changes_asks_first()
    {
        var flow = (await DraftsAsync()).Single(f => f.Key == "card-loss");
        _screens.GoTo(FlowUrls.Of(flow.Id!.Value));
        var page = _screens.Open<FlowPage>(flow.Id.ToString());
        await page.Find("[data-field=Name]").InputAsync(new() { Value = "挂失登记" });
        await page.InvokeAsync(() => _screens.GoTo("/admin/flows"));
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-leaving]")));
        Assert.Equal(FlowUrls.Of(flow.Id.Value), _screens.Url);
        await page.Find("[data-stay]").ClickAsync(new());
        Assert.Empty(page.FindAll("[data-leaving]"));
        await page.InvokeAsync(() => _screens.GoTo("/admin/flows"));
        await page.Find("[data-leave-save]").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Equal("/admin/flows", _screens.Url));
        Assert.Contains(await DraftsAsync(), f => f.Name == "挂失登记");
    }

    [Fact]
    public async Task A_flow_is_withdrawn_and_deleted_and_what_starts_it_says_that_it_is_not_published()
    {
        await Eventually.Async(() => Task.FromResult(Flows.Names.Any(n => n.Key == "card-loss")), "the demo's flows are known");
        var rule = (await _screens.Database.Get<KeywordAdministration>().OpenAsync(_screens.Admin)).Rules.Single(r => r.Flow == "card-loss");
        var rules = _screens.Open<KeywordsPage>(rule.Id.ToString());
        Assert.Equal("card-loss", rules.Find("[data-field=Flow]").GetAttribute("value"));
        await rules.Find("[data-try-draft] [data-try]").InputAsync(new() { Value = "我要挂失" });
        rules.WaitForAssertion(() => Assert.Equal("▶ 启动流程：银行卡挂失", rules.Find(".kw-winner [data-starts-flow]").TextContent));

        var flow = (await DraftsAsync()).Single(f => f.Key == "card-loss");
        var page = _screens.Open<FlowPage>(flow.Id.ToString());
        await ConfirmAsync(page, "停用");
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-state=Draft]")));
        await Eventually.Async(() => Task.FromResult(Flows.Names.All(n => n.Key != "card-loss")), "it is withdrawn on this node");
        rules = _screens.Open<KeywordsPage>(rule.Id.ToString());
        Assert.Equal("card-loss", rules.Find("[data-field=Flow]").GetAttribute("value"));
        Assert.Contains("card-loss（未发布）", rules.Find("[data-field=Flow]").TextContent, StringComparison.Ordinal);
        await rules.Find("[data-field=Flow]").ChangeAsync(new() { Value = "book-visit" });
        await rules.Find("[data-save]").ClickAsync(new());
        rules.WaitForAssertion(() => Assert.Equal(2, rules.FindAll("tbody [data-starts-flow='book-visit']").Count));

        await ConfirmAsync(page, "删除");
        page.WaitForAssertion(() => Assert.Equal("/admin/flows", _screens.Url));
        Assert.DoesNotContain(await DraftsAsync(), f => f.Key == "card-loss");
        Assert.Contains("找不到", _screens.Open<FlowPage>(flow.Id.ToString()).Find(".adm-refusal").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_flow_shows_what_starts_it_and_offers_a_rule_where_nothing_does()
    {
        var keywords = _screens.Database.Get<KeywordAdministration>();
        var flow = (await DraftsAsync()).Single(f => f.Key == "card-loss");
        var rule = (await keywords.OpenAsync(_screens.Admin)).Rules.Single(r => r.Flow == "card-loss");
        var starter = _screens.Open<FlowPage>(flow.Id.ToString()).Find("[data-starter]");
        Assert.Equal($"/admin/keywords/{rule.Id}", starter.GetAttribute("href"));
        Assert.Contains("办理挂失", starter.TextContent, StringComparison.Ordinal);
        Assert.True((await keywords.EnableAsync(_screens.Admin, [rule.Id!.Value], false)).Made);
        Assert.Contains("已停用", _screens.Open<FlowPage>(flow.Id.ToString()).Find("[data-starter]").TextContent, StringComparison.Ordinal);
        Assert.True((await keywords.DeleteAsync(_screens.Admin, [rule.Id.Value])).Made);

        var none = _screens.Open<FlowPage>(flow.Id.ToString()).Find("[data-starters]");
        Assert.Contains("客户进不来", none.TextContent, StringComparison.Ordinal);
        _screens.GoTo(none.QuerySelector("[data-new-starter]")!.GetAttribute("href")!);
        var made = _screens.Open<KeywordsPage>("new");
        Assert.Equal(("银行卡挂失", "card-loss"), (made.Find("[data-field=Name]").GetAttribute("value"), made.Find("[data-field=Flow]").GetAttribute("value")));
    }

    private static async Task ConfirmAsync(IRenderedComponent<FlowPage> page, string text)
    {
        await page.FindAll(".ed-head .adm-btn.danger").Single(b => b.TextContent == text).ClickAsync(new());
        await page.Find(".ed-head .adm-btn.danger.sure").ClickAsync(new());
    }

    private static async Task OpenAsync(IRenderedComponent<FlowPage> page, string node)
    {
        if (page.Find($"[data-node={node}] [data-open-node]") is var title && title.GetAttribute("aria-expanded") == "false")
            await title.ClickAsync(new());
    }

    private static async Task SayAsync(IRenderedComponent<FlowPage> page, string words)
    {
        await page.Find("[data-say]").InputAsync(new() { Value = words });
        await page.Find(".fw-say").SubmitAsync();
    }

    private static IEnumerable<string?> Nodes(IRenderedComponent<FlowPage> page) => page.FindAll("[data-node]").Select(n => n.GetAttribute("data-node"));

    private async Task<IReadOnlyList<FlowDraft>> DraftsAsync() => (await Flows.OpenAsync(_screens.Admin)).Flows;
}
