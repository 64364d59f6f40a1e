using System.Runtime.CompilerServices;
using Imcc.Core.Reporting;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Directory = Imcc.Core.Organisation.Directory;

namespace Imcc.Infrastructure.Reporting;

/// <summary>Finds the conversations behind a cell, the latest first: the sheets say how many there are, and only those of the page are looked up.</summary>
internal sealed class BehindReading(ConversationStores stores, Directory known)
{
    /// <summary>Names are looked up for so many at a time.</summary>
    private const int Together = 1000;

    /// <summary>By whose thresholds waits are taken.</summary>
    public ReportRules Rules { get; init; } = new();

    public async Task<FactPage> ReadAsync(ReportScope scope, ReportQuery query, ReportTerm? first, ReportTerm? then, Kpi kpi, int skip, int take, CancellationToken cancellationToken)
    {
        var cell = new Cell(scope, query, known, Rules, first, then, kpi);
        var (from, to) = Narrowed(query, first);
        var total = 0;
        var found = new List<Found>();
        foreach (var store in stores.All)
        {
            // Of each store only what might stand on the page is kept; all is counted.
            await foreach (var (_, count, here) in InSheetsAsync(store, cell, from, to, skip + take, cancellationToken))
            {
                total += count;
                found.AddRange(here);
            }
        }

        return new(total, await NamedAsync(cell.Kind, [.. Ordered(found).Skip(skip).Take(take)], cancellationToken));
    }

    /// <summary>All of them, page by page, whatever there is of them: nothing is held but the quarters in which there are any.</summary>
    /// <param name="most">Of more than these the later ones.</param>
    /// <returns>Each page with how many there are altogether.</returns>
    public async IAsyncEnumerable<FactPage> ReadAllAsync(
        ReportScope scope, ReportQuery query, ReportTerm? first, ReportTerm? then, Kpi kpi, int most, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var cell = new Cell(scope, query, known, Rules, first, then, kpi);
        var (from, to) = Narrowed(query, first);
        var total = 0;
        var quarters = new HashSet<DateTimeOffset>();
        foreach (var store in stores.All)
        {
            await foreach (var (start, count, _) in InSheetsAsync(store, cell, from, to, 0, cancellationToken))
            {
                total += count;
                if (count > 0)
                    quarters.Add(start);
            }
        }

        var (waiting, left) = (new List<Found>(), most);
        foreach (var quarter in quarters.OrderDescending())
        {
            var here = new List<Found>();
            foreach (var store in stores.All)
            {
                await foreach (var (_, _, some) in InSheetsAsync(store, cell, quarter, quarter + QuarterHours.Length, int.MaxValue, cancellationToken))
                    here.AddRange(some);
            }

            waiting.AddRange(Ordered(here));
            for (; waiting.Count >= Together && left > 0; waiting.RemoveRange(0, Together), left -= Together)
                yield return new(total, await NamedAsync(cell.Kind, waiting[..Math.Min(Together, left)], cancellationToken));
            if (left <= 0)
                yield break;
        }

        if (waiting.Count > 0)
            yield return new(total, await NamedAsync(cell.Kind, waiting[..Math.Min(waiting.Count, left)], cancellationToken));
    }

    /// <summary>Sheet by sheet, the latest first: how many there are, and which; once there are enough of them, only how many.</summary>
    private static async IAsyncEnumerable<(DateTimeOffset Start, int Count, List<Found> Here)> InSheetsAsync(
        ConversationStore store, Cell cell, DateTimeOffset from, DateTimeOffset to, int enough, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var kept = 0;
        await using var context = store.Read();
        var kind = cell.Kind;
        var sheets = context.ReportSheets.Where(s => s.Kind == kind && s.Start >= from && s.Start < to).OrderByDescending(s => s.Start).Select(s => new { s.Start, s.Facts });
        await foreach (var stored in sheets.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            var sheet = FactSheet.Read(stored.Facts);
            var takes = cell.TakesOf(stored.Start, sheet);
            var columns = Enumerable.Range(0, ColumnsOf(kind)).Select(sheet.Column).ToArray();
            var (agents, groups, accounts) = (sheet.Agents, sheet.Groups, sheet.Accounts);
            var (count, here) = (0, new List<Found>());
            for (var i = 0; i < sheet.Lines; i++)
            {
                if (!takes[i] || (cell.Behind is not null && !cell.Behind([.. columns.Select(c => c[i])])))
                    continue;
                count++;
                if (kept < enough)
                    here.Add(new(store, stored.Start, i, stored.Start.AddMilliseconds(columns[0][i]), SpanOf(kind, columns, i), sheet.Ids[agents[i]], sheet.Ids[groups[i]], sheet.Ids[accounts[i]]));
            }

            kept += here.Count;
            yield return (stored.Start, count, here);
        }
    }

    private static IOrderedEnumerable<Found> Ordered(IEnumerable<Found> found) => found.OrderByDescending(f => f.At).ThenBy(f => f.Line);

    private static FactKind KindOf(Kpi kpi) => kpi.Kind == FactKind.Presence ? FactKind.Work : kpi.Kind;

