using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Imcc.Bench.Notices;

/// <summary>WeChat's server as far as template messages go: each call takes as long as it is told, and it counts how often each notice came.</summary>
internal sealed class SlowChannel : IAsyncDisposable
{
    private static readonly byte[] Mark = "\"client_msg_id\":\""u8.ToArray();

    private readonly WebApplication _server;
    private readonly ConcurrentDictionary<string, int> _received = new(StringComparer.Ordinal);
    private int _inside;
    private int _mostInside;
    private long _lastId = 3_000_000_000_000;

    private SlowChannel(WebApplication server) => _server = server;

    public string ApiBase => _server.Urls.First();

    /// <summary>Different notices that came.</summary>
    public int Distinct => _received.Count;

    /// <summary>Those that came more than once.</summary>
    public int Doubled => _received.Count(r => r.Value > 1);

    /// <summary>Calls that are not answered yet.</summary>
    public int Inside => Volatile.Read(ref _inside);

    public int MostInside => Volatile.Read(ref _mostInside);

    public static async Task<SlowChannel> StartAsync(TimeSpan answersIn)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = builder.Build();
        var channel = new SlowChannel(server);
        server.MapPost("/cgi-bin/stable_token", () => Results.Text("{\"access_token\":\"bench\",\"expires_in\":7200}", "application/json"));
        RequestDelegate take = context => channel.TakeAsync(context, answersIn);
        server.MapPost("/cgi-bin/message/template/send", take);
        await server.StartAsync();
        return channel;
    }

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();

    private async Task TakeAsync(HttpContext context, TimeSpan answersIn)
    {
        var inside = Interlocked.Increment(ref _inside);
        if (inside > _mostInside)
            _mostInside = inside;
        try
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            var bytes = body.GetBuffer().AsMemory(0, (int)body.Length);
            var at = bytes.Span.IndexOf(Mark) + Mark.Length;
            _received.AddOrUpdate(Encoding.ASCII.GetString(bytes.Span.Slice(at, 32)), 1, (_, n) => n + 1);
            await Task.Delay(answersIn);
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync("{\"errcode\":0,\"errmsg\":\"ok\",\"msgid\":" + Interlocked.Increment(ref _lastId) + "}");
        }
        catch (IOException)
        {
            // Whoever called was killed in the middle.
        }
        finally
        {
            Interlocked.Decrement(ref _inside);
        }
    }
}
