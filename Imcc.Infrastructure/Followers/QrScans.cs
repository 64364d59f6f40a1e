using Imcc.Core.Contacts;
using Imcc.Infrastructure.Conversations;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Followers;

/// <summary>Counts follows and scans over all stores.</summary>
internal sealed class QrScans(ConversationStores stores, TimeProvider time)
{
    /// <summary>What the list counts.</summary>
    private const int Days = 30;

    /// <summary>What one code's own page shows.</summary>
    private const int LongDays = 366;

    public async Task<IReadOnlyDictionary<string, QrFigures>> TotalsAsync(Guid accountId, string[] scenes, CancellationToken cancellationToken)
    {
        var since = QrScanRow.DayOf(time.GetUtcNow().AddDays(1 - Days));
        var figures = new Dictionary<string, QrFigures>(StringComparer.Ordinal);
        foreach (var store in scenes.Length == 0 ? [] : stores.All)
        {
            await using var context = store.Read();
            var counts = await context.QrScans.Where(s => s.AccountId == accountId && scenes.Contains(s.Scene) && s.Day >= since)
                .GroupBy(s => new { s.Scene, s.Kind }).Select(g => new { g.Key.Scene, g.Key.Kind, Count = g.Count() }).ToListAsync(cancellationToken);
            foreach (var count in counts)
                figures[count.Scene] = figures.GetValueOrDefault(count.Scene, QrFigures.None).Plus(count.Kind, count.Count);
        }

        return figures;
    }

    public async Task<IReadOnlyList<(int Day, QrFigures Figures)>> DaysAsync(Guid accountId, string scene, CancellationToken cancellationToken)
    {
        var since = QrScanRow.DayOf(time.GetUtcNow().AddDays(1 - LongDays));
        var figures = new SortedDictionary<int, QrFigures>();
        foreach (var store in stores.All)
        {
            await using var context = store.Read();
            var counts = await context.QrScans.Where(s => s.AccountId == accountId && s.Scene == scene && s.Day >= since)
                .GroupBy(s => new { s.Day, s.Kind }).Select(g => new { g.Key.Day, g.Key.Kind, Count = g.Count() }).ToListAsync(cancellationToken);
            foreach (var count in counts)
                figures[count.Day] = figures.GetValueOrDefault(count.Day, QrFigures.None).Plus(count.Kind, count.Count);
        }

        return [.. figures.Reverse().Select(f => (f.Key, f.Value))];
    }
}
