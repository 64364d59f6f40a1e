namespace Imcc.Core.Agents;

/// <summary>What an agent chose to be. Only <see cref="Available"/> is given conversations.</summary>
public enum Presence
{
    Offline = 0,
    Available = 1,
    /// <summary>小休.</summary>
    Break = 2,
    /// <summary>Busy with something else (培训, 会议).</summary>
    Busy = 3,
    /// <summary>自动小休: put there by the system after offers were missed twice in a row.</summary>
    AutoBreak = 4,
}
