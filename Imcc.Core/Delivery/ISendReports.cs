using Imcc.Core.Channels;

namespace Imcc.Core.Delivery;

/// <summary>Takes what channels report of messages that they took from us before: nothing a customer did, so no thread is troubled with it.</summary>
public interface ISendReports
{
    /// <returns>Whether it was a report of something of ours, and is stored; false: it is anybody's event.</returns>
    Task<bool> TakeAsync(ChannelAccount account, InboundMessage message);
}
