using Imcc.Core.Organisation;
using Imcc.Core.Surveys;

namespace Imcc.Core.FollowUps;

/// <summary>When a rating calls for a task, whose it is and until when. A unit's rule holds for those below it that have none of their own.</summary>
public sealed record FollowUpRule
{
    public const int LongestHours = 720;

    public required Guid Id { get; init; }

    public required Guid OrgUnitId { get; init; }

    /// <summary>Off: no tasks in this unit and below, whatever a unit above says.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>1 to 4 on the scale of 1 to 5: a score up to this calls for a task. Of three steps the worst is 1, the middle 3.</summary>
    public int Limit { get; init; } = 2;

    /// <summary>Null: a lead of the unit.</summary>
    public Guid? AssigneeId { get; init; }

    /// <summary>1 to 720.</summary>
    public int DueHours { get; init; } = 24;

    /// <summary>Ratings from before are left alone.</summary>
    public required DateTimeOffset Since { get; init; }

    public long Rev { get; init; }

    /// <summary>The rule of a unit: its own, or the nearest above; null: there is none.</summary>
    public static FollowUpRule? Of(IReadOnlyDictionary<Guid, FollowUpRule> byUnit, UnitTree units, Guid? unitId)
    {
        FollowUpRule? nearest = null;
        foreach (var (unit, rule) in byUnit)
        {
            if (unitId is { } id && units.IsWithin(id, unit) && (nearest is null || units.IsWithin(unit, nearest.OrgUnitId)))
                nearest = rule;
        }

        return nearest;
    }

    /// <summary>The task that a rating calls for; null: none.</summary>
    /// <param name="assignee">Whose it is by this rule.</param>
    public FollowUp? Of(Rating rating, Guid accountId, Guid? assignee, DateTimeOffset now) => Enabled && rating is { Score: { } score, AnsweredAt: { } at } && at >= Since && rating.OfFive <= Limit
        ? new()
        {
            ConversationId = rating.ConversationId,
            ThreadId = rating.ThreadId,
            AgentId = rating.AgentId,
            GroupId = rating.GroupId,
            AccountId = accountId,
            Score = score,
            RatedAt = at,
            CreatedAt = now,
            DueAt = at + TimeSpan.FromHours(DueHours),
            AssigneeId = assignee,
            History = [new(FollowUpDeed.Created, now, null, To: assignee)],
        }
        : null;

    /// <summary>Whose a task is: the person chosen; else of the unit's leads, or of the nearest unit above that has any, the one with the fewest open tasks; who serves before who only administers. Never the agent's own who was rated.</summary>
    /// <param name="load">Open tasks by person.</param>
    public Guid? AssigneeOf(Organisation.Directory known, Guid? unitId, Guid ratedAgent, IReadOnlyDictionary<Guid, int> load)
    {
        if (AssigneeId is { } chosen)
            return known.Agents.GetValueOrDefault(chosen) is { Enabled: false } || chosen == ratedAgent ? null : chosen;
        var leads = known.Agents.Values.Where(a => a.Id != ratedAgent && known.IsLeadOf(a.Id, unitId)).ToList();
        // The nearest: nobody of these leads a unit below theirs.
        return leads.Where(a => !leads.Exists(b => b.OrgUnitId != a.OrgUnitId && known.Units.IsWithin(b.OrgUnitId, a.OrgUnitId)))
            .OrderBy(a => a.Skills.Count == 0).ThenBy(a => load.GetValueOrDefault(a.Id)).ThenBy(a => a.Id).Select(a => (Guid?)a.Id).FirstOrDefault();
    }
}
