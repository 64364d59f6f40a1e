using System.Text.Json;
using Imcc.Core.Contacts;
using Imcc.Core.Conversations;
using Imcc.Core.Reasons;
using Imcc.Core.Reporting;
using Imcc.Infrastructure.Storage;
using Imcc.Infrastructure.Surveys;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Reporting;

/// <summary>Makes the facts of conversations from their events and rows.</summary>
/// <param name="sources">What is known of where customers come from.</param>
internal sealed class FactReading(Func<IReadOnlyList<CustomerSource>> sources)
{
    /// <summary>Ids in one question to the database.</summary>
    private const int Together = 500;

    private static readonly TimeSpan Longest = ConversationTraits.RepeatWindow;

    /// <summary>Conversations to which something happened in a stretch of time, or that were rated in it.</summary>
    public static async Task<List<Guid>> ChangedAsync(ConversationContext context, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var changed = await context.Events.Where(e => e.At >= from && e.At < to).Select(e => e.ConversationId).Distinct().ToListAsync(cancellationToken);
        changed.AddRange(await context.Ratings.Where(r => (r.AnsweredAt >= from && r.AnsweredAt < to) || (r.InvitedAt >= from && r.InvitedAt < to)).Select(r => r.ConversationId).ToListAsync(cancellationToken));
        return [.. changed.Distinct()];
    }

    /// <summary>These, and the conversations of the same customers whose first-contact resolution depends on them.</summary>
    /// <param name="from">What had ended before it is told of late: its reason was given afterwards, and concerns those that came later, too.</param>
    public static async Task<List<Guid>> WithNeighboursAsync(ConversationContext context, IReadOnlyCollection<Guid> ids, DateTimeOffset from, CancellationToken cancellationToken)
    {
        var all = new HashSet<Guid>(ids);
        foreach (var some in ids.Chunk(Together))
        {
            // The one before on the same thread, and the ones before that while they are near enough, are found by their thread.
            var near = await context.Conversations.Where(c => some.Contains(c.Id) && (c.PreviousId != null || c.EndedAt < from)).Select(c => new { c.ThreadId, c.OpenedAt, c.EndedAt }).ToListAsync(cancellationToken);
            if (near.Count == 0)
                continue;
            var threads = near.Select(n => n.ThreadId).Distinct().ToArray();
            var first = near.Min(n => n.OpenedAt) - Longest - Longest;
            var last = near.Max(n => n.EndedAt < from ? n.EndedAt.Value + Longest : n.OpenedAt);
            all.UnionWith(await context.Conversations.Where(c => threads.Contains(c.ThreadId) && c.OpenedAt >= first && c.OpenedAt <= last).Select(c => c.Id).ToListAsync(cancellationToken));
        }

        return [.. all];
    }

    /// <summary>Conversations in the hands of an agent now.</summary>
    public static Task<List<Guid>> InHandAsync(ConversationContext context, CancellationToken cancellationToken) =>
        context.Conversations.Where(c => c.State == ConversationState.Active || c.State == ConversationState.WrapUp).Select(c => c.Id).ToListAsync(cancellationToken);

    /// <param name="upTo">As in <see cref="FactBook.Of"/>.</param>
    public async Task<List<ConversationFacts>> ReadAsync(ConversationContext context, IReadOnlyCollection<Guid> ids, DateTimeOffset upTo, CancellationToken cancellationToken)
    {
        var facts = new List<ConversationFacts>(ids.Count);
        foreach (var some in ids.Chunk(Together))
        {
            var traits = await TraitsAsync(context, some, cancellationToken);
            var events = await context.Events.Where(e => some.Contains(e.ConversationId))
                .Select(e => new ConversationEvent(e.ConversationId, e.Revision, e.Kind, e.At, e.AgentId, e.GroupId, e.SegmentId, e.ByAgentId, e.Detail)).ToListAsync(cancellationToken);
            facts.AddRange(events.GroupBy(e => e.ConversationId).Where(g => traits.ContainsKey(g.Key)).Select(g => FactBook.Of(g, traits[g.Key], upTo)));
        }

        return facts;
    }

