using Imcc.Core.Agents;

namespace Imcc.Core.Reporting;

/// <summary>
/// One agent's quarter of an hour: what they had in hand beside when they were there. Work that overlaps is added up as sessions, and counted once by the
/// wall clock.
/// </summary>
public sealed class WorkClock
{
    private readonly List<(long From, long To, long Units)> _work = [];
    private readonly List<(long From, long To, long Capacity)> _available = [];

    /// <param name="from">Ms from the beginning of the quarter.</param>
    public void Worked(long from, long length, long units) => _work.Add((from, from + length, units));

    /// <param name="capacity">Units; -1: not known.</param>
    public void Was(Tally t, long from, long length, Presence presence, bool isRoutable, long capacity)
    {
        t.Add(Count.StaffedMs, length);
        if (isRoutable)
        {
            t.Add(Count.AvailableMs, length);
            _available.Add((from, from + length, capacity));
            if (capacity > 0)
                t.Add(Count.SlotMs, length * capacity);
        }

        switch (presence)
        {
            case Presence.Break:
                t.Add(Count.BreakMs, length);
                break;
            case Presence.Busy:
                t.Add(Count.BusyPresenceMs, length);
                break;
            case Presence.AutoBreak:
                t.Add(Count.AutoBreakMs, length);
                break;
        }
    }

    /// <summary>By the wall clock, with at least one in hand.</summary>
    public long Busy() => Merged().Sum(b => b.To - b.From);

    /// <summary>The quarter is complete: what overlaps is known.</summary>
    /// <param name="isWhole">All of the agent's work is here, so that what is left of the available time was idle.</param>
    public void Close(Tally t, bool isWhole)
    {
        foreach (var (from, to, units) in _work)
        {
            t.Add(Count.WorkMs, to - from);
            t.Add(Count.UnitMs, (to - from) * units);
        }

        var busy = Merged();
        var wall = busy.Sum(b => b.To - b.From);
        t.Add(Count.BusyMs, wall);
        if (!isWhole)
            return;
        // On contact, or waiting for one: what was done after the agent had stopped taking new ones is on contact, too.
        t.Add(Count.BusyUnderPresenceMs, wall);
        foreach (var (from, to, capacity) in _available)
        {
            t.Add(Count.IdleMs, to - from - busy.Sum(b => Overlap(b.From, b.To, from, to)));
            if (capacity > 0)
                t.Add(Count.SlotUsedMs, _work.Sum(w => w.Units * Overlap(w.From, w.To, from, to)));
        }
    }

    private List<(long From, long To)> Merged()
    {
        var merged = new List<(long From, long To)>();
        foreach (var (from, to, _) in _work.Order())
        {
            if (merged.Count > 0 && from <= merged[^1].To)
                merged[^1] = (merged[^1].From, Math.Max(merged[^1].To, to));
            else
                merged.Add((from, to));
        }

        return merged;
    }

    private static long Overlap(long from, long to, long start, long end) => Math.Max(0, Math.Min(to, end) - Math.Max(from, start));
}
