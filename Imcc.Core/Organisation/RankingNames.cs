namespace Imcc.Core.Organisation;

/// <summary>The names of the rankings, as they stand in rows and explanations: never renamed.</summary>
public static class RankingNames
{
    /// <summary>先来先服务/最长空闲.</summary>
    public const string LongestIdle = "LongestIdle";

    /// <summary>平均分配.</summary>
    public const string Even = "Even";

    /// <summary>按比例分配.</summary>
    public const string Proportional = "Proportional";

    /// <summary>技能优先.</summary>
    public const string SkillLevel = "SkillLevel";

    /// <summary>最少负载.</summary>
    public const string LeastLoaded = "LeastLoaded";

    public static readonly IReadOnlyList<string> All = [LongestIdle, Even, Proportional, SkillLevel, LeastLoaded];
}
