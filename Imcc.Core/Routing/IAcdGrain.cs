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

    /// <summary>Starts it, if nobody has yet; looks after what should have happened by itself.</summary>
    [Alias("Tick")]
    ValueTask TickAsync();
}
