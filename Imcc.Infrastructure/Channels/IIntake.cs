using Imcc.Core.Channels;

namespace Imcc.Infrastructure.Channels;

/// <summary>What a channel's endpoint needs of <see cref="Intake"/>.</summary>
public interface IIntake
{
    /// <inheritdoc cref="Intake.TakeAsync"/>
    Task<IntakeResult> TakeAsync(ChannelAccount account, InboundMessage message, string raw, CancellationToken cancellationToken);

    /// <summary>The answer has left in the response.</summary>
    ValueTask AnswerLeftAsync(Guid threadId, Guid answerId);

    /// <summary>The answer could not be written: it is to go out by itself.</summary>
    ValueTask AnswerMissedAsync(Guid threadId, Guid answerId);
}
