using Imcc.Core.Agents;

namespace Imcc.Core.Organisation;

/// <summary>Why an agent is not given conversations (小休, 培训, 会议 …), as the organisation names it.</summary>
/// <param name="Presence"><see cref="Agents.Presence.Break"/> or <see cref="Agents.Presence.Busy"/>.</param>
/// <param name="Limit">1 min to 8 h: how long at a time; longer is shown to the agent and to supervisors. Null: no limit.</param>
/// <param name="Order">Place in the menu.</param>
[GenerateSerializer, Immutable]
public sealed record PresenceReason(
    [property: Id(0)] Guid Id,
    [property: Id(1)] string Name,
    [property: Id(2)] Presence Presence,
    [property: Id(3)] TimeSpan? Limit,
    [property: Id(4)] int Order,
    [property: Id(5)] bool Enabled = true);
