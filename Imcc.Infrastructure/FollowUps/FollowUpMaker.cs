using Imcc.Core.FollowUps;
using Imcc.Core.Surveys;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.FollowUps;

/// <summary>
/// Finds ratings that call for a task and makes it. A task has the rating's key, so that each rating gets one, whoever finds it how often: every node may run it,
/// and after a restart it looks a week back.
/// </summary>
internal sealed partial class FollowUpMaker(ConversationStores stores, IDbContextFactory<DirectoryContext> contexts, DirectoryCache directory, TimeProvider time, ILogger<FollowUpMaker> logger)
{
    private static readonly TimeSpan LookBack = TimeSpan.FromDays(7);

    /// <summary>A rating is in its row long before on every node.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(10);

    private readonly Dictionary<int, DateTimeOffset> _lookedUpTo = [];

    /// <returns>How many were made.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        Dictionary<Guid, FollowUpRule> rules;
        await using (var context = contexts.CreateDbContext())
            rules = (await context.FollowUpRules.AsNoTracking().ToListAsync(cancellationToken)).ToDictionary(r => r.OrgUnitId, r => r.ToRule());
        var enabled = rules.Values.Where(r => r.Enabled).ToList();
        if (enabled.Count == 0)
            return 0;
        var now = time.GetUtcNow();
        var (limit, since) = (enabled.Max(r => r.Limit), enabled.Min(r => r.Since));
        Dictionary<Guid, int>? load = null;
        var made = 0;
        foreach (var store in stores.All)
        {
            var from = _lookedUpTo.TryGetValue(store.Index, out var looked) ? looked - Overlap : now - LookBack;
            foreach (var (rating, accountId) in await FindAsync(store, from > since ? from : since, limit, cancellationToken))
            {
                load ??= await LoadAsync(cancellationToken);
                var unitId = directory.Current.UnitOf(rating.GroupId, accountId);
                if (FollowUpRule.Of(rules, directory.Current.Units, unitId) is not { } rule)
                    continue;
                var assignee = rule.AssigneeOf(directory.Current, unitId, rating.AgentId, load);
                if (rule.Of(rating, accountId, assignee, now) is not { } task || await store.Writer.CommitAsync(new WriteUnit().InsertIfNew(FollowUpRow.From(task))) != WriteOutcome.Committed)
                    continue;
                made++;
                if (assignee is { } id)
                    load[id] = load.GetValueOrDefault(id) + 1;
            }

            _lookedUpTo[store.Index] = now;
        }

        if (made > 0)
            Made(made);
        return made;
    }

    private static async Task<List<(Rating Rating, Guid AccountId)>> FindAsync(ConversationStore store, DateTimeOffset from, int limit, CancellationToken cancellationToken)
    {
        // Of three steps the middle is a 3 of five.
        var steps = (limit + 1) / 2;
        await using var context = store.Read();
        var rows = await context.Ratings
            .Where(r => r.AnsweredAt >= from && ((r.Scale == SurveyScale.Stars && r.Score <= limit) || (r.Scale == SurveyScale.Steps && r.Score <= steps)) && !context.FollowUps.Any(t => t.ConversationId == r.ConversationId))
            .Join(context.Conversations, r => r.ConversationId, c => c.Id, (r, c) => new { Rating = r, c.AccountId }).ToListAsync(cancellationToken);
        return [.. rows.OrderBy(r => r.Rating.AnsweredAt).Select(r => (r.Rating.ToRating(), r.AccountId))];
    }

    private async Task<Dictionary<Guid, int>> LoadAsync(CancellationToken cancellationToken)
    {
        var load = new Dictionary<Guid, int>();
        foreach (var store in stores.All)
        {
            await using var context = store.Read();
            foreach (var of in await context.FollowUps.Where(t => t.State != FollowUpState.Done && t.AssigneeId != null).GroupBy(t => t.AssigneeId!.Value).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancellationToken))
                load[of.Key] = load.GetValueOrDefault(of.Key) + of.Count;
        }

        return load;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} low ratings called for a task")]
    private partial void Made(int count);
}
