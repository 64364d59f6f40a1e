using System.Collections.Concurrent;
using System.Text.Json;
using Imcc.Core.Channels;
using Imcc.Core.Conversations;
using Imcc.Core.Desk;
using Imcc.Core.Organisation;
using Imcc.Core.Routing;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Imcc.Infrastructure.Surveys;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Conversations;

/// <summary>Finds conversations for people: whose they are, which wait, which are over. Each list asks every store and merges.</summary>
internal sealed class ConversationFinder(ConversationStores stores, DirectoryCache directory, Persons persons)
{
    private const int ThreadsRemembered = 100_000;

    // A conversation never changes its thread, so what is remembered is never wrong; when it is too much it is all forgotten.
    private readonly ConcurrentDictionary<Guid, Guid> _threads = new();

    public async ValueTask<Guid?> ThreadOfAsync(Guid conversationId, CancellationToken cancellationToken)
    {
        if (_threads.TryGetValue(conversationId, out var known))
            return known;
        foreach (var store in stores.All)
        {
            await using var context = store.Read();
            var thread = await context.Conversations.Where(c => c.Id == conversationId).Select(c => (Guid?)c.ThreadId).SingleOrDefaultAsync(cancellationToken);
            if (thread is not { } found)
                continue;
            if (_threads.Count >= ThreadsRemembered)
                _threads.Clear();
            _threads[conversationId] = found;
            return found;
        }

        return null;
    }

    /// <returns>Null: there is no such conversation, or its account is gone.</returns>
    public async ValueTask<ChannelKind?> ChannelOfAsync(Guid conversationId, CancellationToken cancellationToken)
    {
        if (await ThreadOfAsync(conversationId, cancellationToken) is not { } threadId)
            return null;
        await using var context = stores.For(threadId).Read();
        var account = await context.Conversations.Where(c => c.Id == conversationId).Select(c => c.AccountId).SingleOrDefaultAsync(cancellationToken);
        return directory.Current.Accounts.GetValueOrDefault(account)?.Kind;
    }

    /// <summary>The conversation, if this agent may read it: served by them, where they are asked to help or take over, of one of their groups, of a customer whom they serve or have served in any channel; a lead may read all of their units and all that agents of these serve.</summary>
    public async Task<Conversation?> ReadableAsync(Guid agentId, Guid conversationId, CancellationToken cancellationToken)
    {
        if (await ThreadOfAsync(conversationId, cancellationToken) is not { } threadId || !directory.Current.Agents.TryGetValue(agentId, out var agent))
            return null;
        await using var context = stores.For(threadId).Read();
        var row = await context.Conversations.SingleOrDefaultAsync(c => c.Id == conversationId, cancellationToken);
        if (row is null)
            return null;
        var readable = IsReadable(row, agent)
            || await context.Conversations.AnyAsync(c => c.ThreadId == threadId && c.AgentId == agentId, cancellationToken)
            || (await persons.IdentityAsync(threadId, row.ContactId, cancellationToken) is { } identity && await persons.IsServedByAsync(identity.Person, agentId, cancellationToken));
        return readable ? row.ToConversation() : null;
    }

    /// <summary>Those of many conversations that this agent may read, by the same rule.</summary>
    public async Task<IReadOnlyDictionary<Guid, DeskConversation>> ReadableAsync(Guid agentId, IEnumerable<(Guid ConversationId, Guid ThreadId)> wanted, CancellationToken cancellationToken)
    {
        var found = new Dictionary<Guid, DeskConversation>();
        if (!directory.Current.Agents.TryGetValue(agentId, out var agent))
            return found;
        var served = new Dictionary<Guid, bool>();
        foreach (var part in wanted.GroupBy(w => stores.For(w.ThreadId), w => w.ConversationId))
        {
            await using var context = part.Key.Read();
            var ids = part.ToArray();
            var rows = await context.Conversations.Where(c => ids.Contains(c.Id))
                .Join(context.Contacts, c => c.ContactId, p => p.Id, (c, p) => new { Conversation = c, Contact = p }).ToListAsync(cancellationToken);
            foreach (var row in rows)
            {
                var person = row.Contact.PersonId ?? row.Contact.Id;
                if (!IsReadable(row.Conversation, agent))
                {
                    if (!served.TryGetValue(person, out var isServed))
                        served[person] = isServed = await persons.IsServedByAsync(person, agentId, cancellationToken);
                    if (!isServed)
                        continue;
                }

                found[row.Conversation.Id] = DeskViews.Of(row.Conversation.ToConversation(), row.Contact.ToContact(), directory.Current);
            }
        }

        return found;
    }

