using Imcc.Core.Desk;
using Microsoft.Extensions.Logging;

namespace Imcc.Infrastructure.Live;

/// <summary>
/// The bus of one process between what the grains tell and the screens that its circuits and hub connections show. Topics are made by
/// <see cref="Topic"/>. Handlers are called one event at a time each, on the pool, and must not block. One that throws is logged, and keeps
/// nothing from the others, nor from the conversation whose step it hears of: that step is stored already.
/// </summary>
public sealed partial class LiveFeed(ILogger<LiveFeed> logger)
{
    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, System.Collections.Immutable.ImmutableList<Subscription>> _topics = new(StringComparer.Ordinal);

    /// <summary>From now on until disposed, <paramref name="handler"/> hears what is told about <paramref name="topic"/>.</summary>
    public IDisposable Subscribe(string topic, Action<DeskEvent> handler)
    {
        var subscription = new Subscription(this, topic, handler);
        _topics.AddOrUpdate(topic, _ => [subscription], (_, list) => list.Add(subscription));
        return subscription;
    }

    public void Publish(string topic, DeskEvent e)
    {
        if (!_topics.TryGetValue(topic, out var list))
            return;
        foreach (var subscription in list)
        {
            try
            {
                subscription.Handler(e);
            }
            catch (Exception fault)
            {
                LogFault(fault, topic, e.GetType().Name);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A listener to {Topic} failed on {Event}; its screen may show less until it is read again")]
    private partial void LogFault(Exception fault, string topic, string @event);

    private sealed record Subscription(LiveFeed Feed, string Topic, Action<DeskEvent> Handler) : IDisposable
    {
        public void Dispose()
        {
            // Compare and set: another subscriber may come or go at the same moment.
            while (Feed._topics.TryGetValue(Topic, out var list))
            {
                var rest = list.Remove(this);
                if (rest.IsEmpty
                    ? Feed._topics.TryRemove(new(Topic, list))
                    : Feed._topics.TryUpdate(Topic, rest, list))
                    return;
            }
        }

        public bool Equals(Subscription? other) => ReferenceEquals(this, other);

        public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
    }
}
