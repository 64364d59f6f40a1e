using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using Imcc.Infrastructure.Demo;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Imcc.Web.SignIn;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Tests.SignIn;

public sealed class SignInTests
{
    [Theory]
    [InlineData("agent1", "/desk")]
    [InlineData("lead1", "/desk")]
    [InlineData("admin", "/admin")]
    [InlineData("editor1", "/")]
    [InlineData(" Agent1 ", "/desk")]
    public async Task Each_role_lands_at_its_own_work(string userName, string landing)
    {
        await using var host = await DoorHost.StartAsync();
        using var browser = host.NewBrowser();
        var response = await browser.SignInAsync(userName, DemoPeople.Password);
        Assert.Equal((HttpStatusCode.Redirect, landing), (response.StatusCode, response.Headers.Location?.ToString()));
        var cookie = response.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("imcc.signin=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("/desk?x=1&y=2", "/desk?x=1&y=2")]
    [InlineData("https://evil.example/", "/desk")]
    [InlineData("//evil.example/", "/desk")]
    [InlineData("/\\evil.example", "/desk")]
    [InlineData("/\t/evil.example", "/desk")]
    [InlineData("javascript:alert(1)", "/desk")]
    [InlineData("/signin", "/desk")]
    public async Task Only_addresses_of_our_own_are_returned_to(string returnUrl, string landing)
    {
        await using var host = await DoorHost.StartAsync();
        using var browser = host.NewBrowser();
        var response = await browser.SignInAsync("agent1", DemoPeople.Password, returnUrl);
        Assert.Equal(landing, response.Headers.Location?.ToString());
    }

    [Fact]
    public async Task Five_wrong_passwords_lock_the_account_for_a_quarter_of_an_hour_and_the_right_one_is_answered_the_same()
    {
        await using var host = await DoorHost.StartAsync();
        using var browser = host.NewBrowser();
        var answers = new List<string>();
        for (var i = 0; i < 5; i++)
            answers.Add(await RefusalAsync(await browser.SignInAsync("agent1", "wrong")));
        answers.Add(await RefusalAsync(await browser.SignInAsync("agent1", DemoPeople.Password)));
        // Somebody who does not exist, and somebody who is switched off: the same again.
        answers.Add(await RefusalAsync(await browser.SignInAsync("nobody", "wrong")));
        var admin = host.Get<DirectoryCache>().Current.Agents.Values.Single(a => a.UserName == "admin").Id;
        var agent2 = host.Get<DirectoryCache>().Current.Agents.Values.Single(a => a.UserName == "agent2").Id;
        await host.Get<AgentAdministration>().SetEnabledAsync(admin, agent2, false);
        answers.Add(await RefusalAsync(await browser.SignInAsync("agent2", DemoPeople.Password)));
        Assert.Single(answers.Distinct());

        using var later = host.NewBrowser();
        // Identity reads the machine's clock: so the end of the lock is moved here instead.
        await using (var context = host.Get<IDbContextFactory<DirectoryContext>>().CreateDbContext())
        {
            var user = await context.Users.SingleAsync(u => u.UserName == "agent1");
            Assert.InRange(user.LockoutEnd!.Value - TimeProvider.System.GetUtcNow(), TimeSpan.FromMinutes(14), TimeSpan.FromMinutes(15));
            user.LockoutEnd = TimeProvider.System.GetUtcNow().AddSeconds(-1);
            await context.SaveChangesAsync();
        }

        Assert.Equal(HttpStatusCode.Redirect, (await later.SignInAsync("agent1", DemoPeople.Password)).StatusCode);
    }

    [Fact]
    public async Task Guesses_sent_at_the_same_moment_are_all_counted()
    {
        await using var host = await DoorHost.StartAsync();
        using var browser = host.NewBrowser();
        var token = await browser.TokenAsync();
        await Task.WhenAll(Enumerable.Range(0, 6).Select(i => browser.SignInAsync("agent3", "wrong" + i, token: token)));
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.SignInAsync("agent3", DemoPeople.Password)).StatusCode);
    }

