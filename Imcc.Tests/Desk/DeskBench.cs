using System.Globalization;
using System.Security.Claims;
using Bunit;
using Imcc.Core.Desk;
using Imcc.Web.Components;
using Imcc.Web.Components.Desk;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Imcc.Tests.Desk;

/// <summary>A desk on a test's table: the real page over a <see cref="FakeWorkplace"/>, the browser's script played by the test.</summary>
public abstract class DeskBench : BunitContext
{
    protected DeskBench()
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("zh-CN");
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        Services.AddSingleton<TimeProvider>(Clock);
        Services.AddScreenParts();
        Handovers = new FakeHandovers(Workplace);
        Tools = new FakeTools(Workplace);
        Services.AddSingleton<IWorkplace>(Workplace);
        Services.AddSingleton<IHandovers>(Handovers);
        Services.AddSingleton<ISupervision>(Supervision);
        Services.AddSingleton<IReplies>(Tools);
        Services.AddSingleton<ISpeechGuard>(Tools);
        Services.AddSingleton<IKnowledge>(Tools);
        Services.AddSingleton<IPreferences>(Tools);
        Messages = new FakeMessageHandling(Workplace);
        Services.AddSingleton<IMessageHandling>(Messages);
        Services.AddSingleton<Core.Channels.IReplyWindows>(new UsualWindows());
        Services.AddSingleton<IReveals>(Reveals);
        Surveys = new FakeSurveys(Workplace);
        Services.AddSingleton<ISurveys>(Surveys);
        Services.AddSingleton<IMyDay>(MyDay);
        Services.AddSingleton<ITranslations>(Translations);
        Classification = new FakeClassification(Workplace);
        Services.AddSingleton<IClassification>(Classification);
        Services.AddSingleton<ICustomers>(Customers);
        Services.AddSingleton<IHistory>(History);
        var me = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, FakeWorkplace.Me.ToString()), new Claim(ClaimTypes.Role, "agent")], "test"));
        RenderTree.Add<CascadingValue<Task<AuthenticationState>>>(p => p.Add(v => v.Value, Task.FromResult(new AuthenticationState(me))));
    }

    internal FakeWorkplace Workplace { get; } = new();

    /// <summary>Stands at the beginning of a morning's work unless a test moves it; timers run by the real one.</summary>
    internal StandingClock Clock { get; } = new();

    internal FakeHandovers Handovers { get; }

    internal FakeTools Tools { get; }

    internal FakeClassification Classification { get; }

    internal FakeCustomers Customers { get; } = new();

    internal FakeHistory History { get; } = new();

    internal FakeSupervision Supervision { get; } = new();

    internal FakeMessageHandling Messages { get; }
    internal FakeReveals Reveals { get; } = new();

    internal FakeSurveys Surveys { get; }

    internal FakeMyDay MyDay { get; } = new();

    internal FakeTranslations Translations { get; } = new();

    internal string Url => Services.GetRequiredService<NavigationManager>().Uri;

    /// <summary>The page as the router would show it: it follows the address.</summary>
    internal IRenderedComponent<DeskPage> Open(Guid? conversation = null)
    {
        var navigation = Services.GetRequiredService<NavigationManager>();
        navigation.NavigateTo(DeskUrls.Conversation(conversation));
        var page = Render<DeskPage>(p => p.Add(d => d.ConversationId, conversation));
        navigation.LocationChanged += (_, e) => _ = page.InvokeAsync(() =>
            page.Render(p => p.Add(d => d.ConversationId, Guid.TryParse(e.Location.Split('/')[^1], out var id) ? id : null)));
        if (navigation.Uri.Split('/')[^1] is var last && Guid.TryParse(last, out var now) && now != conversation)
            page.Render(p => p.Add(d => d.ConversationId, now));
        return page;
    }
}

/// <summary>A clock that shows what a test says. What is to happen later happens, and no sooner than on a real desk.</summary>
internal sealed class StandingClock : TimeProvider
{
    public DateTimeOffset Now { get; set; } = FakeWorkplace.Start;

    public override DateTimeOffset GetUtcNow() => Now;
}

/// <summary>As the channels' own documents have it.</summary>
internal sealed class UsualWindows : Core.Channels.IReplyWindows
{
    public IReadOnlyList<Core.Channels.ReplyAllowance>? TableOf(Core.Channels.ChannelKind channel) => Core.Channels.ReplyAllowance.TableOf(channel);
}
