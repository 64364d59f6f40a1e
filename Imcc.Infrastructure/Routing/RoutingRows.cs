using Imcc.Core.Agents;
using Imcc.Core.Conversations;
using Imcc.Core.Routing;
using Imcc.Infrastructure.Conversations;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Routing;

/// <summary>What the ACD knows, as the rows have it: it starts from this and can compare itself with it.</summary>
internal sealed class RoutingRows(ConversationStores stores)
{
    /// <summary>How far back who was idle since when is looked for.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(2);

    /// <summary>Nobody is signed in for longer without a change; looking further back would make a start slower with every year.</summary>
    private static readonly TimeSpan LongestShift = TimeSpan.FromDays(30);

    private static readonly ConversationEventKind[] Takings = [ConversationEventKind.Accepted, ConversationEventKind.TakenOver, ConversationEventKind.Assigned];

    private static readonly ConversationEventKind[] Releases =
        [ConversationEventKind.WrapUpFinished, ConversationEventKind.Closed, ConversationEventKind.Parked, ConversationEventKind.TransferredToGroup, ConversationEventKind.Requeued];

    /// <summary>Begins a new term of office in every store: from now on nothing that an earlier ACD decided is written.</summary>
    /// <returns>Its number.</returns>
    public async Task<long> TakeOfficeAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var terms = new List<long>();
            foreach (var store in stores.All)
            {
                await using var context = store.Read();
                terms.Add(await context.AcdTerms.Where(t => t.Domain == IAcdGrain.MainDomain).Select(t => t.Revision).SingleOrDefaultAsync(cancellationToken));
            }

            var term = terms.Max() + 1;
            var taken = true;
            for (var i = 0; taken && i < terms.Count; i++)
            {
                var row = new AcdTermRow { Domain = IAcdGrain.MainDomain, Revision = term };
                var unit = terms[i] == 0 ? new WriteUnit().Insert(row) : new WriteUnit().Update(row, terms[i]);
                // Another one took office at the same moment: the later comes after the earlier.
                taken = await stores.All[i].Writer.CommitAsync(unit) == WriteOutcome.Committed;
            }

            if (taken)
                return term;
        }
    }

    public async Task<bool> IsInOfficeAsync(long term, CancellationToken cancellationToken)
    {
        foreach (var store in stores.All)
        {
            await using var context = store.Read();
            if (!await context.AcdTerms.AnyAsync(t => t.Domain == IAcdGrain.MainDomain && t.Revision == term, cancellationToken))
                return false;
        }

        return true;
    }

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

    /// <summary>What each agent was given and how long they were there since <paramref name="dayStart"/>, and when they last took and finished something: fairness survives a restart.</summary>
    public async Task<IReadOnlyDictionary<Guid, AgentPast>> PastsAsync(DateTimeOffset dayStart, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var takings = new List<(Guid AgentId, Guid GroupId, int Count, DateTimeOffset Last)>();
        var releases = new Dictionary<Guid, DateTimeOffset>();
        var since = now - Remembered;
        foreach (var store in stores.All)
        {
            await using var context = store.Read();
            // One stretch of service may be noted twice (picked, assigned and accepted): it is one.
            var taken = await context.Events.Where(e => e.At >= dayStart && Takings.Contains(e.Kind) && e.AgentId != null && e.GroupId != null)
                .GroupBy(e => new { e.AgentId, e.GroupId })
                .Select(g => new { g.Key, Count = g.Select(e => e.SegmentId).Distinct().Count(), Last = g.Max(e => e.At) }).ToListAsync(cancellationToken);
            takings.AddRange(taken.Select(t => (t.Key.AgentId!.Value, t.Key.GroupId!.Value, t.Count, t.Last)));
            var released = await context.Events.Where(e => e.At >= since && Releases.Contains(e.Kind) && e.AgentId != null)
                .GroupBy(e => e.AgentId).Select(g => new { g.Key, Last = g.Max(e => e.At) }).ToListAsync(cancellationToken);
            foreach (var release in released)
                releases[release.Key!.Value] = releases.TryGetValue(release.Key.Value, out var known) && known > release.Last ? known : release.Last;
        }

        var there = await RoutableAsync(dayStart, now, cancellationToken);
        return takings.Select(t => t.AgentId).Concat(releases.Keys).Concat(there.Keys).Distinct().ToDictionary(id => id, id =>
        {
            var lines = takings.Where(t => t.AgentId == id).GroupBy(t => t.GroupId)
                .Select(g => new LineTally(g.Key, new Tally(g.Sum(t => t.Count), there.GetValueOrDefault(id)), g.Max(t => t.Last))).ToList();
            return new AgentPast(new AgentDay(now, lines), releases.TryGetValue(id, out var at) ? at : null, lines.Count == 0 ? null : lines.Max(l => l.LastAssignedAt));
        });
    }

    private async Task<Dictionary<Guid, TimeSpan>> RoutableAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        await using var context = stores.Home.Read();
        var changes = await context.AgentEvents.Where(e => e.At >= from && e.At < to).OrderBy(e => e.Revision).ToListAsync(cancellationToken);
        // What held when the day began is said by each agent's last change before it. Whoever has changed nothing for so long is not there.
        var since = from - LongestShift;
        var before = await context.AgentEvents.Where(e => e.At >= since && e.At < from).GroupBy(e => e.AgentId)
            .Select(g => g.OrderByDescending(e => e.Revision).First()).ToListAsync(cancellationToken);
        return before.Concat(changes).GroupBy(e => e.AgentId).ToDictionary(g => g.Key, g => PresenceHistory.Routable(g.Key, g.Select(e => e.ToChange()), from, to));
    }
}

/// <summary>What an agent did before the ACD started.</summary>
internal sealed record AgentPast(AgentDay Day, DateTimeOffset? ReleasedAt, DateTimeOffset? TakenAt);