    [Fact]
    public async Task One_address_that_fails_too_often_waits_and_others_do_not()
    {
        await using var host = await DoorHost.StartAsync(new() { ["Imcc:Security:TrustedProxies:0"] = "127.0.0.1" });
        using var attacker = host.NewBrowser();
        attacker.Http.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.7");
        var token = await attacker.TokenAsync();
        for (var i = 0; i < SignInThrottle.FailuresAMinute; i++)
            Assert.Equal(HttpStatusCode.Unauthorized, (await attacker.SignInAsync("nobody" + i, "wrong", token: token)).StatusCode);
        var refused = await attacker.SignInAsync("agent1", DemoPeople.Password, token: token);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.NotNull(refused.Headers.RetryAfter);

        using var other = host.NewBrowser();
        other.Http.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.8");
        Assert.Equal(HttpStatusCode.Redirect, (await other.SignInAsync("agent1", DemoPeople.Password)).StatusCode);
    }

    [Fact]
    public async Task An_unknown_name_takes_about_as_long_as_a_wrong_password()
    {
        await using var host = await DoorHost.StartAsync();
        using var browser = host.NewBrowser();
        var token = await browser.TokenAsync();
        await browser.SignInAsync("agent4", "warm up", token: token);
        await browser.SignInAsync("nobody", "warm up", token: token);
        var known = await MedianAsync(i => browser.SignInAsync("agent" + (1 + i), "wrong", token: token));
        var unknown = await MedianAsync(i => browser.SignInAsync("nobody" + i, "wrong", token: token));
        Assert.InRange(unknown / known, 0.3, 3.0);
    }

    [Fact]
    public async Task A_wall_that_asks_now_and_then_stays_signed_in_and_nobody_else_does()
    {
        await using var host = await DoorHost.StartAsync();
        using var wall = host.NewBrowser();
        using var left = host.NewBrowser();
        Assert.Equal(HttpStatusCode.Unauthorized, (await wall.GetAsync(SignInEndpoints.KeepPath)).StatusCode);
        await wall.SignInAsync("lead1", DemoPeople.Password);
        await left.SignInAsync("lead1", DemoPeople.Password);
        for (var hours = 0; hours < 30; hours += 5)
        {
            host.Time.Advance(TimeSpan.FromHours(5));
            Assert.Equal(HttpStatusCode.NoContent, (await wall.GetAsync(SignInEndpoints.KeepPath)).StatusCode);
        }

        Assert.Equal(HttpStatusCode.Unauthorized, (await left.GetAsync(SignInEndpoints.KeepPath)).StatusCode);
    }

