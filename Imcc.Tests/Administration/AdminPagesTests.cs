using Bunit;
using Imcc.Infrastructure.Demo;
using Imcc.Infrastructure.Organisation;
using Imcc.Tests.Storage;
using Imcc.Web.Administration;
using Microsoft.AspNetCore.Components;

namespace Imcc.Tests.Administration;

public sealed class AdminPagesTests : IAsyncLifetime
{
    private AdminScreens _screens = null!;

    private DirectoryDatabase Database => _screens.Database;

    public async ValueTask InitializeAsync() => _screens = await AdminScreens.OpenAsync();

    public ValueTask DisposeAsync() => _screens.DisposeAsync();

    [Fact]
    public async Task A_wechat_account_is_made_with_generated_secrets_that_are_shown_once_with_its_webhook()
    {
        var page = Open<AccountsPage>("new");
        Field(page, "Name").Change("测试银行");
        Field(page, "Key").Input("bank");
        Field(page, "AppId").Change("wx0123456789abcdef");
        Field(page, "AppSecret").Change("s3cr3t");
        await Primary(page).ClickAsync(new());
        page.WaitForAssertion(() => Assert.Equal(3, page.FindAll(".adm-copy .value").Count));
        var shown = page.FindAll(".adm-copy .value").Select(v => v.TextContent).ToList();
        var live = Database.Cache.Current.AccountsByKey["bank"].WeChat!;
        Assert.Equal(["http://localhost/webhooks/wechat/bank", live.Token, live.EncodingAesKey], shown);
        Assert.Contains("测试银行", page.Find(".adm-table").TextContent, StringComparison.Ordinal);

        var again = Open<AccountsPage>(Database.Cache.Current.AccountsByKey["bank"].Id.ToString());
        Assert.DoesNotContain(live.Token, again.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", again.Markup, StringComparison.Ordinal);
        Assert.Contains("已设置", again.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_wrong_is_said_at_its_field()
    {
        var page = Open<AccountsPage>("new");
        Field(page, "Key").Input("demo");
        await Primary(page).ClickAsync(new());
        page.WaitForAssertion(() => Assert.Contains("标识「demo」已被使用。", page.Markup, StringComparison.Ordinal));
        Assert.Contains("AppID 应为公众平台提供的字母和数字。", page.Markup, StringComparison.Ordinal);
        Assert.Equal(2, Database.Cache.Current.Accounts.Count);
    }

    [Fact]
    public void A_web_chat_shows_its_embed_code()
    {
        var page = Open<AccountsPage>(Database.Cache.Current.AccountsByKey["web"].Id.ToString());
        Assert.Contains("<script src=\"http://localhost/webchat/widget.js\" data-account=\"web\" async></script>", page.FindAll(".adm-copy .value").Select(v => v.TextContent));
    }

    [Fact]
    public async Task Disabling_asks_back_in_its_place_and_then_does_it()
    {
        var agent = Database.Cache.Current.Agents.Values.Single(a => a.UserName == "agent6");
        var page = Open<AgentsPage>(agent.Id.ToString());
        await page.Find(".adm-drawer footer .danger").ClickAsync(new());
        Assert.True(Database.Cache.Current.Agents[agent.Id].Enabled);
        await page.Find(".adm-drawer footer .danger.sure").ClickAsync(new());
        page.WaitForAssertion(() => Assert.False(Database.Cache.Current.Agents[agent.Id].Enabled));
    }

    [Fact]
    public void The_list_of_people_is_searched_by_name_and_user_name()
    {
        var page = Open<AgentsPage>(null);
        Assert.Equal(DemoPeople.All.Count, page.FindAll(".adm-table tbody tr").Count);
        page.Find(".adm-search").Input("晓雯");
        Assert.Contains("agent1", Assert.Single(page.FindAll(".adm-table tbody tr")).TextContent, StringComparison.Ordinal);
        page.Find(".adm-search").Input("LEAD");
        Assert.Contains("周敏", Assert.Single(page.FindAll(".adm-table tbody tr")).TextContent, StringComparison.Ordinal);
        page.Find(".adm-search").Input("没有这个人");
        Assert.Contains("没有符合条件的人员", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_is_shown_once_and_revoked_after_asking_back()
    {
        var page = Open<KeysPage>("new");
        page.Find(".adm-drawer input.mud-input-slot").Change("CRM");
        page.FindAll(".adm-drawer .adm-checks input")[0].Change(true);
        await Primary(page).ClickAsync(new());
        page.WaitForAssertion(() => page.Find(".adm-copy .value"));
        var key = page.Find(".adm-copy .value").TextContent;
        Assert.NotNull(Database.Cache.FindKey(key, Database.Time.GetUtcNow()));

        var list = Open<KeysPage>(null);
        Assert.DoesNotContain(key, list.Markup, StringComparison.Ordinal);
        await list.Find(".adm-table .danger").ClickAsync(new());
        await list.Find(".adm-table .danger.sure").ClickAsync(new());
        list.WaitForAssertion(() => Assert.Null(Database.Cache.FindKey(key, Database.Time.GetUtcNow())));
        Assert.Contains("已吊销", list.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void The_overview_tells_what_was_done()
    {
        var page = Open<OverviewPage>(null);
        Assert.Contains("新建渠道账号", page.Find(".adm-table").TextContent, StringComparison.Ordinal);
        Assert.Equal("2", page.Find(".adm-card b").TextContent);
    }

    [Fact]
    public async Task Whoever_lost_the_right_while_the_page_was_open_is_told_so()
    {
        var page = Open<AgentsPage>("new");
        var boss = await Database.AdminAsync();
        Assert.Empty((await Database.Get<AgentAdministration>().SetEnabledAsync(boss, _screens.Admin, false)).Problems);
        await Primary(page).ClickAsync(new());
        page.WaitForAssertion(() => Assert.Contains("您已没有管理权限", page.Markup, StringComparison.Ordinal));
    }

    private IRenderedComponent<T> Open<T>(string? chosen)
        where T : AdminScreen => _screens.Open<T>(chosen);

    private static AngleSharp.Dom.IElement Field(IRenderedComponent<AccountsPage> page, string name) => page.Find($"[data-field={name}]");

    private static AngleSharp.Dom.IElement Primary<T>(IRenderedComponent<T> page)
        where T : IComponent => page.Find(".adm-drawer footer .primary");
}
