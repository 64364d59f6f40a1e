using System.Collections.Concurrent;
using Imcc.Core.Reasons;
using Imcc.Infrastructure.Conversations;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Reasons;

/// <summary>How often reasons were given in the last 90 days. What agents are shown first may be some minutes old; a report counts anew.</summary>
internal sealed class ReasonUsage(ConversationStores stores, TimeProvider time) : IReasonCounts
{
    public const int Days = 90;
    private const int Most = 30;
    private const int Remembered = 5000;
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<Guid, (DateTimeOffset At, IReadOnlyList<Guid> Reasons)> _frequent = new();

    /// <summary>The most frequent first.</summary>
    /// <param name="agentOrGroup">Whose.</param>
    public async Task<IReadOnlyList<Guid>> FrequentAsync(Guid agentOrGroup, bool isAgent, CancellationToken cancellationToken)
    {
        if (_frequent.TryGetValue(agentOrGroup, out var known) && time.GetUtcNow() - known.At < Fresh)
            return known.Reasons;
        var counts = await CountAsync(rows => isAgent ? rows.Where(r => r.AgentId == agentOrGroup) : rows.Where(r => r.GroupId == agentOrGroup), cancellationToken);
        IReadOnlyList<Guid> frequent = [.. counts.OrderByDescending(c => c.Value).ThenBy(c => c.Key).Take(Most).Select(c => c.Key)];
        if (_frequent.Count >= Remembered)
            _frequent.Clear();
        _frequent[agentOrGroup] = (time.GetUtcNow(), frequent);
        return frequent;
    }

    /// <inheritdoc />
    public Task<IReadOnlyDictionary<Guid, int>> CountAsync(CancellationToken cancellationToken = default) => CountAsync(rows => rows, cancellationToken);

    private async Task<IReadOnlyDictionary<Guid, int>> CountAsync(Func<IQueryable<ConversationReasonRow>, IQueryable<ConversationReasonRow>> which, CancellationToken cancellationToken)
    {
        var since = time.GetUtcNow().AddDays(-Days);
        var counts = new Dictionary<Guid, int>();
        foreach (var store in stores.All)
        {
            await using var context = store.Read();
            foreach (var reason in await which(context.ConversationReasons).Where(r => r.At >= since).GroupBy(r => r.ReasonId).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancellationToken))
                counts[reason.Key] = counts.GetValueOrDefault(reason.Key) + reason.Count;
        }

        return counts;
    }
}
