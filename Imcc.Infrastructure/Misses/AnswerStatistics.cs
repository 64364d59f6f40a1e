using Imcc.Core.Answering;
using Imcc.Core.Knowledge;
using Imcc.Core.Misses;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Imcc.Infrastructure.Misses;

/// <summary>Counts what became of customers' words: by step, day, account and article. Each day is one question to each store, by index.</summary>
public sealed class AnswerStatistics
{
    public const int MostDays = 92;
    private const int MostArticles = 200;
    private const int MostSearches = 50;
    private const int Together = 500;

    private readonly ConversationStores _stores;
    private readonly IDbContextFactory<DirectoryContext> _contexts;
    private readonly MissOptions _options;
    private readonly IArticleShelf? _shelf;

    internal AnswerStatistics(ConversationStores stores, IDbContextFactory<DirectoryContext> contexts, IOptions<MissOptions> options, IArticleShelf? shelf) =>
        (_stores, _contexts, _options, _shelf) = (stores, contexts, options.Value, shelf);

    /// <param name="first">First day.</param>
    /// <param name="last">Last day, included; at most <see cref="MostDays"/> are looked at.</param>
    /// <param name="zone">Whose days they are.</param>
    /// <param name="accountId">Null: all that this person may see.</param>
    /// <exception cref="UnauthorizedAccessException">Neither administrator, editor nor lead.</exception>
    public async Task<AnswerFigures> CountAsync(Guid personId, DateOnly first, DateOnly last, TimeZoneInfo zone, Guid? accountId = null, CancellationToken cancellationToken = default)
    {
        var scope = await MissScope.ReadAsync(_contexts, personId, writes: false, cancellationToken);
        var days = new List<AnswerDay>();
        var counts = new Dictionary<(AnswerStep Step, Guid Account, Guid? Article), int>();
        for (var day = first; day <= last && days.Count < MostDays; day = day.AddDays(1))
        {
            var (from, to) = (Start(day, zone), Start(day.AddDays(1), zone));
            var (answered, missed) = (0, 0);
            foreach (var store in _stores.All)
            {
                await using var context = store.Read();
                var rows = context.Answers.Where(a => a.At >= from && a.At < to);
                if (!scope.IsAll)
                    rows = rows.Where(a => scope.Accounts.Contains(a.AccountId));
                if (accountId is { } account)
                    rows = rows.Where(a => a.AccountId == account);
                foreach (var row in await rows.GroupBy(a => new { a.Step, a.AccountId, a.ArticleId }).Select(g => new { g.Key.Step, g.Key.AccountId, g.Key.ArticleId, Count = g.Count() }).ToListAsync(cancellationToken))
                {
                    counts[(row.Step, row.AccountId, row.ArticleId)] = counts.GetValueOrDefault((row.Step, row.AccountId, row.ArticleId)) + row.Count;
                    (answered, missed) = row.Step == AnswerStep.None ? (answered, missed + row.Count) : (answered + row.Count, missed);
                }
            }

            days.Add(new(day, answered, missed));
        }

        var (begin, end) = (Start(first, zone), Start(first.AddDays(days.Count), zone));
        var (searches, without, empty) = await SearchesAsync(scope, accountId, begin, end, cancellationToken);
        return new(
            days,
            [.. counts.GroupBy(c => c.Key.Step).OrderBy(g => g.Key).Select(g => (g.Key, g.Sum(c => c.Value)))],
            await AccountsAsync(counts, cancellationToken),
            await ArticlesAsync(scope, accountId, counts, begin, end, cancellationToken),
            searches,
            without,
            empty,
            _options.SecondsPerAnswer);
    }

    private async Task<IReadOnlyList<AnswerAccount>> AccountsAsync(Dictionary<(AnswerStep Step, Guid Account, Guid? Article), int> counts, CancellationToken cancellationToken)
    {
        await using var context = _contexts.CreateDbContext();
        var names = await context.Accounts.AsNoTracking().ToDictionaryAsync(a => a.Id, a => a.Name, cancellationToken);
        return [.. counts.GroupBy(c => c.Key.Account).Select(g => new AnswerAccount(
                g.Key, names.GetValueOrDefault(g.Key, ""), g.Where(c => c.Key.Step != AnswerStep.None).Sum(c => c.Value), g.Where(c => c.Key.Step == AnswerStep.None).Sum(c => c.Value)))
            .OrderByDescending(a => a.Answered + a.Missed)];
    }

