using Imcc.Core.Reporting;
using Directory = Imcc.Core.Organisation.Directory;

namespace Imcc.Infrastructure.Reporting;

/// <summary>Waits of visits and first replies by the wall clock, or by one that runs only while their group was open; a group without hours is always open.</summary>
internal sealed class WaitClock(ReportQuery query, Directory known)
{
    /// <summary>Nobody waits or is served longer.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(35);

    private readonly Dictionary<Guid, OpenHoursClock?> _clocks = [];

    /// <returns>In ms; -1: still waiting.</returns>
    public long[] Of(DateTimeOffset start, FactSheet sheet)
    {
        var waits = sheet.Column((int)VisitColumn.Wait);
        if (!query.IsOpenHoursOnly)
            return waits;
        var (groups, offsets, begin) = (sheet.Groups, sheet.Column((int)VisitColumn.Offset), start.ToUnixTimeMilliseconds());
        for (var i = 0; i < waits.Length; i++)
        {
            if (waits[i] > 0 && ClockOf(sheet.Ids[groups[i]]) is { } clock)
                waits[i] = clock.Between(begin + offsets[i], begin + offsets[i] + waits[i]);
        }

        return waits;
    }

    /// <summary>First replies, seen by the agent (tA to tM) and by the customer (tE to tM).</summary>
    /// <returns>In ms; -1: none.</returns>
    public (long[] OfAgent, long[] FromLine) FirstReplies(DateTimeOffset start, FactSheet sheet)
    {
        var (first, fromLine) = (sheet.Column((int)SegmentColumn.FirstReply), sheet.Column((int)SegmentColumn.FirstReplyFromLine));
        if (!query.IsOpenHoursOnly)
            return (first, fromLine);
        var (groups, offsets, served, begin) = (sheet.Groups, sheet.Column((int)SegmentColumn.Offset), sheet.Column((int)SegmentColumn.Served), start.ToUnixTimeMilliseconds());
        for (var i = 0; i < first.Length; i++)
        {
            if (first[i] < 0 || ClockOf(sheet.Ids[groups[i]]) is not { } clock)
                continue;
            var taken = begin + offsets[i] - served[i];
            var said = taken + first[i];
            if (fromLine[i] > 0)
                fromLine[i] = clock.Between(said - fromLine[i], said);
            first[i] = clock.Between(taken, said);
        }

        return (first, fromLine);
    }

    private OpenHoursClock? ClockOf(Guid group)
    {
        if (!_clocks.TryGetValue(group, out var clock))
        {
            clock = known.Groups.TryGetValue(group, out var found) && found.CalendarId is { } id && known.Calendars.TryGetValue(id, out var calendar)
                ? new(calendar, query.From - Longest, query.To + Longest)
                : null;
            _clocks[group] = clock;
        }

        return clock;
    }
}
