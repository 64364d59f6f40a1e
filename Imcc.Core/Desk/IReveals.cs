using Imcc.Core.Privacy;

namespace Imcc.Core.Desk;

/// <summary>Looking at a number that is hidden from the agent: for a reason, and not unseen (查看脱敏信息).</summary>
public interface IReveals
{
    /// <summary>What the agent may do about hidden numbers.</summary>
    RevealTerms TermsOf(Guid agentId);

    /// <summary>The number as the message has it. Before it is given, who looked at which kind of number of which message, when and why is in the audit log; the number itself never is.</summary>
    /// <param name="start">Where the number stands in the message: <see cref="HiddenNumber.Start"/>.</param>
    /// <param name="reason">In the agent's words; 1 to 100 characters.</param>
    /// <returns>
    /// <see cref="CommandOutcome.NotFound"/>: no such message for this agent, or nothing is hidden there; <see cref="CommandOutcome.NotAllowed"/>: the rules do not let
    /// this agent look; <see cref="CommandOutcome.Invalid"/>: no reason, or <see cref="CommandOutcome.TooLong"/>.
    /// </returns>
    Task<Revealed> RevealAsync(Guid agentId, Guid conversationId, Guid messageId, int start, string reason, CancellationToken cancellationToken = default);
}

/// <param name="MayReveal">The agent may look, with a reason.</param>
/// <param name="Reasons">What can be chosen instead of writing.</param>
[GenerateSerializer, Immutable]
public sealed record RevealTerms([property: Id(0)] bool MayReveal, [property: Id(1)] IReadOnlyList<string> Reasons);

/// <param name="Number">The number as it was written; null: not given.</param>
[GenerateSerializer, Immutable]
public sealed record Revealed([property: Id(0)] CommandOutcome Outcome, [property: Id(1)] string? Number = null);
