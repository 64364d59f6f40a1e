using System.Collections.Immutable;
using Imcc.Core.Channels;
using Imcc.Core.Knowledge;

namespace Imcc.Core.Desk;

/// <summary>Looks up what could answer a customer, while the agent works. A hint, never in the way of a message.</summary>
public interface IKnowledge
{
    /// <param name="text">What the customer said; only the first 500 characters are looked at.</param>
    /// <param name="before">What they said just before, and nobody has answered; the latest last.</param>
    /// <returns>The best first, at most 5; empty where nothing fits or the agent may not read the conversation.</returns>
    Task<Findings> LookUpAsync(Guid agentId, Guid conversationId, string text, ImmutableArray<string> before = default, CancellationToken cancellationToken = default);

    /// <summary>Whether what was found for a customer's message was of use; said again, the last word counts.</summary>
    Task<CommandOutcome> RateAsync(Guid agentId, Guid conversationId, Guid messageId, Guid findingId, bool isUseful, CancellationToken cancellationToken = default);
}

/// <param name="IsMiss">Something was asked, and nothing is known about it; false, too, where nothing was asked (「好的」).</param>
public sealed record Findings(IReadOnlyList<Finding> Items, bool IsMiss = false)
{
    public static readonly Findings None = new([]);
}

/// <param name="Text">The answer; it may hold the variables of a quick reply.</param>
/// <param name="Source">Where it comes from, for a person to read.</param>
public sealed record Finding(Guid Id, string Title, string Text, string Source)
{
    public Sureness Sureness { get; init; } = Sureness.Likely;

    /// <summary>An article of the knowledge base, as against a quick reply.</summary>
    public bool IsArticle { get; init; }

    /// <summary>The wording that matched, where it is not the title.</summary>
    public string? Matched { get; init; }

    /// <summary>What is sent after the text: a link, pictures.</summary>
    public ImmutableArray<MessageContent> Further { get; init; } = [];

    /// <summary>For agents only: it is read, not sent.</summary>
    public bool IsInternal { get; init; }

    /// <summary>What belongs to it and is shown with it.</summary>
    public ImmutableArray<Finding> Related { get; init; } = [];
}
