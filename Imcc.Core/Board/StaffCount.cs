namespace Imcc.Core.Board;

/// <summary>The agents of a group by what they are doing, and what room they have.</summary>
public readonly record struct StaffCount
{
    /// <summary>Take conversations.</summary>
    public int Ready { get; init; }

    /// <summary>Of these, with room for one more.</summary>
    public int Free { get; init; }

    /// <summary>Finish what they have, then go.</summary>
    public int Leaving { get; init; }

    public int Break { get; init; }

    public int Busy { get; init; }

    public int AutoBreak { get; init; }

    /// <summary>The screen is gone; they may come back in a moment.</summary>
    public int Grace { get; init; }

    /// <summary>Units of capacity that are left to those who take conversations.</summary>
    public int FreeUnits { get; init; }

    /// <summary>Units of capacity of those who take conversations.</summary>
    public int Capacity { get; init; }

    /// <summary>Those who take conversations, each divided by the number of their groups.</summary>
    public double Share { get; init; }

    public int SignedIn => Ready + Leaving + Break + Busy + AutoBreak + Grace;

    /// <param name="share">How much of the agent counts here, 0 to 1.</param>
    public StaffCount With(BoardAgent agent, double share) => agent.State switch
    {
        BoardAgentState.Ready => this with
        {
            Ready = Ready + 1,
            Free = Free + (agent.Load < agent.Capacity ? 1 : 0),
            FreeUnits = FreeUnits + Math.Max(0, agent.Capacity - agent.Load),
            Capacity = Capacity + agent.Capacity,
            // Thirds and halves of agents must add up to whole ones again.
            Share = Math.Round(Share + share, 6),
        },
        BoardAgentState.Leaving => this with { Leaving = Leaving + 1 },
        BoardAgentState.Break => this with { Break = Break + 1 },
        BoardAgentState.Busy => this with { Busy = Busy + 1 },
        BoardAgentState.AutoBreak => this with { AutoBreak = AutoBreak + 1 },
        BoardAgentState.Grace => this with { Grace = Grace + 1 },
        _ => this,
    };
}
