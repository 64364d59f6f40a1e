using Bunit;
using Imcc.Infrastructure.Answering.Robots;
using Imcc.Tests.Administration;
using Imcc.Web.Administration;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Tests.Answering;

public sealed class RobotsPageTests : IAsyncLifetime
{
    private AdminScreens _screens = null!;

    public async ValueTask InitializeAsync() => _screens = await AdminScreens.OpenAsync();

    public ValueTask DisposeAsync() => _screens.DisposeAsync();

    [Fact]
    public async Task A_robot_is_set_up_refused_at_its_fields_and_off_until_somebody_switches_it_on()
    {
        Assert.NotEmpty(_screens.Open<RobotsPage>().FindAll(".adm-empty"));
        var page = _screens.Open<RobotsPage>("new");
        await page.Find("[data-field=Name]").ChangeAsync(new() { Value = "小云" });
        await page.Find("[data-field=Url]").ChangeAsync(new() { Value = "http://127.0.0.1/bot" });
        Assert.Empty(page.FindAll("[data-field=Model]"));
        await page.Find("[data-field=Kind]").ChangeAsync(new() { Value = nameof(RobotKind.Chat) });
        await page.Find("[data-save]").ClickAsync(new());
        // Addresses inside the house are none, and a language model has a name: both are told at once, nothing is lost.
        page.WaitForAssertion(() => Assert.True(page.FindAll(".adm-drawer .adm-bad").Count >= 2));
        Assert.Equal("小云", page.Find("[data-field=Name]").GetAttribute("value"));

        await page.Find("[data-field=Url]").ChangeAsync(new() { Value = "https://bot.example.com/v1" });
        await page.Find("[data-field=Model]").ChangeAsync(new() { Value = "small-1" });
        await page.Find("[data-field=Prompt]").ChangeAsync(new() { Value = "你是客服。" });
        await page.Find("[data-field=Proof]").ChangeAsync(new() { Value = nameof(RobotProof.Bearer) });
        await page.Find("[data-field=NewSecret]").ChangeAsync(new() { Value = "sehr-geheim" });
        await page.Find("[data-field=Timeout]").ChangeAsync(new() { Value = "800" });
        await page.Find($"[data-account='{_screens.Database.Cache.Current.AccountsByKey["demo"].Id}']").ChangeAsync(new() { Value = true });
        await page.Find("[data-save]").ClickAsync(new());
        page.WaitForAssertion(() => Assert.EndsWith("/admin/robots", _screens.Url, StringComparison.Ordinal));
        await using var context = _screens.Database.Context();
        var row = await context.Robots.SingleAsync(Xunit.TestContext.Current.CancellationToken);
        Assert.Equal((RobotKind.Chat, "small-1", false), (row.Kind, row.Model, row.Enabled));
        Assert.DoesNotContain("geheim", row.Secret, StringComparison.Ordinal);

        // Opened again the secret is kept and never shown; switched on, it is shown as such.
        var again = _screens.Open<RobotsPage>(row.Id.ToString());
        Assert.DoesNotContain("geheim", again.Markup, StringComparison.Ordinal);
        Assert.NotNull(again.Find("[data-field=NewSecret]").GetAttribute("placeholder"));
        await again.Find("[data-field=Enabled]").ChangeAsync(new() { Value = true });
        await again.Find("[data-save]").ClickAsync(new());
        var list = _screens.Open<RobotsPage>();
        list.WaitForAssertion(() => Assert.Empty(list.FindAll("tr.off")));
        Assert.Contains(_screens.Database.Cache.Current.AccountsByKey["demo"].Name, list.Find("tbody").TextContent, StringComparison.Ordinal);

        var last = _screens.Open<RobotsPage>(row.Id.ToString());
        await last.Find(".adm-btn.danger").ClickAsync(new());
        await last.Find(".adm-btn.danger.sure").ClickAsync(new());
        last.WaitForAssertion(() => Assert.NotEmpty(last.FindAll(".adm-empty")));
    }
}
