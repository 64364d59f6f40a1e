using Bunit;
using Imcc.Core.Replies;
using Imcc.Web.Administration;
using Imcc.Web.Components.Replies;

namespace Imcc.Tests.Administration;

public sealed class ReplyPagesTests : IAsyncLifetime
{
    private AdminScreens _screens = null!;

    public async ValueTask InitializeAsync() => _screens = await AdminScreens.OpenAsync();

    public ValueTask DisposeAsync() => _screens.DisposeAsync();

    [Fact]
    public async Task A_reply_is_made_refused_at_its_field_and_found_by_searching()
    {
        var page = _screens.Open<RepliesPage>("new");
        await page.Find("[data-field=Title]").ChangeAsync(new() { Value = "新话术" });
        await page.Find("[data-field=Text]").InputAsync(new() { Value = "{单号}" });
        await page.Find("[data-save]").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Contains("单号", page.Find(".adm-bad").TextContent, StringComparison.Ordinal));
        await page.Find("[data-field=Text]").InputAsync(new() { Value = "{客户}您好" });
        await page.Find("[data-save]").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Contains(_screens.Database.Cache.Current.Replies.Shared, r => r.Title == "新话术"));

        await page.Find("[data-search]").InputAsync(new() { Value = "新话" });
        page.WaitForAssertion(() => Assert.Equal(["新话术"], page.FindAll("tbody .name").Select(n => n.TextContent)));
    }

    [Fact]
    public void A_lead_sees_the_own_groups_replies_and_not_administration()
    {
        var lead = _screens.Database.Cache.Current.Agents.Values.Single(a => a.UserName == "lead1").Id;
        var page = _screens.Open<RepliesPage>("new", lead);
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("tbody tr")));
        Assert.DoesNotContain("全公司", page.Find("[data-field=GroupId]").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("tbody .tag.key"));
    }

    [Fact]
    public async Task Words_are_added_tried_out_and_deleted_after_asking_back()
    {
        var page = _screens.Open<WordsPage>("new");
        await page.Find("[data-field=Word]").ChangeAsync(new() { Value = "刷单\n返利" });
        await page.Find("[data-action=Block]").ChangeAsync(new() { Value = "on" });
        await page.Find("[data-save]").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Equal(WordAction.Block, _screens.Database.Cache.Current.Words.Judge("返 利", null).Action));

        await page.Find("[data-try]").InputAsync(new() { Value = "帮您刷-单绝对没问题" });
        page.WaitForAssertion(() => Assert.Equal(["刷-单", "绝对"], page.FindAll(".word-try mark").Select(m => m.TextContent)));
        await page.Find("[data-try]").InputAsync(new() { Value = "您好" });
        page.WaitForAssertion(() => Assert.Contains("没有识别到", page.Find(".word-try").TextContent, StringComparison.Ordinal));

        var id = _screens.Database.Cache.Current.Words.Find("刷单").Single().Word.Id;
        var one = _screens.Open<WordsPage>(id.ToString());
        await one.Find(".adm-btn.danger").ClickAsync(new());
        await one.Find(".adm-btn.danger.sure").ClickAsync(new());
        one.WaitForAssertion(() => Assert.Empty(_screens.Database.Cache.Current.Words.Find("刷单")));
    }
}
