using Imcc.Core.Agents;
using Imcc.Core.Conversations;

namespace Imcc.Core.Routing;

/// <summary>
/// The single writer of one routing domain (业务域): it alone decides who is asked to serve whom. What it knows it has heard from
/// committed rows, and rebuilds from them when it starts; whatever it is told may be repeated or come late.
/// </summary>
[Alias("Imcc.IAcdGrain")]
public interface IAcdGrain : IGrainWithStringKey
{
    /// <summary>The one domain of the first version.</summary>
    const string MainDomain = "main";

    [Alias("Hear"), Orleans.Concurrency.OneWay]
    ValueTask HearAsync(Conversation conversation);

    [Alias("HearAgent"), Orleans.Concurrency.OneWay]
    ValueTask HearAgentAsync(AgentStatus status);

    /// <summary>What a customer may be told about a line.</summary>
    /// <param name="tier">The VIP tier of somebody who joins now.</param>
    /// <param name="conversationId">One that waits already; null: somebody who joins now.</param>
    [Alias("Forecast")]
    ValueTask<LineForecast> ForecastAsync(Guid groupId, int tier, Guid? conversationId);

    /// <summary>Somebody picks a waiting conversation, or wants to give theirs to another agent: reserves the agent's capacity, if there is any.</summary>
    [Alias("ByHand")]
    ValueTask<ByHandResult> ByHandAsync(ByHandRequest request);

    /// <summary>What was reserved is not used.</summary>
    [Alias("GiveBack")]
    ValueTask GiveBackAsync(Guid conversationId, long revision);

    /// <summary>Why a conversation still waits; null: it does not.</summary>
    [Alias("Why")]
    ValueTask<WaitingReason?> WhyAsync(Guid conversationId);

    /// <summary>Who would be asked next under rules that need not be in force; changes nothing.</summary>
    [Alias("Preview")]
    ValueTask<IReadOnlyList<PreviewedAgent>> PreviewAsync(Guid groupId, GroupRules draft);

    /// <summary>Starts it, if nobody has yet; looks after what should have happened by itself.</summary>
    [Alias("Tick")]
    ValueTask TickAsync();
}