    private async Task<Dictionary<Guid, ConversationTraits>> TraitsAsync(ConversationContext context, Guid[] ids, CancellationToken cancellationToken)
    {
        var rows = await context.Conversations.Where(c => ids.Contains(c.Id))
            .Select(c => new Known(c.Id, c.ThreadId, c.AccountId, c.ContactId, c.VipTier, c.Units, c.State, c.OpenedAt, c.EndedAt, c.AcceptedAt != null, c.Reasons)).ToListAsync(cancellationToken);
        var ratings = (await context.Ratings.Where(r => ids.Contains(r.ConversationId)).ToListAsync(cancellationToken)).ToDictionary(r => r.ConversationId);
        var contacts = rows.Select(r => r.ContactId).Distinct().ToArray();
        var scenes = await context.Contacts.Where(c => contacts.Contains(c.Id) && c.SourceScene != null).Select(c => new { c.Id, c.SourceScene }).ToDictionaryAsync(c => c.Id, c => c.SourceScene!, cancellationToken);
        var around = await AroundAsync(context, rows, cancellationToken);
        var known = sources();
        return rows.ToDictionary(r => r.Id, r =>
        {
            var reason = ReasonOf(r.Reasons);
            var rating = ratings.GetValueOrDefault(r.Id)?.ToRating();
            var others = around[r.ContactId].Where(o => o.Id != r.Id && ReasonOf(o.Reasons) == reason).ToList();
            var ended = r.EndedAt ?? r.OpenedAt;
            return new ConversationTraits
            {
                ConversationId = r.Id,
                AccountId = r.AccountId,
                VipTier = r.VipTier,
                Units = r.Units,
                ReasonId = reason,
                SourceId = scenes.TryGetValue(r.ContactId, out var scene) ? CustomerSource.Of(scene, known)?.Id : null,
                IsOver = r.State >= ConversationState.Closed,
                IsInvited = rating is not null,
                RatingHundredths = rating?.OfFive is { } score ? (int)Math.Round(score * 100) : null,
                IsFirstContact = !others.Exists(o => o.OpenedAt < r.OpenedAt && o.OpenedAt >= r.OpenedAt - Longest),
                IsRepeated = others.Exists(o => o.OpenedAt > r.OpenedAt && o.OpenedAt <= ended + Longest),
            };
        });
    }

    // What a person of a group says is that person's: customers are told apart by their contact, and looked up by the thread's index.
    private static async Task<ILookup<Guid, Known>> AroundAsync(ConversationContext context, List<Known> rows, CancellationToken cancellationToken)
    {
        if (rows.Count == 0)
            return rows.ToLookup(r => r.ContactId);
        var threads = rows.Select(r => r.ThreadId).Distinct().ToArray();
        var (first, last) = (rows.Min(r => r.OpenedAt) - Longest, rows.Max(r => r.EndedAt ?? r.OpenedAt) + Longest);
        var near = await context.Conversations.Where(c => threads.Contains(c.ThreadId) && c.OpenedAt >= first && c.OpenedAt <= last && c.AcceptedAt != null)
            .Select(c => new Known(c.Id, c.ThreadId, c.AccountId, c.ContactId, c.VipTier, c.Units, c.State, c.OpenedAt, c.EndedAt, true, c.Reasons)).ToListAsync(cancellationToken);
        return near.ToLookup(r => r.ContactId);
    }

    private static Guid? ReasonOf(string reasons)
    {
        if (reasons.Length == 0)
            return null;
        var all = JsonSerializer.Deserialize<ContactReason[]>(reasons)!;
        return (all.FirstOrDefault(r => r.IsMain) ?? all.FirstOrDefault())?.ReasonId;
    }

    private sealed record Known(
        Guid Id, Guid ThreadId, Guid AccountId, Guid ContactId, int VipTier, int Units, ConversationState State, DateTimeOffset OpenedAt, DateTimeOffset? EndedAt, bool IsServed, string Reasons);
}
