using System.Runtime.CompilerServices;
using Imcc.Core.Reporting;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Reporting;

/// <summary>Reads sheets of all stores quarter by quarter, some days at a time: while some are counted the next are on their way.</summary>
internal static class SheetDays
{
    private static readonly TimeSpan Together = TimeSpan.FromDays(3);

    /// <summary>At most so many parts at once: others work here, too.</summary>
    private const int MostParts = 4;

    /// <summary>Stretches of about the same length that can be counted beside each other; a short time is one.</summary>
    public static IReadOnlyList<(DateTimeOffset From, DateTimeOffset To)> Parts(DateTimeOffset from, DateTimeOffset to)
    {
        var number = Math.Clamp((int)((to - from) / Together), 1, Math.Min(MostParts, Environment.ProcessorCount));
        var ends = Enumerable.Range(0, number + 1).Select(i => i == number ? to : QuarterHours.Of(from + ((to - from) * i / number))).ToList();
        return [.. ends.Zip(ends.Skip(1))];
    }

    public static async IAsyncEnumerable<(DateTimeOffset Start, IEnumerable<(FactKind Kind, byte[] Facts)> Sheets)> ReadAsync(
        ConversationStores stores, FactKind[] kinds, DateTimeOffset from, DateTimeOffset to, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var next = from < to ? LoadAsync(stores, kinds, from, End(from), cancellationToken) : null;
        for (var begin = from; next is not null; begin = End(begin))
        {
            var sheets = await next;
            next = End(begin) < to ? LoadAsync(stores, kinds, End(begin), End(End(begin)), cancellationToken) : null;
            foreach (var quarter in sheets.GroupBy(s => s.Start).OrderBy(g => g.Key))
                yield return (quarter.Key, quarter.Select(q => (q.Kind, q.Facts)));
        }

        DateTimeOffset End(DateTimeOffset begin) => begin + Together < to ? begin + Together : to;
    }

    private static async Task<List<(FactKind Kind, DateTimeOffset Start, byte[] Facts)>> LoadAsync(
        ConversationStores stores, FactKind[] kinds, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        // A database in the process answers on the thread that asks: counting goes on beside it.
        await Task.Yield();
        var sheets = new List<(FactKind, DateTimeOffset, byte[])>();
        foreach (var store in stores.All)
        {
            await using var context = store.Read();
            // Kind by kind: each is one stretch of the key.
            foreach (var kind in kinds)
            {
                sheets.AddRange((await context.ReportSheets.Where(s => s.Kind == kind && s.Start >= from && s.Start < to).Select(s => new { s.Start, s.Facts }).ToListAsync(cancellationToken).ConfigureAwait(false))
                    .Select(s => (kind, s.Start, s.Facts)));
            }
        }

        return sheets;
    }
}
