using Imcc.Core.Agents;
using Imcc.Core.Conversations;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Routing;

/// <summary>What the ACD knows, as the rows have it: it starts from this and can compare itself with it.</summary>
internal sealed class RoutingRows(ConversationStores stores)
{
    public async Task<IReadOnlyList<Conversation>> OpenConversationsAsync(CancellationToken cancellationToken)
    {
        var open = new List<Conversation>();
        foreach (var store in stores.All)
        {
            await using var context = store.Read();
            var rows = await context.Conversations
                .Where(c => c.State == ConversationState.Queued || c.State == ConversationState.Offered || c.State == ConversationState.Active || c.State == ConversationState.WrapUp)
                .ToListAsync(cancellationToken);
            open.AddRange(rows.Select(r => r.ToConversation()));
        }

        return open;
    }

    public async Task<IReadOnlyList<AgentStatus>> StatusesAsync(CancellationToken cancellationToken)
    {
        await using var context = stores.Home.Read();
        return [.. (await context.AgentStatus.ToListAsync(cancellationToken)).Select(r => r.ToStatus())];
    }

    /// <summary>When each agent last took and last finished a conversation: who is idle since when survives a restart.</summary>
    public async Task<IReadOnlyDictionary<Guid, AgentRelease>> LastReleasesAsync(IEnumerable<Guid> agents, CancellationToken cancellationToken)
    {
        var releases = new Dictionary<Guid, AgentRelease>();
        foreach (var store in stores.All)
        {
            await using var context = store.Read();
            foreach (var agent in agents)
            {
                var last = await context.Conversations.Where(c => c.AgentId == agent && c.State == ConversationState.Closed)
                    .OrderByDescending(c => c.Since).Select(c => new { c.Since, c.AcceptedAt }).FirstOrDefaultAsync(cancellationToken);
                if (last is not null && (!releases.TryGetValue(agent, out var known) || known.ReleasedAt < last.Since))
                    releases[agent] = new AgentRelease(last.AcceptedAt, last.Since);
            }
        }

        return releases;
    }
}

internal sealed record AgentRelease(DateTimeOffset? AcceptedAt, DateTimeOffset ReleasedAt);
