using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Imcc.Tests.Journeys;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Imcc.Tests.Channels.Open;

/// <summary>Another system's webhook: checks each signature by its own arithmetic, answers as it is told, remembers what it was told.</summary>
internal sealed class OpenReceiver : IAsyncDisposable
{
    public static readonly byte[] Key = Encoding.ASCII.GetBytes("an open channel's key of 32 byte");

    private readonly WebApplication _server;
    private readonly ConcurrentDictionary<string, ConcurrentQueue<Func<HttpContext, Task>>> _next = new();

    private OpenReceiver(WebApplication server) => _server = server;

    public static string WrittenKey => "whsec_" + Convert.ToBase64String(Key);

    public ConcurrentQueue<OpenCall> Calls { get; } = new();

    /// <summary>Files that others may fetch from here.</summary>
    public ConcurrentDictionary<string, (byte[] Content, string Type)> Files { get; } = new();

    public string Url => _server.Urls.First();

    public static async Task<OpenReceiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var receiver = new OpenReceiver(builder.Build());
        receiver._server.MapPost("/hook/{account}", receiver.HearAsync);
        receiver._server.MapGet("/files/{name}", (string name) => receiver.Files.TryGetValue(name, out var file) ? Results.Bytes(file.Content, file.Type) : Results.NotFound());
        await receiver._server.StartAsync();
        return receiver;
    }

    /// <summary>What an account's webhook answers next; without any, 200.</summary>
    public void Answer(string account, Func<HttpContext, Task> answer) => _next.GetOrAdd(account, _ => new()).Enqueue(answer);

    public void Answer(string account, int status, params (string Name, string Value)[] headers) => Answer(account, context =>
    {
        context.Response.StatusCode = status;
        foreach (var (name, value) in headers)
            context.Response.Headers[name] = value;
        return Task.CompletedTask;
    });

    public IReadOnlyList<OpenCall> Of(string account, string customer) =>
        [.. Calls.Where(c => c.Account == account && c.Body.TryGetProperty("to", out var to) && to.GetProperty("id").GetString() == customer)];

    public Task<OpenCall> HeardAsync(string account, Func<OpenCall, bool> isIt, string what) =>
        Eventually.Async(() => Task.FromResult(Calls.FirstOrDefault(c => c.Account == account && isIt(c))), $"{account}'s webhook hears {what}; it heard {string.Join(" | ", Calls.Where(c => c.Account == account).Select(c => c.Body.GetRawText()))}");

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task HearAsync(string account, HttpContext context)
    {
        using var bytes = new MemoryStream();
        await context.Request.Body.CopyToAsync(bytes);
        string Header(string name) => context.Request.Headers[name].ToString();
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{Header("webhook-id")}.{Header("webhook-timestamp")}."), .. bytes.ToArray()];
        var isGenuine = Header("webhook-signature") == "v1," + Convert.ToBase64String(HMACSHA256.HashData(Key, signed));
        using var body = JsonDocument.Parse(bytes.ToArray());
        Calls.Enqueue(new(account, Header("webhook-id"), isGenuine, body.RootElement.Clone(), Encoding.UTF8.GetString(bytes.ToArray())));
        if (_next.TryGetValue(account, out var answers) && answers.TryDequeue(out var answer))
            await answer(context);
        else if (body.RootElement.TryGetProperty("challenge", out var challenge))
            await context.Response.WriteAsJsonAsync(new { challenge = challenge.GetString() });
        else
            await context.Response.WriteAsJsonAsync(new { id = "theirs-" + Header("webhook-id") });
    }
}

internal sealed record OpenCall(string Account, string Id, bool IsGenuine, JsonElement Body, string Raw)
{
    public string Type => Body.GetProperty("type").GetString()!;

    public string? Text => Body.TryGetProperty("message", out var message) && message.TryGetProperty("text", out var text) ? text.GetString() : null;
}
