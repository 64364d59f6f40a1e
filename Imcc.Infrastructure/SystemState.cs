using Imcc.Core.Conversations;
using Imcc.Core.Delivery;
using Imcc.Infrastructure.Agents;
using Imcc.Infrastructure.Channels;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure;

/// <summary>How this node and its stores are doing, for operators' machines.</summary>
public sealed class SystemState
{
    private static readonly ConversationState[] Open =
        [ConversationState.Automated, ConversationState.Queued, ConversationState.Offered, ConversationState.Active, ConversationState.Parked, ConversationState.WrapUp];

    private readonly ConversationStores _stores;
    private readonly Intake _intake;
    private readonly Screens _screens;

    internal SystemState(ConversationStores stores, Intake intake, Screens screens)
    {
        _stores = stores;
        _intake = intake;
        _screens = screens;
    }

    public int OnTheirWay => _intake.OnTheirWay;

    public int Screens => _screens.Count;

    public IEnumerable<(int Store, int Waiting)> WriterQueues => _stores.All.Select(s => (s.Index, s.Writer.Waiting));

    public async Task<bool> StoresAnswerAsync(CancellationToken cancellationToken)
    {
        foreach (var store in _stores.All)
        {
            await using var context = store.Read();
            if (!await context.Database.CanConnectAsync(cancellationToken))
                return false;
        }

        return true;
    }

    public async Task<IReadOnlyDictionary<string, int>> ConversationsAsync(CancellationToken cancellationToken)
    {
        var counts = Open.ToDictionary(s => s.ToString(), _ => 0);
        foreach (var store in _stores.All)
        {
            await using var context = store.Read();
            var rows = await context.Conversations.Where(c => Open.Contains(c.State)).GroupBy(c => c.State)
                .Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancellationToken);
            foreach (var row in rows)
                counts[row.Key.ToString()] += row.Count;
        }

        return counts;
    }

    public async Task<IReadOnlyDictionary<string, int>> DeliveriesAsync(CancellationToken cancellationToken)
    {
        var counts = new Dictionary<string, int> { [nameof(DeliveryState.Pending)] = 0, [nameof(DeliveryState.Answering)] = 0, [nameof(DeliveryState.Failed)] = 0 };
        foreach (var store in _stores.All)
        {
            await using var context = store.Read();
            var rows = await context.Deliveries.GroupBy(d => d.State).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancellationToken);
            foreach (var row in rows)
                counts[row.Key.ToString()] = counts.GetValueOrDefault(row.Key.ToString()) + row.Count;
        }

        return counts;
    }
}
