using Imcc.Core.Knowledge;
using Imcc.Core.Misses;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Misses;

/// <summary>What the system proposes to learn, with its evidence. Accepting is done by <see cref="MissDecisions"/>; what is left alone is marked there, too.</summary>
public sealed class MissLessons
{
    private const int MostGroups = 200;
    private const int MostMessages = 200;
    private const int Most = 100;
    private static readonly TimeSpan Memory = TimeSpan.FromDays(90);

    private readonly ConversationStores _stores;
    private readonly IDbContextFactory<DirectoryContext> _contexts;
    private readonly MissTrial _trial;
    private readonly TimeProvider _time;
    private readonly IArticleShelf? _shelf;

    internal MissLessons(ConversationStores stores, IDbContextFactory<DirectoryContext> contexts, MissTrial trial, TimeProvider time, IArticleShelf? shelf) =>
        (_stores, _contexts, _trial, _time, _shelf) = (stores, contexts, trial, time, shelf);

    /// <summary>Those with most evidence first.</summary>
    /// <exception cref="UnauthorizedAccessException">Neither administrator, editor nor lead.</exception>
    public async Task<IReadOnlyList<LessonLine>> ListAsync(Guid personId, CancellationToken cancellationToken = default)
    {
        var scope = await MissScope.ReadAsync(_contexts, personId, writes: false, cancellationToken);
        var lessons = new List<Lesson>();
        await using (var context = _stores.Home.Read())
        {
            var since = _time.GetUtcNow() - Memory;
            var groups = await context.MissGroups.Where(g => g.State == MissState.Open && g.LastAt >= since && g.Sent + g.Misses >= Teacher.LeastSent)
                .OrderByDescending(g => g.Sent).ThenByDescending(g => g.Misses).Take(MostGroups).Select(g => g.Id).ToListAsync(cancellationToken);
            foreach (var group in groups)
            {
                var messages = await scope.Of(context.Misses.Where(m => m.GroupId == group && m.At >= since)).OrderByDescending(m => m.At).Take(MostMessages)
                    .Select(m => new Answered(m.Text, m.Answer, m.ArticleId)).ToListAsync(cancellationToken);
                if (Teacher.OfGroup(group, messages) is { } lesson && Still(lesson) is { } open)
                    lessons.Add(open);
            }
        }

        lessons.AddRange(await ReviewsAsync(scope, cancellationToken));
        var shown = lessons.OrderByDescending(l => l.Evidence).ThenBy(l => l.GroupId).Take(Most).ToList();
        var titles = _shelf is null ? [] : (await _shelf.FindAsync([.. shown.Select(l => l.ArticleId).OfType<Guid>().Distinct()], cancellationToken)).ToDictionary(a => a.Article.Id, a => a.Article.Title);
        return [.. shown.Where(l => l.ArticleId is not { } id || titles.ContainsKey(id)).Select(l => new LessonLine(l, l.ArticleId is { } id ? titles[id] : ""))];
    }

    // What is found first without having learned it needs no lesson.
    private Lesson? Still(Lesson lesson)
    {
        if (lesson.Kind != LessonKind.Similar)
            return lesson;
        var unknown = lesson.Samples.Where(s => _trial.Near(s, null, 1) is not [{ Sureness: Sureness.Sure } hit] || hit.ArticleId != lesson.ArticleId).ToList();
        return unknown.Count == 0 ? null : lesson with { Samples = unknown };
    }

    private async Task<IEnumerable<Lesson>> ReviewsAsync(MissScope scope, CancellationToken cancellationToken)
    {
        var since = _time.GetUtcNow() - Memory;
        var ratings = new Dictionary<Guid, (int Useful, int NotUseful)>();
        foreach (var store in _stores.All)
        {
            await using var context = store.Read();
            foreach (var row in await scope.RatingsOf(context).Where(r => r.At >= since).GroupBy(r => new { r.FindingId, r.IsUseful }).Select(g => new { g.Key.FindingId, g.Key.IsUseful, Count = g.Count() }).ToListAsync(cancellationToken))
            {
                var known = ratings.GetValueOrDefault(row.FindingId);
                ratings[row.FindingId] = row.IsUseful ? (known.Useful + row.Count, known.NotUseful) : (known.Useful, known.NotUseful + row.Count);
            }
        }

        return ratings.Select(r => Teacher.OfRatings(r.Key, r.Value.Useful, r.Value.NotUseful)).OfType<Lesson>();
    }
}

/// <param name="Title">The article's; empty: a new one.</param>
public sealed record LessonLine(Lesson Lesson, string Title);
