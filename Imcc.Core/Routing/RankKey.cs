namespace Imcc.Core.Routing;

/// <summary>
/// An agent's place among those who could be asked: compared part by part, the lowest first; the id makes it total. What the numbers
/// from <paramref name="First"/> to <paramref name="Fourth"/> mean is said by the ranking's <see cref="IAgentRanking.Parts"/>.
/// </summary>
/// <param name="Ring">From which step of the group's relaxation on this agent is asked; 0 is the beginning.</param>
/// <param name="IsHelper">A member of another group that helps out: within a step the group's own members come first.</param>
/// <param name="LastAssignedHere">When the agent was last given a conversation of this line.</param>
[GenerateSerializer, Immutable]
public readonly record struct RankKey(
    [property: Id(0)] int Ring,
    [property: Id(1)] bool IsHelper,
    [property: Id(2)] Ratio First,
    [property: Id(3)] Ratio Second,
    [property: Id(4)] Ratio Third,
    [property: Id(5)] Ratio Fourth,
    [property: Id(6)] DateTimeOffset LastAssignedHere,
    [property: Id(7)] Guid AgentId) : IComparable<RankKey>
{
    /// <summary>The common end of every key; a ranking fills in what stands before it.</summary>
    public static RankKey Of(in AgentStanding agent, in LineStanding here) =>
        new(0, false, Ratio.Zero, Ratio.Zero, Ratio.Zero, Ratio.Zero, here.LastAssignedAt, agent.AgentId);

    public int CompareTo(RankKey other) => Compare(this, other);

    /// <summary>Without copying: keys are large, and compared for every agent that becomes free.</summary>
    internal static int Compare(in RankKey left, in RankKey right)
    {
        var order = left.Ring.CompareTo(right.Ring);
        if (order == 0)
            order = left.IsHelper.CompareTo(right.IsHelper);
        if (order == 0)
            order = left.First.CompareTo(right.First);
        if (order == 0)
            order = left.Second.CompareTo(right.Second);
        if (order == 0)
            order = left.Third.CompareTo(right.Third);
        if (order == 0)
            order = left.Fourth.CompareTo(right.Fourth);
        if (order == 0)
            order = left.LastAssignedHere.CompareTo(right.LastAssignedHere);
        return order != 0 ? order : left.AgentId.CompareTo(right.AgentId);
    }

    public static bool operator <(RankKey left, RankKey right) => left.CompareTo(right) < 0;

    public static bool operator >(RankKey left, RankKey right) => left.CompareTo(right) > 0;

    public static bool operator <=(RankKey left, RankKey right) => left.CompareTo(right) <= 0;

    public static bool operator >=(RankKey left, RankKey right) => left.CompareTo(right) >= 0;
}
