using System.Globalization;
using System.Security.Claims;
using Bunit;
using Imcc.Core.Alerts;
using Imcc.Core.Conversations;
using Imcc.Infrastructure.Mail;
using Imcc.Infrastructure.Storage;
using Imcc.Tests.Storage;
using Imcc.Web.Components;
using Imcc.Web.Components.Alerts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using MudBlazor.Services;

namespace Imcc.Tests.Alerts;

/// <summary>What supervisors and administrators see of alerts and of outgoing e-mail, over real stores.</summary>
public sealed class AlertPagesTests(PostgresServer postgres)
{
    private static CancellationToken Cancel => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_bell_counts_what_nobody_has_seen_says_it_and_gives_it_to_whoever_takes_it()
    {
        await using var scene = await AlertScene.StartAsync(DatabaseProvider.Sqlite, postgres);
        await using var screen = Screen(scene);
        await scene.RuleAsync(AlertKind.Waiting, 2, r => r with { Name = "排队太长" });
        var bell = Open<AlertBell>(screen, scene.Person("lead1"));
        Assert.Empty(bell.FindAll("[data-unseen]"));
        for (var i = 0; i < 2; i++)
            await scene.ConversationAsync(ConversationState.Queued, c => c with { EnqueuedAt = scene.Now });
        Assert.Single(await scene.Node().RunAsync(Cancel));
        bell.WaitForAssertion(() => Assert.Equal("1", bell.Find("[data-unseen]").TextContent), TimeSpan.FromSeconds(20));
        Assert.Equal("个人业务：排队 2 人，限 2", bell.Find("[role=status]").TextContent);

        bell.Find(".bell-btn").Click();
        var line = bell.WaitForElement("[data-alert]", TimeSpan.FromSeconds(20));
        Assert.Contains("排队太长", line.TextContent, StringComparison.Ordinal);
        Assert.Equal("/floor", bell.Find("[data-alert] a").GetAttribute("href"));
        await bell.Find("[data-see]").ClickAsync(new());
        bell.WaitForAssertion(() => Assert.Empty(bell.FindAll("[data-unseen]")), TimeSpan.FromSeconds(20));
        bell.WaitForAssertion(() => Assert.Contains("周敏", bell.Find("[data-alert]").TextContent, StringComparison.Ordinal), TimeSpan.FromSeconds(20));
        Assert.Equal(scene.Person("lead1"), Assert.Single(await scene.AlertsAsync()).SeenBy);
        bell.Find("[data-bell]").KeyDown("Escape");
        Assert.Empty(bell.FindAll(".bell-panel"));
    }

