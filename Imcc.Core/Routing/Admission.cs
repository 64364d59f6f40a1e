namespace Imcc.Core.Routing;

/// <summary>Holds the lines to their limits: who has joined beyond it and got nobody in the same breath is turned away, the last to join first.</summary>
internal sealed class Admission(Waker waker, AcdOptions options)
{
    private readonly HashSet<WaitingLine> _lines = [];
    private readonly Dictionary<Standing, long> _turningAway = [];
    private List<TurnedAway> _turnedAway = [];

    /// <summary>It stands in the line, perhaps as a newcomer.</summary>
    public void Joined(Standing standing, DateTimeOffset now)
    {
        var line = standing.Line!;
        var stay = (line.GroupId, standing.JoinedAt);
        if (standing.Admitted == stay)
            return;
        standing.Admitted = stay;
        // Whoever was asked for or served already has been let in, and comes back.
        if (line.Rules.Line.MostWaiting is null || !IsFirstStay(standing) || now - standing.JoinedAt > options.AdmitWithin)
            return;
        line.Newcomers.Add(standing);
        _lines.Add(line);
    }

    /// <summary>Until when one who is being turned away is left alone; null: is not being turned away.</summary>
    public DateTimeOffset? LeftAloneUntil(Standing standing, WaitingEntry news) =>
        IsTurningAway(standing) && standing.Admitted == (news.GroupId, news.JoinedLineAt ?? news.EnqueuedAt) ? standing.NotBefore : null;

    /// <summary>Having said something lets nobody in.</summary>
    public void GoOn(Standing standing) => _turningAway[standing] = standing.Ticket;

    /// <summary>Whoever could be assigned is: those who are still too many have to go.</summary>
    public void Close(DateTimeOffset now)
    {
        foreach (var standing in _turningAway.Keys.Where(s => !IsTurningAway(s) || s.NotBefore <= now).ToList())
            _turningAway.Remove(standing);
        foreach (var line in _lines)
        {
            var over = line.WaitingCount - _turningAway.Keys.Count(s => s.Line == line) - (line.Rules.Line.MostWaiting ?? int.MaxValue);
            foreach (var standing in line.Newcomers.Where(s => s.Line == line && s.Phase == Phase.Waiting && IsFirstStay(s) && MayBeTurnedAway(s, line)).OrderByDescending(s => s.JoinedAt).ThenByDescending(s => s.ConversationId).ToList())
            {
                if (over-- <= 0)
                    break;
                _turningAway[standing] = standing.Ticket;
                waker.LeaveAlone(standing, now + options.AnswerWithin);
                _turnedAway.Add(new(standing.ConversationId, standing.Entry!.ThreadId, line.GroupId, standing.Revision));
            }

            line.Newcomers.Clear();
        }

        _lines.Clear();
    }

    public IReadOnlyList<TurnedAway> Take()
    {
        var taken = _turnedAway;
        _turnedAway = [];
        return taken;
    }

    /// <summary>A phase later it is another matter.</summary>
    private bool IsTurningAway(Standing standing) => standing.Phase == Phase.Waiting && _turningAway.TryGetValue(standing, out var ticket) && ticket == standing.Ticket;

    private static bool IsFirstStay(Standing standing) => standing.Entry!.Attempts == 0 && standing.JoinedAt == standing.Entry.EnqueuedAt;

    private static bool MayBeTurnedAway(Standing standing, WaitingLine line) =>
        line.Rules.Line.AlwaysAdmittedFrom is not { } from || standing.Entry!.VipTier < from;
}
