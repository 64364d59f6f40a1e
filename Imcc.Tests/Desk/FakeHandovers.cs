using Imcc.Core.Agents;
using Imcc.Core.Conversations;
using Imcc.Core.Desk;
using static Imcc.Tests.Desk.FakeWorkplace;

namespace Imcc.Tests.Desk;

/// <summary>Handing over in memory, over the conversations of a <see cref="FakeWorkplace"/>.</summary>
internal sealed class FakeHandovers(FakeWorkplace workplace) : IHandovers
{
    public List<string> Commands { get; } = [];

    /// <summary>What the next commands of this name come back with.</summary>
    public Dictionary<string, CommandOutcome> Outcomes { get; } = [];

    public TransferTargets Targets { get; set; } = new(
        [new TargetGroup(Id(51), "信用卡", true, 3, 2), new TargetGroup(Id(52), "贵宾服务", false, 0, 0)],
        [
            Agent(71, "王志强"),
            Agent(72, "陈雨桐") with { CanTake = false, Load = 5 },
            Agent(73, "刘思远") with { CanTake = false, Presence = Presence.Break, Reason = "用餐" },
            Agent(74, "赵婉清") with { CanTake = false, IsThere = false, Presence = Presence.Offline },
            Agent(75, "周敏") with { IsLead = true },
        ]);

    public static TargetAgent Agent(int number, string name) => new(Id(number), name, Presence.Available, "", true, true, 1, 5, false, [Id(51)]);

    public Task<TransferTargets> TargetsAsync(Guid agentId, CancellationToken cancellationToken = default) => Task.FromResult(Targets);

    public Task<CommandOutcome> ParkAsync(Guid agentId, Guid conversationId, DateTimeOffset? remindAt, CancellationToken cancellationToken = default) =>
        DoAsync($"park {remindAt:yyyy-MM-ddTHH:mm}", conversationId, c => c with { State = ConversationState.Parked, RemindAt = remindAt });

    public Task<CommandOutcome> ResumeAsync(Guid agentId, Guid conversationId, CancellationToken cancellationToken = default) =>
        DoAsync("resume", conversationId, c => c with { State = ConversationState.Active });

    public Task<CommandOutcome> CloseParkedAsync(Guid agentId, Guid conversationId, CancellationToken cancellationToken = default) =>
        DoAsync("close", conversationId, c => c with { State = ConversationState.Closed });

    public Task<CommandOutcome> TransferToGroupAsync(Guid agentId, Guid conversationId, Guid groupId, string reason, string note, CancellationToken cancellationToken = default) =>
        DoAsync($"group {groupId} {reason} {note}", conversationId, c => c with { State = ConversationState.Queued, AgentId = null, GroupId = groupId });

    public Task<CommandOutcome> TransferToAgentAsync(Guid agentId, Guid conversationId, Guid targetId, string reason, string note, CancellationToken cancellationToken = default) =>
        DoAsync($"agent {targetId} {reason} {note}", conversationId, c => c with { Invitation = Invitation(targetId, reason, note), InvitedName = "王志强" });

    public Task<CommandOutcome> WithdrawTransferAsync(Guid agentId, Guid conversationId, CancellationToken cancellationToken = default) =>
        DoAsync("withdraw", conversationId, c => c with { Invitation = null });

    public Task<CommandOutcome> AskHelpAsync(Guid agentId, Guid conversationId, Guid helperId, string note, CancellationToken cancellationToken = default) =>
        DoAsync($"help {helperId} {note}", conversationId, c => c with { Help = new(helperId, Me, Start, note), HelperName = "周敏" });

    public Task<CommandOutcome> EndHelpAsync(Guid agentId, Guid conversationId, CancellationToken cancellationToken = default) =>
        DoAsync("endhelp", conversationId, c => c with { Help = null });

    public Task<CommandOutcome> PickAsync(Guid agentId, Guid conversationId, CancellationToken cancellationToken = default) =>
        DoAsync("pick", conversationId, c => c with { State = ConversationState.Active, AgentId = Me });

    /// <summary>A colleague's (or this agent's) invitation, as it stands in a conversation.</summary>
    public static Invitation Invitation(Guid invited, string reason = "", string note = "") =>
        new(invited, Id(3999), Id(70), Start, Start.AddSeconds(30), 1, reason, note);

    private async Task<CommandOutcome> DoAsync(string command, Guid conversationId, Func<DeskConversation, DeskConversation> next)
    {
        Commands.Add(command.Trim());
        var outcome = Outcomes.GetValueOrDefault(command.Split(' ')[0], CommandOutcome.Done);
        if (outcome == CommandOutcome.Done)
            await workplace.MoveAsync(next(workplace.Conversations[conversationId]));
        return outcome;
    }
}
