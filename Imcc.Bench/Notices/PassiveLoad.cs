using System.Diagnostics;
using System.Net.Sockets;
using Imcc.Bench.Hosting;
using Imcc.Bench.Intake;

namespace Imcc.Bench.Notices;

/// <summary>Customers' messages at a steady rate, whether the answers come or not: an answer's time counts from when its message was to be sent.</summary>
internal sealed class PassiveLoad(int port, int perSecond)
{
    private const int Connections = 16;
    private const int Followers = 2_000;

    private readonly Callbacks _callbacks = new("bench-auto", IntakeBench.AppId, IntakeBench.Token, IntakeBench.AesKey, port);
    private volatile bool _isPaused;

    public void Pause() => _isPaused = true;

    public void Resume() => _isPaused = false;

    /// <summary>Code that runs for the first time is compiled while it runs: that is a start's cost, not a message's.</summary>
    public async Task WarmAsync()
    {
        using var connection = new LoadConnection();
        await connection.ConnectAsync(port);
        for (var i = 0; i < 2_000; i++)
            await connection.SendAsync(_callbacks.Text($"oBench_warm_{i % 500:000000}"), readBody: true);
    }

    /// <param name="isFirst">Whether the first part goes on; messages that began in it count there.</param>
    public async Task<(Latencies First, Latencies Then, int Sent, int Answered)> RunAsync(Func<bool> isFirst, CancellationToken cancellationToken)
    {
        var (first, then) = (new Latencies(), new Latencies());
        var (sent, answered) = (0, 0);
        var began = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(async c =>
        {
            var connection = new LoadConnection();
            await connection.ConnectAsync(port);
            for (var i = c; !cancellationToken.IsCancellationRequested; i += Connections)
            {
                var due = TimeSpan.FromSeconds((double)i / perSecond);
                if (due - Stopwatch.GetElapsedTime(began) is { Ticks: > 0 } wait)
                    await Task.Delay(wait, CancellationToken.None);
                if (_isPaused)
                    continue;
                try
                {
                    var times = isFirst() ? first : then;
                    // A message that became due while its connection was busy waited there too.
                    var (status, body) = await connection.SendAsync(_callbacks.Text($"oBench_passive_{i % Followers:000000}"), readBody: true);
                    lock (first)
                    {
                        sent++;
                        if (status == 200 && body.StartsWith('<'))
                            answered++;
                        times.Add(Stopwatch.GetElapsedTime(began) - due);
                    }
                }
                catch (Exception e) when (e is SocketException or IOException)
                {
                    connection.Dispose();
                    connection = await ReconnectAsync(cancellationToken);
                }
            }

            connection.Dispose();
        }));
        return (first, then, sent, answered);
    }

    private async Task<LoadConnection> ReconnectAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var connection = new LoadConnection();
            try
            {
                await connection.ConnectAsync(port);
                return connection;
            }
            catch (SocketException)
            {
                connection.Dispose();
                if (cancellationToken.IsCancellationRequested)
                    return connection;
                await Task.Delay(100, CancellationToken.None);
            }
        }
    }
}
