namespace Imcc.Core.Board;

/// <summary>Agents' stretches of service of a day in the order of their beginnings: put in order once, however many ask.</summary>
public sealed class WorkSpans
{
    public static readonly WorkSpans None = new([]);

    private readonly (Guid Group, Guid Agent, DateTimeOffset From, DateTimeOffset To)[] _spans;

    /// <param name="spans">Group empty: of none. What ends before it begins is left out.</param>
    public WorkSpans(IEnumerable<(Guid Group, Guid Agent, DateTimeOffset From, DateTimeOffset To)> spans)
    {
        _spans = [.. spans.Where(s => s.To > s.From)];
        Array.Sort(_spans, (a, b) => a.From.CompareTo(b.From));
    }

    /// <summary>How many conversations an agent had in hand at once, while there was one: by skill group, and under the empty id in all.</summary>
    /// <param name="counts">Which groups are looked at.</param>
    public IReadOnlyDictionary<Guid, double> Concurrency(Func<Guid, bool> counts)
    {
        var sums = new Dictionary<Guid, (long Work, long Busy)>();
        var until = new Dictionary<(Guid Group, Guid Agent), DateTimeOffset>();
        foreach (var (group, agent, begin, end) in _spans)
        {
            if (!counts(group))
                continue;
            Add(group, agent, begin, end);
            if (group != Guid.Empty)
                Add(Guid.Empty, agent, begin, end);
        }

        return sums.Where(s => s.Value.Busy > 0).ToDictionary(s => s.Key, s => (double)s.Value.Work / s.Value.Busy);

        void Add(Guid group, Guid agent, DateTimeOffset begin, DateTimeOffset end)
        {
            var (work, busy) = sums.GetValueOrDefault(group);
            var free = until.GetValueOrDefault((group, agent));
            // In the order of their beginnings: what lies beyond the furthest end so far is new to the wall clock.
            sums[group] = (work + Ms(end - begin), busy + Math.Max(0, Ms(end - (begin > free ? begin : free))));
            until[(group, agent)] = end > free ? end : free;
        }
    }

    private static long Ms(TimeSpan span) => span.Ticks / TimeSpan.TicksPerMillisecond;
}
