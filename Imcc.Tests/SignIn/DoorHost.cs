using System.Net;
using System.Text.RegularExpressions;
using Imcc.Infrastructure.Organisation;
using Imcc.Tests.Storage;
using Imcc.Web.Security;
using Imcc.Web.SignIn;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Imcc.Tests.SignIn;

/// <summary>The real door on a real port, with one page behind each policy.</summary>
internal sealed partial class DoorHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly DirectoryInfo _folder;

    private DoorHost(WebApplication app, DirectoryInfo folder, FakeTimeProvider time) => (_app, _folder, Time) = (app, folder, time);

    public FakeTimeProvider Time { get; }

    public Uri Address => new(_app.Urls.First());

    public static async Task<DoorHost> StartAsync(Dictionary<string, string?>? settings = null, string environment = "Development")
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("imcc-door-");
        MigratedDatabases.LayDirectory(Path.Combine(folder.FullName, "d.db"));
        var builder = WebApplication.CreateEmptyBuilder(new() { EnvironmentName = environment });
        builder.WebHost.UseKestrelCore();
        builder.Services.AddRoutingCore();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["urls"] = "http://127.0.0.1:0",
            ["Imcc:Database:Directory"] = $"Data Source={Path.Combine(folder.FullName, "d.db")};Pooling=False",
            ["Imcc:Demo:Enabled"] = "true",
            ["Imcc:Demo:PastDays"] = "0",
            ["Imcc:Demo:ApiKey"] = "demo-key",
        });
        builder.Configuration.AddInMemoryCollection(settings ?? []);
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.AddDirectory();
        builder.Services.AddRazorComponents().AddInteractiveServerComponents();
        builder.AddSignIn();
        var app = builder.Build();
        app.UseImccSecurity();
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.MapSignIn();
        foreach (var policy in (string[])[Policy.Agent, Policy.Lead, Policy.Editor, Policy.Admin])
        {
            app.MapGet("/page/" + policy, (HttpContext context) => context.User.Identity!.Name).RequireAuthorization(policy);
            app.MapGet("/hubs/" + policy, (HttpContext context) => context.User.Identity!.Name).RequireAuthorization(policy);
        }

        foreach (var scope in ApiScope.All)
            app.MapGet("/api/" + scope.Replace(':', '-'), () => "ok").RequireAuthorization(Policy.Scope(scope));
        app.MapGet("/webchat/web", () => "chat");
        app.MapGet("/whoami", (HttpContext context) => $"{context.Connection.RemoteIpAddress} {context.Request.Scheme}");
        var host = new DoorHost(app, folder, time);
        await app.StartAsync();
        return host;
    }

    public T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    /// <summary>A browser of its own: it keeps cookies, and does not follow redirects.</summary>
    public Browser NewBrowser() => new(new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = true }) { BaseAddress = Address });

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    internal sealed partial class Browser(HttpClient http) : IDisposable
    {
        public HttpClient Http { get; } = http;

        public async Task<HttpResponseMessage> SignInAsync(string userName, string password, string returnUrl = "", string? token = null)
        {
            token ??= await TokenAsync();
            return await Http.PostAsync(new Uri("/signin", UriKind.Relative), new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["__RequestVerificationToken"] = token,
                ["userName"] = userName,
                ["password"] = password,
                ["returnUrl"] = returnUrl,
            }));
        }

        public async Task<string> TokenAsync(string page = "/signin") =>
            WebUtility.HtmlDecode(Token().Match(await Http.GetStringAsync(new Uri(page, UriKind.Relative))).Groups[1].Value);

        public Task<HttpResponseMessage> GetAsync(string path) => Http.GetAsync(new Uri(path, UriKind.Relative));

        public void Dispose() => Http.Dispose();

        [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
        private static partial Regex Token();
    }
}
