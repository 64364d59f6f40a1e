namespace Imcc.Core.Agents;

/// <summary>What an agent was from <paramref name="At"/> on, until the next change.</summary>
[GenerateSerializer, Immutable]
public sealed record PresenceChange(
    [property: Id(0)] Guid AgentId,
    [property: Id(1)] DateTimeOffset At,
    [property: Id(2)] Presence Presence,
    [property: Id(3)] Guid? ReasonId,
    [property: Id(4)] Presence? NextPresence,
    [property: Id(5)] Connection Connection)
{
    /// <summary>Was given conversations.</summary>
    public bool IsRoutable => Presence == Presence.Available && NextPresence is null && Connection == Connection.Live;
}

/// <summary>A stretch of time in one state.</summary>
public readonly record struct PresenceSpan(DateTimeOffset From, DateTimeOffset To, PresenceChange State)
{
    public TimeSpan Length => To - From;
}

/// <summary>Makes spans of changes: every instant of a period is in exactly one, by construction; their lengths add up to the period.</summary>
public static class PresenceHistory
{
    /// <param name="changes">One agent's, in any order; of several at one moment the last given counts.</param>
    /// <param name="from">Inclusive; before the first change the agent was offline.</param>
    /// <param name="to">Exclusive.</param>
    public static IReadOnlyList<PresenceSpan> Spans(Guid agentId, IEnumerable<PresenceChange> changes, DateTimeOffset from, DateTimeOffset to)
    {
        var spans = new List<PresenceSpan>();
        var state = new PresenceChange(agentId, DateTimeOffset.MinValue, Presence.Offline, null, null, Connection.Lost);
        var since = from;
        foreach (var change in changes.OrderBy(c => c.At))
        {
            if (change.At >= to)
                break;
            if (change.At > since)
            {
                spans.Add(new(since, change.At, state));
                since = change.At;
            }

            state = change;
        }

        if (since < to)
            spans.Add(new(since, to, state));
        return spans;
    }

    /// <summary>How long the agent was given conversations in a period.</summary>
    public static TimeSpan Routable(Guid agentId, IEnumerable<PresenceChange> changes, DateTimeOffset from, DateTimeOffset to) =>
        Spans(agentId, changes, from, to).Where(s => s.State.IsRoutable).Aggregate(TimeSpan.Zero, (sum, s) => sum + s.Length);
}
