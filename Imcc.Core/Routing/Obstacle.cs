namespace Imcc.Core.Routing;

/// <summary>Why an agent is not asked for a conversation. The names stand in rows: never renamed.</summary>
public enum Obstacle
{
    None = 0,
    /// <summary>On a break, offline, or without a connection.</summary>
    NotRoutable = 1,
    /// <summary>Fewer units free than it takes.</summary>
    Full = 2,
    /// <summary>Asked only at a later step of the group's relaxation: the level is too low, or the helpers' turn has not come.</summary>
    OutOfReach = 3,
    /// <summary>Declined or missed it, and others are there.</summary>
    Declined = 4,
    /// <summary>Weight 0 where conversations are given by weight.</summary>
    WeightZero = 5,
    /// <summary>Would help out, but customers of their own wait.</summary>
    OwnLineFirst = 6,
}

/// <summary>How many agents were not asked, by reason.</summary>
[GenerateSerializer, Immutable]
public readonly record struct NotAsked(
    [property: Id(0)] int NotRoutable,
    [property: Id(1)] int Full,
    [property: Id(2)] int OutOfReach,
    [property: Id(3)] int Declined,
    [property: Id(4)] int WeightZero,
    [property: Id(5)] int OwnLineFirst)
{
    public NotAsked And(Obstacle obstacle) => obstacle switch
    {
        Obstacle.None => this,
        Obstacle.NotRoutable => this with { NotRoutable = NotRoutable + 1 },
        Obstacle.Full => this with { Full = Full + 1 },
        Obstacle.OutOfReach => this with { OutOfReach = OutOfReach + 1 },
        Obstacle.Declined => this with { Declined = Declined + 1 },
        Obstacle.WeightZero => this with { WeightZero = WeightZero + 1 },
        Obstacle.OwnLineFirst => this with { OwnLineFirst = OwnLineFirst + 1 },
        _ => throw new ArgumentOutOfRangeException(nameof(obstacle), obstacle, "No such obstacle."),
    };
}
