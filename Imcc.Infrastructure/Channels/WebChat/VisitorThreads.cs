using Imcc.Core.Channels;
using Imcc.Core.Conversations;
using Imcc.Infrastructure.Conversations;

namespace Imcc.Infrastructure.Channels.WebChat;

/// <summary>The real thing behind the visitor hub: the common intake and the common reader.</summary>
internal sealed class VisitorThreads(Intake intake, ThreadReader reader) : IVisitorThreads
{
    public Task<IntakeResult> TakeAsync(ChannelAccount account, InboundMessage message, string raw, CancellationToken cancellationToken) =>
        intake.TakeAsync(account, message, raw, cancellationToken);

    public Task<IReadOnlyList<ThreadMessage>> AfterAsync(Guid threadId, long afterSeq, int take, CancellationToken cancellationToken) =>
        reader.ForCustomerAsync(threadId, afterSeq, take, cancellationToken);

    public Task<IReadOnlyList<ThreadMessage>> LatestAsync(Guid threadId, int take, CancellationToken cancellationToken) =>
        reader.LatestForCustomerAsync(threadId, take, cancellationToken);
}
