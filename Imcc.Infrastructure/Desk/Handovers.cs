using Imcc.Core.Agents;
using Imcc.Core.Conversations;
using Imcc.Core.Desk;
using Imcc.Core.Organisation;
using Imcc.Core.Routing;
using Imcc.Infrastructure.Conversations;
using Imcc.Infrastructure.Organisation;

namespace Imcc.Infrastructure.Desk;

/// <inheritdoc cref="IHandovers"/>
internal sealed class Handovers(IGrainFactory grains, DirectoryCache directory, Commands commands, AgentRoll roll, TimeProvider time) : IHandovers
{
    private const int LongestReason = 100;
    private const int LongestNote = 1000;
    private static readonly TimeSpan LongestReminder = TimeSpan.FromDays(30);

    public async Task<CommandOutcome> ParkAsync(Guid agentId, Guid conversationId, DateTimeOffset? remindAt, CancellationToken cancellationToken = default)
    {
        var now = time.GetUtcNow();
        return remindAt <= now || remindAt > now + LongestReminder
            ? CommandOutcome.Invalid
            : await commands.DoAsync(conversationId, new Act.Park(agentId, remindAt?.ToUniversalTime()), cancellationToken);
    }

    public async Task<CommandOutcome> ResumeAsync(Guid agentId, Guid conversationId, CancellationToken cancellationToken = default) =>
        // Whoever takes nothing now would see it go to somebody else.
        (await grains.GetGrain<IAgentGrain>(agentId).LookAsync()).IsRoutable
            ? await commands.DoAsync(conversationId, new Act.Resume(agentId), cancellationToken)
            : CommandOutcome.NotThere;

    public Task<CommandOutcome> CloseParkedAsync(Guid agentId, Guid conversationId, CancellationToken cancellationToken = default) =>
        commands.DoAsync(conversationId, new Act.CloseParked(agentId), cancellationToken);

    public async Task<TransferTargets> TargetsAsync(Guid agentId, CancellationToken cancellationToken = default)
    {
        var known = directory.Current;
        var now = time.GetUtcNow();
        var agents = (await roll.CallAsync(cancellationToken)).Where(a => a.Agent.Id != agentId).ToList();
        var groups = new List<TargetGroup>();
        foreach (var group in known.Groups.Values.OrderBy(g => g.Name, StringComparer.Ordinal))
        {
            var forecast = await grains.GetGrain<IAcdGrain>(IAcdGrain.MainDomain).ForecastAsync(group.Id, 0, null);
            groups.Add(new(group.Id, group.Name, known.IsOpen(group, now), forecast.Waiting, agents.Count(a => a.Status.IsRoutable && a.Agent.Skills.Any(s => s.GroupId == group.Id))));
        }

        return new(groups, [.. agents.OrderByDescending(a => a.CanTake).ThenBy(a => a.Agent.DisplayName, StringComparer.Ordinal).Select(a => new TargetAgent(
            a.Agent.Id, a.Agent.DisplayName, a.Status.Presence, a.Reason, a.Status.Connection == Connection.Live, a.CanTake, a.Load, a.Agent.Capacity, a.Agent.IsLead,
            [.. a.Agent.Skills.Select(s => s.GroupId)]))]);
    }

    public async Task<CommandOutcome> TransferToGroupAsync(Guid agentId, Guid conversationId, Guid groupId, string reason, string note, CancellationToken cancellationToken = default) =>
        reason.Length > LongestReason || note.Length > LongestNote
            ? CommandOutcome.TooLong
            : await commands.DoAsync(conversationId, new Act.TransferToGroup(agentId, groupId, reason.Trim(), note.Trim()), cancellationToken);

    public async Task<CommandOutcome> TransferToAgentAsync(Guid agentId, Guid conversationId, Guid targetId, string reason, string note, CancellationToken cancellationToken = default)
    {
        if (reason.Length > LongestReason || note.Length > LongestNote)
            return CommandOutcome.TooLong;
        if (targetId == agentId || !directory.Current.Agents.TryGetValue(targetId, out var target) || !target.Enabled)
            return CommandOutcome.Invalid;
        // Nobody's capacity is reserved for a conversation that the caller does not serve.
        if (!await commands.ServesAsync(agentId, conversationId, cancellationToken))
            return CommandOutcome.NotYours;
        var reserved = await Acd.ByHandAsync(new(conversationId, targetId, ByHandKind.Transfer));
        return reserved.Outcome != ByHandOutcome.Reserved
            ? OutcomeOf(reserved.Outcome)
            : await UseAsync(conversationId, reserved, () => commands.DoAsync(conversationId, new Act.Invite(agentId, targetId, Guid.CreateVersion7(time.GetUtcNow()), reserved.Units, reason.Trim(), note.Trim(), reserved.Term, reserved.Explanation), cancellationToken));
    }

    public Task<CommandOutcome> WithdrawTransferAsync(Guid agentId, Guid conversationId, CancellationToken cancellationToken = default) =>
        commands.DoAsync(conversationId, new Act.WithdrawInvitation(agentId), cancellationToken);

    public async Task<CommandOutcome> AskHelpAsync(Guid agentId, Guid conversationId, Guid helperId, string note, CancellationToken cancellationToken = default)
    {
        if (note.Length > LongestNote)
            return CommandOutcome.TooLong;
        if (!directory.Current.Agents.TryGetValue(helperId, out var helper) || !helper.Enabled)
            return CommandOutcome.Invalid;
        return (await grains.GetGrain<IAgentGrain>(helperId).LookAsync()).Connection != Connection.Live
            ? CommandOutcome.NotThere
            : await commands.DoAsync(conversationId, new Act.AskHelp(agentId, helperId, note.Trim()), cancellationToken);
    }

    public Task<CommandOutcome> EndHelpAsync(Guid agentId, Guid conversationId, CancellationToken cancellationToken = default) =>
        commands.DoAsync(conversationId, new Act.EndHelp(agentId), cancellationToken);

    public async Task<CommandOutcome> PickAsync(Guid agentId, Guid conversationId, CancellationToken cancellationToken = default)
    {
        var picked = await Acd.ByHandAsync(new(conversationId, agentId, ByHandKind.Pick));
        if (picked.Outcome != ByHandOutcome.Reserved)
            return OutcomeOf(picked.Outcome);
        var terms = new OfferTerms(conversationId, agentId, Guid.CreateVersion7(time.GetUtcNow()), AutoAccept: true, picked.Explanation, ByHand: agentId, picked.Term);
        return await UseAsync(
            conversationId, picked, () => commands.DoAsync(conversationId, async (c, _) => await c.OfferAsync(terms) ? CommandOutcome.Done : CommandOutcome.TooLate, cancellationToken));
    }

    private IAcdGrain Acd => grains.GetGrain<IAcdGrain>(IAcdGrain.MainDomain);

    private async Task<CommandOutcome> UseAsync(Guid conversationId, ByHandResult reserved, Func<Task<CommandOutcome>> use)
    {
        var outcome = CommandOutcome.Unavailable;
        try
        {
            return outcome = await use();
        }
        finally
        {
            if (outcome != CommandOutcome.Done)
                await Acd.GiveBackAsync(conversationId, reserved.Revision);
        }
    }

    private static CommandOutcome OutcomeOf(ByHandOutcome outcome) => outcome switch
    {
        ByHandOutcome.Full => CommandOutcome.Full,
        ByHandOutcome.NotThere => CommandOutcome.NotThere,
        ByHandOutcome.NotAllowed => CommandOutcome.NotAllowed,
        _ => CommandOutcome.TooLate,
    };
}
