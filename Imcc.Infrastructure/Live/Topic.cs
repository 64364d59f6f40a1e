namespace Imcc.Infrastructure.Live;

/// <summary>The names of what can be followed.</summary>
public static class Topic
{
    /// <summary>All that one agent's screens show.</summary>
    public static string Agent(Guid agentId) => "agent:" + agentId.ToString("N");

    /// <summary>What the customer's side of one thread shows: no internal message is ever told here.</summary>
    public static string Thread(Guid threadId) => "thread:" + threadId.ToString("N");

    /// <summary>All that happens in one thread, internal messages too: for supervisors who look at it.</summary>
    public static string Watch(Guid threadId) => "watch:" + threadId.ToString("N");

    /// <summary>How many wait in one skill group.</summary>
    public static string Group(Guid groupId) => "group:" + groupId.ToString("N");

    /// <summary>Every step of every conversation and every agent, for the live board of this process.</summary>
    public const string Board = "board";

    /// <summary>What supervisors are to look at: times that were not kept.</summary>
    public const string Floor = "floor";
}
