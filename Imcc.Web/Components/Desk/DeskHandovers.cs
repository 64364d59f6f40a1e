using Imcc.Core.Desk;

namespace Imcc.Web.Components.Desk;

/// <summary>How an agent keeps a conversation for later, gives it away, takes one, and gets a helping hand.</summary>
public sealed class DeskHandovers(DeskSession session, IHandovers handovers)
{
    private Guid Me => session.State.AgentId;

    /// <returns>Null: it could not be asked, and the agent has been told.</returns>
    public Task<TransferTargets?> TargetsAsync() =>
        session.Calls.AskAsync<TransferTargets>(async () => await handovers.TargetsAsync(Me, session.Calls.Closing));

    public async Task<bool> ParkAsync(Guid conversationId, DateTimeOffset? remindAt)
    {
        if (!await DoAsync(() => handovers.ParkAsync(Me, conversationId, remindAt)))
            return false;
        session.Want(session.State.Next(conversationId)?.Id);
        return true;
    }

    public Task<bool> ResumeAsync(Guid conversationId) => DoAsync(() => handovers.ResumeAsync(Me, conversationId));

    public Task<bool> CloseParkedAsync(Guid conversationId) => DoAsync(() => handovers.CloseParkedAsync(Me, conversationId));

    public async Task<bool> TransferToGroupAsync(Guid conversationId, Guid groupId, string reason, string note)
    {
        if (!await DoAsync(() => handovers.TransferToGroupAsync(Me, conversationId, groupId, reason, note)))
            return false;
        session.Want(session.State.Next(conversationId)?.Id);
        return true;
    }

    public Task<bool> TransferToAgentAsync(Guid conversationId, Guid targetId, string reason, string note) =>
        DoAsync(() => handovers.TransferToAgentAsync(Me, conversationId, targetId, reason, note));

    public Task<bool> WithdrawTransferAsync(Guid conversationId) => DoAsync(() => handovers.WithdrawTransferAsync(Me, conversationId), "Notice.TransferOver");

    public Task<bool> AskHelpAsync(Guid conversationId, Guid helperId, string note) => DoAsync(() => handovers.AskHelpAsync(Me, conversationId, helperId, note));

    public Task<bool> EndHelpAsync(Guid conversationId) => DoAsync(() => handovers.EndHelpAsync(Me, conversationId));

    public async Task PickAsync(DeskConversation waiting)
    {
        if (await DoAsync(() => handovers.PickAsync(Me, waiting.Id), "Notice.PickGone"))
            session.Want(waiting.Id);
    }

    private async Task<bool> DoAsync(Func<Task<CommandOutcome>> command, string? tooLateKey = null) =>
        DeskCalls.IsDone(await session.Calls.DoAsync(command, tooLateKey));
}
