using Imcc.Core.Conversations;
using Imcc.Core.Routing;

namespace Imcc.Core.Desk;

/// <summary>Why a conversation still waits, with the names of the agents that it speaks of.</summary>
[GenerateSerializer, Immutable]
public sealed record WaitView(
    [property: Id(0)] WaitingReason Reason,
    [property: Id(1)] LineForecast Forecast,
    [property: Id(2)] IReadOnlyDictionary<Guid, string> Names);
