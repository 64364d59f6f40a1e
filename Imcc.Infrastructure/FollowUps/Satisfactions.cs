using System.Collections.Immutable;
using System.Text.Json;
using Imcc.Core.Conversations;
using Imcc.Core.Desk;
using Imcc.Core.FollowUps;
using Imcc.Core.Reporting;
using Imcc.Core.Surveys;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Reporting;
using Imcc.Infrastructure.Storage;
using Imcc.Infrastructure.Surveys;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.FollowUps;

/// <summary>What customers said of how they were served, in their own words, below the figures that reports have of it.</summary>
public sealed class Satisfactions
{
    public const int MostTake = 200;

    /// <summary>Lines of a file.</summary>
    public const int MostLines = 50_000;

    public static readonly ImmutableArray<string> Kpis = ["served", "invited", "inviteRate", "rated", "responseRate", "csat", "neutralShare", "dissatisfiedShare", "rating"];

    // Who is asked at the end is asked at most a wrap-up before it closes; a day is more than any.
    private static readonly TimeSpan AskedBefore = TimeSpan.FromDays(2);

    private readonly ConversationStores _stores;
    private readonly IDbContextFactory<DirectoryContext> _contexts;
    private readonly DirectoryCache _directory;
    private readonly Reports _reports;
    private readonly IMasks _masks;

    internal Satisfactions(ConversationStores stores, IDbContextFactory<DirectoryContext> contexts, DirectoryCache directory, Reports reports, IMasks masks) =>
        (_stores, _contexts, _directory, _reports, _masks) = (stores, contexts, directory, reports, masks);

