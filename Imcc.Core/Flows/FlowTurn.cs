using System.Collections.Immutable;

namespace Imcc.Core.Flows;

/// <summary>What comes of one message in a flow.</summary>
/// <param name="Run">Where the customer stands now.</param>
/// <param name="Texts">What is said, in order.</param>
/// <param name="End">Why it is over; null: it waits.</param>
/// <param name="GroupId">Of <see cref="FlowEnd.Transferred"/>: who takes over; null: the account's skill group.</param>
public sealed record FlowTurn(FlowRun Run, ImmutableArray<string> Texts, FlowEnd? End = null, Guid? GroupId = null);

/// <summary>How a customer left a flow. The names stand in the event log: never renamed.</summary>
public enum FlowEnd
{
    Finished,
    Transferred,
    Cancelled,
    /// <summary>No answer in time.</summary>
    Silent,
    /// <summary>Something else was begun instead, or a person was asked for.</summary>
    Left,
    /// <summary>It went in a circle: people take over.</summary>
    Lost,
}
