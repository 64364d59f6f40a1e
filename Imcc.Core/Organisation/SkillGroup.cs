using Imcc.Core.Reasons;

namespace Imcc.Core.Organisation;

/// <summary>A queue of conversations (技能组) and the rules of serving it.</summary>
[GenerateSerializer, Immutable]
public sealed record SkillGroup
{
    [Id(0)] public required Guid Id { get; init; }

    [Id(1)] public required string Name { get; init; }

    [Id(2)] public required Guid OrgUnitId { get; init; }

    /// <summary>Conversations are given without asking (true), or ring until accepted (false).</summary>
    [Id(3)] public bool AutoAccept { get; init; }

    /// <summary>How long an offer rings before it counts as missed; 5 to 300 s.</summary>
    [Id(4)] public TimeSpan Ring { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long after the end the agent's place stays taken for the wrap-up; 0 to 900 s.</summary>
    [Id(5)] public TimeSpan WrapUp { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long anybody may wait before being told that nobody is free; 1 minute to 24 h.</summary>
    [Id(6)] public TimeSpan MaxWait { get; init; } = TimeSpan.FromHours(2);

    [Id(7)] public StrategySettings Strategy { get; init; } = new();

    [Id(8)] public LineRules Line { get; init; } = new();

    [Id(9)] public ServiceTimes Times { get; init; } = new();

    /// <summary>When it is open; null, or a calendar that is gone: always.</summary>
    [Id(10)] public Guid? CalendarId { get; init; }

    /// <summary>Agents of the group may take a waiting conversation of their own choice.</summary>
    [Id(11)] public bool PickByHand { get; init; }

    /// <summary>1 to 10: how much of an agent's capacity one conversation of this group takes.</summary>
    [Id(12)] public int Units { get; init; } = 1;

    /// <summary>Whether and how customers are asked how satisfied they were.</summary>
    [Id(30)] public Surveys.SurveyRules Survey { get; init; } = new();

    /// <summary>What a day's work is measured by, where the group has set something.</summary>
    [Id(31)] public DayTargets Targets { get; init; } = new();

    [Id(20)] public ContactReasonRules Reasons { get; init; } = new();
}