    [Fact]
    public async Task A_rule_is_written_refused_at_its_field_and_kept()
    {
        await using var scene = await AlertScene.StartAsync(DatabaseProvider.Sqlite, postgres);
        await using var screen = Screen(scene);
        var page = Open<AlertRulesPage>(screen, scene.Admin, "new");
        page.Find("[data-field=Name]").Change("下发失败");
        page.Find("[data-field=Kind]").Change(nameof(AlertKind.Words));
        Assert.Equal(["Sent", "Blocked", "Heard"], page.FindAll("[data-side]").Select(s => s.GetAttribute("data-side")));
        Assert.All(page.FindAll("[data-side]"), s => Assert.True(s.HasAttribute("checked")));
        page.Find("[data-field=Kind]").Change(nameof(AlertKind.Deliveries));
        Assert.Equal("5", page.Find("[data-field=Limit]").GetAttribute("value"));
        Assert.Empty(page.FindAll("[data-field=For]"));
        page.Find("[data-field=OnScreen]").Change(false);
        page.Find("[data-field=Mails]").Change("值班 <a@example.cn>");
        await page.Find("[data-save]").ClickAsync(new());
        Assert.Contains("不是邮箱地址", page.Find(".adm-drawer").TextContent, StringComparison.Ordinal);
        page.Find("[data-field=Mails]").Change("a@example.cn，b@example.cn");
        await page.Find("[data-save]").ClickAsync(new());
        var rule = Assert.Single(await scene.Rules.ListAsync(scene.Admin, Cancel)).Rule;
        Assert.Equal((AlertKind.Deliveries, 5, TimeSpan.FromMinutes(15), false), (rule.Kind, rule.Limit, rule.Window, rule.OnScreen));
        Assert.Equal(["a@example.cn", "b@example.cn"], rule.Mails);
        page.WaitForAssertion(() => Assert.Contains("15 分钟内 ≥ 5 条，或接口停用", page.Find($"[data-rule='{rule.Id}']").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Alerts_of_the_past_are_found_by_state_and_kind_and_nobody_else_sees_them()
    {
        await using var scene = await AlertScene.StartAsync(DatabaseProvider.Sqlite, postgres);
        await using var screen = Screen(scene);
        await scene.RuleAsync(AlertKind.Waiting, 1);
        await scene.RuleAsync(AlertKind.Silence, 60);
        var waiting = await scene.ConversationAsync(ConversationState.Queued, c => c with { EnqueuedAt = scene.Now });
        await scene.ConversationAsync(ConversationState.Active, c => c with { AgentId = scene.Person("agent1"), WaitingSince = scene.Now.AddMinutes(-2) });
        await scene.Node().RunAsync(Cancel);
        await scene.CloseAsync(waiting);
        scene.Wait(30);
        await scene.Node().RunAsync(Cancel);

        var page = Open<AlertsPage>(screen, scene.Person("lead1"));
        Assert.Equal(2, page.FindAll("[data-alert]").Count);
        await page.Find("[data-state]").ChangeAsync(nameof(Infrastructure.Alerts.AlertState.Over));
        Assert.Contains("已恢复", Assert.Single(page.FindAll("[data-alert]")).TextContent, StringComparison.Ordinal);
        await page.Find("[data-state]").ChangeAsync(nameof(Infrastructure.Alerts.AlertState.All));
        await page.Find("[data-kind]").ChangeAsync(nameof(AlertKind.Silence));
        Assert.Contains("李晓雯：客户已等回复 2:00，限 1:00", Assert.Single(page.FindAll("[data-alert]")).TextContent, StringComparison.Ordinal);
        Assert.StartsWith("/watch/", page.Find("[data-alert] a").GetAttribute("href"), StringComparison.Ordinal);
        Assert.Empty(Open<AlertsPage>(screen, scene.Person("agent1")).FindAll("[data-alert]"));
    }

    [Fact]
    public async Task What_was_given_up_is_shown_with_its_reason_and_sent_again_by_hand()
    {
        await using var scene = await AlertScene.StartAsync(DatabaseProvider.Sqlite, postgres);
        await using var screen = Screen(scene);
        await scene.Store.Writer.CommitAsync(new WriteUnit().Post(new("周报", "正文"), ["a@example.cn"], scene.Now));
        await using (var context = scene.Store.Read())
        {
            var mail = await context.Mails.SingleAsync(Cancel);
            await scene.Store.Writer.CommitAsync(new WriteUnit().Update(mail with { State = MailState.Dead, DueAt = null, Attempts = 1, LastError = "550 no such user", Revision = 1 }, 0));
        }

        var page = Open<MailPage>(screen, scene.Admin);
        Assert.NotNull(page.Find("[data-no-server]"));
        Assert.Contains("550 no such user", page.Find("[data-mail]").TextContent, StringComparison.Ordinal);
        await page.Find("[data-send]").ClickAsync(new());
        Assert.Equal("Waiting", page.Find("[data-mail]").GetAttribute("data-state"));
        await page.Find("[data-dismiss]").ClickAsync(new());
        Assert.Equal("Dismissed", page.Find("[data-mail]").GetAttribute("data-state"));
        await using var audit = scene.Database.Context();
        Assert.Equal(["mail.dismissed", "mail.resent"], await audit.AuditLog.Where(a => a.Action.StartsWith("mail.")).OrderBy(a => a.Action).Select(a => a.Action).ToListAsync(Cancel));
    }

    private static BunitContext Screen(AlertScene scene)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("zh-CN");
        var screen = new BunitContext();
        screen.JSInterop.Mode = JSRuntimeMode.Loose;
        screen.Services.AddMudServices();
        screen.Services.AddLocalization();
        screen.Services.AddSingleton<TimeProvider>(scene.Database.Time);
        screen.Services.AddSingleton(new ScreenClock(scene.Database.Time, Options.Create(new ScreenOptions())));
        screen.Services.AddSingleton<AlertSentences>();
        screen.Services.AddSingleton(scene.Board);
        screen.Services.AddSingleton(scene.Book);
        screen.Services.AddSingleton(scene.Rules);
        screen.Services.AddSingleton(scene.Mail);
        return screen;
    }

    private static IRenderedComponent<T> Open<T>(BunitContext screen, Guid person, string? chosen = null)
        where T : IComponent
    {
        var identity = new ClaimsIdentity([new(ClaimTypes.NameIdentifier, person.ToString())], "test");
        return screen.Render<CascadingValue<Task<AuthenticationState>>>(p => p
            .Add(c => c.Value, Task.FromResult(new AuthenticationState(new(identity))))
            .Add(c => c.ChildContent, builder =>
            {
                builder.OpenComponent<T>(0);
                if (chosen is not null)
                    builder.AddComponentParameter(1, "Chosen", chosen);
                builder.CloseComponent();
            })).FindComponent<T>();
    }
}
