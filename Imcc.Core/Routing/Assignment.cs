namespace Imcc.Core.Routing;

/// <summary>A decision of the ACD: this agent is to be offered this conversation. The agent's place is taken until it is confirmed, rejected or expired.</summary>
/// <param name="ExpectedRevision">The conversation's revision that the decision was made from.</param>
/// <param name="IsForced">By a supervisor's hand: capacity and presence did not matter.</param>
/// <param name="Units">What it takes of the agent's capacity.</param>
[GenerateSerializer, Immutable]
public sealed record Assignment(
    [property: Id(0)] Guid ConversationId,
    [property: Id(1)] Guid ThreadId,
    [property: Id(2)] Guid AgentId,
    [property: Id(3)] long ExpectedRevision,
    [property: Id(4)] AssignmentExplanation Explanation,
    [property: Id(5)] AssignmentKind Kind = AssignmentKind.Automatic,
    [property: Id(6)] bool IsForced = false,
    [property: Id(7)] int Units = 1);

/// <summary>How an assignment came about. The numbers stand in rows.</summary>
public enum AssignmentKind
{
    Automatic = 0,
    /// <summary>The agent took it out of the line.</summary>
    Pick = 1,
    /// <summary>A supervisor gave it to the agent.</summary>
    Supervisor = 2,
    /// <summary>The agent is asked to take it over from the one who serves it.</summary>
    Transfer = 3,
}
