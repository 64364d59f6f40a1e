namespace Imcc.Core.Organisation;

/// <summary>How a skill group chooses among the agents who could take a conversation (策略). A change holds from the next decision on.</summary>
[GenerateSerializer, Immutable]
public sealed record StrategySettings
{
    /// <summary>The name of a ranking in <c>AgentRankings</c>; an unknown one counts as the default.</summary>
    [Id(0)] public string Ranking { get; init; } = RankingNames.LongestIdle;

    /// <summary>Longest idle: coming back from a break starts the idle clock anew.</summary>
    [Id(1)] public bool ResetOnReady { get; init; }

    /// <summary>Skill level first: the highest, or the one nearest to <see cref="RequiredLevel"/>.</summary>
    [Id(2)] public LevelPreference Level { get; init; }

    /// <summary>1 to 10: what an ordinary conversation of the group asks for, where the nearest level is wanted.</summary>
    [Id(3)] public int RequiredLevel { get; init; } = 5;

    /// <summary>上次服务优先: who served this customer last is asked first, whatever the ranking says; then the ranking decides.</summary>
    [Id(4)] public bool LastAgentFirst { get; init; }

    /// <summary>1 to 365: how many days back the last agent counts.</summary>
    [Id(5)] public int LastAgentDays { get; init; } = 30;

    /// <summary>0 to 10 min: how long a customer waits for a last agent who is there but full, before the others are asked. One who is not there is not waited for.</summary>
    [Id(6)] public TimeSpan LastAgentWait { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>0 to 10: units over the capacity that the last agent may be given for a customer of theirs.</summary>
    [Id(7)] public int LastAgentOverCapacity { get; init; }
}

public enum LevelPreference
{
    Highest = 0,
    Nearest = 1,
}
