using Imcc.Core.Channels;

namespace Imcc.Infrastructure.Channels;

/// <summary>
/// Where every channel's message enters: stored durably and exactly once, then handed to its conversation. Once
/// <see cref="TakeAsync"/> has returned, the message is in the ledger on disk and the sender may be told so.
/// </summary>
public sealed class Intake : IIntake
{
    /// <param name="raw">The message in the channel's own form, for the ledger: enough to parse it again after a crash.</param>
    /// <returns>Whether it was new, and the answer that can ride in the caller's own response, if there is one in time.</returns>
    public Task<IntakeResult> TakeAsync(ChannelAccount account, InboundMessage message, string raw, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    public ValueTask AnswerLeftAsync(Guid threadId, Guid answerId) => throw new NotImplementedException();

    public ValueTask AnswerMissedAsync(Guid threadId, Guid answerId) => throw new NotImplementedException();
}

/// <param name="MessageId">The stored message's id: for a repeated delivery the first one's.</param>
/// <param name="Answer">What to say in the same response; null: nothing, or it goes out by itself later.</param>
/// <param name="AnswerId">The answer's own message id: tell <see cref="Intake"/> when the response has left.</param>
public sealed record IntakeResult(Guid MessageId, bool IsNew, MessageContent? Answer = null, Guid? AnswerId = null);
