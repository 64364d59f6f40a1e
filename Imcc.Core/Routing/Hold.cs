namespace Imcc.Core.Routing;

/// <summary>What one conversation takes of an agent.</summary>
/// <param name="At">Since when; accepted ones: since they were accepted.</param>
/// <param name="IsTaken">The agent has accepted it; an offer that is refused leaves no trace in the agent's rank.</param>
internal readonly record struct Hold(Guid? GroupId, DateTimeOffset At, bool IsTaken, int Units);
