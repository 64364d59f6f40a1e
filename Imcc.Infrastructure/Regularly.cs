namespace Imcc.Infrastructure;

/// <summary>The loop of a background service that looks for work every so often.</summary>
internal static class Regularly
{
    /// <summary>
    /// Looks at once and then every so often, until the host stops. What goes wrong in one look ends neither the loop nor the host: a call that ran out of
    /// time does not either, though its exception is a cancellation, too.
    /// </summary>
    /// <param name="failed">Is told what went wrong; the next look comes all the same.</param>
    public static async Task RunAsync(TimeSpan every, TimeProvider time, Func<CancellationToken, Task> look, Action<Exception> failed, CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(every, time);
        do
        {
            try
            {
                await look(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                failed(e);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
