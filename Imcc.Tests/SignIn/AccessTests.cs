using System.Net;
using System.Reflection;
using Imcc.Infrastructure.Demo;
using Imcc.Infrastructure.Organisation;
using Imcc.Web.Administration;
using Imcc.Web.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;

namespace Imcc.Tests.SignIn;

public sealed class AccessTests
{
    [Theory]
    [InlineData("agent1", true, false, false, false)]
    [InlineData("lead1", true, true, false, false)]
    [InlineData("editor1", false, false, true, false)]
    [InlineData("admin", true, true, true, true)]
    public async Task Each_role_sees_what_it_may_and_is_refused_the_rest(string userName, bool agent, bool lead, bool editor, bool admin)
    {
        await using var host = await DoorHost.StartAsync();
        using var browser = host.NewBrowser();
        await browser.SignInAsync(userName, DemoPeople.Password);
        foreach (var (policy, may) in ((string, bool)[])[(Policy.Agent, agent), (Policy.Lead, lead), (Policy.Editor, editor), (Policy.Admin, admin)])
        {
            var page = await browser.GetAsync("/page/" + policy);
            Assert.True(may ? page.StatusCode == HttpStatusCode.OK : page.Headers.Location?.ToString().Contains("/denied", StringComparison.Ordinal) == true, $"{userName} {policy}");
            Assert.Equal(may ? HttpStatusCode.OK : HttpStatusCode.Forbidden, (await browser.GetAsync("/hubs/" + policy)).StatusCode);
        }

        // The open interface takes keys, not cookies.
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.GetAsync("/api/threads-read")).StatusCode);
    }

    [Fact]
    public async Task Whoever_is_not_signed_in_is_led_to_the_door_and_a_program_is_told_so()
    {
        await using var host = await DoorHost.StartAsync();
        using var browser = host.NewBrowser();
        Assert.EndsWith("/signin?returnUrl=%2Fpage%2FAdmin", (await browser.GetAsync("/page/Admin")).Headers.Location?.ToString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.GetAsync("/hubs/Agent")).StatusCode);
        var api = await browser.GetAsync("/api/threads-read");
        Assert.Equal((HttpStatusCode.Unauthorized, "Bearer"), (api.StatusCode, api.Headers.WwwAuthenticate.ToString()));
    }

    [Fact]
    public async Task A_key_opens_what_its_scopes_say_and_no_page()
    {
        await using var host = await DoorHost.StartAsync();
        var people = host.Get<DirectoryCache>().Current.Agents.Values.ToDictionary(a => a.UserName, a => a.Id);
        var keys = host.Get<KeyAdministration>();
        var read = (await keys.MakeAsync(people["admin"], new() { Name = "r", Scopes = [ApiScope.ReadThreads] })).Key!;
        var own = (await keys.MakeAsync(people["admin"], new() { Name = "a", Scopes = [ApiScope.OwnAgent], AgentId = people["agent1"] })).Key!;

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(host, "/api/threads-read", read));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(host, "/api/conversations-read", read));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(host, "/hubs/Agent", read));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(host, "/hubs/Agent", own));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(host, "/hubs/Agent", "demo-key"));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(host, "/page/Admin", "demo-key"));
        foreach (var scope in ApiScope.All)
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(host, "/api/" + scope.Replace(':', '-'), "demo-key"));
        foreach (var wrong in (string[])["", "x", "demo-key ", "Demo-Key", read[..^1], new string('k', 5000)])
            Assert.Equal(wrong.Trim() == "demo-key" ? HttpStatusCode.OK : HttpStatusCode.Unauthorized, await StatusAsync(host, "/api/threads-read", wrong));

        // In the address only at hubs.
        using var browser = host.NewBrowser();
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/hubs/Agent?access_token=" + own)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.GetAsync("/api/threads-read?access_token=" + read)).StatusCode);
    }

    [Fact]
    public void Every_administration_page_asks_for_an_administrator()
    {
        var pages = typeof(AdminScreen).Assembly.GetTypes().Where(t => t.Namespace == typeof(AdminScreen).Namespace && t.GetCustomAttributes<RouteAttribute>().Any()).ToList();
        Assert.Equal(19, pages.Count);
        Assert.All(pages, page => Assert.Equal(Policy.Admin, page.GetCustomAttribute<AuthorizeAttribute>()?.Policy));
    }

    [Fact]
    public async Task Headers_forbid_foreign_scripts_and_frames_but_for_the_web_chat()
    {
        await using var host = await DoorHost.StartAsync();
        using var browser = host.NewBrowser();
        var page = await browser.GetAsync("/signin");
        var policy = page.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", page.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("DENY", page.Headers.GetValues("X-Frame-Options").Single());
        var chat = await browser.GetAsync("/webchat/web");
        Assert.DoesNotContain("'none'", chat.Headers.GetValues("Content-Security-Policy").Single().Split("frame-ancestors")[1], StringComparison.Ordinal);
        Assert.False(chat.Headers.Contains("X-Frame-Options"));
    }

    [Theory]
    [InlineData(null, "127.0.0.1 http")]
    [InlineData("10.0.0.0/8", "127.0.0.1 http")]
    [InlineData("127.0.0.0/8", "203.0.113.7 https")]
    public async Task Forwarded_headers_are_believed_from_configured_proxies_alone(string? trusted, string expected)
    {
        await using var host = await DoorHost.StartAsync(trusted is null ? null : new() { ["Imcc:Security:TrustedProxies:0"] = trusted });
        using var browser = host.NewBrowser();
        browser.Http.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.7");
        browser.Http.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        Assert.Equal(expected, await browser.Http.GetStringAsync(new Uri("/whoami", UriKind.Relative)));
    }

    private static async Task<HttpStatusCode> StatusAsync(DoorHost host, string path, string key)
    {
        using var browser = host.NewBrowser();
        browser.Http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", "Bearer " + key);
        return (await browser.GetAsync(path)).StatusCode;
    }
}
