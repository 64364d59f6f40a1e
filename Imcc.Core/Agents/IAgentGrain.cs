namespace Imcc.Core.Agents;

/// <summary>One agent's presence and connection; the key is the agent's id.</summary>
[Alias("Imcc.IAgentGrain")]
public interface IAgentGrain : IGrainWithGuidKey
{
    [Alias("Look")]
    ValueTask<AgentStatus> LookAsync();

    /// <param name="by">The supervisor who chose for the agent; null: the agent.</param>
    [Alias("Choose")]
    ValueTask<AgentStatus> ChooseAsync(Presence presence, Guid? reasonId, TimeSpan? limit, Guid? by);

    /// <summary>A supervisor signs the agent out: nothing is left in their hands.</summary>
    [Alias("SignOut")]
    ValueTask<AgentStatus> SignOutAsync(Guid by);

    /// <summary>A node has <paramref name="screens"/> screens of this agent open (0: none any more). Said on every change and again every 20 s; a node unheard of for a minute has none.</summary>
    [Alias("Screens")]
    ValueTask<AgentStatus> ScreensAsync(string node, int screens);

    /// <summary>An offer rang out unanswered.</summary>
    [Alias("Missed")]
    ValueTask MissedAsync(Guid offerId);

    /// <summary>The agent answered an offer, one way or the other.</summary>
    [Alias("Answered")]
    ValueTask AnsweredAsync();

    /// <summary>A place of the agent's became free: a presence chosen while busy may now begin.</summary>
    [Alias("Released")]
    ValueTask ReleasedAsync();

    /// <summary>Something may have fallen due.</summary>
    [Alias("Tick")]
    ValueTask TickAsync();
}
