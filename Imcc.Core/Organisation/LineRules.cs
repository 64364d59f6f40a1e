namespace Imcc.Core.Organisation;

/// <summary>The rules of waiting for a skill group: who may be asked after how long, how many may wait, and what happens to the others.</summary>
[GenerateSerializer, Immutable]
public sealed record LineRules
{
    /// <summary>
    /// Whom the group may ask, growing with the time waited: in order of <see cref="RelaxationStep.After"/>, at most 6. A step at 0 s is the
    /// beginning; without one all members are asked from the beginning. A later step never takes anybody out.
    /// </summary>
    [Id(0)] public IReadOnlyList<RelaxationStep> Relaxation { get; init; } = [];

    /// <summary>1 to 10,000: as many may wait, and the next is turned away; null: no limit.</summary>
    [Id(1)] public int? MostWaiting { get; init; }

    /// <summary>Customers of this VIP tier and higher are never turned away because too many wait; null: everybody may be.</summary>
    [Id(2)] public int? AlwaysAdmittedFrom { get; init; }

    /// <summary>When this group is closed or full and the other one is neither, its line is joined instead; one step, never further.</summary>
    [Id(3)] public Guid? InsteadGroupId { get; init; }

    [Id(4)] public TurnAway WhenClosed { get; init; }

    [Id(5)] public TurnAway WhenFull { get; init; }

    /// <summary>After the group's longest wait.</summary>
    [Id(6)] public TurnAway WhenTooLong { get; init; }

    /// <summary>30 s to 60 min: how long somebody waits before being asked whether to go on waiting or to leave a message, and again as long after each answer; null: never asked.</summary>
    [Id(7)] public TimeSpan? ChoiceAfter { get; init; }
}

/// <summary>From <paramref name="After"/> on, members with at least <paramref name="MinLevel"/> are asked, and members of the other groups while nobody waits for those.</summary>
/// <param name="After">0 s to 60 min, counted from joining the line.</param>
/// <param name="MinLevel">1 to 10.</param>
/// <param name="OverflowGroups">Groups whose members help out; the customer keeps the place in the own line.</param>
[GenerateSerializer, Immutable]
public sealed record RelaxationStep(
    [property: Id(0)] TimeSpan After,
    [property: Id(1)] int MinLevel,
    [property: Id(2)] IReadOnlyList<Guid> OverflowGroups);

/// <summary>What becomes of a customer whom the line cannot take.</summary>
public enum TurnAway
{
    /// <summary>Asked to leave a message, which waits for the group's next opening.</summary>
    LeaveMessage = 0,
    /// <summary>Told so, and that is all.</summary>
    End = 1,
}
