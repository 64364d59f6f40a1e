using Imcc.Core.Channels;
using Imcc.Core.Conversations;

namespace Imcc.Infrastructure.Channels.WebChat;

/// <summary>What the visitor hub needs of the store: one way in, two ways to read. Apart from the store itself so that the hub can be tested alone.</summary>
public interface IVisitorThreads
{
    /// <returns>When the message is on disk.</returns>
    Task<IntakeResult> TakeAsync(ChannelAccount account, InboundMessage message, string raw, CancellationToken cancellationToken);

    /// <inheritdoc cref="Infrastructure.Conversations.ThreadReader.ForCustomerAsync"/>
    Task<IReadOnlyList<ThreadMessage>> AfterAsync(Guid threadId, long afterSeq, int take, CancellationToken cancellationToken);

    Task<IReadOnlyList<ThreadMessage>> LatestAsync(Guid threadId, int take, CancellationToken cancellationToken);
}
