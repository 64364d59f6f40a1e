using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Imcc.Bench.Delivery;

/// <summary>
/// A stand-in of WeChat's server in a bad mood: it answers in 50 ms, and again and again in bursts that it is busy, asked too often, or that the day's quota is spent;
/// or takes a message and never answers. What it has taken it remembers.
/// </summary>
internal sealed class MoodyServer : IAsyncDisposable
{
    private static readonly TimeSpan Usual = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan BurstOfLimits = TimeSpan.FromSeconds(2);

    private readonly WebApplication _server;
    private readonly ConcurrentDictionary<int, int> _answers = new();
    private readonly ConcurrentDictionary<string, ConcurrentQueue<string>> _taken = new();
    private readonly Random _random = new(7);
    private int _calls;
    private long _limitedUntil;
    private int _limited;

    private MoodyServer(WebApplication server) => _server = server;

    public string ApiBase => _server.Urls.First();

    public bool IsQuotaSpent { get; set; }

    public int Calls => _calls;

    /// <summary>How often each code was answered; 1: not at all.</summary>
    public IReadOnlyDictionary<int, int> Answers => _answers;

    public IReadOnlyList<string> TakenOf(string follower) => _taken.TryGetValue(follower, out var taken) ? [.. taken] : [];

    public static async Task<MoodyServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var server = new MoodyServer(app);
        app.MapPost("/cgi-bin/stable_token", () => Results.Json(new { access_token = "bench", expires_in = 7200 }));
        app.MapPost("/cgi-bin/message/custom/send", server.SendAsync);
        await app.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task<IResult> SendAsync(HttpRequest request)
    {
        using var body = await JsonDocument.ParseAsync(request.Body);
        var follower = body.RootElement.GetProperty("touser").GetString()!;
        var text = body.RootElement.GetProperty("text").GetProperty("content").GetString()!;
        var call = Interlocked.Increment(ref _calls);
        var code = Mood(call, follower);
        _answers.AddOrUpdate(code, 1, (_, n) => n + 1);
        if (code is 0 or 1)
            _taken.GetOrAdd(follower, _ => []).Enqueue(text);
        await Task.Delay(code == 1 ? TimeSpan.FromSeconds(20) : Usual, request.HttpContext.RequestAborted);
        return Results.Text($"{{\"errcode\":{code},\"errmsg\":\"bench rid: {call:x}\"}}", "application/json");
    }

    /// <returns>WeChat's code; 1: taken, and never answered.</returns>
    private int Mood(int call, string follower)
    {
        if (follower.StartsWith("oGone", StringComparison.Ordinal))
            return 45015;
        if (IsQuotaSpent)
            return 45009;
        var now = Environment.TickCount64;
        if (now < Interlocked.Read(ref _limitedUntil))
            return 45011;
        // Twice in the run there is a limit per minute.
        if (call is >= 1500 and < 6000 && Interlocked.CompareExchange(ref _limited, 1, 0) == 0 || call >= 6000 && Interlocked.CompareExchange(ref _limited, 2, 1) == 1)
        {
            Interlocked.Exchange(ref _limitedUntil, now + (long)BurstOfLimits.TotalMilliseconds);
            return 45011;
        }

        double dice;
        lock (_random)
            dice = _random.NextDouble();
        return (call / 500 % 4) switch
        {
            1 when dice < 0.3 => -1,
            3 when dice < 0.02 => 1,
            _ => 0,
        };
    }
}
