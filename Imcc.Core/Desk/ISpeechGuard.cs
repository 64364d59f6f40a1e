using Imcc.Core.Channels;
using Imcc.Core.Replies;

namespace Imcc.Core.Desk;

/// <summary>Sensitive words in what an agent is about to say. <see cref="IWorkplace.ReplyAsync"/> asks it in any case; a screen asks it to warn in time.</summary>
public interface ISpeechGuard
{
    /// <summary>What is in the text, by the rules of the conversation's group. A conversation that is not there is judged by what holds for all.</summary>
    Task<WordVerdict> CheckAsync(Guid conversationId, string text, CancellationToken cancellationToken = default);

    /// <summary>A screen held back what must not be sent, without asking to send it: that stands on record as if it had been asked. A text with no such word does not.</summary>
    Task HoldBackAsync(Guid agentId, Guid conversationId, string text, CancellationToken cancellationToken = default);

    /// <summary>As <see cref="IWorkplace.ReplyAsync"/>, said a second time although it holds words that should not be sent. What must not be sent stays <see cref="CommandOutcome.Forbidden"/>. Recorded with the message.</summary>
    Task<CommandOutcome> ReplyConfirmedAsync(Guid agentId, Guid conversationId, Guid messageId, MessageContent content, CancellationToken cancellationToken = default);
}
