using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Imcc.Core.Channels;
using Imcc.Core.Channels.OneBot;
using Imcc.Infrastructure.Demo;
using Microsoft.Extensions.Options;
using Directory = Imcc.Core.Organisation.Directory;

namespace Imcc.Web.Simulator;

/// <summary>
/// Connects the stand-in with us as NapCat would, once for each account that is the stand-in's: by a socket that it opens to our address and opens again when it
/// is lost, or by posts.
/// </summary>
internal sealed partial class OneBotStandInLink(
    OneBotStandIn standIn, Func<Directory> directory, OwnAddress own, IHttpClientFactory clients, IHostApplicationLifetime lifetime, IOptions<DemoOptions> demo, ILogger<OneBotStandInLink> logger) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, Channel<string>> _open = new(StringComparer.Ordinal);

    /// <summary>Whether the account is the stand-in's.</summary>
    public static bool IsHere(ChannelAccount account) => account is { Kind: ChannelKind.OneBot, Enabled: true } && OneBotSettings.Of(account).HttpBase.EndsWith(OneBotStandIn.ApiBase, StringComparison.Ordinal);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!demo.Value.Enabled)
            return;
        var started = new TaskCompletionSource();
        await using var starting = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);
        standIn.Told += Tell;
        standIn.Cut += Cut;
        using var timer = new PeriodicTimer(LookEvery);
        do
        {
            foreach (var account in directory().Accounts.Values.Where(IsHere).Where(a => !OneBotSettings.Of(a).IsHttp))
            {
                var frames = Channel.CreateBounded<string>(1000);
                if (_open.TryAdd(OneBotSettings.Of(account).SelfId, frames))
                    _ = ServeAsync(account, frames, stoppingToken);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private void Cut(string self)
    {
        if (_open.TryGetValue(self, out var frames))
            frames.Writer.TryComplete();
    }

    private void Tell(string self, string e)
    {
        if (_open.TryGetValue(self, out var frames))
            frames.Writer.TryWrite(e);
        else if (directory().Accounts.Values.FirstOrDefault(a => IsHere(a) && OneBotSettings.Of(a) is { IsHttp: true } s && s.SelfId == self) is { } account)
            _ = PostAsync(account, e);
    }

    private async Task ServeAsync(ChannelAccount account, Channel<string> frames, CancellationToken stoppingToken)
    {
        var settings = OneBotSettings.Of(account);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        using var socket = new ClientWebSocket();
        try
        {
            socket.Options.SetRequestHeader("Authorization", "Bearer " + settings.Token);
            socket.Options.SetRequestHeader("X-Self-ID", settings.SelfId);
            socket.Options.SetRequestHeader("x-client-role", "Universal");
            socket.Options.SetRequestHeader("User-Agent", "OneBot/11");
            var address = new UriBuilder(new Uri(own.Get(), $"webhooks/onebot/{Uri.EscapeDataString(account.Key)}/ws"));
            address.Scheme = address.Scheme == "https" ? "wss" : "ws";
            await socket.ConnectAsync(address.Uri, over.Token);
            frames.Writer.TryWrite(standIn.Hello(settings.SelfId).ToJsonString());
            await Task.WhenAny(WriteAsync(socket, frames, settings.SelfId, over.Token), ReadAsync(socket, frames, settings.SelfId, over.Token));
        }
        catch (Exception e) when (e is WebSocketException or HttpRequestException or InvalidOperationException || (e is OperationCanceledException && stoppingToken.IsCancellationRequested))
        {
            NotConnected(account.Key, e.GetType().Name);
        }
        finally
        {
            await over.CancelAsync();
            socket.Abort();
            _open.TryRemove(settings.SelfId, out _);
        }
    }

    private async Task WriteAsync(ClientWebSocket socket, Channel<string> frames, string self, CancellationToken cancellationToken)
    {
        while (true)
        {
            using var beat = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            beat.CancelAfter(Beat);
            string frame;
            try
            {
                frame = await frames.Reader.ReadAsync(beat.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                frame = standIn.Heartbeat(self).ToJsonString();
            }
            catch (ChannelClosedException)
            {
                return;
            }

            await socket.SendAsync(Encoding.UTF8.GetBytes(frame), WebSocketMessageType.Text, true, cancellationToken);
        }
    }

    private async Task ReadAsync(ClientWebSocket socket, Channel<string> frames, string self, CancellationToken cancellationToken)
    {
        var buffer = new byte[64 * 1024];
        using var frame = new MemoryStream();
        while (true)
        {
            var received = await socket.ReceiveAsync(buffer.AsMemory(), cancellationToken);
            if (received.MessageType == WebSocketMessageType.Close)
                return;
            frame.Write(buffer, 0, received.Count);
            if (!received.EndOfMessage)
                continue;
            using var call = JsonDocument.Parse(frame.GetBuffer().AsMemory(0, (int)frame.Length));
            frame.SetLength(0);
            var parameters = call.RootElement.TryGetProperty("params", out var given) ? given : default;
            if (standIn.Do(self, call.RootElement.GetProperty("action").GetString() ?? "", parameters) is not { } answer)
                continue;
            answer["echo"] = call.RootElement.TryGetProperty("echo", out var echo) ? OneBotSegment.Words(echo) : "";
            frames.Writer.TryWrite(answer.ToJsonString());
        }
    }

    private async Task PostAsync(ChannelAccount account, string e)
    {
        var settings = OneBotSettings.Of(account);
        try
        {
            var body = Encoding.UTF8.GetBytes(e);
            using var content = new ByteArrayContent(body);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(own.Get(), "webhooks/onebot/" + Uri.EscapeDataString(account.Key))) { Content = content };
            request.Headers.Add("X-Self-ID", settings.SelfId);
            if (settings.Secret.Length > 0)
                request.Headers.Add("X-Signature", OneBotSignature.Sign(settings.Secret, body));
            using var client = clients.CreateClient(WeChatPhone.ClientName);
            using var response = await client.SendAsync(request);
            if (!response.IsSuccessStatusCode)
                NotConnected(account.Key, "HTTP " + (int)response.StatusCode);
        }
        catch (Exception broken) when (broken is HttpRequestException or TaskCanceledException)
        {
            NotConnected(account.Key, broken.GetType().Name);
        }
    }

    [LoggerMessage(LogLevel.Information, "The stand-in of {Account} is not connected: {Error}")]
    private partial void NotConnected(string account, string error);
}
