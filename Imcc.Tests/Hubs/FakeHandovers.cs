using System.Globalization;
using Imcc.Core.Agents;
using Imcc.Core.Desk;

namespace Imcc.Tests.Hubs;

/// <summary>Notes beside the workplace what the hub asks of handing over and of supervision.</summary>
internal sealed class FakeHandovers(FakeWorkplace workplace) : IHandovers, ISupervision
{
    public TransferTargets Targets { get; set; } = new([], []);

    public IReadOnlyList<AssignmentView> Assignments { get; set; } = [];

    public WaitView? Wait { get; set; }

    public Task<CommandOutcome> ParkAsync(Guid agentId, Guid conversationId, DateTimeOffset? remindAt, CancellationToken cancellationToken = default) =>
        workplace.Note($"park {remindAt?.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture)}".Trim());

    public Task<CommandOutcome> ResumeAsync(Guid agentId, Guid conversationId, CancellationToken cancellationToken = default) => workplace.Note("resume");

    public Task<CommandOutcome> CloseParkedAsync(Guid agentId, Guid conversationId, CancellationToken cancellationToken = default) => workplace.Note("close");

    public Task<TransferTargets> TargetsAsync(Guid agentId, CancellationToken cancellationToken = default) => Task.FromResult(Targets);

    public Task<CommandOutcome> TransferToGroupAsync(Guid agentId, Guid conversationId, Guid groupId, string reason, string note, CancellationToken cancellationToken = default) =>
        workplace.Note($"group {reason}/{note}");

    public Task<CommandOutcome> TransferToAgentAsync(Guid agentId, Guid conversationId, Guid targetId, string reason, string note, CancellationToken cancellationToken = default) =>
        workplace.Note($"agent {reason}/{note}");

    public Task<CommandOutcome> WithdrawTransferAsync(Guid agentId, Guid conversationId, CancellationToken cancellationToken = default) => workplace.Note("withdraw");

    public Task<CommandOutcome> AskHelpAsync(Guid agentId, Guid conversationId, Guid helperId, string note, CancellationToken cancellationToken = default) => workplace.Note($"help {note}");

    public Task<CommandOutcome> EndHelpAsync(Guid agentId, Guid conversationId, CancellationToken cancellationToken = default) => workplace.Note("endhelp");

    public Task<CommandOutcome> PickAsync(Guid agentId, Guid conversationId, CancellationToken cancellationToken = default) => workplace.Note("pick");

    public Task<FloorView?> FloorAsync(Guid leadId, CancellationToken cancellationToken = default) => Task.FromResult<FloorView?>(null);

    public Task<CommandOutcome> AssignAsync(Guid leadId, Guid conversationId, Guid agentId, string reason, CancellationToken cancellationToken = default) => workplace.Note($"assign {reason}");

    public Task<CommandOutcome> SetPresenceOfAsync(Guid leadId, Guid agentId, Presence presence, Guid? reasonId, CancellationToken cancellationToken = default) => workplace.Note($"presence of {presence} {reasonId}".Trim());

    public Task<CommandOutcome> SignOutAsync(Guid leadId, Guid agentId, CancellationToken cancellationToken = default) => workplace.Note($"signout {leadId == HubHost.Agent1}");

    public Task<IReadOnlyList<AssignmentView>> AssignmentsAsync(Guid agentId, Guid conversationId, CancellationToken cancellationToken = default) => Task.FromResult(Assignments);

    public Task<WaitView?> WhyWaitingAsync(Guid agentId, Guid conversationId, CancellationToken cancellationToken = default) => Task.FromResult(Wait);
}
