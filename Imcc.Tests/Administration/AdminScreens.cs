using System.Globalization;
using System.Security.Claims;
using Bunit;
using Imcc.Core.Reasons;
using Imcc.Core.Routing;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Reasons;
using Imcc.Tests.Storage;
using Imcc.Web.Administration;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using MudBlazor.Services;

namespace Imcc.Tests.Administration;

/// <summary>Administration's screens over a real directory with the demo in it, as its administrator sees them.</summary>
internal sealed class AdminScreens : IAsyncDisposable
{
    private readonly BunitContext _screen = new();

    // A real database answers these pages; beside other tests it may take its time.
    static AdminScreens() => BunitContext.DefaultWaitTimeout = TimeSpan.FromSeconds(10);

    private AdminScreens(DirectoryDatabase database)
    {
        Database = database;
        Admin = database.Cache.Current.Agents.Values.Single(a => a.UserName == "admin").Id;
    }

    public DirectoryDatabase Database { get; }

    public Guid Admin { get; }

    public FakePreview Preview { get; } = new();

    public FakeReasonCounts Counts { get; } = new();

    public static async Task<AdminScreens> OpenAsync(Action<IServiceCollection>? more = null)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("zh-CN");
        var screens = new AdminScreens(await DirectoryDatabase.StartAsync(demo: true, services: more));
        screens._screen.JSInterop.Mode = JSRuntimeMode.Loose;
        var (services, database) = (screens._screen.Services, screens.Database);
        services.AddMudServices();
        services.AddLocalization();
        services.AddSingleton(database.Get<AccountAdministration>());
        services.AddSingleton(database.Get<AgentAdministration>());
        services.AddSingleton(database.Get<GroupAdministration>());
        services.AddSingleton(database.Get<CalendarAdministration>());
        services.AddSingleton(database.Get<TierAdministration>());
        services.AddSingleton(database.Get<TagAdministration>());
        services.AddSingleton(database.Get<Infrastructure.Replies.ReplyAdministration>());
        services.AddSingleton(database.Get<Infrastructure.Replies.WordAdministration>());
        services.AddSingleton(database.Get<ReasonAdministration>());
        services.AddSingleton(database.Get<AttributeAdministration>());
        services.AddSingleton(database.Get<SourceAdministration>());
        services.AddSingleton(database.Get<LinkAdministration>());
        services.AddSingleton(database.Get<ReasonTreeAdministration>());
        services.AddSingleton(database.Get<ReasonImports>());
        services.AddSingleton<IReasonCounts>(screens.Counts);
        services.AddSingleton(database.Get<KeyAdministration>());
        services.AddSingleton(database.Get<OrganisationView>());
        services.AddSingleton(database.Get<PublicAddress>());
        services.AddSingleton(database.Get<Core.Channels.ChannelForms>());
        services.AddSingleton(database.Get<Infrastructure.Answering.Keywords.KeywordAdministration>());
        services.AddSingleton(database.Get<Infrastructure.Answering.Keywords.KeywordImports>());
        services.AddSingleton(database.Get<Infrastructure.Answering.Robots.RobotAdministration>());
        services.AddSingleton(database.Get<Infrastructure.Answering.Flows.FlowAdministration>());
        services.AddSingleton(database.Get<Infrastructure.Answering.Flows.IFlowNames>());
        services.AddSingleton<Web.Components.Keywords.IPictureDesk>(new NoPictures());
        services.AddSingleton<TimeProvider>(database.Time);
        services.AddSingleton<IStrategyPreview>(screens.Preview);
        services.AddSingleton(new AdminClock(database.Time, new ConfigurationBuilder().Build()));
        screens._screen.Render<MudPopoverProvider>();
        return screens;
    }

    public IRenderedComponent<T> Open<T>(string? chosen = null, Guid? actor = null)
        where T : AdminScreen
    {
        var identity = new ClaimsIdentity([new(ClaimTypes.NameIdentifier, (actor ?? Admin).ToString()), new(ClaimTypes.Role, Role.Admin)], "test");
        var state = Task.FromResult(new AuthenticationState(new(identity)));
        var page = _screen.Render<CascadingValue<Task<AuthenticationState>>>(p => p
            .Add(c => c.Value, state)
            .Add(c => c.ChildContent, builder =>
            {
                builder.OpenComponent<T>(0);
                if (chosen is not null)
                    builder.AddComponentParameter(1, "Chosen", chosen);
                builder.CloseComponent();
            }));
        return page.FindComponent<T>();
    }

    /// <summary>One part of a group's page.</summary>
    public IRenderedComponent<GroupPage> OpenGroup(string name, string tab)
    {
        var group = Database.Cache.Current.Groups.Values.Single(g => g.Name == name);
        GoTo($"/admin/groups/{group.Id}?tab={tab}");
        return Open<GroupPage>(group.Id.ToString());
    }

    public void GoTo(string url) => _screen.Services.GetRequiredService<NavigationManager>().NavigateTo(url);

    public string Url => new Uri(_screen.Services.GetRequiredService<NavigationManager>().Uri).PathAndQuery;

    public IRenderedComponent<StrategyPreview> OpenPreview(Guid? group, GroupRules draft) =>
        _screen.Render<StrategyPreview>(p => p.Add(c => c.GroupId, group).Add(c => c.Draft, draft));

    public async ValueTask DisposeAsync()
    {
        await _screen.DisposeAsync();
        await Database.DisposeAsync();
    }
}

/// <summary>Takes none.</summary>
internal sealed class NoPictures : Web.Components.Keywords.IPictureDesk
{
    public Task<Core.Channels.MediaRef?> KeepAsync(Stream picture, string name) => Task.FromResult<Core.Channels.MediaRef?>(null);
}

/// <summary>Answers by the ranking that it is asked about, and remembers what it was asked.</summary>
internal sealed class FakePreview : IStrategyPreview
{
    public List<GroupRules> Asked { get; } = [];

    public Func<GroupRules, IReadOnlyList<PreviewLine>> Answer { get; set; } = _ => [];

    public Task<IReadOnlyList<PreviewLine>> NextAsync(Guid groupId, GroupRules draft, CancellationToken cancellationToken)
    {
        lock (Asked)
            Asked.Add(draft);
        return Task.FromResult(Answer(draft));
    }
}