    /// <summary>Whether a message stands in the thread of a conversation.</summary>
    public async Task<bool> IsSaidAsync(Guid conversationId, Guid messageId, CancellationToken cancellationToken)
    {
        if (await ThreadOfAsync(conversationId, cancellationToken) is not { } threadId)
            return false;
        await using var context = stores.For(threadId).Read();
        return await context.Messages.AnyAsync(m => m.Id == messageId && m.ThreadId == threadId, cancellationToken);
    }

    public Task<IReadOnlyList<DeskConversation>> InHandAsync(Guid agentId, CancellationToken cancellationToken) =>
        ListAsync(rows => rows
            .Where(c => c.AgentId == agentId && (c.State == ConversationState.Offered || c.State == ConversationState.Active || c.State == ConversationState.WrapUp))
            .OrderBy(c => c.OpenedAt).Take(200), cancellationToken);

    /// <summary>Kept by the agent without serving.</summary>
    public async Task<IReadOnlyList<DeskConversation>> ParkedAsync(Guid agentId, CancellationToken cancellationToken) =>
        [.. (await ListAsync(rows => rows.Where(c => c.AgentId == agentId && c.State == ConversationState.Parked).OrderBy(c => c.Since).Take(200), cancellationToken))
            .OrderBy(c => c.RemindAt ?? DateTimeOffset.MaxValue).ThenBy(c => c.LastMessageAt)];

    /// <summary>Closed, and the agent still owes the reason for contact.</summary>
    public async Task<IReadOnlyList<DeskConversation>> OwedAsync(Guid agentId, CancellationToken cancellationToken) =>
        [.. (await ListAsync(rows => rows.Where(c => c.SummaryOwedBy == agentId).OrderBy(c => c.Since).Take(200), cancellationToken)).OrderBy(c => c.EndedAt).Take(200)];

    /// <summary>Where the agent is asked to take over or to help.</summary>
    public Task<IReadOnlyList<DeskConversation>> AskedAsync(Guid agentId, CancellationToken cancellationToken) =>
        ListAsync(rows => rows.Where(c => c.State == ConversationState.Active && (c.InvitedAgentId == agentId || c.HelperId == agentId)).OrderBy(c => c.Since).Take(200), cancellationToken);

    /// <summary>Messages left for these groups that nobody has taken up yet.</summary>
    public async Task<IReadOnlyList<DeskConversation>> MessagesAsync(Guid[] groups, CancellationToken cancellationToken) =>
        [.. (await ListAsync(rows => rows.Where(c => c.State == ConversationState.Parked && c.AgentId == null && groups.Contains(c.GroupId!.Value)).OrderBy(c => c.MessageLeftAt).Take(200), cancellationToken))
            .OrderBy(c => c.MessageLeftAt).Take(200)];

    /// <summary>Where a time was not kept, in these groups.</summary>
    public async Task<IReadOnlyList<DeskConversation>> AlertsAsync(Guid[] groups, CancellationToken cancellationToken)
    {
        const ConversationAlerts broken = ConversationAlerts.FirstReplyBroken | ConversationAlerts.ReplyBroken;
        var alerts = await ListAsync(rows => rows.Where(c => c.State == ConversationState.Active && (c.Alerts & broken) != 0 && groups.Contains(c.GroupId!.Value)).OrderBy(c => c.WaitingSince).Take(200), cancellationToken);
        return [.. alerts.OrderBy(c => c.WaitingSince).Take(200)];
    }

