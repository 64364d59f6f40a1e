using AngleSharp.Dom;
using Bunit;
using Imcc.Tests.Organisation;
using Imcc.Web.Administration;

namespace Imcc.Tests.Administration;

public sealed class ChannelFormPageTests : IAsyncLifetime
{
    private AdminScreens _screens = null!;

    public async ValueTask InitializeAsync() => _screens = await AdminScreens.OpenAsync(ChannelFormTests.Sample);

    public ValueTask DisposeAsync() => _screens.DisposeAsync();

    [Fact]
    public async Task Every_sort_of_field_is_filled_in_and_what_was_made_up_here_is_shown_once()
    {
        _screens.GoTo("/admin/accounts/new?kind=email");
        var page = _screens.Open<AccountsPage>("new");
        Assert.Equal(("password", "text"), (Field(page, "Password").GetAttribute("type"), Field(page, "Signing").GetAttribute("type")));
        Assert.Equal(["plain", "tls"], Field(page, "Mode").QuerySelectorAll("option").Select(o => o.GetAttribute("value")));
        Assert.Equal("/simulator/mail", Field(page, "ApiBase").GetAttribute("value"));
        var suggested = Field(page, "Signing").GetAttribute("value")!;
        Assert.StartsWith("suggested-", suggested, StringComparison.Ordinal);
        await page.Find("[data-generate=Signing]").ClickAsync(new());
        Assert.NotEqual(suggested, Field(page, "Signing").GetAttribute("value"));

        Field(page, "Name").Change("邮箱");
        Field(page, "Key").Input("post");
        Assert.Equal(["http://localhost/webhooks/mail/post", "ws://localhost/webhooks/mail/post/socket"], page.FindAll(".adm-copy .value").Select(v => v.TextContent));
        Field(page, "Host").Change("nodot");
        Field(page, "Mode").Change("tls");
        await SaveAsync(page);
        page.WaitForAssertion(() => Assert.Equal("true", Field(page, "Host").GetAttribute("aria-invalid")));
        Assert.Equal("true", Field(page, "Password").GetAttribute("aria-invalid"));

        Field(page, "Host").Change("mail.example.org");
        Field(page, "Password").Change("geheim");
        await SaveAsync(page);
        page.WaitForAssertion(() => Assert.True(_screens.Database.Cache.Current.AccountsByKey.ContainsKey("post"), page.Markup));
        var live = _screens.Database.Cache.Current.AccountsByKey["post"];
        Assert.Equal(("mail.example.org", "geheim", "tls"), (live.Connection["Host"], live.Connection["Password"], live.Connection["Mode"]));
        page.WaitForAssertion(() => Assert.Equal(
            ["http://localhost/webhooks/mail/post", "ws://localhost/webhooks/mail/post/socket", live.Connection["Signing"]], page.FindAll(".adm-copy .value").Select(v => v.TextContent)));

        var again = _screens.Open<AccountsPage>(live.Id.ToString());
        Assert.DoesNotContain("geheim", again.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain(live.Connection["Signing"], again.Markup, StringComparison.Ordinal);
        Assert.All(["Password", "Signing"], name => Assert.Contains("已设置", Field(again, name).GetAttribute("placeholder"), StringComparison.Ordinal));
        Assert.Equal("mail.example.org", Field(again, "Host").GetAttribute("value"));
    }

    [Fact]
    public void Every_kind_that_has_a_form_can_be_chosen_for_a_new_account()
    {
        var page = _screens.Open<AccountsPage>();
        Assert.Equal(["/admin/accounts/new?kind=webchat", "/admin/accounts/new?kind=email"], page.FindAll(".ch-menu a").Select(a => a.GetAttribute("href")));
    }

    private static Task SaveAsync(IRenderedComponent<AccountsPage> page) => page.Find(".adm-drawer footer .primary").ClickAsync(new());

    private static IElement Field(IRenderedComponent<AccountsPage> page, string name) => page.Find($"[data-field={name}]");
}
