using Imcc.Core.Agents;
using Imcc.Core.Board;
using Imcc.Core.Conversations;
using Imcc.Core.Desk;
using Imcc.Infrastructure.Conversations;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Directory = Imcc.Core.Organisation.Directory;

namespace Imcc.Infrastructure.Board;

/// <summary>What the board is made of, as the rows have it.</summary>
internal sealed class BoardRows(ConversationStores stores)
{
    /// <summary>Ids in one question to the database.</summary>
    private const int Together = 500;

    public async Task<List<OpenConversation>> OpenAsync(CancellationToken cancellationToken)
    {
        var open = new List<OpenConversation>();
        foreach (var store in stores.All)
        {
            await using var context = store.Read();
            open.AddRange(await Slim(context.Conversations.Where(c => c.State >= ConversationState.Queued && c.State <= ConversationState.WrapUp)).ToListAsync(cancellationToken));
        }

        return open;
    }

    /// <summary>Conversations to which something happened.</summary>
    public async Task<HashSet<Guid>> ChangedAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        var changed = new HashSet<Guid>();
        foreach (var store in stores.All)
        {
            await using var context = store.Read();
            changed.UnionWith(await context.Events.Where(e => e.At >= since).Select(e => e.ConversationId).Distinct().ToListAsync(cancellationToken));
        }

        return changed;
    }

    /// <summary>How far conversations have come lately, by what is on record: one short look at an index, however many there are.</summary>
    public async Task<List<(Guid Id, long Revision)>> StepsAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        var steps = new List<(Guid Id, long Revision)>();
        foreach (var store in stores.All)
        {
            await using var context = store.Read();
            var here = await context.Events.Where(e => e.At >= since).GroupBy(e => e.ConversationId).Select(g => new { g.Key, Revision = g.Max(e => e.Revision) }).ToListAsync(cancellationToken);
            steps.AddRange(here.Select(s => (s.Key, s.Revision)));
        }

        return steps;
    }

    /// <summary>The same of agents.</summary>
    public async Task<List<(Guid AgentId, long Revision)>> StatusStepsAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        await using var context = stores.Home.Read();
        var steps = await context.AgentEvents.Where(e => e.At >= since).Select(e => new { e.AgentId, e.Revision }).ToListAsync(cancellationToken);
        return steps.ConvertAll(s => (s.AgentId, s.Revision));
    }

    public async Task<List<OpenConversation>> FindAsync(IEnumerable<Guid> ids, CancellationToken cancellationToken)
    {
        var found = new List<OpenConversation>();
        foreach (var some in ids.Chunk(Together))
        {
            foreach (var store in stores.All)
            {
                await using var context = store.Read();
                found.AddRange(await Slim(context.Conversations.Where(c => some.Contains(c.Id))).ToListAsync(cancellationToken));
            }
        }

        return found;
    }

    /// <summary>Conversations with their events, some at a time. What happens between the two questions has a later revision than the row.</summary>
    public async IAsyncEnumerable<(OpenConversation Conversation, IEnumerable<ConversationEvent> Events)> ReadAsync(
        IEnumerable<Guid> ids, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var some in ids.Chunk(Together))
        {
            foreach (var store in stores.All)
            {
                await using var context = store.Read();
                var rows = await Slim(context.Conversations.Where(c => some.Contains(c.Id))).ToListAsync(cancellationToken);
                if (rows.Count == 0)
                    continue;
                // How quickly further words were answered is not asked for here, and is most of what is on record.
                var events = (await context.Events.Where(e => some.Contains(e.ConversationId) && e.Kind != ConversationEventKind.Replied)
                    .Select(e => new ConversationEvent(e.ConversationId, e.Revision, e.Kind, e.At, e.AgentId, e.GroupId, e.SegmentId, e.ByAgentId, e.Detail)).ToListAsync(cancellationToken)).ToLookup(e => e.ConversationId);
                foreach (var row in rows)
                    yield return (row, events[row.Id]);
            }
        }
    }

    public async Task<List<AgentStatus>> StatusesAsync(CancellationToken cancellationToken)
    {
        await using var context = stores.Home.Read();
        return [.. (await context.AgentStatus.ToListAsync(cancellationToken)).Select(r => r.ToStatus())];
    }

    /// <summary>For people to read, in the order that is asked for.</summary>
    public async Task<List<DeskConversation>> ShowAsync(IReadOnlyList<OpenConversation> wanted, Directory known, CancellationToken cancellationToken)
    {
        var found = new Dictionary<Guid, DeskConversation>();
        foreach (var part in wanted.GroupBy(w => stores.For(w.ThreadId), w => w.Id))
        {
            await using var context = part.Key.Read();
            var ids = part.ToArray();
            var rows = await context.Conversations.Where(c => ids.Contains(c.Id)).Join(context.Contacts, c => c.ContactId, p => p.Id, (c, p) => new { Conversation = c, Contact = p }).ToListAsync(cancellationToken);
            foreach (var row in rows)
                found[row.Conversation.Id] = DeskViews.Of(row.Conversation.ToConversation(), row.Contact.ToContact(), known);
        }

        return [.. wanted.Select(w => found.GetValueOrDefault(w.Id)).OfType<DeskConversation>()];
    }

    private static IQueryable<OpenConversation> Slim(IQueryable<ConversationRow> rows) =>
        rows.Select(c => new OpenConversation(c.Id, c.ThreadId, c.Revision, c.State, c.GroupId, c.AgentId, c.EnqueuedAt, c.Units));
}
