namespace Imcc.Core.Misses;

/// <summary>How a message came to the list. Stored; values are never renumbered.</summary>
public enum MissSource
{
    /// <summary>The system looked for an answer by itself and had none.</summary>
    Unanswered = 0,

    /// <summary>A customer asked an agent, and no article was found for it.</summary>
    NotFound = 1,

    /// <summary>An agent said of what was found that it is no use.</summary>
    NotUseful = 2,

    /// <summary>An agent searched and found nothing.</summary>
    Search = 3,

    /// <summary>No miss: the agent answered with an article's own words. Evidence of how customers ask for it.</summary>
    Sent = 4,
}
