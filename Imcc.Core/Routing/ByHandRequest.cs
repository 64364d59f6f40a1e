namespace Imcc.Core.Routing;

/// <summary>An agent takes a waiting conversation, or gives theirs to another: the ACD is asked for the capacity.</summary>
[GenerateSerializer, Immutable]
public sealed record ByHandRequest([property: Id(0)] Guid ConversationId, [property: Id(1)] Guid AgentId, [property: Id(2)] ByHandKind Kind);

public enum ByHandKind
{
    /// <summary>The agent takes it from the line.</summary>
    Pick = 0,
    /// <summary>The agent is to be asked to take it over from the one who serves it.</summary>
    Transfer = 1,
}

public enum ByHandOutcome
{
    /// <summary>The capacity is reserved; it is given back if the offer or invitation is not heard of soon.</summary>
    Reserved = 0,
    /// <summary>It does not wait, or nobody serves it (any more).</summary>
    TooLate = 1,
    Full = 2,
    /// <summary>The agent does not take conversations now.</summary>
    NotThere = 3,
    /// <summary>The group does not let agents pick, or the agent does not serve it.</summary>
    NotAllowed = 4,
}

/// <param name="Units">What was reserved.</param>
/// <param name="Explanation">As JSON, to be kept with the offer.</param>
/// <param name="Term">The deciding ACD's term of office.</param>
/// <param name="Revision">The conversation's, from which it was decided; needed to give it back.</param>
[GenerateSerializer, Immutable]
public sealed record ByHandResult([property: Id(0)] ByHandOutcome Outcome, [property: Id(1)] int Units = 0, [property: Id(2)] string Explanation = "", [property: Id(3)] long Term = 0, [property: Id(4)] long Revision = 0);
