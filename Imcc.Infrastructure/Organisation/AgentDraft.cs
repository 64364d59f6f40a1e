namespace Imcc.Infrastructure.Organisation;

/// <summary>A person as an administrator edits them. The initial password goes in with a new one and never comes out.</summary>
public sealed class AgentDraft
{
    /// <summary>Null: a new one.</summary>
    public Guid? Id { get; set; }

    public string UserName { get; set; } = "";

    public string DisplayName { get; set; } = "";

    public Guid OrgUnitId { get; set; }

    public HashSet<string> Roles { get; set; } = new(StringComparer.Ordinal);

    public int Capacity { get; set; } = 5;

    public List<SkillDraft> Skills { get; set; } = [];

    public string InitialPassword { get; set; } = "";

    public bool Enabled { get; init; } = true;

    /// <summary>Too many wrong passwords.</summary>
    public bool Locked { get; init; }

    public string OrgUnit { get; init; } = "";
}

/// <summary>How well and how much an agent serves a group.</summary>
public sealed class SkillDraft
{
    public Guid GroupId { get; set; }

    public int Level { get; set; } = 5;

    public int Weight { get; set; } = 1;
}
