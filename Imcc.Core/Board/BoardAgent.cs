using Imcc.Core.Agents;

namespace Imcc.Core.Board;

/// <summary>An agent as the board shows them: what they are doing now, and what they did today.</summary>
public sealed record BoardAgent
{
    public required Guid Id { get; init; }

    public required string Name { get; init; }

    public BoardAgentState State { get; init; }

    /// <summary>Of the organisation's reasons for the presence; empty: none.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Since when the state holds; null: never was there.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>The presence has lasted longer than its reason allows.</summary>
    public bool IsOverLimit { get; init; }

    /// <summary>Units of capacity taken.</summary>
    public int Load { get; init; }

    /// <summary>Units.</summary>
    public int Capacity { get; init; }

    /// <summary>Conversations in hand, asked ones and wrap-ups included.</summary>
    public int InHand { get; init; }

    public int Parked { get; init; }

    /// <summary>Skill groups of the agent; the same list as long as the directory is the same.</summary>
    public IReadOnlyList<Guid> Groups { get; init; } = [];

    /// <summary>Stretches of service that ended today, as reports have it.</summary>
    public long Handled { get; init; }

    /// <summary>Today's average handling time in ms; null: none ended.</summary>
    public double? Aht { get; init; }

    /// <summary>Today's average time to the first word in ms.</summary>
    public double? FirstReply { get; init; }

    /// <summary>Offers that rang without an answer today.</summary>
    public long Missed { get; init; }

    /// <summary>Given away today, to agents and to groups.</summary>
    public long Transferred { get; init; }

    public static BoardAgentState StateOf(AgentStatus status) => status switch
    {
        { Connection: Connection.Lost } or { Presence: Presence.Offline } => BoardAgentState.Offline,
        { Connection: Connection.Grace } => BoardAgentState.Grace,
        { Presence: Presence.Break } => BoardAgentState.Break,
        { Presence: Presence.Busy } => BoardAgentState.Busy,
        { Presence: Presence.AutoBreak } => BoardAgentState.AutoBreak,
        { NextPresence: not null } => BoardAgentState.Leaving,
        _ => BoardAgentState.Ready,
    };
}

/// <summary>What an agent is doing, presence and connection in one word. In the order of the screen.</summary>
public enum BoardAgentState
{
    Ready,
    /// <summary>Takes nothing new and goes when what is in hand is over.</summary>
    Leaving,
    Break,
    Busy,
    AutoBreak,
    Grace,
    Offline,
}
