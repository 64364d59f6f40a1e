using System.Threading.Channels;
using Imcc.Core.Desk;
using Imcc.Infrastructure.Agents;
using Imcc.Infrastructure.Live;

namespace Imcc.Infrastructure.Desk;

/// <summary>One open screen of an agent: what it follows, and the line in which its events wait to be told, one at a time.</summary>
internal sealed partial class DeskSession : IAsyncDisposable
{
    /// <summary>A screen that is slower than this loses the oldest events; it sees the gap in the numbers and reads what it missed.</summary>
    private const int EventsKept = 1000;

    private readonly Channel<DeskEvent> _events = Channel.CreateBounded<DeskEvent>(new BoundedChannelOptions(EventsKept) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
    private readonly Dictionary<Guid, QueueChanged> _queues = [];
    private readonly List<IDisposable> _subscriptions = [];
    private readonly Guid _agentId;
    private readonly Func<DeskEvent, Task> _tell;
    private readonly Screens _screens;
    private readonly ILogger _logger;
    private readonly Task _telling;
    private int _disposed;

    public DeskSession(Guid agentId, IEnumerable<Guid> groups, Func<DeskEvent, Task> tell, LiveFeed feed, Screens screens, ILogger logger)
    {
        _agentId = agentId;
        _tell = tell;
        _screens = screens;
        _logger = logger;
        _subscriptions.Add(feed.Subscribe(Topic.Agent(agentId), e => _events.Writer.TryWrite(e)));
        foreach (var group in groups)
            _subscriptions.Add(feed.Subscribe(Topic.Group(group), e => OnQueue(group, (QueueChanged)e)));
        _telling = Task.Run(TellAsync);
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        foreach (var subscription in _subscriptions)
            subscription.Dispose();
        _events.Writer.TryComplete();
        await _screens.CloseAsync(_agentId);
    }

    /// <summary>The agent sees one number for all their queues.</summary>
    private void OnQueue(Guid group, QueueChanged change)
    {
        lock (_queues)
        {
            _queues[group] = change;
            _events.Writer.TryWrite(new QueueChanged(_queues.Values.Sum(q => q.Waiting), _queues.Values.Min(q => q.LongestSince)));
        }
    }

    private async Task TellAsync()
    {
        await foreach (var e in _events.Reader.ReadAllAsync())
        {
            try
            {
                await _tell(e);
            }
            catch (Exception failure)
            {
                // One event that a screen could not show must not end the telling.
                NotTold(failure, e.GetType().Name, _agentId);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A screen of agent {AgentId} could not take a {Event}")]
    private partial void NotTold(Exception exception, string @event, Guid agentId);
}
