namespace Imcc.Core.Routing;

/// <param name="Assignment">Only when <see cref="DirectOutcome.Assigned"/>.</param>
[GenerateSerializer, Immutable]
public sealed record Directed([property: Id(0)] DirectOutcome Outcome, [property: Id(1)] Assignment? Assignment = null);

/// <summary>What became of an assignment by hand. The numbers cross between nodes.</summary>
public enum DirectOutcome
{
    Assigned = 0,
    /// <summary>It does not wait (any more), or was never heard of.</summary>
    NotWaiting = 1,
    /// <summary>Another agent is just being asked for it.</summary>
    BeingAsked = 2,
    /// <summary>Transfer: nobody serves it, so there is nobody to take it over from.</summary>
    NotServed = 3,
    /// <summary>The agent serves it already.</summary>
    AlreadyTheirs = 4,
    /// <summary>Transfer: another agent is being asked to take it over.</summary>
    AlreadyInvited = 5,
    /// <summary>Nobody of this id, or an account that is switched off.</summary>
    UnknownAgent = 6,
    /// <summary>The agent belongs neither to the group nor, by now, to those who help out.</summary>
    NotAMember = 7,
    /// <summary>On a break, offline, or without a connection.</summary>
    NotRoutable = 8,
    /// <summary>Fewer units free than it takes.</summary>
    Full = 9,
}
