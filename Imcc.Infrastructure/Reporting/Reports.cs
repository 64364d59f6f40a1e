using System.Runtime.CompilerServices;
using Imcc.Core.Reporting;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Directory = Imcc.Core.Organisation.Directory;

namespace Imcc.Infrastructure.Reporting;

/// <summary>Answers queries from the sheets: within the reader's units, exactly, medians included, with the conversations behind every cell.</summary>
public sealed class Reports
{
    /// <summary>The longest time that one report is about.</summary>
    public const int MostDays = 400;

    private readonly ConversationStores _stores;
    private readonly IDbContextFactory<DirectoryContext> _contexts;
    private readonly Func<Directory> _known;
    private readonly StoredJson _json;

    internal Reports(ConversationStores stores, IDbContextFactory<DirectoryContext> contexts, Func<Directory> known, StoredJson json) =>
        (_stores, _contexts, _known, _json) = (stores, contexts, known, json);

    /// <param name="personId">Who reads.</param>
    /// <exception cref="UnauthorizedAccessException">Neither administrator nor lead.</exception>
    public async Task<ReportTable> ReadAsync(Guid personId, ReportQuery query, CancellationToken cancellationToken = default) => await ReadAsync(personId, query, ReportCount.MostCells, cancellationToken);

    /// <param name="most">Rows that there may be; a file takes more of them than a screen.</param>
    /// <inheritdoc cref="ReadAsync(Guid, ReportQuery, CancellationToken)"/>
    public async Task<ReportTable> ReadAsync(Guid personId, ReportQuery query, int most, CancellationToken cancellationToken)
    {
        var known = _known();
        return await ReadAsync(await ReportScope.ReadAsync(_contexts, known, personId, cancellationToken), query, await RulesAsync(cancellationToken), most, cancellationToken);
    }

    /// <param name="first">The row; null: all of them.</param>
    /// <param name="kpi">Whose cell.</param>
    /// <inheritdoc cref="ReadAsync(Guid, ReportQuery, CancellationToken)"/>
    public async Task<FactPage> BehindAsync(Guid personId, ReportQuery query, ReportTerm? first, ReportTerm? then, Kpi kpi, int skip, int take, CancellationToken cancellationToken = default)
    {
        var known = _known();
        var scope = await ReportScope.ReadAsync(_contexts, known, personId, cancellationToken);
        return await new BehindReading(_stores, known) { Rules = await RulesAsync(cancellationToken) }.ReadAsync(scope, query, first, then, kpi, skip, take, cancellationToken);
    }

    /// <summary>All that stands behind a cell, page by page, the latest first.</summary>
    /// <inheritdoc cref="BehindAsync"/>
    public async IAsyncEnumerable<FactPage> BehindAllAsync(
        Guid personId, ReportQuery query, ReportTerm? first, ReportTerm? then, Kpi kpi, int most, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var known = _known();
        var scope = await ReportScope.ReadAsync(_contexts, known, personId, cancellationToken);
        await foreach (var page in new BehindReading(_stores, known) { Rules = await RulesAsync(cancellationToken) }.ReadAllAsync(scope, query, first, then, kpi, most, cancellationToken))
            yield return page;
    }

    /// <summary>What a person may filter by.</summary>
    /// <exception cref="UnauthorizedAccessException">Neither administrator nor lead.</exception>
    public async Task<ReportChoices> ChoicesAsync(Guid personId, CancellationToken cancellationToken = default)
    {
        var known = _known();
        var scope = await ReportScope.ReadAsync(_contexts, known, personId, cancellationToken);
        return new(
            [.. known.Groups.Values.Where(g => scope.IsAll || scope.Groups.Contains(g.Id)).Select(g => (g.Id, g.Name)).OrderBy(g => g.Name, StringComparer.CurrentCulture)],
            [.. known.Agents.Values.Where(a => scope.SeesAgent(a.Id)).Select(a => (a.Id, a.DisplayName)).OrderBy(a => a.DisplayName, StringComparer.CurrentCulture)],
            [.. known.Accounts.Values.Where(a => scope.IsAll || scope.Accounts.Contains(a.Id)).Select(a => (a.Id, a.Name)).OrderBy(a => a.Name, StringComparer.CurrentCulture)],
            [.. known.Reasons.All.Select(r => (r.Id, string.Join(" › ", known.Reasons.PathOf(r.Id).Select(n => n.Name))))])
        {
            Sources = [.. known.Sources.Select(s => (s.Id, s.Branch)).OrderBy(s => s.Branch, StringComparer.CurrentCulture)],
            Tiers = [.. known.VipTiers.Select(t => (t.Tier, t.Name))],
        };
    }

    internal async Task<ReportTable> ReadAsync(ReportScope scope, ReportQuery query, CancellationToken cancellationToken) => await ReadAsync(scope, query, await RulesAsync(cancellationToken), cancellationToken);

    internal Task<ReportTable> ReadAsync(ReportScope scope, ReportQuery query, ReportRules rules, CancellationToken cancellationToken) => ReadAsync(scope, query, rules, ReportCount.MostCells, cancellationToken);

