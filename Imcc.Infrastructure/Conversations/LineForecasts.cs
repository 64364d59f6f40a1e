using Imcc.Core.Conversations;
using Imcc.Core.Routing;

namespace Imcc.Infrastructure.Conversations;

/// <summary>
/// Asks the ACD what a customer may be told about a line. The ACD never waits for a conversation, so asking it cannot lock; an answer that
/// does not come in time is done without.
/// </summary>
internal sealed partial class LineForecasts(IGrainFactory grains, ILogger<LineForecasts> logger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    /// <param name="conversationId">Null: for somebody of this tier who joins now.</param>
    /// <returns>Null: not known in time.</returns>
    public async ValueTask<LineForecast?> AskAsync(Guid groupId, int tier, Guid? conversationId)
    {
        try
        {
            return await grains.GetGrain<IAcdGrain>(IAcdGrain.MainDomain).ForecastAsync(groupId, tier, conversationId).AsTask().WaitAsync(Patience);
        }
        catch (Exception e) when (e is TimeoutException or Orleans.Runtime.OrleansException)
        {
            NotTold(e, groupId);
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "No word in time about the line of skill group {GroupId}; the customer is told without it")]
    private partial void NotTold(Exception exception, Guid groupId);
}
