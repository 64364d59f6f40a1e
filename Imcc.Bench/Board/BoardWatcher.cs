using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using Imcc.Bench.Desk;

namespace Imcc.Bench.Board;

/// <summary>One open board: reads in what the server renders how many customers have come today, and notes when it was told.</summary>
internal sealed class BoardWatcher : IAsyncDisposable
{
    // As the number's label says it to whoever cannot see it.
    private static readonly byte[] Label = Encoding.UTF8.GetBytes("合计 进线：");
    private readonly ConcurrentQueue<(int Came, long At)> _told = new();
    private Circuit? _circuit;
    private int _last;

    public long Renders => _circuit!.Renders;

    public long Bytes => _circuit!.Bytes;

    public static async Task<BoardWatcher> OpenAsync(Uri server, CookieContainer cookies)
    {
        var watcher = new BoardWatcher();
        watcher._circuit = await Circuit.OpenAsync(server, "board", cookies, watcher.Read);
        return watcher;
    }

    /// <summary>When it first showed that so many had come; null: it has not.</summary>
    public long? SeenAt(int came)
    {
        foreach (var (count, at) in _told)
        {
            if (count >= came)
                return at;
        }

        return null;
    }

    public ValueTask DisposeAsync() => _circuit?.DisposeAsync() ?? ValueTask.CompletedTask;

    private void Read(byte[] batch)
    {
        var now = Stopwatch.GetTimestamp();
        var at = batch.AsSpan().IndexOf(Label);
        if (at < 0)
            return;
        var digits = batch.AsSpan(at + Label.Length);
        var count = 0;
        foreach (var c in digits)
        {
            if (c is >= (byte)'0' and <= (byte)'9')
                count = (count * 10) + (c - '0');
            else if (c != (byte)',')
                break;
        }

        if (count > _last)
            _told.Enqueue((_last = count, now));
    }
}
