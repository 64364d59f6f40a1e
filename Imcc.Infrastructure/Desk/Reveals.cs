using Imcc.Core.Conversations;
using Imcc.Core.Desk;
using Imcc.Core.Privacy;
using Imcc.Infrastructure.Conversations;
using Imcc.Infrastructure.Organisation;

namespace Imcc.Infrastructure.Desk;

/// <inheritdoc cref="IReveals"/>
internal sealed class Reveals(DirectoryCache directory, ConversationFinder finder, ThreadReader threads, AuditTrail audit) : IReveals
{
    public RevealTerms TermsOf(Guid agentId)
    {
        var rules = directory.Current.Privacy;
        return directory.Current.Agents.TryGetValue(agentId, out var agent) && rules.MayReveal(agent.IsLead) ? new(true, rules.Reasons) : new(false, []);
    }

    public async Task<Revealed> RevealAsync(Guid agentId, Guid conversationId, Guid messageId, int start, string reason, CancellationToken cancellationToken = default)
    {
        reason = reason.Trim();
        if (reason.Length == 0)
            return new(CommandOutcome.Invalid);
        if (reason.Length > PrivacyRules.LongestReason)
            return new(CommandOutcome.TooLong);
        var known = directory.Current;
        if (!known.Agents.TryGetValue(agentId, out var agent) || !known.Privacy.MayReveal(agent.IsLead))
            return new(CommandOutcome.NotAllowed);
        if (await finder.ReadableAsync(agentId, conversationId, cancellationToken) is not { } conversation
            || await threads.FindAsync(conversation.ThreadId, messageId, cancellationToken) is not { } message
            || message.For(agentId, known.IsLeadOf(agentId, known.UnitOf(conversation.GroupId, conversation.AccountId)), conversation.AgentId == agentId ? conversation.Id : null).IsWithheld
            || DeskMask.WordsOf(message.Content) is not { } words)
            return new(CommandOutcome.NotFound);
        var number = known.Privacy.MaskFor(agent.IsLead).HiddenIn(words).FirstOrDefault(n => n.Start == start);
        if (number.Length == 0)
            return new(CommandOutcome.NotFound);
        // First the log: nobody looks unseen, not even when the log cannot be written.
        await audit.WriteAsync(
            agent, "number.revealed", conversation.Id, $"conversation {conversation.Id}", $"{number.Kind}; message {messageId}; {MaskedReason(reason)}", cancellationToken);
        return new(CommandOutcome.Done, words.Substring(number.Start, number.Length));
    }

    /// <summary>Somebody may write the very number as their reason.</summary>
    private static string MaskedReason(string reason) => new Mask(PrivacyRules.Kinds).Text(reason).ReplaceLineEndings(" ");
}
