using Imcc.Core.Organisation;

namespace Imcc.Core.Routing;

/// <summary>An agent's standing in one line: the index is kept in step by <see cref="Floor"/>.</summary>
internal sealed class Membership(AgentPlace place, WaitingLine line, Skill skill)
{
    public AgentPlace Place => place;

    public WaitingLine Line => line;

    public Skill Skill { get; set; } = skill;

    /// <summary>From which ring on the agent is asked; <see cref="Rings.Never"/>: in none.</summary>
    public int Ring { get; set; }

    /// <summary>Ever asked without a person's doing.</summary>
    public bool MayBeAsked { get; set; }

    /// <summary>Changes only while the membership is not among the line's free agents.</summary>
    public RankKey Key { get; set; }

    public bool IsFree { get; set; }

    /// <summary>As the line's index saw it last.</summary>
    public bool WasRoutable { get; set; }

    public int FreeUnits { get; set; }
}