    /// <summary>What is waiting or in somebody's hands in these groups; those first whose customer has waited longest for an answer.</summary>
    /// <param name="ofAgentId">Only this agent's; null: everybody's.</param>
    public async Task<IReadOnlyList<DeskConversation>> OpenAsync(Guid[] groups, Guid? ofAgentId, int take, CancellationToken cancellationToken)
    {
        var open = await ListAsync(
            rows => rows
                .Where(c => c.State >= ConversationState.Queued && c.State <= ConversationState.WrapUp && groups.Contains(c.GroupId!.Value) && (ofAgentId == null || c.AgentId == ofAgentId))
                .OrderBy(c => c.WaitingSince == null ? 1 : 0).ThenBy(c => c.WaitingSince).ThenBy(c => c.OpenedAt).Take(take),
            cancellationToken);
        return [.. open.OrderBy(c => c.WaitingSince ?? DateTimeOffset.MaxValue).ThenBy(c => c.OpenedAt).ThenBy(c => c.Id).Take(take)];
    }

    /// <summary>Who has waited longest in these groups.</summary>
    public async Task<IReadOnlyList<DeskConversation>> LongestWaitingAsync(Guid[] groups, int take, CancellationToken cancellationToken) =>
        [.. (await ListAsync(rows => rows.Where(c => c.State == ConversationState.Queued && groups.Contains(c.GroupId!.Value)).OrderBy(c => c.EnqueuedAt).Take(take), cancellationToken)).OrderBy(c => c.EnqueuedAt).Take(take)];

    /// <summary>How many wait in each group, and since when the first of them; groups in which nobody waits are not among them.</summary>
    public async Task<IReadOnlyDictionary<Guid, (int Waiting, DateTimeOffset? Since)>> LinesAsync(CancellationToken cancellationToken)
    {
        var lines = new Dictionary<Guid, (int Waiting, DateTimeOffset? Since)>();
        foreach (var store in stores.All)
        {
            await using var context = store.Read();
            var here = await context.Conversations.Where(c => c.State == ConversationState.Queued && c.GroupId != null)
                .GroupBy(c => c.GroupId!.Value).Select(g => new { g.Key, Waiting = g.Count(), Since = g.Min(c => c.EnqueuedAt) }).ToListAsync(cancellationToken);
            foreach (var line in here)
            {
                var (waiting, since) = lines.GetValueOrDefault(line.Key);
                lines[line.Key] = (waiting + line.Waiting, since is null || line.Since < since ? line.Since : since);
            }
        }

        return lines;
    }

    /// <summary>Units of capacity that each agent's conversations take.</summary>
    public async Task<IReadOnlyDictionary<Guid, int>> LoadsAsync(CancellationToken cancellationToken)
    {
        var loads = new Dictionary<Guid, int>();
        foreach (var store in stores.All)
        {
            await using var context = store.Read();
            var held = await context.Conversations
                .Where(c => c.AgentId != null && (c.State == ConversationState.Offered || c.State == ConversationState.Active || c.State == ConversationState.WrapUp))
                .GroupBy(c => c.AgentId!.Value).Select(g => new { g.Key, Units = g.Sum(c => c.Units) }).ToListAsync(cancellationToken);
            foreach (var agent in held)
                loads[agent.Key] = loads.GetValueOrDefault(agent.Key) + agent.Units;
        }

        return loads;
    }

    /// <summary>Why the agents of a conversation were asked, the latest first.</summary>
    public async Task<IReadOnlyList<AssignmentView>> AssignmentsAsync(Guid threadId, Guid conversationId, CancellationToken cancellationToken)
    {
        await using var context = stores.For(threadId).Read();
        var rows = await context.Assignments.Where(a => a.ConversationId == conversationId).OrderByDescending(a => a.At).Take(50).ToListAsync(cancellationToken);
        return [.. rows.Select(r => ViewOf(r))];
    }

    /// <summary>Who waits in these groups, the next one first.</summary>
    public async Task<(IReadOnlyList<DeskConversation> Conversations, int Total)> WaitingAsync(Guid[] groups, int take, CancellationToken cancellationToken)
    {
        var total = 0;
        foreach (var store in stores.All)
        {
            await using var context = store.Read();
            total += await context.Conversations.CountAsync(c => c.State == ConversationState.Queued && groups.Contains(c.GroupId!.Value), cancellationToken);
        }

        var waiting = await ListAsync(rows => rows
            .Where(c => c.State == ConversationState.Queued && groups.Contains(c.GroupId!.Value))
            .OrderByDescending(c => c.VipTier).ThenBy(c => c.EnqueuedAt).Take(take), cancellationToken);
        return ([.. waiting.OrderByDescending(c => c.VipTier).ThenBy(c => c.EnqueuedAt).Take(take)], total);
    }

