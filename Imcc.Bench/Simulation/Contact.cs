namespace Imcc.Bench.Simulation;

/// <summary>One customer of the simulation. What chance decides is decided on arrival, in the order of arrival, whoever serves them.</summary>
internal struct Contact
{
    public long ArrivedAt;

    public long HandleTicks;

    public int Agent;

    public bool Waits;

    public long OfferedAt;
}

/// <summary>What happens at a moment of the simulation.</summary>
internal enum What
{
    Arrive,
    Accept,
    Miss,
    Leave,
    End,
}

/// <summary>Of what happens at the same tick, what was scheduled first.</summary>
internal readonly record struct Moment(long At, long Order) : IComparable<Moment>
{
    public int CompareTo(Moment other) => At != other.At ? At.CompareTo(other.At) : Order.CompareTo(other.Order);
}
