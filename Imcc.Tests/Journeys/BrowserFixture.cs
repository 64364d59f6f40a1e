using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Imcc.Tests.Journeys;

/// <summary>One Chromium for all tests of a class; each opens windows of its own.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>Beside a whole suite on two cores a page may take longer than the five seconds that are usual; whoever passes does not wait.</summary>
    static BrowserFixture() => Assertions.SetDefaultExpectTimeout(15_000);

    public async ValueTask InitializeAsync()
    {
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Environment.GetEnvironmentVariable("IMCC_CHROMIUM") ?? "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
    }

    internal async Task<BrowserWindow> OpenAsync(Uri url, int width = 1440, int height = 860) => new(url, await _browser!.NewContextAsync(new BrowserNewContextOptions
    {
        Locale = "zh-CN",
        TimezoneId = "Asia/Shanghai",
        ViewportSize = new() { Width = width, Height = height },
    }));
}

/// <summary>A person's browser, with their cookies. Whatever goes wrong in it that nobody expects is kept.</summary>
internal sealed class BrowserWindow(Uri url, IBrowserContext context) : IAsyncDisposable
{
    private readonly List<string> _wrongs = [];
    private readonly List<string> _expected = [];

    public async Task<IPage> TabAsync(string path)
    {
        var page = await context.NewPageAsync();
        page.SetDefaultTimeout(15_000);
        page.Console += (_, m) =>
        {
            if (m.Type == "error")
                Note($"console on {page.Url}: {m.Text} {m.Location}");
        };
        page.PageError += (_, e) => Note($"script on {page.Url}: {e}");
        page.Response += (_, r) =>
        {
            if (r.Status >= 400)
                Note($"{r.Status} {r.Request.Method} {r.Url}");
        };
        await page.GotoAsync(new Uri(url, path).ToString());
        return page;
    }

    /// <param name="theme">light or dark, as the switch in the frame keeps it.</param>
    public Task ThemeAsync(string theme) => context.AddCookiesAsync([new Cookie { Name = "imcc.theme", Value = theme, Url = url.ToString() }]);

    /// <param name="culture">zh-CN or en, as the switch in the frame keeps it.</param>
    public Task LanguageAsync(string culture) =>
        context.AddCookiesAsync([new Cookie { Name = ".AspNetCore.Culture", Value = Uri.EscapeDataString($"c={culture}|uic={culture}"), Url = url.ToString() }]);

    /// <summary>Where this is part of it, it is as it should be.</summary>
    public void Expect(string wrong)
    {
        lock (_wrongs)
            _expected.Add(wrong);
    }

    /// <summary>By the sign-in page, to where one wanted to go.</summary>
    public async Task<IPage> SignInAsync(string userName, string password, string path)
    {
        var page = await TabAsync(path);
        await page.Locator("#userName").FillAsync(userName);
        await page.Locator("#password").FillAsync(password);
        await page.Locator("button.primary").ClickAsync();
        // The desk goes on to the conversation that is already there.
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("^" + Regex.Escape(new Uri(url, path).ToString()) + "(/[0-9a-f-]{36})?$"));
        return page;
    }

    public void HasSeenNothingWrong()
    {
        lock (_wrongs)
        {
            var unexpected = _wrongs.Where(w => !_expected.Exists(e => w.Contains(e, StringComparison.Ordinal))).ToList();
            // xunit would cut what there is to read.
            if (unexpected.Count > 0)
                Assert.Fail(string.Join(Environment.NewLine, unexpected));
        }
    }

    public ValueTask DisposeAsync() => context.DisposeAsync();

    private void Note(string wrong)
    {
        lock (_wrongs)
            _wrongs.Add(wrong);
    }
}
