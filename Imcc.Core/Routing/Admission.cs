namespace Imcc.Core.Routing;

/// <summary>Holds the lines to their limits: who has joined beyond it and got nobody in the same breath is turned away, the last to join first.</summary>
internal sealed class Admission(Usher usher, AcdOptions options)
{
    private readonly HashSet<WaitingLine> _lines = [];
    private readonly HashSet<Standing> _turningAway = [];
    private List<TurnedAway> _turnedAway = [];

    /// <summary>It stands in the line, perhaps as a newcomer.</summary>
    public void Joined(Standing standing, DateTimeOffset now)
    {
        var line = standing.Line!;
        var stay = (line.GroupId, standing.JoinedAt);
        if (line.Rules.Line.MostWaiting is null || standing.Admitted == stay || standing.Entry!.Attempts > 0 || now - standing.JoinedAt > options.AdmitWithin)
            return;
        standing.Admitted = stay;
        line.Newcomers.Add(standing);
        _lines.Add(line);
    }

    public bool IsTurningAway(Standing standing) => _turningAway.Contains(standing) && standing.Admitted == (standing.Entry!.GroupId, standing.JoinedAt);

    /// <summary>Whoever could be assigned is: those who are still too many have to go.</summary>
    public void Close(DateTimeOffset now)
    {
        _turningAway.RemoveWhere(s => s.Phase != Phase.Waiting || s.NotBefore <= now);
        foreach (var line in _lines)
        {
            var over = line.WaitingCount - _turningAway.Count(s => s.Line == line) - (line.Rules.Line.MostWaiting ?? int.MaxValue);
            foreach (var standing in line.Newcomers.Where(s => s.Line == line && s.Phase == Phase.Waiting && MayBeTurnedAway(s, line)).OrderByDescending(s => s.JoinedAt).ThenByDescending(s => s.ConversationId).ToList())
            {
                if (over-- <= 0)
                    break;
                _turningAway.Add(standing);
                usher.LeaveAlone(standing, now + options.AnswerWithin);
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

    private static bool MayBeTurnedAway(Standing standing, WaitingLine line) =>
        line.Rules.Line.AlwaysAdmittedFrom is not { } from || standing.Entry!.VipTier < from;
}
