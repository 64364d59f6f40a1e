namespace Imcc.Core.Agents;

/// <summary>
/// What an agent is doing now: the axes that the agent and the connection move. Load is derived from conversations, never kept
/// here. A step returns the next value with the next revision, or this one when nothing changes.
/// </summary>
[GenerateSerializer, Immutable]
public sealed record AgentStatus
{
    /// <summary>How long a lost screen may stay away before the agent's conversations go back to the queue.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(120);

    /// <summary>As many offers missed in a row make an <see cref="Presence.AutoBreak"/>.</summary>
    public const int MissesToBreak = 2;

    [Id(0)] public required Guid AgentId { get; init; }

    [Id(1)] public Presence Presence { get; init; }

    /// <summary>Chosen while busy: nothing new is offered from now on, and it becomes the presence when the last conversation is over.</summary>
    [Id(2)] public Presence? NextPresence { get; init; }

    [Id(3)] public DateTimeOffset PresenceSince { get; init; }

    [Id(4)] public Connection Connection { get; init; }

    [Id(5)] public DateTimeOffset ConnectionSince { get; init; }

    /// <summary>Offers missed in a row; two make an <see cref="Presence.AutoBreak"/>.</summary>
    [Id(6)] public int MissedInARow { get; init; }

    [Id(7)] public long Revision { get; init; }

    /// <summary>When something falls due without anybody doing anything (the end of the connection's grace).</summary>
    [Id(8)] public DateTimeOffset? DueAt { get; init; }

    public bool IsRoutable => Presence == Presence.Available && NextPresence is null && Connection == Connection.Live;

    /// <summary>
    /// The agent chooses. Being available holds at once; anything else waits until the conversations in hand (<paramref name="load"/>)
    /// are over, and stops new ones at once.
    /// </summary>
    public AgentStatus Choose(Presence presence, DateTimeOffset now, int load)
    {
        if (presence == Presence.AutoBreak || !Enum.IsDefined(presence))
            throw new ArgumentOutOfRangeException(nameof(presence), presence, $"Agent {AgentId} cannot choose this.");
        if (presence == Presence.Available)
            return Next((this with { MissedInARow = 0 }).Become(Presence.Available, now));
        return load > 0 && presence != Presence
            ? Next(this with { NextPresence = presence })
            : Next(Become(presence, now));
    }

    /// <summary>The load changed: with nothing in hand any more, what was chosen meanwhile begins.</summary>
    public AgentStatus Settle(int load, DateTimeOffset now) =>
        load == 0 && NextPresence is { } next ? Next(Become(next, now)) : this;

    /// <summary>A screen is there (again).</summary>
    public AgentStatus Connected(DateTimeOffset now) => Connection == Connection.Live
        ? this
        : Next(this with { Connection = Connection.Live, ConnectionSince = now, DueAt = null });

    /// <summary>The last screen is gone.</summary>
    public AgentStatus ConnectionLost(DateTimeOffset now) => Connection == Connection.Live
        ? Next(this with { Connection = Connection.Grace, ConnectionSince = now, DueAt = now + Grace })
        : this;

    /// <summary>No screen came back in time. Before the time, or with a screen there, nothing happens: a timer may fire early or late.</summary>
    public AgentStatus GraceOver(DateTimeOffset now) => Connection == Connection.Grace && DueAt <= now
        ? Next((this with { Connection = Connection.Lost, ConnectionSince = now, DueAt = null }).Become(Presence.Offline, now))
        : this;

    /// <summary>An offer rang without an answer.</summary>
    public AgentStatus Missed(DateTimeOffset now)
    {
        var missed = this with { MissedInARow = MissedInARow + 1 };
        return Next(Presence == Presence.Available && missed.MissedInARow >= MissesToBreak
            ? missed with { Presence = Presence.AutoBreak, PresenceSince = now }
            : missed);
    }

    /// <summary>An offer was accepted or declined: somebody is there.</summary>
    public AgentStatus Answered(DateTimeOffset now) => Next(this with { MissedInARow = 0 });

    private AgentStatus Become(Presence presence, DateTimeOffset now) => this with
    {
        Presence = presence,
        PresenceSince = presence == Presence ? PresenceSince : now,
        NextPresence = null,
    };

    private AgentStatus Next(AgentStatus changed) => changed == this ? this : changed with { Revision = Revision + 1 };
}
