namespace Imcc.Core.Agents;

/// <summary>What an agent is doing now: the axes that the agent and the connection move. Load is derived from conversations, never kept here.</summary>
[GenerateSerializer, Immutable]
public sealed record AgentStatus
{
    [Id(0)] public required Guid AgentId { get; init; }

    [Id(1)] public Presence Presence { get; init; }

    /// <summary>Chosen while busy: nothing new is offered from now on, and it becomes the presence when the last conversation is over.</summary>
    [Id(2)] public Presence? NextPresence { get; init; }

    [Id(3)] public DateTimeOffset PresenceSince { get; init; }

    [Id(4)] public Connection Connection { get; init; }

    [Id(5)] public DateTimeOffset ConnectionSince { get; init; }

    /// <summary>Offers missed in a row; two make an <see cref="Presence.AutoBreak"/>.</summary>
    [Id(6)] public int MissedInARow { get; init; }

    [Id(7)] public long Revision { get; init; }

    /// <summary>When something falls due without anybody doing anything (the end of the connection's grace).</summary>
    [Id(8)] public DateTimeOffset? DueAt { get; init; }

    public bool IsRoutable => Presence == Presence.Available && NextPresence is null && Connection == Connection.Live;
}