    [Fact]
    public async Task A_form_without_its_token_lets_nobody_in()
    {
        await using var host = await DoorHost.StartAsync();
        using var browser = host.NewBrowser();
        var response = await browser.SignInAsync("agent1", DemoPeople.Password, token: "forged");
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var page = WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync());
        Assert.Contains("页面已过期", page, StringComparison.Ordinal);
        Assert.Contains("lang=\"zh-CN\"", page, StringComparison.Ordinal);
        using var json = new StringContent("{}", MediaTypeHeaderValue.Parse("application/json"));
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.Http.PostAsync(new Uri("/signin", UriKind.Relative), json)).StatusCode);
        using var broken = new StringContent("--x\r\nnonsense", MediaTypeHeaderValue.Parse("multipart/form-data; boundary=x"));
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.Http.PostAsync(new Uri("/signin", UriKind.Relative), broken)).StatusCode);
        using var huge = new FormUrlEncodedContent(new Dictionary<string, string> { ["password"] = new('x', 100_000) });
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await browser.Http.PostAsync(new Uri("/signin", UriKind.Relative), huge)).StatusCode);
    }

    [Fact]
    public async Task Names_and_return_addresses_are_written_into_the_page_as_text()
    {
        await using var host = await DoorHost.StartAsync();
        using var browser = host.NewBrowser();
        var html = await (await browser.SignInAsync("\"><script>alert(1)</script>", "x", "/desk?\"><script>alert(2)</script>")).Content.ReadAsStringAsync();
        Assert.DoesNotContain("<script>", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_demo_accounts_are_listed_only_in_the_demo()
    {
        await using var demo = await DoorHost.StartAsync();
        using var visitor = demo.NewBrowser();
        Assert.Contains("agent6", await visitor.Http.GetStringAsync(new Uri("/signin", UriKind.Relative)), StringComparison.Ordinal);
        await using var work = await DoorHost.StartAsync(new() { ["Imcc:Demo:Enabled"] = "false" });
        using var other = work.NewBrowser();
        var html = await other.Http.GetStringAsync(new Uri("/signin", UriKind.Relative));
        Assert.DoesNotContain("agent6", html, StringComparison.Ordinal);
        Assert.DoesNotContain(DemoPeople.Password, html, StringComparison.Ordinal);
        var token = await other.TokenAsync();
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["__RequestVerificationToken"] = token, ["demo"] = "admin" });
        Assert.Equal(HttpStatusCode.Unauthorized, (await other.Http.PostAsync(new Uri("/signin", UriKind.Relative), form)).StatusCode);
    }

    [Fact]
    public async Task The_page_speaks_english_to_who_asked_for_it()
    {
        await using var host = await DoorHost.StartAsync();
        using var browser = host.NewBrowser();
        var response = await browser.GetAsync("/signin/language?culture=en&returnUrl=%2Fdesk");
        Assert.Equal("/signin?returnUrl=%2Fdesk", response.Headers.Location?.ToString());
        Assert.Contains("Sign in to your desk", await browser.Http.GetStringAsync(new Uri("/signin", UriKind.Relative)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_disabled_person_and_a_reset_password_end_the_sessions_at_the_next_request()
    {
        await using var host = await DoorHost.StartAsync();
        var agents = host.Get<DirectoryCache>().Current.Agents.Values.ToDictionary(a => a.UserName, a => a.Id);
        using var one = host.NewBrowser();
        using var two = host.NewBrowser();
        await one.SignInAsync("agent1", DemoPeople.Password);
        await two.SignInAsync("agent2", DemoPeople.Password);
        Assert.Equal(HttpStatusCode.OK, (await one.GetAsync("/page/Agent")).StatusCode);
        await host.Get<AgentAdministration>().SetEnabledAsync(agents["admin"], agents["agent1"], false);
        Assert.Empty((await host.Get<AgentAdministration>().ResetPasswordAsync(agents["admin"], agents["agent2"], "quite another one")).Problems);
        Assert.Equal(HttpStatusCode.Redirect, (await one.GetAsync("/page/Agent")).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await two.GetAsync("/page/Agent")).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await two.SignInAsync("agent2", "quite another one")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await two.GetAsync("/page/Agent")).StatusCode);
    }

    [Fact]
    public async Task Signing_out_needs_the_form_and_ends_the_session()
    {
        await using var host = await DoorHost.StartAsync();
        using var browser = host.NewBrowser();
        await browser.SignInAsync("agent1", DemoPeople.Password);
        using var none = new FormUrlEncodedContent([]);
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.Http.PostAsync(new Uri("/signout", UriKind.Relative), none)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/page/Agent")).StatusCode);
        var denied = await browser.GetAsync("/denied");
        Assert.Equal(HttpStatusCode.Forbidden, denied.StatusCode);
        var html = await denied.Content.ReadAsStringAsync();
        var token = WebUtility.HtmlDecode(html.Split("__RequestVerificationToken\" value=\"")[1].Split('"')[0]);
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["__RequestVerificationToken"] = token });
        Assert.Equal("/signin", (await browser.Http.PostAsync(new Uri("/signout", UriKind.Relative), form)).Headers.Location?.ToString());
        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync("/page/Agent")).StatusCode);
    }

    [Fact]
    public async Task Outside_development_the_cookie_is_only_for_https()
    {
        await using var host = await DoorHost.StartAsync(environment: "Production");
        using var browser = host.NewBrowser();
        var response = await browser.SignInAsync("agent1", DemoPeople.Password);
        Assert.Contains("secure", response.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("imcc.signin=", StringComparison.Ordinal)), StringComparison.OrdinalIgnoreCase);
    }

    private static async Task<string> RefusalAsync(HttpResponseMessage response)
    {
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        var html = await response.Content.ReadAsStringAsync();
        return html.Split("role=\"alert\"")[1].Split("</p>")[0];
    }

    private static async Task<double> MedianAsync(Func<int, Task> work)
    {
        var times = new List<double>();
        for (var i = 0; i < 5; i++)
        {
            var start = Stopwatch.GetTimestamp();
            await work(i);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return times.Order().ElementAt(2);
    }
}
