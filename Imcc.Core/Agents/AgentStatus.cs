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

    /// <summary>When something falls due without anybody doing anything: the end of the connection's grace, or of the time that the reason allows.</summary>
    [Id(8)] public DateTimeOffset? DueAt { get; init; }

    /// <summary>Which of the organisation's reasons; null: none was given.</summary>
    [Id(9)] public Guid? ReasonId { get; init; }

    [Id(10)] public Guid? NextReasonId { get; init; }

    /// <summary>Until when the reason allows the presence; null: without limit.</summary>
    [Id(11)] public DateTimeOffset? LimitAt { get; init; }

    /// <summary>The presence has lasted longer than its reason allows.</summary>
    [Id(12)] public bool IsOverLimit { get; init; }

    /// <summary>Until when a lost screen may come back.</summary>
    [Id(13)] public DateTimeOffset? GraceEndsAt { get; init; }

    /// <summary>How long the chosen next presence may last, once it begins.</summary>
    [Id(14)] public TimeSpan? NextLimit { get; init; }

    public bool IsRoutable => Presence == Presence.Available && NextPresence is null && Connection == Connection.Live;

    /// <summary>
    /// The agent chooses. Being available holds at once; anything else waits until the conversations in hand (<paramref name="load"/>)
    /// are over, and stops new ones at once.
    /// </summary>
    /// <param name="reasonId">One of the organisation's reasons.</param>
    /// <param name="limit">How long the reason allows it; null: without limit.</param>
    public AgentStatus Choose(Presence presence, DateTimeOffset now, int load, Guid? reasonId = null, TimeSpan? limit = null)
    {
        if (presence == Presence.AutoBreak || !Enum.IsDefined(presence))
            throw new ArgumentOutOfRangeException(nameof(presence), presence, $"Agent {AgentId} cannot choose this.");
        if (presence == Presence.Available)
            return Next((this with { MissedInARow = 0 }).Become(Presence.Available, null, null, now));
        return load > 0 && (presence != Presence || reasonId != ReasonId)
            ? Next(this with { NextPresence = presence, NextReasonId = reasonId, NextLimit = limit })
            : Next(Become(presence, reasonId, limit, now));
    }

    /// <summary>A supervisor signs the agent out, whatever is in hand.</summary>
    public AgentStatus SignOut(DateTimeOffset now) => Next(Become(Presence.Offline, null, null, now));

    /// <summary>The load changed: with nothing in hand any more, what was chosen meanwhile begins.</summary>
    public AgentStatus Settle(int load, DateTimeOffset now) =>
        load == 0 && NextPresence is { } next ? Next(Become(next, NextReasonId, NextLimit, now)) : this;

    /// <summary>A screen is there (again).</summary>
    public AgentStatus Connected(DateTimeOffset now) => Connection == Connection.Live
        ? this
        : Next(this with { Connection = Connection.Live, ConnectionSince = now, GraceEndsAt = null });

    /// <summary>The last screen is gone.</summary>
    public AgentStatus ConnectionLost(DateTimeOffset now) => Connection == Connection.Live
        ? Next(this with { Connection = Connection.Grace, ConnectionSince = now, GraceEndsAt = now + Grace })
        : this;

    /// <summary>No screen came back in time. Before the time, or with a screen there, nothing happens: a timer may fire early or late.</summary>
    public AgentStatus GraceOver(DateTimeOffset now) => Connection == Connection.Grace && GraceEndsAt <= now
        ? Next((this with { Connection = Connection.Lost, ConnectionSince = now, GraceEndsAt = null }).Become(Presence.Offline, null, null, now))
        : this;

    /// <summary>The presence has lasted as long as its reason allows: shown, not ended.</summary>
    public AgentStatus LimitOver(DateTimeOffset now) => LimitAt <= now && !IsOverLimit ? Next(this with { IsOverLimit = true }) : this;

    /// <summary>An offer rang without an answer.</summary>
    public AgentStatus Missed(DateTimeOffset now)
    {
        var missed = this with { MissedInARow = MissedInARow + 1 };
        return Next(Presence == Presence.Available && missed.MissedInARow >= MissesToBreak
            ? missed.Become(Presence.AutoBreak, null, null, now) with { NextPresence = NextPresence, NextReasonId = NextReasonId, NextLimit = NextLimit }
            : missed);
    }

    /// <summary>An offer was accepted or declined: somebody is there.</summary>
    public AgentStatus Answered(DateTimeOffset now) => Next(this with { MissedInARow = 0 });

    private AgentStatus Become(Presence presence, Guid? reasonId, TimeSpan? limit, DateTimeOffset now)
    {
        var stays = presence == Presence && reasonId == ReasonId;
        return this with
        {
            Presence = presence,
            ReasonId = reasonId,
            PresenceSince = stays ? PresenceSince : now,
            LimitAt = stays ? LimitAt : now + limit,
            IsOverLimit = stays && IsOverLimit,
            NextPresence = null,
            NextReasonId = null,
            NextLimit = null,
        };
    }

    private AgentStatus Next(AgentStatus changed)
    {
        var limit = changed.IsOverLimit ? null : changed.LimitAt;
        changed = changed with { DueAt = changed.GraceEndsAt < limit || limit is null ? changed.GraceEndsAt ?? limit : limit };
        return changed == this ? this : changed with { Revision = Revision + 1 };
    }
}
