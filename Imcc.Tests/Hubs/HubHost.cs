using System.Collections.Concurrent;
using System.Security.Claims;
using System.Text.Encodings.Web;
using System.Text.Json;
using Imcc.Core.Channels;
using Imcc.Core.Channels.WebChat;
using Imcc.Core.Desk;
using Imcc.Core.Organisation;
using Imcc.Infrastructure.Channels.WebChat;
using Imcc.Infrastructure.Files;
using Imcc.Infrastructure.Live;
using Imcc.Tests.WebChat;
using Imcc.Web.Files;
using Imcc.Web.Hubs;
using Imcc.Web.WebChat;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Directory = Imcc.Core.Organisation.Directory;

namespace Imcc.Tests.Hubs;

/// <summary>Both hubs, the files and the page on a real server and port, with the store and the workplace played by the test.</summary>
public sealed class HubHost : IAsyncLifetime
{
    public static readonly Guid WebAccount = Guid.Parse("01890a5d-ac96-774b-bcce-b302099a8001");
    public static readonly Guid ShopAccount = Guid.Parse("01890a5d-ac96-774b-bcce-b302099a8002");
    public static readonly Guid Agent1 = Guid.Parse("01890a5d-ac96-774b-bcce-b302099a8011");
    public static readonly Guid Agent2 = Guid.Parse("01890a5d-ac96-774b-bcce-b302099a8012");
    private static readonly Guid Unit = Guid.Parse("01890a5d-ac96-774b-bcce-b302099a8021");
    private WebApplication? _app;
    private string _root = "";

    public static string RepositoryRoot { get; } = FindRoot();

    public Uri Address { get; private set; } = new("http://127.0.0.1");

    public IServiceProvider Services => _app!.Services;

    public Directory Directory { get; set; } = MakeDirectory();

    internal FakeVisitorThreads Threads { get; private set; } = null!;

    internal FakeWorkplace Workplace { get; } = new();

    internal FakeHandovers Handovers { get; private set; } = null!;

    internal FakeSteering Steering { get; private set; } = null!;

    internal FakeMasks Masks { get; } = new();

    internal Desk.FakeMyDay MyDay { get; } = new();

    internal Desk.FakeReveals Reveals { get; } = new();

    internal Desk.FakeCustomers Customers { get; } = new();

    internal Desk.FakeHistory History { get; } = new();

    internal LiveFeed Feed { get; } = new(NullLogger<LiveFeed>.Instance);

