using Imcc.Core.Agents;
using Imcc.Core.Organisation;
using Imcc.Core.Reporting;
using Directory = Imcc.Core.Organisation.Directory;

namespace Imcc.Infrastructure.Reporting;

/// <summary>Counts sheets into the cells of a report, quarter by quarter.</summary>
internal sealed class ReportCount
{
    /// <summary>Cells of one report on screen; what is beyond them stands in its totals alone.</summary>
    public const int MostCells = 10_000;

    private readonly ReportQuery _query;
    private readonly ReportScope _scope;
    private readonly SheetLens _lens;
    private readonly WaitClock _waits;
    private readonly ReportRules _rules;
    private readonly bool _hasReplies;
    private readonly bool _isAdditive;
    private readonly Dictionary<(ReportTerm, ReportTerm), Tally> _cells = [];
    private readonly Dictionary<(Tally Cell, Guid Agent), WorkClock> _clocks = [];
    private readonly Dictionary<Guid, WorkClock> _allClocks = [];
    private readonly Tally _rest;
    private readonly int _most;
    private readonly DateTimeOffset? _presenceUpTo;
    private long _busy;
    private ((ReportTerm, ReportTerm) Key, Tally Cell)? _last;

    /// <param name="presenceUpTo">Until when it is counted who was there; null: it is not asked for.</param>
    public ReportCount(ReportQuery query, IReadOnlyCollection<Kpi> kpis, ReportRules rules, ReportScope scope, Directory known, int most, DateTimeOffset? presenceUpTo = null)
    {
        _presenceUpTo = presenceUpTo;
        (_query, _rules, _scope, _most) = (query, rules, scope, most);
        _hasReplies = kpis.Any(k => k.Measured == Measure.Reply);
        // An agent's quarter is in one cell: what overlaps within it overlaps in the whole.
        _isAdditive = new[] { query.Rows, query.Then }.All(d => d is ReportDimension.None or ReportDimension.Time or ReportDimension.Agent or ReportDimension.Weekday or ReportDimension.Hour);
        _lens = new(query, scope, known);
        _waits = new(query, known);
        _rest = new(kpis.Where(k => k.NeedsValues).Select(k => k.Measured!.Value));
    }

    public bool IsCut { get; private set; }

    public IReadOnlyDictionary<(ReportTerm First, ReportTerm Then), Tally> Cells => _cells;

    /// <summary>All kinds' sheets of one quarter, of all stores.</summary>
    public void Take(DateTimeOffset start, IEnumerable<(FactKind Kind, byte[] Facts)> sheets)
    {
        foreach (var (kind, facts) in sheets)
        {
            var sheet = FactSheet.Read(facts);
            var waits = kind == FactKind.Visit ? _waits.Of(start, sheet) : null;
            Take(kind, start, sheet, _lens.Look(kind, start, sheet, waits), waits);
        }

        // Work counts as soon as it is over, presence when its quarter is: beside presence that is not counted yet, work says nothing of how busy anybody was.
        var isKnown = !(start >= _presenceUpTo);
        foreach (var ((cell, agent), clock) in _clocks)
            clock.Close(cell, isKnown && _query.IsOfAgents && _scope.SeesAgent(agent));
        _busy += _allClocks.Values.Sum(c => c.Busy());
        _clocks.Clear();
        _allClocks.Clear();
    }

    /// <summary>What was counted of another part of the time.</summary>
    public void Add(ReportCount other)
    {
        foreach (var (key, cell) in other._cells)
            CellOf(key).Add(cell);
        _rest.Add(other._rest);
        _busy += other._busy;
        IsCut |= other.IsCut;
    }

    public Tally Total()
    {
        var total = new Tally(_rest);
        foreach (var cell in _cells.Values)
            total.Add(cell);
        total.Add(_rest);
        if (!_isAdditive)
            total.Add(Count.BusyMs, _busy - total[Count.BusyMs]);
        return total;
    }

