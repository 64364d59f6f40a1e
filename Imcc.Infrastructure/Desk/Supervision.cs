using Imcc.Core.Agents;
using Imcc.Core.Conversations;
using Imcc.Core.Desk;
using Imcc.Core.Organisation;
using Imcc.Core.Routing;
using Imcc.Infrastructure.Conversations;
using Imcc.Infrastructure.Organisation;

namespace Imcc.Infrastructure.Desk;

/// <inheritdoc cref="ISupervision"/>
internal sealed class Supervision(IGrainFactory grains, DirectoryCache directory, ConversationFinder finder, Commands commands, AgentRoll roll, IMasks masks, AuditTrail audit, TimeProvider time) : ISupervision
{
    private const int LongestReason = 100;

    /// <summary>Customers in the list; the lines count all.</summary>
    private const int WaitingShown = 200;

    public async Task<FloorView?> FloorAsync(Guid leadId, CancellationToken cancellationToken = default)
    {
        if (LeadOf(leadId) is null)
            return null;
        var known = directory.Current;
        var now = time.GetUtcNow();
        var agents = (await roll.CallAsync(cancellationToken)).Where(a => known.IsLeadOf(leadId, a.Agent.OrgUnitId)).ToList();
        var own = known.Groups.Values.Where(g => known.IsLeadOf(leadId, g.OrgUnitId)).OrderBy(g => g.Name, StringComparer.Ordinal).ToList();
        Guid[] groups = [.. own.Select(g => g.Id)];
        var waits = await finder.LinesAsync(cancellationToken);
        var lines = own.Select(g =>
        {
            var members = agents.Where(a => a.Agent.Skills.Any(s => s.GroupId == g.Id)).ToList();
            var (waiting, since) = waits.GetValueOrDefault(g.Id);
            return new FloorLine(
                g.Id, g.Name, waiting, since, members.Count(a => a.Status.IsRoutable), members.Count(a => a.CanTake), known.IsOpen(g, now));
        });
        return masks.For(leadId).Of(new FloorView(
            [.. agents.OrderBy(a => a.Agent.DisplayName, StringComparer.Ordinal).Select(a => new FloorAgent(
                a.Agent.Id, a.Agent.DisplayName, a.Status, a.Reason, a.Status.IsOverLimit, a.Load, a.Agent.Capacity,
                [.. a.Agent.Skills.Select(s => known.Groups.TryGetValue(s.GroupId, out var g) ? g.Name : "").Where(n => n.Length > 0)]))],
            [.. lines],
            await finder.LongestWaitingAsync(groups, WaitingShown, cancellationToken),
            await finder.AlertsAsync(groups, cancellationToken)));
    }

    public async Task<CommandOutcome> AssignAsync(Guid leadId, Guid conversationId, Guid agentId, string reason, CancellationToken cancellationToken = default)
    {
        if (LeadOf(leadId) is not { } lead)
            return CommandOutcome.NotAllowed;
        if (!directory.Current.Agents.TryGetValue(agentId, out var agent))
            return CommandOutcome.NotFound;
        if (await finder.ReadableAsync(leadId, conversationId, cancellationToken) is not { } conversation)
            return CommandOutcome.NotFound;
        if (!SteerConduct.MaySteer(conversation, leadId, directory.Current))
            return CommandOutcome.NotAllowed;
        // Who is not at a screen would lose it again within a minute.
        if ((await grains.GetGrain<IAgentGrain>(agentId).LookAsync()).Connection == Connection.Lost)
            return CommandOutcome.NotThere;
        if (reason.Length > LongestReason)
            return CommandOutcome.TooLong;
        var outcome = await commands.DoAsync(conversationId, new Act.Assign(leadId, agentId, reason.Trim()), cancellationToken);
        if (outcome == CommandOutcome.Done)
            await audit.WriteAsync(lead, "conversation.assigned", conversationId, $"conversation {conversationId}", $"to {agent.UserName}", CancellationToken.None);
        return outcome;
    }

    public async Task<CommandOutcome> SetPresenceOfAsync(Guid leadId, Guid agentId, Presence presence, Guid? reasonId, CancellationToken cancellationToken = default)
    {
        if (LeadOf(leadId) is not { } lead)
            return CommandOutcome.NotAllowed;
        if (!directory.Current.Agents.TryGetValue(agentId, out var agent))
            return CommandOutcome.NotFound;
        if (!directory.Current.IsLeadOf(leadId, agent.OrgUnitId))
            return CommandOutcome.NotAllowed;
        if (PresenceChoice.Of(directory.Current, presence, reasonId) is not { } choice)
            return CommandOutcome.Invalid;
        // Who is not at a screen is at no work, whatever is chosen for them.
        if ((await grains.GetGrain<IAgentGrain>(agentId).LookAsync()).Connection == Connection.Lost)
            return CommandOutcome.NotThere;
        await grains.GetGrain<IAgentGrain>(agentId).ChooseAsync(choice.Presence, choice.ReasonId, choice.Limit, by: leadId);
        await audit.WriteAsync(lead, "agent.presence", agentId, agent.UserName, choice.Presence.ToString(), CancellationToken.None);
        return CommandOutcome.Done;
    }

    public async Task<CommandOutcome> SignOutAsync(Guid leadId, Guid agentId, CancellationToken cancellationToken = default)
    {
        if (LeadOf(leadId) is not { } lead)
            return CommandOutcome.NotAllowed;
        if (!directory.Current.Agents.TryGetValue(agentId, out var agent))
            return CommandOutcome.NotFound;
        if (!directory.Current.IsLeadOf(leadId, agent.OrgUnitId))
            return CommandOutcome.NotAllowed;
        await grains.GetGrain<IAgentGrain>(agentId).SignOutAsync(leadId);
        await audit.WriteAsync(lead, "agent.signedout", agentId, agent.UserName, "", CancellationToken.None);
        return CommandOutcome.Done;
    }

    public async Task<IReadOnlyList<AssignmentView>> AssignmentsAsync(Guid agentId, Guid conversationId, CancellationToken cancellationToken = default) =>
        await finder.ReadableAsync(agentId, conversationId, cancellationToken) is { } conversation
            ? await finder.AssignmentsAsync(conversation.ThreadId, conversationId, cancellationToken)
            : [];

    public async Task<WaitView?> WhyWaitingAsync(Guid agentId, Guid conversationId, CancellationToken cancellationToken = default)
    {
        if (await finder.ReadableAsync(agentId, conversationId, cancellationToken) is not { GroupId: { } group } conversation)
            return null;
        var acd = grains.GetGrain<IAcdGrain>(IAcdGrain.MainDomain);
        if (await acd.WhyAsync(conversationId) is not { } reason)
            return null;
        var names = new[] { reason.BeingAskedId, reason.KeptForId }.OfType<Guid>().Distinct()
            .ToDictionary(id => id, id => directory.Current.Agents.TryGetValue(id, out var agent) ? agent.DisplayName : "");
        return new(reason, await acd.ForecastAsync(group, conversation.VipTier, conversationId), names);
    }

    private Agent? LeadOf(Guid leadId) => directory.Current.Agents.TryGetValue(leadId, out var lead) && lead is { Enabled: true, IsLead: true } ? lead : null;
}
