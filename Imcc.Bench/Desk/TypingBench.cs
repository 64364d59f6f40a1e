using Imcc.Bench.Hosting;
using Microsoft.Playwright;

namespace Imcc.Bench.Desk;

/// <summary>
/// What an agent feels at a busy desk, in a real browser: from the key to the character on the screen, and from the key to the next
/// conversation on the screen, while customers write. Both are taken in the page, from the event's own time to the frame after it.
/// </summary>
internal static class TypingBench
{
    private const int Conversations = 20;
    private const int History = 500;
    private const int MessagesPerSecond = 10;
    private const int Switches = 60;
    private const string Text = "The customer asked for the statement of last month and we are looking into it now please wait a moment ";

    // Painted: a task that runs after the frame which follows the event.
    private const string Watch = """
        () => {
          window.bench = { keys: [], switches: [] };
          const painted = f => requestAnimationFrame(() => { const c = new MessageChannel(); c.port1.onmessage = f; c.port2.postMessage(0); });
          addEventListener('keydown', e => {
            if (e.altKey && e.key === 'ArrowDown') {
              const before = document.querySelector('.thread')?.dataset.thread;
              const look = () => {
                const thread = document.querySelector('.thread');
                if (thread?.dataset.thread !== before && thread?.querySelector('.msg')) painted(() => bench.switches.push(performance.now() - e.timeStamp));
                else requestAnimationFrame(look);
              };
              look();
            } else if (!e.altKey && e.key.length === 1 && e.target.matches('.composer-text')) {
              const value = e.target.value;
              painted(() => { if (e.target.value !== value) bench.keys.push(performance.now() - e.timeStamp); });
            }
          }, true);
        }
        """;

    public static async Task RunAsync(BenchSettings settings)
    {
        await using var office = await Office.OpenAsync(settings, Conversations, History, "agent1");
        await using var browser = await Browser.StartAsync();
        var page = await browser.SignInAsync(office.Server.Url, "agent1", "desk");
        await page.Locator(".row").Nth(Conversations - 1).WaitForAsync();
        await page.Locator(".composer-text").FocusAsync();
        await page.EvaluateAsync(Watch);
        using var enough = new CancellationTokenSource();
        var writing = office.WriteAsync(MessagesPerSecond, TimeSpan.FromMinutes(5), enough.Token);

        var length = Math.Max(Text.Length, (int)(settings.Duration.TotalSeconds * 12));
        for (var i = 0; i < length; i++)
        {
            await page.Keyboard.PressAsync(Text[i % Text.Length].ToString());
            await Task.Delay(60);
        }

        for (var i = 0; i < Switches; i++)
        {
            await page.Keyboard.PressAsync("Alt+ArrowDown");
            await Task.Delay(250);
        }

        await enough.CancelAsync();
        await writing;
        Console.WriteLine($"one desk with {Conversations} conversations of {History} messages, {MessagesPerSecond} messages/s arriving; Chromium without a graphics card, on the same cores");
        await PrintAsync(page, "keys", "from the key to the character on the screen", "p95 < 50 ms");
        await PrintAsync(page, "switches", "from the key to the next conversation on the screen", "< 150 ms");
        Console.WriteLine();
    }

    private static async Task PrintAsync(IPage page, string what, string words, string aim)
    {
        var times = new Latencies();
        foreach (var ms in await page.EvaluateAsync<double[]>($"() => bench.{what}"))
            times.Add(TimeSpan.FromMilliseconds(ms));
        Console.WriteLine($"{words,-54} n={times.Count,4}   p50 {times.Percentile(0.5),6:0.0}   p95 {times.Percentile(0.95),6:0.0}   max {times.Percentile(1),6:0.0} ms   aim {aim}");
    }
}
