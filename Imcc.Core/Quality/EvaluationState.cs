namespace Imcc.Core.Quality;

/// <summary>Where an evaluation is on its way. The numbers stand in rows: never renumbered.</summary>
public enum EvaluationState
{
    /// <summary>待评: chosen, nobody has begun.</summary>
    Assigned = 1,
    /// <summary>草稿: begun; only who scores sees it.</summary>
    Draft = 2,
    /// <summary>待确认: the agent sees it, and accepts it or appeals.</summary>
    Submitted = 3,
    /// <summary>申诉中: waits for somebody else to look again.</summary>
    Appealed = 4,
    /// <summary>已确认: the agent accepted it, or let the time pass.</summary>
    Acknowledged = 5,
    /// <summary>已终审: an appeal was decided; nothing comes after it.</summary>
    Final = 6,
    /// <summary>已撤销: counts nowhere.</summary>
    Withdrawn = 7,
}

/// <summary>How a conversation came to be judged. The numbers stand in rows.</summary>
public enum EvaluationSource
{
    /// <summary>By the lot.</summary>
    Sampled = 1,
    Risk = 2,
    /// <summary>Somebody chose it.</summary>
    Manual = 3,
    /// <summary>To compare those who score (校准); counts in no report and is nothing to the agent.</summary>
    Calibration = 4,
}
