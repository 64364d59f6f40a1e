namespace Imcc.Core.Agents;

/// <summary>Whether the system can reach an agent's screen.</summary>
public enum Connection
{
    /// <summary>No screen is open and none is missed.</summary>
    Lost = 0,
    Live = 1,
    /// <summary>The last screen went away a moment ago: nothing new is offered, nothing is taken away yet.</summary>
    Grace = 2,
}
