using Imcc.Core.Reasons;

namespace Imcc.Core.Desk;

/// <summary>Why customers come, as an agent notes it. The agent's id comes from the sign-in, as in <see cref="IWorkplace"/>.</summary>
public interface IClassification
{
    /// <summary>What can be chosen for a conversation, and what probably will be.</summary>
    /// <returns>Null: there is no such conversation, or this agent may not see it.</returns>
    Task<ReasonMenu?> MenuAsync(Guid agentId, Guid conversationId, CancellationToken cancellationToken = default);

    /// <summary>The conversation has these reasons from now on: while it is served or parked, in the wrap-up, and after the end; by its agent, or a lead.</summary>
    /// <param name="reasons">At most <see cref="ReasonLimits.MaxPerConversation"/>, each once; where none is the main one, the first is.</param>
    Task<CommandOutcome> ClassifyAsync(Guid agentId, Guid conversationId, IReadOnlyList<ReasonPick> reasons, CancellationToken cancellationToken = default);

    /// <summary>A reason is one of the agent's favourites (at most 50), or is not any more.</summary>
    Task<CommandOutcome> SetFavouriteAsync(Guid agentId, Guid reasonId, bool isFavourite, CancellationToken cancellationToken = default);

    /// <summary>The reasons of a skill group, or of all the agent's groups, with their headings, as the tree is read.</summary>
    ReasonOffer Offer(Guid agentId, Guid? groupId);
}
