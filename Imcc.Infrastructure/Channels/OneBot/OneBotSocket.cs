using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Imcc.Core.Channels.OneBot;

namespace Imcc.Infrastructure.Channels.OneBot;

/// <summary>One open socket: events come in, in order; calls go out and find their answers by their echo.</summary>
internal sealed class OneBotSocket(WebSocket socket, TimeProvider time) : IDisposable
{
    /// <summary>A file comes as base64: a third longer than it is.</summary>
    private const int MaxFrame = 32 * 1024 * 1024;

    /// <summary>Events that wait for the ledger; beyond this the socket is not read, and the other side waits.</summary>
    private const int MostWaiting = 1000;

    private readonly ConcurrentDictionary<string, TaskCompletionSource<OneBotAnswer>> _calls = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _writing = new(1);
    private volatile bool _isOver;

    /// <summary>Reads to the end. What it had heard by then is given on before it returns.</summary>
    public async Task ReadAsync(Func<OneBotEvent, string, Task> hear, Action<Exception> unreadable, CancellationToken cancellationToken)
    {
        var heard = Channel.CreateBounded<(OneBotEvent Event, string Raw)>(new BoundedChannelOptions(MostWaiting) { SingleReader = true, SingleWriter = true });
        var telling = Task.Run(async () =>
        {
            await foreach (var (e, raw) in heard.Reader.ReadAllAsync(CancellationToken.None))
                await hear(e, raw);
        }, CancellationToken.None);
        try
        {
            while (await FrameAsync(cancellationToken) is { } raw)
            {
                try
                {
                    var e = OneBotEvents.Read(raw, time.GetUtcNow());
                    if (e is OneBotEvent.Answered answered)
                        Answer(answered.Answer);
                    else
                        await heard.Writer.WriteAsync((e, raw), cancellationToken);
                }
                catch (FormatException malformed)
                {
                    unreadable(malformed);
                }
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The other side is gone, or has been replaced.
        }
        finally
        {
            End();
            heard.Writer.Complete();
            await telling;
        }
    }

    public async Task<OneBotCall> CallAsync(string action, JsonObject parameters, TimeSpan patience, CancellationToken cancellationToken)
    {
        var echo = Guid.CreateVersion7(time.GetUtcNow()).ToString("N");
        var answered = new TaskCompletionSource<OneBotAnswer>(TaskCreationOptions.RunContinuationsAsynchronously);
        _calls[echo] = answered;
        try
        {
            var frame = Encoding.UTF8.GetBytes(OneBotJson.Write(new JsonObject { ["action"] = action, ["params"] = parameters.DeepClone(), ["echo"] = echo }));
            if (_isOver)
                return new OneBotCall.Unsent("连接已断开");
            await _writing.WaitAsync(cancellationToken);
            try
            {
                await socket.SendAsync(frame, WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
            }
            catch (Exception e) when (e is WebSocketException or ObjectDisposedException or InvalidOperationException)
            {
                End();
                return new OneBotCall.Unsent("连接已断开");
            }
            finally
            {
                _writing.Release();
            }

            return new OneBotCall.Done(await answered.Task.WaitAsync(patience, time, cancellationToken));
        }
        catch (TimeoutException)
        {
            return new OneBotCall.Lost("等待结果超时");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new OneBotCall.Lost("连接在等待结果时断开");
        }
        finally
        {
            _calls.TryRemove(echo, out _);
        }
    }

    /// <summary>At once: whatever waits for an answer is told that none comes.</summary>
    public void End()
    {
        _isOver = true;
        try
        {
            socket.Abort();
        }
        catch (ObjectDisposedException)
        {
            // It had ended by itself.
        }

        foreach (var call in _calls.Values)
            call.TrySetCanceled(CancellationToken.None);
    }

    public void Dispose() => _writing.Dispose();

    private void Answer(OneBotAnswer answer)
    {
        // NapCat forgets the echo of some failures: with one call open there is no doubt whose it is.
        var echo = answer.Echo.Length > 0 ? answer.Echo : _calls.Count == 1 ? _calls.Keys.FirstOrDefault() ?? "" : "";
        if (_calls.TryGetValue(echo, out var call))
            call.TrySetResult(answer);
    }

    /// <returns>Null: the other side has ended it, or sends more than anything it could mean.</returns>
    private async Task<string?> FrameAsync(CancellationToken cancellationToken)
    {
        var buffer = new byte[16 * 1024];
        using var frame = new MemoryStream();
        while (true)
        {
            var received = await socket.ReceiveAsync(buffer.AsMemory(), cancellationToken);
            if (received.MessageType == WebSocketMessageType.Close || frame.Length + received.Count > MaxFrame)
                return null;
            frame.Write(buffer, 0, received.Count);
            if (received.EndOfMessage)
                return Encoding.UTF8.GetString(frame.GetBuffer(), 0, (int)frame.Length);
        }
    }
}