    /// <summary>The figures of the same conversations that the list is of.</summary>
    /// <exception cref="UnauthorizedAccessException">Neither administrator nor lead.</exception>
    public async Task<SatisfactionFigures> CountAsync(Guid personId, SatisfactionFilter filter, string timeZone, CancellationToken cancellationToken = default)
    {
        var table = await _reports.ReadAsync(
            personId,
            new()
            {
                From = filter.From, To = filter.To, TimeZone = timeZone, Interval = ReportInterval.Day, Rows = ReportDimension.Time, Kpis = Kpis, Groups = Of(filter.GroupId), Agents = Of(filter.AgentId), Accounts = Of(filter.AccountId),
            },
            cancellationToken);
        var zone = TimeZoneInfo.FindSystemTimeZoneById(timeZone);
        return new(
            table.Kpis, table.Totals.Values,
            [.. table.Rows.Select(r => (DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(r.First.Number), zone).DateTime), r.Values[5], (int)(r.Values[3] ?? 0)))], table.CountedUpTo);
    }

    /// <summary>The latest first.</summary>
    /// <exception cref="UnauthorizedAccessException">Neither administrator nor lead.</exception>
    public async Task<SatisfactionPage> ListAsync(Guid personId, SatisfactionFilter filter, int skip, int take, CancellationToken cancellationToken = default)
    {
        take = Math.Clamp(take, 1, MostLines);
        var scope = await ReportScope.ReadAsync(_contexts, _directory.Current, personId, cancellationToken);
        var counts = new int[5];
        var tags = new Dictionary<string, int>(StringComparer.Ordinal);
        var total = 0;
        var lines = new List<SatisfactionLine>();
        foreach (var store in _stores.All)
        {
            await using var context = store.Read();
            var all = Rated(context, filter, scope);
            foreach (var of in await all.GroupBy(r => new { r.Rating.Scale, r.Rating.Score }).Select(g => new { g.Key.Scale, g.Key.Score, Count = g.Count() }).ToListAsync(cancellationToken))
                counts[Five(of.Scale, of.Score!.Value) - 1] += of.Count;
            foreach (var of in await all.Where(r => r.Rating.Tags != "[]").GroupBy(r => r.Rating.Tags).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancellationToken))
            {
                foreach (var tag in JsonSerializer.Deserialize<string[]>(of.Key) ?? [])
                    tags[tag] = tags.GetValueOrDefault(tag) + of.Count;
            }

            var asked = Narrowed(all, filter);
            total += await asked.CountAsync(cancellationToken);
            lines.AddRange(await LinesAsync(context, asked, skip + take, personId, cancellationToken));
        }

        return new(
            total, [.. lines.OrderByDescending(l => l.AnsweredAt).ThenBy(l => l.ConversationId).Skip(skip).Take(take)], counts, [.. tags.OrderByDescending(t => t.Value).ThenBy(t => t.Key, StringComparer.Ordinal).Select(t => (t.Key, t.Value))]);
    }

    // As reports see whole conversations: by their group, without one by their account.
    private static IQueryable<RatedRow> Rated(ConversationContext context, SatisfactionFilter filter, ReportScope scope)
    {
        var asked = filter.From - AskedBefore;
        var rows = context.Ratings.Where(r => r.Score != null && r.InvitedAt >= asked && r.InvitedAt < filter.To)
            .Join(context.Conversations.Where(c => c.State == ConversationState.Closed && c.Since >= filter.From && c.Since < filter.To), r => r.ConversationId, c => c.Id, (r, c) => new RatedRow { Rating = r, GroupId = c.GroupId, AccountId = c.AccountId, ContactId = c.ContactId, ClosedAt = c.Since });
        if (!scope.IsAll)
        {
            var (groups, accounts) = (scope.Groups.Select(g => (Guid?)g).ToArray(), scope.Accounts.ToArray());
            rows = rows.Where(r => groups.Contains(r.GroupId) || (r.GroupId == null && accounts.Contains(r.AccountId)));
        }

        if (filter.GroupId is { } group)
            rows = rows.Where(r => r.GroupId == group);
        if (filter.AgentId is { } agent)
            rows = rows.Where(r => r.Rating.AgentId == agent);
        return filter.AccountId is { } account ? rows.Where(r => r.AccountId == account) : rows;
    }

    private static IQueryable<RatedRow> Narrowed(IQueryable<RatedRow> rows, SatisfactionFilter filter)
    {
        if (filter.Score is { } score)
        {
            // A 2 and a 4 are nothing of three steps.
            var step = score % 2 == 1 ? (score + 1) / 2 : 0;
            rows = rows.Where(r => (r.Rating.Scale == SurveyScale.Stars && r.Rating.Score == score) || (r.Rating.Scale == SurveyScale.Steps && r.Rating.Score == step));
        }

        if (filter.CommentsOnly)
            rows = rows.Where(r => r.Rating.Comment != "");
        // As it stands in the column.
        var tag = JsonSerializer.Serialize(filter.Tag);
        return filter.Tag.Length > 0 ? rows.Where(r => r.Rating.Tags.Contains(tag)) : rows;
    }

    private async Task<List<SatisfactionLine>> LinesAsync(ConversationContext context, IQueryable<RatedRow> asked, int take, Guid personId, CancellationToken cancellationToken)
    {
        var rows = await asked.OrderByDescending(r => r.Rating.AnsweredAt).ThenBy(r => r.Rating.ConversationId).Take(take).ToListAsync(cancellationToken);
        var names = new Dictionary<Guid, string>();
        var tasks = new Dictionary<Guid, FollowUpState>();
        foreach (var some in rows.Chunk(500))
        {
            var (contacts, ids) = (some.Select(r => r.ContactId).Distinct().ToArray(), some.Select(r => r.Rating.ConversationId).ToArray());
            foreach (var contact in await context.Contacts.Where(c => contacts.Contains(c.Id)).Select(c => new { c.Id, c.DisplayName }).ToListAsync(cancellationToken))
                names[contact.Id] = contact.DisplayName;
            foreach (var task in await context.FollowUps.Where(t => ids.Contains(t.ConversationId)).Select(t => new { t.ConversationId, t.State }).ToListAsync(cancellationToken))
                tasks[task.ConversationId] = task.State;
        }

        var (known, mask) = (_directory.Current, _masks.For(personId));
        return [.. rows.Select(r =>
        {
            var rating = r.Rating.ToRating();
            return new SatisfactionLine(
                rating.ConversationId, mask.Text(names.GetValueOrDefault(r.ContactId, "")), known.Agents.GetValueOrDefault(rating.AgentId)?.DisplayName ?? "", r.GroupId is { } g ? known.Groups.GetValueOrDefault(g)?.Name ?? "" : "",
                known.Accounts.GetValueOrDefault(r.AccountId)?.Name ?? "", rating.Scale, rating.Score!.Value, rating.IsLow, rating.Tags, mask.Text(rating.Comment), rating.AnsweredAt!.Value, r.ClosedAt,
                tasks.TryGetValue(rating.ConversationId, out var state) ? state : null);
        })];
    }

    private static int Five(SurveyScale scale, int score) => Math.Clamp(scale == SurveyScale.Stars ? score : 1 + ((score - 1) * 2), 1, 5);

    private static ImmutableArray<Guid> Of(Guid? id) => id is { } known ? [known] : [];

    private sealed class RatedRow
    {
        public required RatingRow Rating { get; init; }

        public required Guid? GroupId { get; init; }

        public required Guid AccountId { get; init; }

        public required Guid ContactId { get; init; }

        public required DateTimeOffset ClosedAt { get; init; }
    }
}
