using Imcc.Core.Channels.Qq;

namespace Imcc.Infrastructure.Channels.Qq;

/// <summary>Messages that QQ's own people look at before they let them through.</summary>
public interface IQqReviews
{
    /// <summary>Remembers which message a verdict will be about. Returns once that is stored.</summary>
    Task WaitAsync(Guid accountId, string auditId, Guid threadId, Guid messageId);

    /// <summary>Takes a verdict: let through, the message has its id; refused, it counts as failed, and says so.</summary>
    /// <returns>False: the message it is about is not known, perhaps not yet.</returns>
    Task<bool> SettleAsync(Guid accountId, QqEnvelope verdict, CancellationToken cancellationToken);
}
