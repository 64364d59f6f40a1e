using System.Diagnostics;
using Imcc.Bench.Hosting;
using Microsoft.Playwright;

namespace Imcc.Bench.Desk;

/// <summary>An agent's daily tasks done by keys in a real browser: how many keys each takes, and how long from the first key to the result on the screen.</summary>
internal static class TaskBench
{
    private const int Runs = 8;

    public static async Task RunAsync(BenchSettings settings)
    {
        await using var office = await Office.OpenAsync(settings, customers: 40, history: 3, "agent1");
        await using var browser = await Browser.StartAsync();
        var page = await browser.SignInAsync(office.Server.Url, "agent1", "desk");
        await page.Locator("a.row").Nth(20).WaitForAsync();
        await page.Locator(".composer-text").FocusAsync();
        Console.WriteLine($"tasks at the desk, by keys, in Chromium (n={Runs} each)");
        Console.WriteLine("task                                       keys    aim   median ms    max ms   the keys");
        await PrintAsync("answer with a quick reply", 4, page, () => OwnAsync(page), ["/", "z", "x", "Control+Enter"]);
        await PrintAsync("send a suggested answer", 1, page, () => OwnAsync(page), ["Alt+1"], () => SuggestedAsync(page, office));
        await PrintAsync("pin the customer's latest message", 1, page, () => page.Locator(".pins > *").CountAsync(), ["Alt+m"], () => NextAsync(page));
        await PrintAsync("classify with a known reason and close", 5, page, () => LeftAsync(page), ["Alt+e", "x", "y", "Enter", "Enter"]);
        await PrintAsync("transfer to a skill group", 5, page, () => LeftAsync(page), ["Alt+t", "g", "r", "Enter", "Enter"]);
        Console.WriteLine();
    }

    /// <param name="sign">A number that changes when the task is done.</param>
    private static async Task PrintAsync(string name, int aim, IPage page, Func<Task<int>> sign, string[] keys, Func<Task>? prepare = null)
    {
        var times = new Latencies();
        for (var run = 0; run < Runs; run++)
        {
            await (prepare?.Invoke() ?? Task.CompletedTask);
            await page.Locator(".composer-text").FocusAsync();
            // Nobody starts on a desk that is still moving from what was done before.
            await Task.Delay(700);
            var before = await sign();
            var began = Stopwatch.GetTimestamp();
            foreach (var key in keys)
                await page.Keyboard.PressAsync(key);
            while (await sign() == before)
            {
                if (Stopwatch.GetElapsedTime(began) > TimeSpan.FromSeconds(10))
                {
                    await page.ScreenshotAsync(new() { Path = Path.Combine(Path.GetTempPath(), "task-not-done.png") });
                    throw new TimeoutException($"“{name}” was not done by {string.Join(' ', keys)} (task-not-done.png in the temporary folder).");
                }
            }

            times.Add(Stopwatch.GetElapsedTime(began));
        }

        Console.WriteLine($"{name,-42} {keys.Length,4} {"≤ " + aim,6} {times.Percentile(0.5),11:0} {times.Percentile(1),9:0}   {string.Join("  ", keys)}");
    }

    private static Task<int> OwnAsync(IPage page) => page.Locator(".msg.own").CountAsync();

    // A conversation that has left the agent's hands is no longer among the active rows.
    private static async Task<int> LeftAsync(IPage page) => int.Parse(await page.Locator(".load b").InnerTextAsync(), System.Globalization.CultureInfo.InvariantCulture);

    private static async Task NextAsync(IPage page)
    {
        await page.Keyboard.PressAsync("Alt+ArrowDown");
        await Task.Delay(500);
    }

    /// <summary>Customers write until one who is looked at has asked something that has an answer.</summary>
    private static async Task SuggestedAsync(IPage page, Office office)
    {
        await office.WriteAsync(40);
        for (var tries = 0; tries < 40; tries++)
        {
            await NextAsync(page);
            // The look-up follows the message; it never holds it up.
            for (var waits = 0; waits < 10; waits++)
            {
                if (await page.Locator(".lookup.latest .finding kbd").CountAsync() > 0)
                    return;
                await Task.Delay(100);
            }
        }

        await page.ScreenshotAsync(new() { Path = Path.Combine(Path.GetTempPath(), "task-not-done.png") });
        throw new InvalidOperationException("Nobody has asked anything that has an answer.");
    }
}
