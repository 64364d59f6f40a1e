using Imcc.Core.Reporting;

namespace Imcc.Bench.Reporting;

/// <summary>
/// The figures of a made month, worked out from what it was made to be and in the plainest way: lists, sorted. Shares no line with what is measured by it.
/// </summary>
public sealed class MadeTruth
{
    private const long Day = 86_400_000L;
    private const long Week = 7 * Day;

    private readonly List<MadeConversation> _all;
    private readonly Dictionary<int, (bool IsFirst, bool IsRepeated)> _contacts = [];

    public MadeTruth(IEnumerable<MadeConversation> all)
    {
        _all = [.. all];
        foreach (var thread in _all.Where(c => c.Segments.Count > 0).GroupBy(c => (c.Thread, c.Reason)))
        {
            foreach (var one in thread)
            {
                var ended = one.Closed - one.Segments[^1].WrapUp;
                _contacts[one.Number] = (
                    !thread.Any(o => o.Number != one.Number && o.Opened < one.Opened && o.Opened >= one.Opened - Week),
                    thread.Any(o => o.Number != one.Number && o.Opened > one.Opened && o.Opened <= ended + Week));
            }
        }
    }

    public IReadOnlyList<MadeConversation> All => _all;

    public (bool IsFirst, bool IsRepeated) ContactOf(MadeConversation c) => _contacts.GetValueOrDefault(c.Number, (true, false));

    /// <summary>Which rows there are, and what stands in them.</summary>
    public Dictionary<ReportTerm, TruthCell> Cells(ReportDimension by)
    {
        var cells = new Dictionary<ReportTerm, TruthCell>();
        foreach (var c in _all)
        {
            foreach (var v in c.Visits)
                Cell(c, v.At, v.Group, v.Agent).Visits.Add(v);
            foreach (var a in c.Attempts)
                Cell(c, a.At, a.Group, a.Agent).Attempts.Add(a);
            foreach (var s in c.Segments)
            {
                Cell(c, s.At + s.Served, s.Group, s.Agent).Segments.Add(s);
                Work(c, s, s.At, s.At + s.Served + s.WrapUp);
            }

            var (group, agent) = c.Segments.Count > 0 ? (c.Segments[^1].Group, c.Segments[^1].Agent) : (c.Visits.Count > 0 ? c.Visits[^1].Group : -1, -1);
            Cell(c, c.Closed, group, agent).Conversations.Add((c, ContactOf(c)));
        }

        return cells;

        void Work(MadeConversation c, MadeSegment s, long from, long to)
        {
            if (by is not (ReportDimension.Time or ReportDimension.Weekday or ReportDimension.Hour))
            {
                Cell(c, from, s.Group, s.Agent).Work.Add((s.Agent, from, to));
                return;
            }

            var length = by == ReportDimension.Hour ? Day / 24 : Day;
            for (var part = from / length; part * length < to; part++)
                Cell(c, part * length, s.Group, s.Agent).Work.Add((s.Agent, Math.Max(from, part * length), Math.Min(to, (part + 1) * length)));
        }

        TruthCell Cell(MadeConversation c, long at, int group, int agent)
        {
            var key = by switch
            {
                ReportDimension.None => ReportTerm.None,
                ReportDimension.Time => new(Guid.Empty, MadeMonth.At(at / Day * Day).ToUnixTimeMilliseconds()),
                ReportDimension.Group => new(group < 0 ? Guid.Empty : MadeMonth.GroupId(group), 0),
                ReportDimension.Agent => new(agent < 0 ? Guid.Empty : MadeMonth.AgentId(agent), 0),
                ReportDimension.Account => new(MadeMonth.AccountId(c.Account), 0),
                ReportDimension.Reason => new(c.Reason < 0 ? Guid.Empty : MadeMonth.ReasonId(c.Reason), 0),
                ReportDimension.Tier => new(Guid.Empty, c.Tier),
                // 1 March 2026 is a Sunday.
                ReportDimension.Weekday => new(Guid.Empty, ((at / Day) + 6) % 7 + 1),
                ReportDimension.Hour => new(Guid.Empty, at / (Day / 24) % 24),
                _ => throw new ArgumentOutOfRangeException(nameof(by), by, null),
            };
            if (!cells.TryGetValue(key, out var cell))
                cells[key] = cell = new();
            return cell;
        }
    }
}