    private static (DateTimeOffset From, DateTimeOffset To) Narrowed(ReportQuery query, ReportTerm? first)
    {
        if (query.Rows != ReportDimension.Time || first is not { Number: >= 0 } row)
            return (query.From, query.To);
        var from = DateTimeOffset.FromUnixTimeMilliseconds(row.Number);
        // No row of time is longer than a month; the lens looks closer.
        var to = from.AddDays(query.Interval switch { ReportInterval.Month => 32, ReportInterval.Week => 8, _ => 2 });
        return (from > query.From ? from : query.From, to < query.To ? to : query.To);
    }

    private async Task<IReadOnlyList<FactItem>> NamedAsync(FactKind kind, List<Found> page, CancellationToken cancellationToken)
    {
        var ids = new Dictionary<(int Store, DateTimeOffset Start), byte[]>();
        var rows = new Dictionary<Guid, (Guid ThreadId, string Customer)>();
        foreach (var of in page.GroupBy(f => f.Store))
        {
            await using var context = of.Key.Read();
            var starts = of.Select(f => f.Start).Distinct().ToArray();
            foreach (var sheet in await context.ReportSheets.Where(s => s.Kind == kind && starts.Contains(s.Start)).Select(s => new { s.Start, s.Conversations }).ToListAsync(cancellationToken))
                ids[(of.Key.Index, sheet.Start)] = sheet.Conversations;
            var conversations = of.Select(f => IdOf(f)).Distinct().ToArray();
            var found = await context.Conversations.Where(c => conversations.Contains(c.Id)).Select(c => new { c.Id, c.ThreadId, c.ContactId }).ToListAsync(cancellationToken);
            var contacts = found.Select(f => f.ContactId).Distinct().ToArray();
            var names = await context.Contacts.Where(c => contacts.Contains(c.Id)).Select(c => new { c.Id, c.DisplayName }).ToDictionaryAsync(c => c.Id, c => c.DisplayName, cancellationToken);
            foreach (var row in found)
                rows[row.Id] = (row.ThreadId, names.GetValueOrDefault(row.ContactId, ""));
        }

        return [.. page.Select(f =>
        {
            var id = IdOf(f);
            var (thread, customer) = rows.GetValueOrDefault(id, (Guid.Empty, ""));
            return new FactItem(
                id, thread, kind, f.At, f.Span, customer, known.Agents.GetValueOrDefault(f.Agent)?.DisplayName ?? "", known.Groups.GetValueOrDefault(f.Group)?.Name ?? "",
                known.Accounts.GetValueOrDefault(f.Account)?.Name ?? "");
        })];

        Guid IdOf(Found f) => FactSheet.ConversationAt(ids[(f.Store.Index, f.Start)], f.Line);
    }

    private static long SpanOf(FactKind kind, long[][] columns, int i) => kind switch
    {
        FactKind.Segment => columns[(int)SegmentColumn.Served][i] + columns[(int)SegmentColumn.WrapUp][i],
        // The second column of all others.
        _ => columns[1][i],
    };

    private static int ColumnsOf(FactKind kind) => kind switch
    {
        FactKind.Visit => Enum.GetValues<VisitColumn>().Length,
        FactKind.Segment => Enum.GetValues<SegmentColumn>().Length,
        FactKind.Attempt => Enum.GetValues<AttemptColumn>().Length,
        FactKind.Work => Enum.GetValues<WorkColumn>().Length,
        FactKind.Conversation => Enum.GetValues<ConversationColumn>().Length,
        _ => throw new InvalidOperationException($"{kind} belongs to no conversation."),
    };

    /// <summary>Whose lines are asked for.</summary>
    private sealed class Cell(ReportScope scope, ReportQuery query, Directory known, ReportRules rules, ReportTerm? first, ReportTerm? then, Kpi kpi)
    {
        private readonly SheetLens _lens = new(query, scope, known);
        private readonly WaitClock _waits = new(query, known);

        /// <summary>Presence belongs to no conversation: what it was taken up by does.</summary>
        public FactKind Kind { get; } = KindOf(kpi);

        public Func<IReadOnlyList<long>, bool>? Behind { get; } = kpi.Kind == KindOf(kpi) ? kpi.Behind : null;

        public bool[] TakesOf(DateTimeOffset start, FactSheet sheet)
        {
            var waits = Kind == FactKind.Visit ? _waits.Of(start, sheet) : null;
            var view = _lens.Look(Kind, start, sheet, waits);
            for (var i = 0; i < view.Takes.Length; i++)
                view.Takes[i] = view.Takes[i] && (first is not { } f || view.First[i] == f) && (then is not { } t || view.Then[i] == t);
            if (kpi.BehindWait is not { } isBehind || waits is null)
                return view.Takes;
            var groups = sheet.Groups;
            for (var i = 0; i < view.Takes.Length; i++)
                view.Takes[i] = view.Takes[i] && isBehind(waits[i], rules.LimitsOf(sheet.Ids[groups[i]]));
            return view.Takes;
        }
    }

    private sealed record Found(ConversationStore Store, DateTimeOffset Start, int Line, DateTimeOffset At, long Span, Guid Agent, Guid Group, Guid Account);
}
