using Imcc.Core.Agents;

namespace Imcc.Core.Schedule;

/// <summary>
/// Lays what an agent was over what was planned, to the tick. Work is kept by being available with a screen there (or about to come back); a break by being on a
/// break, with its reason where it has one. Pure: the same rows give the same answer whenever it is asked.
/// </summary>
public static class Adherence
{
    /// <param name="planned">One shift, in order and without gaps.</param>
    /// <param name="actual">The agent's presence, in order; has no gaps within the shift.</param>
    /// <param name="grace">A deviation of at most so long that begins or ends where something planned does is forgiven.</param>
    /// <param name="until">What lies behind this has not happened yet.</param>
    public static IReadOnlyList<AdherenceStretch> Judge(IReadOnlyList<PlannedSpan> planned, IReadOnlyList<PresenceSpan> actual, TimeSpan grace, DateTimeOffset until)
    {
        var pieces = Cut(planned, actual, until);
        if (pieces.Count == 0)
            return [];
        var kinds = new Deviation[pieces.Count];
        for (var i = 0; i < pieces.Count; i++)
            kinds[i] = KindOf(pieces, i, planned[0].From, planned[^1].To);
        var edges = planned.Select(p => p.From).Append(planned[^1].To).ToHashSet();
        var stretches = new List<AdherenceStretch>(pieces.Count);
        for (var begin = 0; begin < pieces.Count;)
        {
            var end = begin + 1;
            while (end < pieces.Count && kinds[end] == kinds[begin])
                end++;
            var (from, to) = (pieces[begin].From, pieces[end - 1].To);
            var isForgiven = kinds[begin] != Deviation.None && to - from <= grace && (edges.Contains(from) || edges.Contains(to));
            for (var i = begin; i < end; i++)
                stretches.Add(new(pieces[i].From, pieces[i].To, pieces[i].Plan.Activity, pieces[i].Plan.ReasonId, pieces[i].State, kinds[i], isForgiven));
            begin = end;
        }

        return stretches;
    }

    /// <summary>What was not forgiven, each from its begin to its end.</summary>
    public static IReadOnlyList<AdherenceException> Exceptions(IEnumerable<AdherenceStretch> stretches)
    {
        var found = new List<AdherenceException>();
        foreach (var s in stretches.Where(s => !s.IsAdherent))
        {
            if (found.Count > 0 && found[^1].Kind == s.Deviation && found[^1].To == s.From)
                found[^1] = found[^1] with { To = s.To };
            else
                found.Add(new(s.Deviation, s.From, s.To));
        }

        return found;
    }

    private static List<Piece> Cut(IReadOnlyList<PlannedSpan> planned, IReadOnlyList<PresenceSpan> actual, DateTimeOffset until)
    {
        var pieces = new List<Piece>();
        foreach (var plan in planned)
        {
            foreach (var span in actual)
            {
                var from = span.From > plan.From ? span.From : plan.From;
                var to = Least(span.To, plan.To, until);
                if (from < to)
                    pieces.Add(new(from, to, plan, span.State));
            }
        }

        return pieces;
    }

    private static Deviation KindOf(List<Piece> pieces, int i, DateTimeOffset shiftBegins, DateTimeOffset shiftEnds)
    {
        var piece = pieces[i];
        if (IsKept(piece))
            return Deviation.None;
        if (IsAway(piece.State))
        {
            int first = i, last = i;
            while (first > 0 && IsAway(pieces[first - 1].State))
                first--;
            while (last + 1 < pieces.Count && IsAway(pieces[last + 1].State))
                last++;
            return (pieces[first].From == shiftBegins, pieces[last].To == shiftEnds) switch
            {
                (true, true) => Deviation.Absent,
                (true, false) => Deviation.Late,
                (false, true) => Deviation.LeftEarly,
                _ => Deviation.Away,
            };
        }

        if (piece.Plan.Activity == PlannedActivity.Break)
            return piece.State.Presence == Presence.Available ? Deviation.BreakNotTaken : Deviation.UnplannedBreak;
        return IsOverrun(pieces, i) ? Deviation.BreakOverrun : Deviation.UnplannedBreak;
    }

    // The same break as was planned before it, without having been anything else in between.
    private static bool IsOverrun(List<Piece> pieces, int i)
    {
        for (var before = i - 1; before >= 0 && IsSame(pieces[before].State, pieces[i].State); before--)
        {
            if (pieces[before].Plan.Activity == PlannedActivity.Break)
                return IsKept(pieces[before]);
        }

        return false;
    }

    private static bool IsKept(Piece piece) => !IsAway(piece.State) && (piece.Plan.Activity, piece.Plan.ReasonId) switch
    {
        (PlannedActivity.Work, _) => piece.State.Presence == Presence.Available,
        (_, { } reason) => piece.State.Presence is Presence.Break or Presence.Busy && piece.State.ReasonId == reason,
        _ => piece.State.Presence == Presence.Break,
    };

    private static bool IsAway(PresenceChange state) => state.Presence == Presence.Offline || state.Connection == Connection.Lost;

    private static bool IsSame(PresenceChange a, PresenceChange b) => a.Presence == b.Presence && a.ReasonId == b.ReasonId;

    private static DateTimeOffset Least(DateTimeOffset a, DateTimeOffset b, DateTimeOffset c) => a < b ? (a < c ? a : c) : b < c ? b : c;

    private readonly record struct Piece(DateTimeOffset From, DateTimeOffset To, PlannedSpan Plan, PresenceChange State);
}
