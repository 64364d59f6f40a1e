using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Imcc.Tests.Alerts;

/// <summary>Somebody's system that alerts are told to: a real HTTP server on this machine that answers what the test wants.</summary>
internal sealed class AlertReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;

    private AlertReceiver(WebApplication app) => _app = app;

    /// <summary>What it answers next; where there is none: 204.</summary>
    public ConcurrentQueue<Func<HttpContext, Task>> Answers { get; } = new();

    public ConcurrentQueue<Heard> All { get; } = new();

    public string Address => _app.Urls.First().Replace("127.0.0.1", "localhost", StringComparison.Ordinal) + "/alerts";

    public static async Task<AlertReceiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel(k => k.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var receiver = new AlertReceiver(app);
        app.MapPost("/alerts", receiver.HearAsync);
        await app.StartAsync();
        return receiver;
    }

    public static Task StatusAsync(HttpContext http, int status)
    {
        http.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task HearAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body, Encoding.UTF8);
        var body = await reader.ReadToEndAsync();
        string Header(string name) => http.Request.Headers[name].ToString();
        All.Enqueue(new(Header("webhook-id"), Header("webhook-timestamp"), Header("webhook-signature"), http.Request.ContentType ?? "", body));
        if (Answers.TryDequeue(out var answer))
            await answer(http);
        else
            http.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    internal sealed record Heard(string Id, string Timestamp, string Signature, string ContentType, string Body);
}
