using Imcc.Core.Agents;
using Imcc.Core.Organisation;
using Imcc.Infrastructure.Agents;
using Imcc.Infrastructure.Conversations;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Desk;

/// <summary>All agents with what they are doing now, as the rows have it.</summary>
internal sealed class AgentRoll(ConversationStores stores, ConversationFinder finder, DirectoryCache directory)
{
    public async Task<IReadOnlyList<AgentOnRoll>> CallAsync(CancellationToken cancellationToken)
    {
        var loads = await finder.LoadsAsync(cancellationToken);
        await using var context = stores.Home.Read();
        var statuses = (await context.AgentStatus.ToListAsync(cancellationToken)).Select(r => r.ToStatus()).ToDictionary(s => s.AgentId);
        var reasons = directory.Current.PresenceReasons.ToDictionary(r => r.Id, r => r.Name);
        return [.. directory.Current.Agents.Values.Where(a => a.Enabled).Select(a =>
        {
            var status = statuses.GetValueOrDefault(a.Id) ?? new AgentStatus { AgentId = a.Id };
            return new AgentOnRoll(a, status, loads.GetValueOrDefault(a.Id), status.ReasonId is { } id ? reasons.GetValueOrDefault(id, "") : "");
        })];
    }
}

/// <param name="Load">Units of capacity taken.</param>
internal sealed record AgentOnRoll(Agent Agent, AgentStatus Status, int Load, string Reason)
{
    public bool CanTake => Status.IsRoutable && Load < Agent.Capacity;
}