    private async Task<IReadOnlyList<AnswerArticle>> ArticlesAsync(
        MissScope scope, Guid? accountId, Dictionary<(AnswerStep Step, Guid Account, Guid? Article), int> counts, DateTimeOffset begin, DateTimeOffset end, CancellationToken cancellationToken)
    {
        var answered = counts.Where(c => c.Key.Article is not null).GroupBy(c => c.Key.Article!.Value).ToDictionary(g => g.Key, g => g.Sum(c => c.Value));
        Dictionary<Guid, (int Useful, int NotUseful)> ratings = [];
        Dictionary<Guid, int> sent;
        await using (var home = _stores.Home.Read())
        {
            sent = await scope.Of(home.Misses.Where(m => m.At >= begin && m.At < end && m.Source == MissSource.Sent && m.ArticleId != null && (accountId == null || m.AccountId == accountId)))
                .GroupBy(m => m.ArticleId!.Value).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
        }

        foreach (var store in _stores.All)
        {
            await using var context = store.Read();
            foreach (var row in await scope.RatingsOf(context, accountId).Where(r => r.At >= begin && r.At < end).GroupBy(r => new { r.FindingId, r.IsUseful }).Select(g => new { g.Key.FindingId, g.Key.IsUseful, Count = g.Count() }).ToListAsync(cancellationToken))
            {
                var known = ratings.GetValueOrDefault(row.FindingId);
                ratings[row.FindingId] = row.IsUseful ? (known.Useful + row.Count, known.NotUseful) : (known.Useful, known.NotUseful + row.Count);
            }
        }

        var top = answered.Keys.Concat(sent.Keys).Concat(ratings.Keys).Distinct().OrderByDescending(id => answered.GetValueOrDefault(id) + sent.GetValueOrDefault(id)).ThenBy(id => id).Take(MostArticles).ToList();
        var titles = new Dictionary<Guid, string>();
        if (_shelf is not null)
        {
            foreach (var some in top.Chunk(Together))
            {
                foreach (var article in await _shelf.FindAsync(some, cancellationToken))
                    titles[article.Article.Id] = article.Article.Title;
            }
        }

        // Of what was rated and is no article (quick replies are rated, too) nothing is known here.
        return [.. top.Where(id => titles.ContainsKey(id) || answered.ContainsKey(id) || sent.ContainsKey(id))
            .Select(id => new AnswerArticle(id, titles.GetValueOrDefault(id, ""), answered.GetValueOrDefault(id), sent.GetValueOrDefault(id), ratings.GetValueOrDefault(id).Useful, ratings.GetValueOrDefault(id).NotUseful))];
    }

    private async Task<(int All, int Without, IReadOnlyList<(string Text, int Count)> Empty)> SearchesAsync(MissScope scope, Guid? accountId, DateTimeOffset begin, DateTimeOffset end, CancellationToken cancellationToken)
    {
        await using var context = _stores.Home.Read();
        var searches = context.KnowledgeSearches.Where(s => s.At >= begin && s.At < end);
        if (!scope.IsAll)
            searches = searches.Where(s => s.AccountId != null && scope.Accounts.Contains(s.AccountId.Value));
        if (accountId is { } account)
            searches = searches.Where(s => s.AccountId == account);
        var empty = await searches.Where(s => s.Hits == 0).GroupBy(s => s.Text).Select(g => new { Text = g.Key, Count = g.Count() }).OrderByDescending(g => g.Count).ThenBy(g => g.Text).Take(MostSearches).ToListAsync(cancellationToken);
        return (await searches.CountAsync(cancellationToken), await searches.CountAsync(s => s.Hits == 0, cancellationToken), empty.ConvertAll(e => (e.Text, e.Count)));
    }

    private static DateTimeOffset Start(DateOnly day, TimeZoneInfo zone)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(midnight, zone.GetUtcOffset(midnight)).ToUniversalTime();
    }
}
