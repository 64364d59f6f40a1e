using System.Globalization;
using System.Security.Claims;
using System.Text.RegularExpressions;
using Bunit;
using Imcc.Infrastructure.Exports;
using Imcc.Infrastructure.Storage;
using Imcc.Tests.Storage;
using Imcc.Web.Components.Exports;
using Imcc.Web.Components.Reports;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor.Services;

namespace Imcc.Tests.Exports;

/// <summary>What supervisors see of reports, of their files and of reports that go out by themselves, over real stores, in both languages.</summary>
public sealed partial class ExportPagesTests(PostgresServer postgres)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static CancellationToken Cancel => Xunit.TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("zh-CN", "排队", "完成", "还没有导出")]
    [InlineData("en", "waiting", "done", "No exports yet")]
    public async Task A_file_is_followed_fetched_and_thrown_away(string culture, string waiting, string done, string none)
    {
        await using var scene = await ExportScene.StartAsync(DatabaseProvider.Sqlite, postgres);
        await scene.ServeAsync(3);
        await using var screen = Screen(scene, culture);
        var lead = scene.Person("lead1");
        var order = new ExportOrder("明细 <b>", "r=handling&from=2026-03-01&to=2026-03-01", new("handled", null, null), ExportFormat.Csv, culture);
        var id = (await scene.Exports.AskAsync(lead, order, Cancel))!.Value;
        var page = Open<ExportsPage>(screen, lead);
        Assert.Contains(waiting, Row().TextContent, StringComparison.OrdinalIgnoreCase);
        Assert.Empty(page.FindAll("[data-fetch]"));
        Assert.True(await scene.Worker().RunAsync(Cancel));
        scene.Time.Advance(TimeSpan.FromSeconds(1));
        page.WaitForAssertion(() => Assert.Equal("Done", Row().GetAttribute("data-state")), Patience);
        Assert.Contains(done, Row().TextContent, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("明细 <b>", Row().TextContent, StringComparison.Ordinal);
        Assert.Equal($"/reports/exports/{id}/file", page.Find("[data-fetch]").GetAttribute("href"));
        Worded(page);

        // A second one is given up before it was made, and both are thrown away.
        await scene.Exports.AskAsync(lead, order, Cancel);
        scene.Time.Advance(TimeSpan.FromSeconds(1));
        page.WaitForAssertion(() => Assert.Single(page.FindAll("[data-cancel]")), Patience);
        await page.Find("[data-cancel]").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Single(page.FindAll("[data-state=Cancelled]")), Patience);
        while (page.FindAll("[data-delete]") is [var button, ..])
            await button.ClickAsync(new());
        Assert.Contains(none, page.Find(".adm-empty").TextContent, StringComparison.Ordinal);
        Assert.Empty(System.IO.Directory.GetFiles(scene.Folder));

        AngleSharp.Dom.IElement Row() => page.Find($"[data-export-row='{id}']");
    }

    [Fact]
    public async Task A_look_that_fails_whatever_the_reason_is_followed_by_the_next()
    {
        await using var scene = await ExportScene.StartAsync(DatabaseProvider.Sqlite, postgres);
        await scene.ServeAsync(3);
        await using var screen = Screen(scene, "zh-CN");
        var lead = scene.Person("lead1");
        var person = new Forgetful(lead);
        var page = Open<ExportsPage>(screen, person);
        var failed = person.Fails = new();
        scene.Time.Advance(TimeSpan.FromSeconds(1));
        await failed.Task.WaitAsync(Patience, Cancel);
        await scene.Exports.AskAsync(lead, new("明细", "r=handling&from=2026-03-01&to=2026-03-01", new("handled", null, null), ExportFormat.Csv, "zh-CN"), Cancel);
        scene.Time.Advance(TimeSpan.FromSeconds(1));
        page.WaitForAssertion(() => Assert.Single(page.FindAll("[data-export-row]")), Patience);
    }

    [Theory]
    [InlineData("zh-CN", "“x”不是邮箱地址", "不在允许收信的域名之内")]
    [InlineData("en", "“x” is no e-mail address", "is not of a domain that e-mail may go to")]
    public async Task A_report_that_is_to_go_out_is_refused_at_its_field_kept_sent_and_taken_off(string culture, string noAddress, string noDomain)
    {
        await using var scene = await ExportScene.StartAsync(DatabaseProvider.Sqlite, postgres);
        await scene.ServeAsync(3);
        scene.Mail.Domains = ["bank.example.cn"];
        await using var screen = Screen(scene, culture);
        screen.Services.GetRequiredService<NavigationManager>().NavigateTo(ExportUrls.NewMailed("r=handling&by=Agent"));
        var lead = scene.Person("lead1");
        var page = Open<MailedPage>(screen, lead);
        Assert.NotNull(page.Find("[data-no-server]"));
        Assert.Contains("bank.example.cn", page.Find(".adm-drawer").TextContent, StringComparison.Ordinal);
        page.Find("[data-name]").Change("周报");
        foreach (var (to, said) in new[] { ("x", noAddress), ("a@elsewhere.example", noDomain) })
        {
            page.Find("[data-recipients]").Change(to);
            await page.Find("[data-save]").ClickAsync(new());
            Assert.Contains(said, page.Find(".adm-drawer").TextContent, StringComparison.Ordinal);
        }

        Worded(page);
        Assert.Empty(await scene.Mailed.ListAsync(lead, Cancel));
        page.Find("[data-recipients]").Change("a@bank.example.cn；b@bank.example.cn");
        await page.Find("[data-save]").ClickAsync(new());
        var kept = Assert.Single(await scene.Mailed.ListAsync(lead, Cancel));
        Assert.Equal((culture, 2), (kept.Culture, kept.Recipients.Count));
        Assert.Equal("2026-03-02 08:00", page.Find($"[data-mailed='{kept.Id}'] [data-next]").TextContent);
        Worded(page);

        await page.Find($"[data-mailed='{kept.Id}']").ClickAsync(new());
        await page.Find("[data-run]").ClickAsync(new());
        Assert.Equal(2, (await scene.MailsAsync()).Count);
        Assert.NotNull(page.Find($"[data-mailed='{kept.Id}'] [data-result=Posted]"));
        await page.Find($"[data-mailed='{kept.Id}']").ClickAsync(new());
        await page.Find(".adm-drawer .adm-btn.danger").ClickAsync(new());
        await page.Find(".adm-drawer .adm-btn.danger.sure").ClickAsync(new());
        Assert.Empty(await scene.Mailed.ListAsync(lead, Cancel));
    }

    [Theory]
    [InlineData("zh-CN", "共 3 条")]
    [InlineData("en", "3 in all")]
    public async Task Of_a_report_other_figures_are_chosen_and_a_cell_is_opened(string culture, string inAll)
    {
        await using var scene = await ExportScene.StartAsync(DatabaseProvider.Sqlite, postgres);
        await scene.ServeAsync(3);
        await using var screen = Screen(scene, culture);
        var navigation = screen.Services.GetRequiredService<NavigationManager>();
        navigation.NavigateTo("/reports?r=agents&from=2026-03-01&to=2026-03-01");
        var page = Open<ReportsPage>(screen, scene.Person("lead1"));
        page.WaitForAssertion(() => Assert.Single(page.FindAll("[data-report-table] tbody tr")), Patience);
        // Nobody said a word, and nobody was asked for a score: nothing is said of it.
        Assert.All(["firstReply", "rating"], key => Assert.Equal("–", page.Find($"[data-total] [data-kpi={key}]").TextContent));
        Assert.DoesNotContain("NaN", page.Markup, StringComparison.Ordinal);
        Worded(page);

        foreach (var other in page.FindAll("[data-figure]").Where(f => f.HasAttribute("checked")).Select(f => f.GetAttribute("data-figure")).Where(f => f != "handled").ToList())
            await page.InvokeAsync(() => page.Find($"[data-figure={other}]").Change(false));
        await page.InvokeAsync(() => page.Find("[data-figure=abandonTime]").Change(true));
        await page.Find("[data-figures-show]").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Equal(["handled", "abandonTime"], page.FindAll("[data-total] [data-kpi]").Select(k => k.GetAttribute("data-kpi"))), Patience);
        Assert.Contains("k=handled%2CabandonTime", navigation.Uri, StringComparison.Ordinal);
        await page.Find("[data-report-table] tbody [data-kpi=handled]").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Equal(inAll, page.Find("[data-behind-total]").TextContent), Patience);
        Assert.Equal(3, page.FindAll("[data-conversation]").Count);

        await page.InvokeAsync(() => page.Find("[data-filter=tier]").Change("9"));
        page.WaitForAssertion(() => Assert.NotNull(page.Find("[data-nothing]")), Patience);
        Worded(page);
    }

    // A text that is not there shows its key.
    private static void Worded<T>(IRenderedComponent<T> page)
        where T : IComponent => Assert.DoesNotContain(page.FindAll("*").Where(e => e.ChildElementCount == 0).Select(e => e.TextContent.Trim()), t => KeyPattern().IsMatch(t));

    private static BunitContext Screen(ExportScene scene, string culture)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
        var screen = new BunitContext();
        screen.JSInterop.Mode = JSRuntimeMode.Loose;
        screen.Services.AddMudServices();
        screen.Services.AddLocalization();
        screen.Services.AddSingleton<TimeProvider>(scene.Time);
        screen.Services.AddSingleton(scene.Clock);
        screen.Services.AddSingleton<ReportWords>();
        screen.Services.AddSingleton(scene.Reports);
        screen.Services.AddSingleton(scene.Views);
        screen.Services.AddSingleton(scene.Exports);
        screen.Services.AddSingleton(scene.Mailed);
        screen.Services.AddSingleton(scene.MailBook);
        screen.Services.AddSingleton(scene.Settings);
        return screen;
    }

    private static IRenderedComponent<T> Open<T>(BunitContext screen, Guid person)
        where T : IComponent => Open<T>(screen, new ClaimsPrincipal(IdentityOf(person)));

    private static ClaimsIdentity IdentityOf(Guid person) => new([new(ClaimTypes.NameIdentifier, person.ToString())], "test");

    private static IRenderedComponent<T> Open<T>(BunitContext screen, ClaimsPrincipal person)
        where T : IComponent
    {
        return screen.Render<CascadingValue<Task<AuthenticationState>>>(p => p
            .Add(c => c.Value, Task.FromResult(new AuthenticationState(person)))
            .Add(c => c.ChildContent, builder =>
            {
                builder.OpenComponent<T>(0);
                builder.CloseComponent();
            })).FindComponent<T>();
    }

    /// <summary>A sign-in that cannot be read once, as when what stands behind it does not answer in time.</summary>
    private sealed class Forgetful(Guid person) : ClaimsPrincipal(IdentityOf(person))
    {
        public TaskCompletionSource? Fails { get; set; }

        public override Claim? FindFirst(string type)
        {
            if (Fails is not { } fails)
                return base.FindFirst(type);
            Fails = null;
            fails.SetResult();
            throw new TimeoutException("No answer.");
        }
    }

    [GeneratedRegex(@"^[A-Z][A-Za-z]*[._][A-Za-z_.]+$")]
    private static partial Regex KeyPattern();
}