    private async Task<ReportTable> ReadAsync(ReportScope scope, ReportQuery query, ReportRules rules, int most, CancellationToken cancellationToken)
    {
        var known = _known();
        var kpis = query.Kpis.Select(KpiCatalogue.Find).OfType<Kpi>().Distinct().ToList();
        var kinds = kpis.Select(k => k.Kind).Concat(kpis.Where(k => k.Also is not null).Select(k => k.Also!.Value)).Distinct().ToArray();
        var presenceUpTo = query.IsOfAgents && kpis.Any(k => k.IsOfPresence) ? await PresenceUpToAsync(cancellationToken) : null;
        // Quarters know nothing of each other: parts of a long time are counted beside each other.
        var parts = await Task.WhenAll(SheetDays.Parts(query.From, query.To).Select(part => Task.Run(
            async () =>
            {
                var count = new ReportCount(query, kpis, rules, scope, known, most, presenceUpTo);
                await foreach (var (start, sheets) in SheetDays.ReadAsync(_stores, kinds, part.From, part.To, cancellationToken))
                    count.Take(start, sheets);
                return count;
            },
            cancellationToken)));
        var count = parts[0];
        foreach (var other in parts.Skip(1))
            count.Add(other);
        var names = new ReportNames(known);
        var upTo = await CountedUpToAsync(cancellationToken);
        // Who had no part in what is asked for (an agent of another report's figures) has no row; a day without anybody has.
        var rows = count.Cells.Select(c => Row(c.Key.First, c.Key.Then, c.Value)).Where(r => !IsById(query.Rows) || kpis.Zip(r.Values).Any(IsSomething)).ToList();
        if (rows.Count > 0 && !count.IsCut && query is { Rows: ReportDimension.Time, Then: ReportDimension.None, Interval: ReportInterval.Day or ReportInterval.Week or ReportInterval.Month })
        {
            rows.AddRange(new ReportCalendar(query.TimeZone, query.Interval).RowsIn(query.From, upTo < query.To ? upTo.Value : query.To)
                .Select(at => new ReportTerm(Guid.Empty, at.ToUnixTimeMilliseconds())).Where(at => !count.Cells.ContainsKey((at, ReportTerm.None))).Select(at => Row(at, ReportTerm.None, new())));
        }

        return new(kpis, [.. Order(rows, query)], Row(ReportTerm.None, ReportTerm.None, count.Total()), upTo, count.IsCut, rules) { PresenceUpTo = presenceUpTo };

        ReportRow Row(ReportTerm first, ReportTerm then, Tally tally) => new(
            first, then, names.Of(query.Rows, first), names.Of(query.Then, then),
            [.. kpis.Select(k => k.IsOfPresence && !query.IsOfAgents ? null : k.Of(tally, rules))], tally[Count.Waiting] == 0);
    }

    private static IOrderedEnumerable<ReportRow> Order(List<ReportRow> rows, ReportQuery query) =>
        (IsById(query.Rows) ? rows.OrderByDescending(r => r.Values.Count == 0 ? 0 : r.Values[0] ?? double.MinValue) : rows.OrderBy(r => r.First.Number))
        .ThenBy(r => r.Name, StringComparer.Ordinal).ThenBy(r => r.First.Id).ThenBy(r => r.Then.Number).ThenBy(r => r.ThenName, StringComparer.Ordinal).ThenBy(r => r.Then.Id);

    // A share of nought is a share of something.
    private static bool IsSomething((Kpi Kpi, double? Value) figure) => figure.Value is { } value && (value != 0 || figure.Kpi.Unit is KpiUnit.Share or KpiUnit.Number);

    private static bool IsById(ReportDimension by) => by is ReportDimension.Group or ReportDimension.Agent or ReportDimension.Account or ReportDimension.Channel or ReportDimension.Reason or ReportDimension.Source;

    private async Task<ReportRules> RulesAsync(CancellationToken cancellationToken)
    {
        await using var context = _contexts.CreateDbContext();
        return (await context.ReportRules.AsNoTracking().SingleOrDefaultAsync(cancellationToken))?.ToRules(_json) ?? new();
    }

    private async Task<DateTimeOffset?> PresenceUpToAsync(CancellationToken cancellationToken)
    {
        await using var context = _stores.Home.Read();
        return await context.ReportBookmarks.Where(b => b.Name == ReportBookmarkRow.Presence).Select(b => (DateTimeOffset?)b.At).SingleOrDefaultAsync(cancellationToken);
    }

    private async Task<DateTimeOffset?> CountedUpToAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset? upTo = null;
        foreach (var store in _stores.All)
        {
            await using var context = store.Read();
            var at = await context.ReportBookmarks.Where(b => b.Name == ReportBookmarkRow.Conversations).Select(b => (DateTimeOffset?)b.At).SingleOrDefaultAsync(cancellationToken);
            upTo = upTo is null || at < upTo ? at : upTo;
        }

        return upTo;
    }
}

/// <summary>What reports can be narrowed to, by name.</summary>
public sealed record ReportChoices(
    IReadOnlyList<(Guid Id, string Name)> Groups, IReadOnlyList<(Guid Id, string Name)> Agents, IReadOnlyList<(Guid Id, string Name)> Accounts, IReadOnlyList<(Guid Id, string Name)> Reasons)
{
    public IReadOnlyList<(Guid Id, string Name)> Sources { get; init; } = [];

    public IReadOnlyList<(int Tier, string Name)> Tiers { get; init; } = [];
}
