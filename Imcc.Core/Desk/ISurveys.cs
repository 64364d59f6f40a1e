namespace Imcc.Core.Desk;

/// <summary>Asking customers how satisfied they were, where the group leaves it to the agent.</summary>
public interface ISurveys
{
    /// <summary>Ends a conversation as <see cref="IWorkplace.EndAsync"/> does, and says whether the customer is to be asked; where the group decides that itself, its rule holds.</summary>
    Task<CommandOutcome> EndAsync(Guid agentId, Guid conversationId, bool asksCustomer, CancellationToken cancellationToken = default);
}
