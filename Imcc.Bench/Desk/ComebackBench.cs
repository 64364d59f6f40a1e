using System.Diagnostics;
using Imcc.Bench.Hosting;
using Microsoft.Playwright;

namespace Imcc.Bench.Desk;

/// <summary>How soon a desk works again by itself after what breaks it, from the moment that server and network are there again: with its draft, its place in the thread, and nothing sent twice.</summary>
internal static class ComebackBench
{
    private const int Runs = 3;
    // The message at the top of what is seen.
    private const string Top = """
        () => {
          const scroll = document.querySelector('.thread-scroll'), top = scroll.getBoundingClientRect().top;
          return [...scroll.querySelectorAll('[data-message]')].find(m => m.getBoundingClientRect().bottom > top)?.dataset.message ?? '';
        }
        """;
    private const string IsBack = """
        ([draft, place]) => {
          const scroll = document.querySelector('.thread-scroll'), top = scroll?.getBoundingClientRect().top;
          return document.documentElement.dataset.connection !== 'lost' && document.querySelector('.composer-text')?.value === draft
            && [...scroll?.querySelectorAll('[data-message]') ?? []].find(m => m.getBoundingClientRect().bottom > top)?.dataset.message === place;
        }
        """;
    private const string Draft = "这句话还没有写完";

    public static async Task RunAsync(BenchSettings settings)
    {
        await using var office = await Office.OpenAsync(settings, customers: 6, history: 120, "agent1");
        await using var browser = await Browser.StartAsync();
        await using var line = new Line(office.Server.Port);
        var page = await browser.SignInAsync(line.Url, "agent1", "desk");
        Console.WriteLine($"a desk comes back by itself, from \"server and network are there\" to \"an agent can go on\" (n={Runs})   aim < 3 s");
        await PrintAsync("planned restart of the server", page, async () =>
        {
            await office.Server.RestartAsync();
        });
        await PrintAsync("kill -9 and start", page, () => office.Server.CrashAsync());
        await PrintAsync("network cut for 5 s", page, async () =>
        {
            line.Cut();
            await Task.Delay(TimeSpan.FromSeconds(5));
            line.Mend();
        });
        await PrintAsync("silent for 45 s, as a sleeping laptop", page, async () =>
        {
            line.Hush();
            await Task.Delay(TimeSpan.FromSeconds(45));
            line.Mend();
        });
        Console.WriteLine();
    }

    private static async Task PrintAsync(string what, IPage page, Func<Task> breakAndMend)
    {
        var times = new Latencies();
        var shown = new Latencies();
        var problems = new List<string>();
        for (var run = 0; run < Runs; run++)
        {
            await page.Locator(".composer-text").FillAsync(Draft + run);
            await page.EvaluateAsync("() => { document.querySelector('.thread-scroll').scrollTop = 200; }");
            await Task.Delay(500);
            var place = await page.EvaluateAsync<string>(Top);
            await breakAndMend();
            var began = Stopwatch.GetTimestamp();
            // A paused page is cleared once more before it is shown again: what counts is what stays.
            var there = TimeSpan.Zero;
            for (var seen = 0; seen < 5; seen++)
            {
                if (!await IsBackAsync(page, Draft + run, place))
                    seen = -1;
                if (seen <= 0)
                    there = Stopwatch.GetElapsedTime(began);
                if (there > TimeSpan.FromSeconds(20))
                {
                    problems.Add("lost its draft or place");
                    break;
                }

                await Task.Delay(50);
            }

            // Only a desk that does something is back; an agent presses the key again when nothing happens.
            var sent = page.Locator(".msg.own .bubble", new() { HasText = Draft + run + what });
            while (await sent.CountAsync() == 0)
            {
                if (Stopwatch.GetElapsedTime(began) > TimeSpan.FromSeconds(60))
                    throw new TimeoutException($"{what}: nothing can be sent any more.");
                if (await page.InputValueAsync(".composer-text") is { Length: > 0 })
                {
                    await page.Locator(".composer-text").FillAsync(Draft + run + what);
                    await page.Locator(".composer-text").PressAsync("Enter");
                }

                await Task.Delay(50);
            }

            times.Add(Stopwatch.GetElapsedTime(began));
            shown.Add(there);
            if (await sent.CountAsync() != 1)
                problems.Add("sent twice");
        }

        Console.WriteLine($"{what,-40} shown {shown.Percentile(0.5) / 1000,5:0.0} s   sends {times.Percentile(0.5) / 1000,5:0.0} s   max {times.Percentile(1) / 1000,5:0.0} s   {string.Join(", ", problems)}");
    }

    private static async Task<bool> IsBackAsync(IPage page, string draft, string place)
    {
        try
        {
            return await page.EvaluateAsync<bool>(IsBack, new object[] { draft, place });
        }
        catch (PlaywrightException)
        {
            // It is just being loaded anew.
            return false;
        }
    }
}
