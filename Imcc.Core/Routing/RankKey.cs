namespace Imcc.Core.Routing;

/// <summary>An agent's place among the free ones: compared number by number, the lowest first; the id makes it total.</summary>
[GenerateSerializer, Immutable]
public readonly record struct RankKey(
    [property: Id(0)] long First,
    [property: Id(1)] long Second,
    [property: Id(2)] long Third,
    [property: Id(3)] Guid AgentId) : IComparable<RankKey>
{
    public int CompareTo(RankKey other)
    {
        var order = First.CompareTo(other.First);
        if (order == 0)
            order = Second.CompareTo(other.Second);
        if (order == 0)
            order = Third.CompareTo(other.Third);
        return order != 0 ? order : AgentId.CompareTo(other.AgentId);
    }

    public static bool operator <(RankKey left, RankKey right) => left.CompareTo(right) < 0;

    public static bool operator >(RankKey left, RankKey right) => left.CompareTo(right) > 0;

    public static bool operator <=(RankKey left, RankKey right) => left.CompareTo(right) <= 0;

    public static bool operator >=(RankKey left, RankKey right) => left.CompareTo(right) >= 0;
}
