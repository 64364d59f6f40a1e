using Imcc.Core.Reporting;
using Directory = Imcc.Core.Organisation.Directory;

namespace Imcc.Infrastructure.Reporting;

/// <summary>
/// Looks at sheets as a query does: which lines it is about, and which cell each belongs to. What depends on an id alone is worked out once for each id of a sheet.
/// </summary>
internal sealed class SheetLens(ReportQuery query, ReportScope scope, Directory known)
{
    private readonly ReportCalendar _calendar = new(query.TimeZone, query.Interval);
    private readonly HashSet<Guid> _groups = [.. query.Groups];
    private readonly HashSet<Guid> _agents = [.. query.Agents];
    private readonly HashSet<Guid> _accounts = [.. query.Accounts];
    private readonly HashSet<Guid> _sources = [.. query.Sources];
    private readonly HashSet<Guid> _reasons = [.. query.Reasons];
    private readonly HashSet<int> _tiers = [.. query.Tiers];
    private readonly Dictionary<Guid, Guid> _steps = [];
    private readonly Dictionary<Guid, bool> _below = [];

    /// <summary>The lines of a sheet that the query is about, with their cells.</summary>
    /// <param name="waits">Of visits, by the clock that is asked for.</param>
    public LensView Look(FactKind kind, DateTimeOffset start, FactSheet sheet, long[]? waits)
    {
        var view = new LensView(sheet.Lines);
        if (kind != FactKind.Visit && (query.Rows == ReportDimension.Wait || query.Then == ReportDimension.Wait))
            return view;
        var (groups, agents, accounts, sources, reasons, tiers) = (sheet.Groups, sheet.Agents, sheet.Accounts, sheet.Sources, sheet.Reasons, sheet.Tiers);
        var isWork = kind is FactKind.Segment or FactKind.Work or FactKind.Attempt;
        for (var i = 0; i < sheet.Lines; i++)
        {
            var ids = sheet.Ids;
            view.Takes[i] = (_groups.Count == 0 || _groups.Contains(ids[groups[i]]))
                && (_agents.Count == 0 || _agents.Contains(ids[agents[i]]))
                && (_accounts.Count == 0 || _accounts.Contains(ids[accounts[i]]))
                && (_sources.Count == 0 || _sources.Contains(ids[sources[i]]))
                && (_tiers.Count == 0 || _tiers.Contains((int)tiers[i]))
                && (_reasons.Count == 0 || IsBelow(ids[reasons[i]]))
                && (kind == FactKind.Presence ? scope.SeesAgent(ids[agents[i]]) : scope.Sees(ids[groups[i]], ids[agents[i]], ids[accounts[i]], isWork));
        }

        Fill(query.Rows, view.First);
        Fill(query.Then, view.Then);
        return view;

        void Fill(ReportDimension by, ReportTerm[] terms)
        {
            switch (by)
            {
                case ReportDimension.None:
                    Array.Fill(terms, ReportTerm.None);
                    break;
                case ReportDimension.Time:
                    Array.Fill(terms, new(Guid.Empty, _calendar.RowOf(start).ToUnixTimeMilliseconds()));
                    break;
                case ReportDimension.Weekday:
                    Array.Fill(terms, new(Guid.Empty, _calendar.WeekdayOf(start)));
                    break;
                case ReportDimension.Hour:
                    Array.Fill(terms, new(Guid.Empty, _calendar.HourOf(start)));
                    break;
                case ReportDimension.Group:
                    ById(terms, groups, id => new(id, 0));
                    break;
                case ReportDimension.Agent:
                    ById(terms, agents, id => new(id, 0));
                    break;
                case ReportDimension.Account:
                    ById(terms, accounts, id => new(id, 0));
                    break;
                case ReportDimension.Channel:
                    ById(terms, accounts, id => new(Guid.Empty, known.Accounts.TryGetValue(id, out var account) ? (long)account.Kind : 0));
                    break;
                case ReportDimension.Source:
                    ById(terms, sources, id => new(id, 0));
                    break;
                case ReportDimension.Reason:
                    ById(terms, reasons, id => new(StepOf(id), 0));
                    break;
                case ReportDimension.Tier:
                    for (var i = 0; i < terms.Length; i++)
                        terms[i] = new(Guid.Empty, tiers[i]);
                    break;
                case ReportDimension.Wait:
                    for (var i = 0; i < terms.Length; i++)
                        terms[i] = waits![i] < 0 ? ReportTerm.None : new(Guid.Empty, WaitBands.Of(waits[i]));
                    break;
            }
        }

        void ById(ReportTerm[] terms, long[] places, Func<Guid, ReportTerm> termOf)
        {
            var byId = Array.ConvertAll(sheet.Ids, id => termOf(id));
            for (var i = 0; i < terms.Length; i++)
                terms[i] = byId[places[i]];
        }
    }

    private bool IsBelow(Guid reason)
    {
        if (!_below.TryGetValue(reason, out var isBelow))
            _below[reason] = isBelow = _reasons.Contains(reason) || known.Reasons.PathOf(reason).Any(n => _reasons.Contains(n.Id));
        return isBelow;
    }

    /// <summary>Of the way down to a reason the step that the query is at: the first, or the one below the reason that it is about.</summary>
    private Guid StepOf(Guid reason)
    {
        if (_steps.TryGetValue(reason, out var step))
            return step;
        var path = known.Reasons.PathOf(reason);
        var at = _reasons.Count == 1 ? path.Select(n => n.Id).ToList().IndexOf(query.Reasons[0]) + 1 : 0;
        return _steps[reason] = path.Length == 0 ? reason : path[Math.Min(at, path.Length - 1)].Id;
    }
}

/// <summary>A sheet's lines as a query sees them.</summary>
internal sealed class LensView(int lines)
{
    public bool[] Takes { get; } = new bool[lines];

    public ReportTerm[] First { get; } = new ReportTerm[lines];

    public ReportTerm[] Then { get; } = new ReportTerm[lines];
}
