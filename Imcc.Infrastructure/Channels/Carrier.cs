using Imcc.Core.Channels;
using Imcc.Core.Conversations;
using Imcc.Infrastructure.Conversations;
using Orleans.Runtime;

namespace Imcc.Infrastructure.Channels;

/// <summary>Carries a stored message to its conversation. A message may be carried twice; it is taken once.</summary>
internal sealed class Carrier(IGrainFactory grains, TimeProvider time)
{
    private const int Attempts = 4;

    public async Task<Reply> CarryAsync(Guid threadId, InboundMessage message)
    {
        var grain = grains.GetGrain<IConversationGrain>(threadId);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await grain.ReceiveAsync(message);
            }
            catch (Exception e) when (attempt < Attempts && e is StaleThreadException or TimeoutException or OrleansException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50 * attempt * attempt), time);
            }
        }
    }
}