    public async Task<IReadOnlyList<DeskConversation>> ClosedAsync(Guid agentId, int take, CancellationToken cancellationToken)
    {
        var closed = await ListAsync(rows => rows
            .Where(c => c.AgentId == agentId && c.State == ConversationState.Closed)
            .OrderByDescending(c => c.Since).Take(take), cancellationToken);
        return [.. closed.OrderByDescending(c => c.EndedAt).Take(take)];
    }

    public async Task<CustomerCard?> CustomerAsync(Conversation conversation, int earlier, CancellationToken cancellationToken)
    {
        await using var context = stores.For(conversation.ThreadId).Read();
        var thread = await context.Threads.SingleOrDefaultAsync(t => t.Id == conversation.ThreadId, cancellationToken);
        var contact = await context.Contacts.SingleOrDefaultAsync(c => c.Id == conversation.ContactId, cancellationToken);
        if (thread is null || contact is null)
            return null;
        var before = await context.Conversations.Where(c => c.ThreadId == conversation.ThreadId && c.Id != conversation.Id)
            .OrderByDescending(c => c.OpenedAt).Take(earlier).ToListAsync(cancellationToken);
        return new CustomerCard
        {
            ContactId = contact.Id,
            DisplayName = contact.DisplayName,
            VipTier = contact.VipTier,
            Note = contact.Note,
            ExternalId = thread.ExternalId,
            AccountName = directory.Current.Accounts.TryGetValue(thread.AccountId, out var account) ? account.Name : "",
            FirstSeenAt = thread.CreatedAt,
            Tags = contact.ToContact().Tags,
            EffectiveTier = account is null ? contact.VipTier : directory.Current.TierOf(Math.Max(contact.VipTier, contact.PersonTier), account, contact.ToContact().Tags),
            Earlier = await Ratings.JoinAsync(context, [.. before.Select(c => DeskViews.Of(c.ToConversation(), contact.DisplayName, directory.Current))], cancellationToken),
        };
    }

    /// <summary>What can be told from the row alone.</summary>
    private bool IsReadable(ConversationRow row, Agent agent) =>
        row.AgentId == agent.Id || row.InvitedAgentId == agent.Id || row.HelperId == agent.Id
        || (row.GroupId is { } group && agent.Skills.Any(s => s.GroupId == group)) || Leads(row, agent);

    private bool Leads(ConversationRow row, Agent agent)
    {
        if (!agent.IsLead)
            return false;
        var known = directory.Current;
        // Of what is there no more, group and account, the head office answers.
        return (known.UnitOf(row.GroupId, row.AccountId) ?? OrgUnitRow.RootId) is var unit && known.IsLeadOf(agent.Id, unit)
            || (row.AgentId is { } server && known.IsLeadOf(agent.Id, known.Agents.GetValueOrDefault(server)?.OrgUnitId));
    }

    private AssignmentView ViewOf(AssignmentRow row)
    {
        var explanation = JsonSerializer.Deserialize<AssignmentExplanation>(row.Explanation, RoutingJson.Options)!;
        var names = explanation.Candidates.Select(c => c.Standing.AgentId).Append(row.AgentId).Distinct()
            .ToDictionary(id => id, id => directory.Current.Agents.TryGetValue(id, out var agent) ? agent.DisplayName : "");
        return new(row.At, row.AgentId, explanation, names);
    }

    private async Task<IReadOnlyList<DeskConversation>> ListAsync(Func<IQueryable<ConversationRow>, IQueryable<ConversationRow>> query, CancellationToken cancellationToken)
    {
        var found = new List<DeskConversation>();
        foreach (var store in stores.All)
        {
            await using var context = store.Read();
            var rows = await query(context.Conversations)
                .Join(context.Contacts, c => c.ContactId, p => p.Id, (c, p) => new { Conversation = c, Contact = p })
                .ToListAsync(cancellationToken);
            found.AddRange(await Ratings.JoinAsync(context, [.. rows.Select(r => DeskViews.Of(r.Conversation.ToConversation(), r.Contact.ToContact(), directory.Current))], cancellationToken));
        }

        return found;
    }
}
