using System.Collections.Concurrent;
using Imcc.Core.Agents;
using Microsoft.Extensions.Hosting;

namespace Imcc.Infrastructure.Agents;

/// <summary>
/// Counts the screens that each agent has open in this process, and says so to the agent's grain: at once when it changes, and again
/// every 20 s as a sign of life.
/// </summary>
internal sealed partial class Screens(IGrainFactory grains, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<Screens> logger) : BackgroundService
{
    private readonly string _node = $"{Environment.MachineName}:{Environment.ProcessId}";
    private readonly ConcurrentDictionary<Guid, int> _open = new();

    /// <summary>Screens open in this process.</summary>
    public int Count => _open.Values.Sum();

    public Task<AgentStatus> OpenAsync(Guid agentId) => SayAsync(agentId, _open.AddOrUpdate(agentId, 1, (_, n) => n + 1));

    public Task CloseAsync(Guid agentId)
    {
        var left = _open.AddOrUpdate(agentId, 0, (_, n) => Math.Max(0, n - 1));
        // A stop closes every screen, and they are on their way to the next process: nobody has gone.
        return lifetime.ApplicationStopping.IsCancellationRequested ? Task.CompletedTask : SayAsync(agentId, left);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(20), time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            foreach (var (agent, screens) in _open)
            {
                try
                {
                    await SayAsync(agent, screens);
                    if (screens == 0)
                        _open.TryRemove(new(agent, 0));
                }
                catch (Exception e) when (!stoppingToken.IsCancellationRequested)
                {
                    NotSaid(e, agent);
                }
            }
        }
    }

    private Task<AgentStatus> SayAsync(Guid agentId, int screens) => grains.GetGrain<IAgentGrain>(agentId).ScreensAsync(_node, screens).AsTask();

    [LoggerMessage(Level = LogLevel.Warning, Message = "Agent {AgentId} could not be told of its screens; again in 20 s")]
    private partial void NotSaid(Exception exception, Guid agentId);
}