    private void Take(FactKind kind, DateTimeOffset start, FactSheet sheet, LensView view, long[]? waits)
    {
        switch (kind)
        {
            case FactKind.Visit:
                var (outcomes, entries, groups) = (sheet.Column((int)VisitColumn.Outcome), sheet.Column((int)VisitColumn.Entry), sheet.Groups);
                var limits = Array.ConvertAll(sheet.Ids, id => _rules.LimitsOf(id));
                Each(view, (i, cell) => FactCount.Visit(cell, waits![i], (VisitOutcome)outcomes[i], (VisitEntry)entries[i], limits[groups[i]].Within, limits[groups[i]].Short));
                break;
            case FactKind.Attempt:
                var (rings, asked) = (sheet.Column((int)AttemptColumn.Ring), sheet.Column((int)AttemptColumn.Outcome));
                Each(view, (i, cell) => FactCount.Attempt(cell, rings[i], (AttemptOutcome)asked[i]));
                break;
            case FactKind.Segment:
                TakeSegments(start, sheet, view);
                break;
            case FactKind.Work:
                var (workers, from, lengths, units) = (sheet.Agents, sheet.Column((int)WorkColumn.Offset), sheet.Column((int)WorkColumn.Length), sheet.Column((int)WorkColumn.Units));
                Each(view, (i, cell) =>
                {
                    var agent = sheet.Ids[workers[i]];
                    ClockOf(_clocks, (cell, agent)).Worked(from[i], lengths[i], units[i]);
                    if (!_isAdditive)
                        ClockOf(_allClocks, agent).Worked(from[i], lengths[i], units[i]);
                });
                break;
            case FactKind.Conversation:
                var columns = Enum.GetValues<ConversationColumn>().Select(c => sheet.Column((int)c)).ToArray();
                Each(view, (i, cell) => FactCount.Conversation(
                    cell, columns[(int)ConversationColumn.Length][i], columns[(int)ConversationColumn.Segments][i], columns[(int)ConversationColumn.IsInvited][i] > 0, columns[(int)ConversationColumn.Rating][i],
                    columns[(int)ConversationColumn.IsFirstContact][i] > 0, columns[(int)ConversationColumn.IsRepeated][i] > 0, columns[(int)ConversationColumn.IsForAPerson][i] > 0));
                break;
            case FactKind.Presence when _query.IsOfAgents:
                var presence = Enum.GetValues<PresenceColumn>().Select(c => sheet.Column((int)c)).ToArray();
                var agents = sheet.Agents;
                Each(view, (i, cell) => ClockOf(_clocks, (cell, sheet.Ids[agents[i]])).Was(
                    cell, presence[(int)PresenceColumn.Offset][i], presence[(int)PresenceColumn.Length][i], (Presence)presence[(int)PresenceColumn.Presence][i],
                    presence[(int)PresenceColumn.IsRoutable][i] > 0, presence[(int)PresenceColumn.Capacity][i]));
                break;
        }
    }

    private void TakeSegments(DateTimeOffset start, FactSheet sheet, LensView view)
    {
        var (served, wrapUps, exits) = (sheet.Column((int)SegmentColumn.Served), sheet.Column((int)SegmentColumn.WrapUp), sheet.Column((int)SegmentColumn.Exit));
        var (first, fromLine) = _waits.FirstReplies(start, sheet);
        // The turns are most of what a sheet holds.
        var (counts, values) = _hasReplies ? sheet.Furthers() : (new long[sheet.Lines], []);
        var starts = new int[sheet.Lines];
        for (var i = 1; i < starts.Length; i++)
            starts[i] = starts[i - 1] + (int)counts[i - 1];
        Each(view, (i, cell) => FactCount.Segment(
            cell, served[i], wrapUps[i], first[i], fromLine[i], (SegmentExit)exits[i], values.AsSpan(starts[i], (int)counts[i])));
    }

    private void Each(LensView view, Action<int, Tally> count)
    {
        for (var i = 0; i < view.Takes.Length; i++)
        {
            if (view.Takes[i])
                count(i, CellOf((view.First[i], view.Then[i])));
        }
    }

    private Tally CellOf((ReportTerm, ReportTerm) key)
    {
        // Neighbours are often of one cell.
        if (_last is { } last && last.Key == key)
            return last.Cell;
        if (!_cells.TryGetValue(key, out var cell))
        {
            if (_cells.Count >= _most)
            {
                IsCut = true;
                return _rest;
            }

            _cells[key] = cell = new(_rest);
        }

        _last = (key, cell);
        return cell;
    }

    private static WorkClock ClockOf<T>(Dictionary<T, WorkClock> clocks, T key)
        where T : notnull
    {
        if (!clocks.TryGetValue(key, out var clock))
            clocks[key] = clock = new();
        return clock;
    }
}
