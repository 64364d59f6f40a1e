namespace Imcc.Core.Desk;

/// <summary>Looks up what could answer a customer, while the agent works. A hint, never in the way of a message.</summary>
public interface IKnowledge
{
    /// <param name="text">What the customer said; only the first 500 characters are looked at.</param>
    /// <returns>The best first, at most 5; empty where nothing fits or the agent may not read the conversation.</returns>
    Task<Findings> LookUpAsync(Guid agentId, Guid conversationId, string text, CancellationToken cancellationToken = default);

    /// <summary>Whether what was found for a customer's message was of use; said again, the last word counts.</summary>
    Task<CommandOutcome> RateAsync(Guid agentId, Guid conversationId, Guid messageId, Guid findingId, bool isUseful, CancellationToken cancellationToken = default);
}

public sealed record Findings(IReadOnlyList<Finding> Items)
{
    public static readonly Findings None = new([]);
}

/// <param name="Text">The answer; it may hold the variables of a quick reply.</param>
/// <param name="Source">Where it comes from, for a person to read.</param>
public sealed record Finding(Guid Id, string Title, string Text, string Source);
