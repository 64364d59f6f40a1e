using Imcc.Core.Channels.WebChat;
using Imcc.Core.Conversations;
using Imcc.Infrastructure.Organisation;

namespace Imcc.Infrastructure.Conversations;

/// <summary>Brings a web visitor's comings and goings to their conversation, and tells the page where that stands.</summary>
internal sealed class Visitors(IGrainFactory grains, DirectoryCache directory) : IVisitorSignals, IVisitorStandings
{
    public ValueTask TypingAsync(Guid threadId, bool isTyping) => grains.GetGrain<IConversationGrain>(threadId).CustomerTypingAsync(isTyping);

    public async ValueTask GoneAsync(Guid threadId, DateTimeOffset since) => await grains.GetGrain<IConversationGrain>(threadId).ActAsync(null, new Act.CustomerAway());

    public async ValueTask BackAsync(Guid threadId) => await grains.GetGrain<IConversationGrain>(threadId).ActAsync(null, new Act.CustomerBack());

    public async ValueTask<VisitorStanding> StandingAsync(Guid threadId, CancellationToken cancellationToken)
    {
        if (await grains.GetGrain<IConversationGrain>(threadId).LookAsync() is not { } conversation)
            return VisitorStanding.None;
        var serving = conversation is { State: ConversationState.Active, AgentId: { } id } && directory.Current.Agents.TryGetValue(id, out var agent) ? agent.DisplayName : "";
        return new VisitorStanding(conversation.State, serving);
    }
}
