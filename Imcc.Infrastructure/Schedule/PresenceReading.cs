using Imcc.Core.Agents;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Schedule;

/// <summary>Reads what agents were from the presence history: every change of a time, and the last one before it.</summary>
internal sealed class PresenceReading(ConversationStores stores)
{
    private const int Together = 500;

    /// <summary>The changes of each agent, in the order in which they happened; who has none was never there.</summary>
    /// <param name="to">Exclusive.</param>
    public async Task<IReadOnlyDictionary<Guid, IReadOnlyList<PresenceChange>>> ReadAsync(IReadOnlyCollection<Guid> agents, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var found = new Dictionary<Guid, IReadOnlyList<PresenceChange>>();
        await using var context = stores.Home.Read();
        foreach (var some in agents.Chunk(Together))
        {
            var before = await context.AgentEvents.Where(e => some.Contains(e.AgentId) && e.At < from).GroupBy(e => e.AgentId).Select(g => new { AgentId = g.Key, Revision = g.Max(e => e.Revision) })
                .Join(context.AgentEvents, l => new { l.AgentId, l.Revision }, e => new { e.AgentId, e.Revision }, (_, e) => e).ToListAsync(cancellationToken);
            var within = await context.AgentEvents.Where(e => some.Contains(e.AgentId) && e.At >= from && e.At < to).ToListAsync(cancellationToken);
            foreach (var agent in before.Concat(within).GroupBy(e => e.AgentId))
                found[agent.Key] = [.. agent.OrderBy(e => e.Revision).Select(e => e.ToChange())];
        }

        return found;
    }
}