    public async ValueTask InitializeAsync()
    {
        _root = System.IO.Directory.CreateTempSubdirectory("imcc-hubs-").FullName;
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = _root, EnvironmentName = "Test" });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["urls"] = "http://127.0.0.1:0",
            ["Imcc:Files:MaxBytes"] = "65536",
            ["Imcc:WebChat:ConnectionsPerMinute"] = "3",
            ["Logging:LogLevel:Default"] = "None",
        });
        Threads = new FakeVisitorThreads(Feed, TimeProvider.System);
        builder.Services.AddSingleton(Feed);
        builder.Services.AddSingleton<IVisitorThreads>(Threads);
        builder.Services.AddSingleton<IVisitorSignals>(Threads);
        builder.Services.AddSingleton<IVisitorStandings>(Threads);
        Handovers = new FakeHandovers(Workplace);
        builder.Services.AddSingleton<IWorkplace>(Workplace);
        Steering = new FakeSteering(Workplace);
        builder.Services.AddSingleton<ISteering>(Steering);
        builder.Services.AddSingleton<IHandovers>(Handovers);
        builder.Services.AddSingleton<ISupervision>(Handovers);
        builder.Services.AddSingleton<IClassification>(new FakeClassification(Workplace));
        builder.Services.AddSingleton<IMasks>(Masks);
        builder.Services.AddSingleton<IReveals>(Reveals);
        builder.Services.AddSingleton<ICustomers>(Customers);
        builder.Services.AddSingleton<IHistory>(History);
        builder.Services.AddSingleton<ISurveys>(new Desk.FakeSurveys(new Desk.FakeWorkplace()));
        builder.Services.AddSingleton<IMyDay>(MyDay);
        builder.Services.AddSingleton<ISpeechGuard>(new Desk.FakeTools(new Desk.FakeWorkplace()));
        builder.Services.AddSingleton<Func<Directory>>(() => Directory);
        builder.Services.AddSingleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider());
        builder.Services.AddAuthentication("Test").AddScheme<AuthenticationSchemeOptions, KeyHandler>("Test", null);
        builder.Services.AddAuthorization(o => o.AddPolicy("Agent", p => p.RequireAuthenticatedUser()));
        builder.Services.AddFileStore().AddWebChat().AddAgentHub();
        _app = builder.Build();
        _app.UseStaticFiles(new StaticFileOptions { FileProvider = new PhysicalFileProvider(Path.Combine(RepositoryRoot, "Imcc.Web", "wwwroot")) });
        _app.UseAuthentication();
        _app.UseAuthorization();
        _app.MapFiles().MapWebChat().MapAgentHub();
        _app.MapGet("/shop", Shop);
        await _app.StartAsync();
        Address = new Uri(_app.Urls.Single());
    }

    public async ValueTask DisposeAsync()
    {
        await _app!.DisposeAsync();
        System.IO.Directory.Delete(_root, recursive: true);
    }

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Imcc.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("The tests run inside the repository.");
        return folder;
    }

    /// <summary>Somebody else's page with the widget on it, and with a policy that allows no inline style or script.</summary>
    private IResult Shop(HttpResponse response)
    {
        var chat = Address.GetLeftPart(UriPartial.Authority);
        response.Headers.ContentSecurityPolicy = $"default-src 'none'; script-src {chat}; frame-src {chat}";
        return Results.Content(
            $"<!doctype html><html lang=zh><title>shop</title><h1>商店</h1><script src='{chat}/webchat/widget.js' data-account='web' data-color='#0b7a4b' data-title='小店客服' async></script></html>",
            "text/html; charset=utf-8");
    }

    internal HttpClient Http(string? key = null)
    {
        var http = new HttpClient { BaseAddress = Address };
        if (key is not null)
            http.DefaultRequestHeaders.Authorization = new("Bearer", key);
        return http;
    }

    internal async Task<HubConnection> ConnectAsync(string path, string? key = null, bool start = true)
    {
        var connection = new HubConnectionBuilder().WithUrl(new Uri(Address, path), o => o.AccessTokenProvider = key is null ? null : () => Task.FromResult<string?>(key)).Build();
        if (start)
            await connection.StartAsync();
        return connection;
    }

    /// <summary>Waits for a thing to come true, for as long as a slow machine may need.</summary>
    internal static async Task UntilAsync(Func<bool> condition)
    {
        for (var i = 0; i < 400 && !condition(); i++)
            await Task.Delay(25);
        Assert.True(condition());
    }

    /// <summary>Collects what the hub tells under a name.</summary>
    internal static ConcurrentQueue<JsonElement> Hear(HubConnection connection, string name)
    {
        var heard = new ConcurrentQueue<JsonElement>();
        connection.On<JsonElement>(name, heard.Enqueue);
        return heard;
    }

    internal static Directory MakeDirectory(bool agent2Enabled = true, bool webEnabled = true)
    {
        var group = Guid.Parse("01890a5d-ac96-774b-bcce-b302099a8031");
        ChannelAccount Account(Guid id, string key, ChannelKind kind, bool enabled) => new()
        {
            Id = id, Key = key, Kind = kind, Name = $"在线客服 <{key}>", OrgUnitId = Unit, SkillGroupId = group, Enabled = enabled, Texts = new ReceptionTexts { Welcome = "您好！" },
        };
        Agent Person(Guid id, string name, bool enabled) => new() { Id = id, UserName = name, DisplayName = "坐席" + name[^1], OrgUnitId = Unit, Enabled = enabled };
        return new Directory(
            1,
            [
                Account(WebAccount, "web", ChannelKind.WebChat, webEnabled),
                Account(ShopAccount, "shop", ChannelKind.WebChat, true),
                Account(Guid.Parse("01890a5d-ac96-774b-bcce-b302099a8003"), "closed", ChannelKind.WebChat, false),
                Account(Guid.Parse("01890a5d-ac96-774b-bcce-b302099a8004"), "wechat", ChannelKind.WeChat, true),
            ],
            [new SkillGroup { Id = group, Name = "客服", OrgUnitId = Unit }],
            [Person(Agent1, "agent1", true), Person(Agent2, "agent2", agent2Enabled)]);
    }

    /// <summary>Keys of the tests: <c>agent1</c> is that agent, <c>any</c> has the scope, <c>clerk</c> is signed in and no agent.</summary>
    private sealed class KeyHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync()
        {
            var key = Request.Headers.Authorization.ToString() is { Length: > 7 } bearer ? bearer[7..]
                : Request.Query["access_token"].ToString() is { Length: > 0 } token ? token
                : Request.Cookies["key"];
            Claim[]? claims = key switch
            {
                "agent1" => [new(ClaimTypes.NameIdentifier, Agent1.ToString())],
                "agent2" => [new(ClaimTypes.NameIdentifier, Agent2.ToString())],
                "any" => [new("scope", "messages:read agents:any")],
                "clerk" => [new(ClaimTypes.NameIdentifier, Unit.ToString()), new("scope", "messages:read")],
                _ => null,
            };
            return Task.FromResult(claims is null
                ? AuthenticateResult.NoResult()
                : AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(new ClaimsIdentity(claims, "Test")), "Test")));
        }
    }
}
