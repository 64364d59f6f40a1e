using Bunit;
using Imcc.Core.Reasons;
using Imcc.Infrastructure.Reasons;
using Imcc.Web.Administration;
using Microsoft.AspNetCore.Components.Web;

namespace Imcc.Tests.Administration;

public sealed class ReasonTreePageTests : IAsyncLifetime
{
    private AdminScreens _screens = null!;

    public async ValueTask InitializeAsync() => _screens = await AdminScreens.OpenAsync();

    public ValueTask DisposeAsync() => _screens.DisposeAsync();

    private ReasonTree Live => _screens.Database.Cache.Current.Reasons;

    [Fact]
    public async Task A_node_is_dragged_the_draft_keeps_it_and_publishing_puts_it_in_force()
    {
        var page = Open();
        await page.Find("[data-drop]").ChangeAsync(new() { Value = $"{IdOf("销卡")}|{IdOf("借记卡")}|inside" });
        page.WaitForAssertion(() => Assert.Contains("1 处修改", page.Find("[data-changes]").TextContent, StringComparison.Ordinal));
        page.WaitForAssertion(() => Assert.Contains("草稿已保存", page.Find("[data-saved]").TextContent, StringComparison.Ordinal));
        Assert.Equal("信用卡 › 销卡", PathOf(Live, "销卡"));

        await page.Find("[data-publish-open]").ClickAsync(new());
        Assert.Contains("信用卡 › 销卡 → 借记卡 › 销卡", page.Find("[data-change-list]").TextContent, StringComparison.Ordinal);
        await page.Find("[data-field=Remark]").InputAsync(new() { Value = "销卡归到借记卡" });
        await page.Find("[data-publish]").ClickAsync(new());

        page.WaitForAssertion(() => Assert.Contains("已发布 v2", page.Find("[data-published]").TextContent, StringComparison.Ordinal));
        Assert.Equal((2, "借记卡 › 销卡"), (Live.Version, PathOf(Live, "销卡")));
        await page.Find("[data-side=History]").ClickAsync(new());
        Assert.Contains("销卡归到借记卡", page.Find("[data-version='2']").TextContent, StringComparison.Ordinal);
        await page.Find("[data-version='1'] [data-restore]").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Contains("1 处修改", page.Find("[data-changes]").TextContent, StringComparison.Ordinal));
        Assert.Equal(2, Live.Version);
    }

    [Fact]
    public async Task Everything_is_done_by_keys_and_taken_back()
    {
        var page = Open();
        await page.Find($"#node-{IdOf("贷款")}").ClickAsync(new());
        await KeyAsync(page, "ArrowUp", alt: true);
        Assert.Equal(["信用卡", "贷款", "借记卡"], Names(page).Take(3));
        await KeyAsync(page, "ArrowRight", alt: true);
        Assert.Equal("信用卡 › 贷款", Crumbs(page));
        await KeyAsync(page, "ArrowLeft", alt: true);
        Assert.Equal("贷款", Crumbs(page));
        await KeyAsync(page, "Insert");
        await page.Find("[data-rename]").ChangeAsync(new() { Value = "车贷" });
        Assert.Equal("贷款 › 车贷", Crumbs(page));
        await KeyAsync(page, " ");
        page.WaitForAssertion(() => Assert.Contains("off", page.Find(".rtree-row.on").ClassName, StringComparison.Ordinal));
        await KeyAsync(page, "Delete");
        Assert.Equal("贷款", Crumbs(page));
        for (var i = 0; i < 7; i++)
            await KeyAsync(page, "z", control: true);
        page.WaitForAssertion(() => Assert.Contains("与已发布版本一致", page.Find("[data-changes]").TextContent, StringComparison.Ordinal));
        var kept = await _screens.Database.Get<ReasonTreeAdministration>().OpenAsync(_screens.Admin);
        Assert.Empty(ReasonChange.Between(kept.Published, kept.Nodes));
    }

    [Fact]
    public async Task A_branch_that_would_grow_too_deep_stays_where_it_is_and_says_why()
    {
        var page = Open();
        await page.Find("[data-drop]").ChangeAsync(new() { Value = $"{IdOf("信用卡")}|{IdOf("挂失补卡")}|inside" });
        page.WaitForAssertion(() => Assert.Contains("不能移动到自己的下级", page.Find(".adm-refusal").TextContent, StringComparison.Ordinal));
        await page.Find("[data-drop]").ChangeAsync(new() { Value = $"{IdOf("信用卡")}|{IdOf("转账限额")}|inside" });
        page.WaitForAssertion(() => Assert.Contains("最多 5 级", page.Find(".adm-refusal").TextContent, StringComparison.Ordinal));
        Assert.Contains("与已发布版本一致", page.Find("[data-changes]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_code_that_is_there_twice_stands_in_the_way_of_publishing_with_a_sentence()
    {
        var page = Open();
        await page.Find($"#node-{IdOf("贷款")}").ClickAsync(new());
        await page.Find("[data-field=Code]").ChangeAsync(new() { Value = "cc" });
        page.WaitForAssertion(() => Assert.Contains("1 个问题", page.Find("[data-problems]").TextContent, StringComparison.Ordinal));
        Assert.Contains("编码 cc 重复", page.Find(".rtree-details").TextContent, StringComparison.Ordinal);
        await page.Find("[data-side=Changes]").ClickAsync(new());
        Assert.True(page.Find("[data-publish]").HasAttribute("disabled"));
    }

    [Fact]
    public async Task A_sheet_is_looked_at_first_and_then_written_to_the_draft()
    {
        var page = Open();
        var rows = ReasonSheet.Write(Live.All).Where(r => r.Levels[0] != "其他").Select(r => r.Code == "CC08" ? r with { Levels = ["信用卡", "注销卡片", "", "", ""] } : r).ToList();
        await SendAsync(page, rows);
        Assert.Contains($"共 {rows.Count} 行", page.Find(".rtree-side").TextContent, StringComparison.Ordinal);
        Assert.Contains("销卡 → 注销卡片", page.Find("[data-change-list]").TextContent, StringComparison.Ordinal);
        Assert.Contains("与已发布版本一致", page.Find("[data-changes]").TextContent, StringComparison.Ordinal);

        await page.Find("[data-import-take]").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Contains("8 处修改", page.Find("[data-changes]").TextContent, StringComparison.Ordinal));
        var kept = await _screens.Database.Get<ReasonTreeAdministration>().OpenAsync(_screens.Admin);
        Assert.DoesNotContain(kept.Nodes, n => n.Name == "其他");
        Assert.Equal(Live.All.Single(n => n.Name == "销卡").Id, kept.Nodes.Single(n => n.Name == "注销卡片").Id);
    }

    [Fact]
    public async Task A_sheet_with_faults_names_their_rows_and_writes_nothing()
    {
        var page = Open();
        await SendAsync(page, [new(2, "A", ["甲", "", "", "", ""], "", "是"), new(3, "A", ["乙", "", "", "", ""], "", "是"), new(4, "C", ["", "丙", "", "", ""], "", "是")]);
        Assert.Equal(["第 3 行编码 A 重复。", "第 4 行“丙”的上级为空，层级不能跳过。"], page.FindAll("[data-import-problems] li").Select(l => l.TextContent.Trim()));
        Assert.Empty(page.FindAll("[data-import-take]"));
    }

    [Fact]
    public async Task Somebody_else_s_sheet_is_not_there()
    {
        var page = Open();
        var id = _screens.Database.Get<ReasonImports>().Keep(Reasons.Trees.Id(1), "他人.xlsx", ReasonSheet.Write(Live.All), []);
        await page.Find("[data-sent]").ChangeAsync(new() { Value = "sent|" + id });
        Assert.Empty(page.FindAll("[data-side=Import]"));
        await page.Find("[data-sent]").ChangeAsync(new() { Value = "refused|文件太大" });
        page.WaitForAssertion(() => Assert.Contains("文件太大", page.Find(".adm-refusal").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_was_changed_elsewhere_meanwhile_is_said_and_read_again()
    {
        var page = Open();
        var other = _screens.Database.Get<ReasonTreeAdministration>();
        Assert.True((await other.SaveAsync(_screens.Admin, (await other.OpenAsync(_screens.Admin)).Rev, ReasonEdits.Remove(Live.All, IdOf("其他")).Nodes)).Made);
        await page.Find($"#node-{IdOf("贷款")}").ClickAsync(new());
        await KeyAsync(page, "ArrowUp", alt: true);
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".adm-refusal .ed-link")));
        await page.Find(".adm-refusal .ed-link").ClickAsync(new());
        page.WaitForAssertion(() => Assert.DoesNotContain("其他", Names(page)));
        Assert.Empty(page.FindAll(".adm-refusal"));
    }

    [Fact]
    public async Task Searching_shows_what_is_found_with_the_headings_above_and_how_often_it_was_used()
    {
        _screens.Counts.Counts[IdOf("账单分期")] = 321;
        var page = Open();
        await page.Find("input[type=search]").InputAsync(new() { Value = "分期付款" });
        page.WaitForAssertion(() => Assert.Equal(["信用卡", "账单", "账单分期"], Names(page)));
        Assert.Equal("321", page.Find($"#node-{IdOf("账单分期")} .count").TextContent);
    }

    [Fact]
    public async Task A_group_chooses_its_branches_and_must_say_why()
    {
        var page = _screens.OpenGroup("个人业务", "reasons");
        await page.Find("[data-field=ReasonRequired]").ChangeAsync(new() { Value = true });
        await page.Find("[data-root=贷款]").ChangeAsync(new() { Value = true });
        await page.Find(".adm-btn.primary").ClickAsync(new());
        var roots = new[] { IdOf("贷款") };
        page.WaitForAssertion(() =>
        {
            var group = _screens.Database.Cache.Current.Groups.Values.Single(g => g.Name == "个人业务");
            Assert.Equal(roots, group.Reasons.Roots);
            Assert.True(_screens.Database.Cache.Current.WantsReason(group));
        });
    }

    private Guid IdOf(string name) => Live.All.First(n => n.Name == name).Id;

    private static string PathOf(ReasonTree tree, string name) => string.Join(ContactReason.Separator, tree.PathOf(tree.All.First(n => n.Name == name).Id).Select(n => n.Name));

    private static List<string> Names(IRenderedComponent<ReasonTreePage> page) => [.. page.FindAll(".rtree-row .name").Select(n => n.TextContent)];

    private static string Crumbs(IRenderedComponent<ReasonTreePage> page) => page.Find(".rtree-details .adm-hint").TextContent;

    private static Task KeyAsync(IRenderedComponent<ReasonTreePage> page, string key, bool alt = false, bool control = false) =>
        page.Find("[data-tree]").KeyDownAsync(new KeyboardEventArgs { Key = key, AltKey = alt, CtrlKey = control });

    private Task SendAsync(IRenderedComponent<ReasonTreePage> page, IReadOnlyList<ReasonSheetRow> rows) =>
        page.Find("[data-sent]").ChangeAsync(new() { Value = "sent|" + _screens.Database.Get<ReasonImports>().Keep(_screens.Admin, "原因.xlsx", rows, []) });

    private IRenderedComponent<ReasonTreePage> Open()
    {
        var page = _screens.Open<ReasonTreePage>();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".rtree-row")));
        return page;
    }
}
