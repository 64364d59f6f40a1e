using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Imcc.Bench.Hosting;
using Imcc.Bench.Intake;

namespace Imcc.Bench.Notices;

/// <summary>
/// Notices stored through the API and delivered to a channel that answers in 50 ms, on one node, while customers write and are answered in the response;
/// with <c>--kill</c> the node is killed in the middle.
/// </summary>
internal static class NoticeBench
{
    private const int Together = 1000;
    private const int Posters = 2;
    private const int Customers = 50_000;
    private const int PassivePerSecond = 200;
    private static readonly TimeSpan AnswersIn = TimeSpan.FromMilliseconds(50);

    public static async Task RunAsync(BenchSettings settings)
    {
        Console.WriteLine($"notices: {settings.Notices:N0} through the API to a channel that answers in {AnswersIn.TotalMilliseconds:0} ms{(settings.Kill ? ", the node killed in the middle" : "")}; {PassivePerSecond} customers' messages a second meanwhile");
        await using var channel = await SlowChannel.StartAsync(AnswersIn);
        await using var server = await ServerProcess.StartAsync(settings, Accounts(channel.ApiBase));
        using var http = new HttpClient { BaseAddress = server.Url, Timeout = TimeSpan.FromSeconds(60) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", ServerProcess.ApiKey);
        var writers = new PassiveLoad(server.Port, PassivePerSecond);
        await writers.WarmAsync();

        using var over = new CancellationTokenSource();
        var began = Stopwatch.GetTimestamp();
        var posted = 0;
        var posting = Enumerable.Range(0, Posters).Select(p => PostAsync(http, p, settings.Notices, () => Interlocked.Add(ref posted, Together))).ToArray();
        var storing = Task.WhenAll(posting).ContinueWith(_ => Stopwatch.GetElapsedTime(began), TaskScheduler.Default);
        var passive = writers.RunAsync(() => !storing.IsCompleted, over.Token);
        Console.WriteLine("seconds      stored   delivered    per second    in flight   resident MiB");
        var last = (Distinct: 0, At: TimeSpan.Zero);
        var killed = false;
        while (channel.Distinct < settings.Notices)
        {
            await Task.Delay(TimeSpan.FromSeconds(5));
            var at = Stopwatch.GetElapsedTime(began);
            var now = channel.Distinct;
            Console.WriteLine($"{at.TotalSeconds,7:0.0} {Volatile.Read(ref posted),11:N0} {now,11:N0} {(now - last.Distinct) / (at - last.At).TotalSeconds,13:N0} {channel.Inside,12} {server.ResidentBytes() / 1048576,14:N0}");
            last = (now, at);
            if (!settings.Kill || killed || now < settings.Notices / 2)
                continue;
            killed = true;
            writers.Pause();
            var inside = channel.Inside;
            await server.CrashAsync();
            writers.Resume();
            Console.WriteLine($"        killed with {inside} calls in flight; ready again after {server.StartTook.TotalSeconds:0.0} s");
        }

        var took = Stopwatch.GetElapsedTime(began);
        await over.CancelAsync();
        var times = await passive;
        Console.WriteLine($"stored in {(await storing).TotalSeconds:0.0} s ({settings.Notices / (await storing).TotalSeconds:N0}/s), delivered in {took.TotalSeconds:0.0} s: {settings.Notices / took.TotalSeconds:N0}/s   aim 500/s");
        Console.WriteLine($"lost {settings.Notices - channel.Distinct}, doubled {channel.Doubled}, at most {channel.MostInside} in flight");
        Console.WriteLine($"passive answers meanwhile: {times.Answered:N0} of {times.Sent:N0}");
        Print("while they are stored and delivered", times.First);
        Print("while they are delivered", times.Then);
        await SettledAsync(http, settings.Notices);
        Console.WriteLine();
    }

    private static void Print(string when, Latencies times) =>
        Console.WriteLine($"  {when}: p50 {times.Percentile(0.5):0.0} ms, p99 {times.Percentile(0.99):0.0} ms, worst {times.Percentile(1):0.0} ms   aim p99 < 100 ms");

    private static async Task PostAsync(HttpClient http, int poster, int notices, Action stored)
    {
        for (var from = poster * Together; from < notices; from += Posters * Together)
        {
            var body = Body(from, Math.Min(Together, notices - from));
            while (true)
            {
                try
                {
                    using var content = new ByteArrayContent(body);
                    content.Headers.ContentType = new("application/json");
                    using var response = await http.PostAsync(new Uri("/api/v1/notices", UriKind.Relative), content);
                    if (response.IsSuccessStatusCode)
                        break;
                    Console.Error.WriteLine($"HTTP {(int)response.StatusCode}: {(await response.Content.ReadAsStringAsync())[..200]}");
                }
                catch (Exception e) when (e is HttpRequestException or TaskCanceledException or IOException)
                {
                    // Killed in the middle: by their keys the same ones are taken once.
                }

                await Task.Delay(200);
            }

            stored();
        }
    }

    private static byte[] Body(int from, int count)
    {
        var json = new StringBuilder("{\"batch\":\"bench\",\"notices\":[");
        for (var i = from; i < from + count; i++)
        {
            json.Append(i == from ? "" : ",")
                .Append(CultureInfo.InvariantCulture, $"{{\"account\":\"bench-notice\",\"recipient\":{{\"externalId\":\"oBenchNotice_{i % Customers:000000}\"}},\"idempotencyKey\":\"bench-{i}\",\"template\":{{\"templateId\":\"TPL-bench\",")
                .Append(CultureInfo.InvariantCulture, $"\"data\":{{\"thing1\":{{\"value\":\"尾号 {i % 10000:0000} 的账户入账\"}},\"amount2\":{{\"value\":\"￥{i % 9973}.00\"}},\"time3\":{{\"value\":\"2026年11月23日 09:00\"}}}}}}}}");
        }

        return Encoding.UTF8.GetBytes(json.Append("]}").ToString());
    }

    /// <summary>The last answers are noted a moment after they came.</summary>
    private static async Task SettledAsync(HttpClient http, int notices)
    {
        var began = Stopwatch.GetTimestamp();
        JsonElement batch;
        do
        {
            await Task.Delay(500);
            batch = await http.GetFromJsonAsync<JsonElement>(new Uri("/api/v1/notices/batches/bench", UriKind.Relative));
        }
        while (!(batch.GetProperty("states").TryGetProperty("Sent", out var sent) && sent.GetInt32() == notices) && Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(60));
        Console.WriteLine($"states as the API tells them: {batch.GetProperty("states")}");
    }

    private static Dictionary<string, string> Accounts(string apiBase)
    {
        var accounts = new Dictionary<string, string> { ["Imcc__Channels__WeChat__0__Key"] = "bench-notice", ["Imcc__Channels__WeChat__1__Key"] = "bench-auto" };
        accounts["Imcc__Channels__WeChat__1__AutoReply"] = "您好，这里是自动应答。";
        for (var i = 0; i < 2; i++)
        {
            accounts[$"Imcc__Channels__WeChat__{i}__AppId"] = IntakeBench.AppId;
            accounts[$"Imcc__Channels__WeChat__{i}__AppSecret"] = "bench-secret-0011223344556677";
            accounts[$"Imcc__Channels__WeChat__{i}__Token"] = IntakeBench.Token;
            accounts[$"Imcc__Channels__WeChat__{i}__EncodingAesKey"] = IntakeBench.AesKey;
            accounts[$"Imcc__Channels__WeChat__{i}__ApiBase"] = apiBase;
        }

        return accounts;
    }
}
