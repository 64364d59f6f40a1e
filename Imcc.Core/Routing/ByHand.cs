using Imcc.Core.Conversations;
using Imcc.Core.Organisation;

namespace Imcc.Core.Routing;

/// <summary>Assignments that a person decides, and what becomes of any assignment afterwards.</summary>
internal sealed class ByHand(Floor floor, Standings standings, Usher usher, AcdOptions options)
{
    public Directed Direct(AssignmentKind kind, Guid conversationId, Guid agentId, bool force, DateTimeOffset now)
    {
        var standing = standings.Find(conversationId);
        var outcome = kind == AssignmentKind.Transfer ? OfServed(standing, agentId) : OfWaiting(standing, agentId);
        if (outcome != DirectOutcome.Assigned)
            return new(outcome);
        var (contact, entry) = (standing!, standing!.Entry!);
        var line = floor.LineOf(entry.GroupId);
        if (floor.FindPlace(agentId) is not { IsSeated: true, IsEnabled: true } place)
            return new(DirectOutcome.UnknownAgent);
        var way = WayTo(place, line, contact, now);
        outcome = (kind, force) switch
        {
            (AssignmentKind.Pick, _) when way is null => DirectOutcome.NotAMember,
            (AssignmentKind.Pick, _) => place.FreeUnits < entry.Units ? DirectOutcome.Full : DirectOutcome.Assigned,
            (AssignmentKind.Supervisor or AssignmentKind.Transfer, true) => DirectOutcome.Assigned,
            (AssignmentKind.Supervisor or AssignmentKind.Transfer, false) when !place.IsRoutable => DirectOutcome.NotRoutable,
            (AssignmentKind.Supervisor or AssignmentKind.Transfer, false) => place.FreeUnits < entry.Units ? DirectOutcome.Full : DirectOutcome.Assigned,
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not by hand."),
        };
        if (outcome != DirectOutcome.Assigned)
            return new(outcome);

        var explanation = AgentChoice.ExplainOne(contact, line, way ?? new(place, new Skill(line.GroupId, 0, 0), Rings.Never, IsHelper: false), lastAgentFirst: false, floor.Scale, now) with { ByHand = true };
        var isForced = force && kind != AssignmentKind.Pick;
        var assignment = new Assignment(conversationId, entry.ThreadId, agentId, contact.Revision, explanation, kind, isForced, entry.Units);
        if (kind == AssignmentKind.Transfer)
            usher.Invite(contact, new(place, new Hold(entry.GroupId, now, IsTaken: false, entry.Units), now + options.AnswerWithin, contact.Revision));
        else
            usher.Propose(contact, place, now);
        return new(DirectOutcome.Assigned, assignment);
    }

    public bool Confirm(Assignment assignment, long revision, DateTimeOffset now)
    {
        if (assignment.Kind == AssignmentKind.Transfer)
            return ConfirmInvitation(assignment, revision);
        if (!standings.IsNews(assignment.ConversationId, revision, out var standing))
            return false;
        var entry = standing.Entry;
        usher.Hold(standing, floor.PlaceOf(assignment.AgentId), new Hold(entry?.GroupId, now, IsTaken: false, assignment.Units), entry, isOffer: entry is not null);
        standing.State = ConversationState.Offered;
        return true;
    }

    public bool Reject(Guid conversationId, long revision, DateTimeOffset now)
    {
        if (standings.Find(conversationId) is not { } standing)
            return false;
        if (standing is { Phase: Phase.Held, Invited: { Until: not null } invited } && revision >= invited.Revision)
        {
            usher.Uninvite(standing, now);
            return true;
        }

        if (standing.Phase != Phase.Proposed || revision < standing.ProposedRevision)
            return false;
        // Without news the same assignment would be made and rejected again at once.
        var notBefore = standing.Revision > standing.ProposedRevision ? DateTimeOffset.MinValue : now + options.RetryAfter;
        usher.TakeOut(standing, now);
        usher.Wait(standing, notBefore > now ? notBefore : DateTimeOffset.MinValue);
        return true;
    }

    /// <summary>The invitation was committed: from now on the facts say when it ends.</summary>
    private bool ConfirmInvitation(Assignment assignment, long revision)
    {
        if (standings.Find(assignment.ConversationId) is not { Phase: Phase.Held, Invited: { Until: not null } invited } standing || invited.Place.AgentId != assignment.AgentId)
            return false;
        if (revision <= standing.Revision)
        {
            // Later facts were heard before, and the invitation is not in them.
            usher.Uninvite(standing, DateTimeOffset.MinValue);
            return false;
        }

        standing.Revision = revision;
        standing.Invited = invited with { Until = null };
        return true;
    }

    private static DirectOutcome OfWaiting(Standing? standing, Guid agentId) => standing switch
    {
        { Phase: Phase.Waiting } => DirectOutcome.Assigned,
        { Phase: Phase.Proposed } or { Phase: Phase.Held, State: ConversationState.Offered } => DirectOutcome.BeingAsked,
        { Phase: Phase.Held, State: ConversationState.Active } when standing.Place!.AgentId == agentId => DirectOutcome.AlreadyTheirs,
        _ => DirectOutcome.NotWaiting,
    };

    private static DirectOutcome OfServed(Standing? standing, Guid agentId)
    {
        if (standing is not { Phase: Phase.Held, State: ConversationState.Active, Entry: not null })
            return DirectOutcome.NotServed;
        if (standing.Place!.AgentId == agentId)
            return DirectOutcome.AlreadyTheirs;
        return standing.Invited is null ? DirectOutcome.Assigned : DirectOutcome.AlreadyInvited;
    }

    /// <summary>As what the agent would take it: a member of the group, of whatever level, or by now a helper; null: neither.</summary>
    private static Way? WayTo(AgentPlace place, WaitingLine line, Standing contact, DateTimeOffset now)
    {
        if (place.Memberships.Find(m => m.Line == line) is { } member)
            return new(place, member.Skill, member.Ring, IsHelper: false);
        var ring = Math.Max(contact.Ring, line.Rings.After(now - contact.JoinedAt));
        foreach (var (helpers, opens) in line.Helpers.Where(h => h.Ring <= ring).OrderBy(h => h.Ring))
        {
            if (place.Memberships.Find(m => m.Line == helpers) is { } helper)
                return new(place, helper.Skill, opens, IsHelper: true);
        }

        return null;
    }
}
