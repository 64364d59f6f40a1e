using Microsoft.Playwright;

namespace Imcc.Bench.Desk;

/// <summary>A real Chromium without a window. IMCC_CHROMIUM names another than the system's.</summary>
internal sealed class Browser(IPlaywright playwright, IBrowser browser) : IAsyncDisposable
{
    public static async Task<Browser> StartAsync()
    {
        var playwright = await Playwright.CreateAsync();
        return new(playwright, await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Environment.GetEnvironmentVariable("IMCC_CHROMIUM") ?? "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        }));
    }

    /// <summary>One of the demo's people at a page, 1366 x 768.</summary>
    public async Task<IPage> SignInAsync(Uri server, string userName, string path)
    {
        var context = await browser.NewContextAsync(new BrowserNewContextOptions { Locale = "zh-CN", TimezoneId = "Asia/Shanghai", ViewportSize = new() { Width = 1366, Height = 768 } });
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(server, path).ToString());
        await page.Locator("#userName").FillAsync(userName);
        await page.Locator("#password").FillAsync("Imcc@2026");
        await page.Locator("button.primary").ClickAsync();
        await page.Locator(".agent-bar").WaitForAsync();
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        playwright.Dispose();
    }
}
