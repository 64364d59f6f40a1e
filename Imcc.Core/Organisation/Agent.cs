namespace Imcc.Core.Organisation;

/// <summary>A person who serves customers (坐席), as the administrator set them up. What they are doing now is <see cref="Agents.AgentStatus"/>.</summary>
[GenerateSerializer, Immutable]
public sealed record Agent
{
    /// <summary>The same id as the person's sign-in.</summary>
    [Id(0)] public required Guid Id { get; init; }

    [Id(1)] public required string UserName { get; init; }

    [Id(2)] public required string DisplayName { get; init; }

    [Id(3)] public required Guid OrgUnitId { get; init; }

    /// <summary>How much at once; 0 to 50 units. Each offered, active or wrapping-up conversation takes its group's <see cref="SkillGroup.Units"/>.</summary>
    [Id(4)] public int Capacity { get; init; } = 5;

    [Id(5)] public IReadOnlyList<Skill> Skills { get; init; } = [];

    [Id(6)] public bool Enabled { get; init; } = true;

    /// <summary>班长: may see and steer the work of others.</summary>
    [Id(7)] public bool IsLead { get; init; }
}

/// <summary>An agent's membership of a skill group. Level and weight are for the strategies that use them: level 1 to 10, 10 is best; weight 0 to 100.</summary>
[GenerateSerializer, Immutable]
public sealed record Skill([property: Id(0)] Guid GroupId, [property: Id(1)] int Level = 5, [property: Id(2)] int Weight = 1);
