using Imcc.Core.Agents;
using Imcc.Core.Conversations;
using Imcc.Core.Desk;
using Imcc.Core.Routing;
using Imcc.Infrastructure.Conversations;
using Imcc.Infrastructure.Organisation;

namespace Imcc.Infrastructure.Desk;

/// <inheritdoc cref="ISupervision"/>
internal sealed class Supervision(IGrainFactory grains, DirectoryCache directory, ConversationFinder finder, Commands commands, AgentRoll roll, IMasks masks, TimeProvider time) : ISupervision
{
    private const int LongestReason = 100;
    private const int WaitingShown = 500;

    public async Task<FloorView?> FloorAsync(Guid leadId, CancellationToken cancellationToken = default)
    {
        if (!IsLead(leadId))
            return null;
        var known = directory.Current;
        var now = time.GetUtcNow();
        var agents = await roll.CallAsync(cancellationToken);
        var waiting = await finder.WaitingAsync(WaitingShown, cancellationToken);
        var lines = known.Groups.Values.OrderBy(g => g.Name, StringComparer.Ordinal).Select(g =>
        {
            var members = agents.Where(a => a.Agent.Skills.Any(s => s.GroupId == g.Id)).ToList();
            var inLine = waiting.Where(c => c.GroupId == g.Id).ToList();
            return new FloorLine(
                g.Id, g.Name, inLine.Count, inLine.Min(c => c.EnqueuedAt), members.Count(a => a.Status.IsRoutable), members.Count(a => a.CanTake), known.IsOpen(g, now));
        });
        return masks.For(leadId).Of(new FloorView(
            [.. agents.OrderBy(a => a.Agent.DisplayName, StringComparer.Ordinal).Select(a => new FloorAgent(
                a.Agent.Id, a.Agent.DisplayName, a.Status, a.Reason, a.Status.IsOverLimit, a.Load, a.Agent.Capacity,
                [.. a.Agent.Skills.Select(s => known.Groups.TryGetValue(s.GroupId, out var g) ? g.Name : "").Where(n => n.Length > 0)]))],
            [.. lines],
            waiting,
            await finder.AlertsAsync(cancellationToken)));
    }

    public async Task<CommandOutcome> AssignAsync(Guid leadId, Guid conversationId, Guid agentId, string reason, CancellationToken cancellationToken = default)
    {
        if (!IsLead(leadId))
            return CommandOutcome.NotAllowed;
        if (!directory.Current.Agents.ContainsKey(agentId))
            return CommandOutcome.NotFound;
        // Who is not at a screen would lose it again within a minute.
        if ((await grains.GetGrain<IAgentGrain>(agentId).LookAsync()).Connection == Connection.Lost)
            return CommandOutcome.NotThere;
        return reason.Length > LongestReason
            ? CommandOutcome.TooLong
            : await commands.DoAsync(conversationId, new Act.Assign(leadId, agentId, reason.Trim()), cancellationToken);
    }

    public async Task<CommandOutcome> SetPresenceOfAsync(Guid leadId, Guid agentId, Presence presence, Guid? reasonId, CancellationToken cancellationToken = default)
    {
        if (!IsLead(leadId))
            return CommandOutcome.NotAllowed;
        if (!directory.Current.Agents.ContainsKey(agentId))
            return CommandOutcome.NotFound;
        if (PresenceChoice.Of(directory.Current, presence, reasonId) is not { } choice)
            return CommandOutcome.Invalid;
        await grains.GetGrain<IAgentGrain>(agentId).ChooseAsync(choice.Presence, choice.ReasonId, choice.Limit, by: leadId);
        return CommandOutcome.Done;
    }

    public async Task<CommandOutcome> SignOutAsync(Guid leadId, Guid agentId, CancellationToken cancellationToken = default)
    {
        if (!IsLead(leadId))
            return CommandOutcome.NotAllowed;
        if (!directory.Current.Agents.ContainsKey(agentId))
            return CommandOutcome.NotFound;
        await grains.GetGrain<IAgentGrain>(agentId).SignOutAsync(leadId);
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

    private bool IsLead(Guid leadId) => directory.Current.Agents.TryGetValue(leadId, out var lead) && lead is { Enabled: true, IsLead: true };
}
