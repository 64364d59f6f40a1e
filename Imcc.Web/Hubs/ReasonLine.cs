using System.Text.Json;
using Imcc.Core.Desk;
using Imcc.Core.Reasons;
using Microsoft.AspNetCore.SignalR;
using Directory = Imcc.Core.Organisation.Directory;

namespace Imcc.Web.Hubs;

/// <summary>The calls about why customers come.</summary>
public abstract class ReasonLine(
    IClassification classification, IHandovers handovers, ISupervision supervision, Func<Directory> directory, IHubContext<AgentHub> hub, ILogger<AgentHub> logger)
    : SteerLine(handovers, supervision, directory, hub, logger)
{
    /// <summary>The published reasons of the agent's groups, with their headings.</summary>
    public Task<ReasonsResult> Reasons() => AskAsync(nameof(Reasons), agent =>
    {
        var offer = classification.Offer(agent, groupId: null);
        return Task.FromResult(Answer<ReasonsResult>() with { Version = offer.Version, Reasons = offer.Reasons });
    });

    /// <param name="reasonIds">All that the conversation is to have from now on, the main one first; at most five.</param>
    public Task<CommandResult> Classify(JsonElement conversationId, JsonElement reasonIds) => DoAsync(nameof(Classify), agent =>
        conversationId.IsId(out var conversation) && reasonIds.Ids() is { } ids
            ? classification.ClassifyAsync(agent, conversation, [.. ids.Select((id, i) => new ReasonPick(id, i == 0))])
            : Invalid);
}
