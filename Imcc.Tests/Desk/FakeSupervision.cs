using Imcc.Core.Agents;
using Imcc.Core.Desk;

namespace Imcc.Tests.Desk;

/// <summary>Supervision in memory: what a test arranges to be seen, and what it was asked to do.</summary>
internal sealed class FakeSupervision : ISupervision
{
    public List<string> Commands { get; } = [];

    public Dictionary<string, CommandOutcome> Outcomes { get; } = [];

    public FloorView? Floor { get; set; }

    public int FloorReads { get; private set; }

    public bool IsBroken { get; set; }

    public Dictionary<Guid, IReadOnlyList<AssignmentView>> Assignments { get; } = [];

    public Dictionary<Guid, WaitView> Waiting { get; } = [];

    public Task<FloorView?> FloorAsync(Guid leadId, CancellationToken cancellationToken = default)
    {
        FloorReads++;
        return IsBroken ? throw new TimeoutException("No answer.") : Task.FromResult(Floor);
    }

    public Task<CommandOutcome> AssignAsync(Guid leadId, Guid conversationId, Guid agentId, string reason, CancellationToken cancellationToken = default) =>
        Do($"assign {conversationId} {agentId} {reason}");

    public Task<CommandOutcome> SetPresenceOfAsync(Guid leadId, Guid agentId, Presence presence, Guid? reasonId, CancellationToken cancellationToken = default) =>
        Do($"presence {agentId} {presence}");

    public Task<CommandOutcome> SignOutAsync(Guid leadId, Guid agentId, CancellationToken cancellationToken = default) => Do($"signout {agentId}");

    public Task<IReadOnlyList<AssignmentView>> AssignmentsAsync(Guid agentId, Guid conversationId, CancellationToken cancellationToken = default) =>
        Task.FromResult(Assignments.GetValueOrDefault(conversationId, []));

    public Task<WaitView?> WhyWaitingAsync(Guid agentId, Guid conversationId, CancellationToken cancellationToken = default) =>
        Task.FromResult(Waiting.GetValueOrDefault(conversationId));

    private Task<CommandOutcome> Do(string command)
    {
        Commands.Add(command.Trim());
        return Task.FromResult(Outcomes.GetValueOrDefault(command.Split(' ')[0], CommandOutcome.Done));
    }
}
