using Imcc.Core.Desk;

namespace Imcc.Web.Components.Desk;

/// <summary>What explains the system's decisions to an agent. Null: it could not be asked, or there is nothing to explain.</summary>
public sealed class DeskWhy(DeskSession session, ISupervision supervision)
{
    public Task<IReadOnlyList<AssignmentView>?> AssignmentsAsync(Guid conversationId) => session.Calls.AskAsync<IReadOnlyList<AssignmentView>>(
        async () => await supervision.AssignmentsAsync(session.State.AgentId, conversationId, session.Calls.Closing));

    public Task<WaitView?> WaitingAsync(Guid conversationId) => session.Calls.AskAsync(
        () => supervision.WhyWaitingAsync(session.State.AgentId, conversationId, session.Calls.Closing));
}
