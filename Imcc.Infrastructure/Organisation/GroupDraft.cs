using Imcc.Core.Organisation;
using Imcc.Core.Reasons;

namespace Imcc.Infrastructure.Organisation;

/// <summary>A skill group as an administrator edits it.</summary>
public sealed class GroupDraft
{
    /// <summary>Null: a new one.</summary>
    public Guid? Id { get; set; }

    public long Rev { get; set; }

    public string Name { get; set; } = "";

    public Guid OrgUnitId { get; set; }

    public bool AutoAccept { get; set; }

    public int RingSeconds { get; set; } = 30;

    public int WrapUpSeconds { get; set; } = 60;

    public int MaxWaitMinutes { get; set; } = 120;

    public int Units { get; set; } = 1;

    public bool PickByHand { get; set; }

    /// <summary>Null: always open.</summary>
    public Guid? CalendarId { get; set; }

    public StrategySettings Strategy { get; set; } = new();

    public LineRules Line { get; set; } = new();

    public ServiceTimes Times { get; set; } = new();

    public Core.Surveys.SurveyRules Survey { get; set; } = new();

    public DayTargets Targets { get; set; } = new();

    /// <summary>Which reasons for contact it chooses from, and whether it must.</summary>
    public ContactReasonRules Reasons { get; set; } = new();

    /// <summary>Whom the actor may put in or take out, and whoever is in. Not filled in the list; who is not named here stays as they are.</summary>
    public List<MemberDraft> Members { get; init; } = [];

    /// <summary>How many people serve it; for the list.</summary>
    public int MemberCount { get; init; }

    /// <summary>The accounts whose customers wait here; for the list.</summary>
    public int Accounts { get; init; }

    public string OrgUnit { get; init; } = "";
}

/// <summary>A person seen from a skill group.</summary>
public sealed class MemberDraft
{
    public required Guid AgentId { get; init; }

    public string Name { get; init; } = "";

    public string UserName { get; init; } = "";

    public string OrgUnit { get; init; } = "";

    public int Capacity { get; init; }

    public bool Enabled { get; init; } = true;

    /// <summary>False: of a unit that is not the actor's; shown, and left as they are.</summary>
    public bool MayChange { get; init; } = true;

    public bool IsMember { get; set; }

    public int Level { get; set; } = 5;

    public int Weight { get; set; } = 1;
}
