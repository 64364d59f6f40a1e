using Imcc.Core.Channels;
using Imcc.Core.Desk;
using Imcc.Core.Replies;

namespace Imcc.Web.Components.Steer;

/// <summary>Sensitive words in what a supervisor says to the customer.</summary>
internal sealed class WatchingGuard(ISpeechGuard inner, ISteering steering) : ISpeechGuard
{
    public Task<WordVerdict> CheckAsync(Guid conversationId, string text, CancellationToken cancellationToken = default) => inner.CheckAsync(conversationId, text, cancellationToken);

    public Task HoldBackAsync(Guid agentId, Guid conversationId, string text, CancellationToken cancellationToken = default) => inner.HoldBackAsync(agentId, conversationId, text, cancellationToken);

    public Task<CommandOutcome> ReplyConfirmedAsync(Guid agentId, Guid conversationId, Guid messageId, MessageContent content, CancellationToken cancellationToken = default) =>
        steering.SpeakAsync(agentId, conversationId, messageId, content, isConfirmed: true, cancellationToken);
}
