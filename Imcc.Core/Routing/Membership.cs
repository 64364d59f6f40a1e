using Imcc.Core.Organisation;

namespace Imcc.Core.Routing;

/// <summary>An agent's standing in one line: the index is kept in step by <see cref="Floor"/>.</summary>
internal sealed class Membership(AgentPlace place, WaitingLine line, Skill skill)
{
    private RankKey _key;

    public AgentPlace Place => place;

    public WaitingLine Line => line;

    public Skill Skill { get; set; } = skill;

    /// <summary>From which ring on the agent is asked; <see cref="Rings.Never"/>: in none.</summary>
    public int Ring { get; set; }

    /// <summary>Ever asked without a person's doing.</summary>
    public bool MayBeAsked { get; set; }

    /// <summary>Changes only while the membership is not among the line's free agents.</summary>
    public ref readonly RankKey Key => ref _key;

    public bool IsFree { get; set; }

    /// <summary>As the line counts it: what it was when it was looked at last.</summary>
    public Footing Footing { get; set; }

    /// <summary>The ring in which it is counted.</summary>
    public int CountedRing { get; set; }

    public int FreeUnits { get; set; }

    public void Rank(in RankKey key) => _key = key;
}

/// <summary>Whether a member can be asked at all, whatever is to be asked.</summary>
internal enum Footing
{
    /// <summary>Not counted yet.</summary>
    None,
    NotRoutable,
    WeightZero,
    Full,
    Free,
}
