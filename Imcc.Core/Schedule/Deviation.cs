namespace Imcc.Core.Schedule;

/// <summary>How an agent was otherwise than planned.</summary>
public enum Deviation
{
    None = 0,
    /// <summary>迟到: not there from the shift's begin on.</summary>
    Late = 1,
    /// <summary>早退: gone, and not back before the shift's end.</summary>
    LeftEarly = 2,
    /// <summary>缺勤: not there in the whole shift.</summary>
    Absent = 3,
    /// <summary>休息超时: a planned break went on into the work after it.</summary>
    BreakOverrun = 4,
    /// <summary>计划外小休: on a break, or busy otherwise, in planned work; or with another reason than planned.</summary>
    UnplannedBreak = 5,
    /// <summary>中途离线: gone, and back before the end.</summary>
    Away = 6,
    /// <summary>未按计划休息: available in a planned break.</summary>
    BreakNotTaken = 7,
}
