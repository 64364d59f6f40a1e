using Imcc.Core.Answering;
using Imcc.Core.Conversations;
using Imcc.Core.Knowledge;
using Imcc.Core.Misses;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Misses;

/// <summary>Follows every answer to the end of its conversation: did the customer ask for a person all the same? Day by day, each by index.</summary>
public sealed class AnswerEffects
{
    public const int MostDays = AnswerStatistics.MostDays;
    public const int MostLines = 1000;
    private const int Together = 500;

    // However long a customer goes on with what answers by itself: then it was another matter.
    private static readonly TimeSpan Follows = TimeSpan.FromDays(1);
    private static readonly ConversationEventKind[] ForAPerson = [ConversationEventKind.Enqueued, ConversationEventKind.Overflowed, ConversationEventKind.MessageLeft];

    private readonly ConversationStores _stores;
    private readonly IDbContextFactory<DirectoryContext> _contexts;
    private readonly IArticleShelf? _shelf;

    internal AnswerEffects(ConversationStores stores, IDbContextFactory<DirectoryContext> contexts, IArticleShelf? shelf) => (_stores, _contexts, _shelf) = (stores, contexts, shelf);

    /// <param name="last">Included; at most <see cref="MostDays"/> are looked at.</param>
    /// <param name="zone">Whose days they are.</param>
    /// <param name="accountId">Null: all that this person may see.</param>
    /// <exception cref="UnauthorizedAccessException">Neither administrator, editor nor lead.</exception>
    public async Task<AnswerEffect> CountAsync(Guid personId, EffectSubject subject, DateOnly first, DateOnly last, TimeZoneInfo zone, Guid? accountId = null, CancellationToken cancellationToken = default)
    {
        var scope = await MissScope.ReadAsync(_contexts, personId, writes: false, cancellationToken);
        var counts = new Dictionary<Guid, Count>();
        var missed = 0;
        last = last.DayNumber - first.DayNumber < MostDays ? last : first.AddDays(MostDays - 1);
        for (var day = first; day <= last; day = day.AddDays(1))
        {
            foreach (var store in _stores.All)
                missed += await DayAsync(store, scope, subject, Start(day, zone), Start(day.AddDays(1), zone), accountId, counts, cancellationToken);
        }

        var (from, to) = (Start(first, zone), Start(last.AddDays(1), zone));
        await RatingsAsync(scope, accountId, from, to, counts, cancellationToken);
        if (subject == EffectSubject.Articles)
            await SentAsync(scope, accountId, from, to, counts, cancellationToken);
        var names = await NamesAsync(subject, counts.Keys, cancellationToken);
        // Of what was rated or sent but is neither answer nor known here (a quick reply) nothing is said.
        var known = counts.Where(c => c.Value.Hits > 0 || names.ContainsKey(c.Key)).ToList();
        var lines = known.Select(c => c.Value.Line(c.Key, names.GetValueOrDefault(c.Key))).OrderByDescending(l => l.Hits).ThenByDescending(l => l.Sent).ThenBy(l => l.Name, StringComparer.Ordinal).ThenBy(l => l.Id).ToList();
        var total = new EffectLine(
            Guid.Empty, "", true, lines.Sum(l => l.Hits), lines.Sum(l => l.Asked), lines.Sum(l => l.MissedAfter), known.SelectMany(k => k.Value.Conversations).Distinct().Count(), lines.Sum(l => l.Sent), lines.Sum(l => l.Useful), lines.Sum(l => l.NotUseful));
        return new(total, lines.Count > MostLines ? lines[..MostLines] : lines, missed, lines.Count > MostLines);
    }

    private static async Task<int> DayAsync(
        ConversationStore store, MissScope scope, EffectSubject subject, DateTimeOffset from, DateTimeOffset to, Guid? accountId, Dictionary<Guid, Count> counts, CancellationToken cancellationToken)
    {
        await using var context = store.Read();
        var rows = context.Answers.Where(a => a.At >= from && a.At < to);
        if (!scope.IsAll)
            rows = rows.Where(a => scope.Accounts.Contains(a.AccountId));
        if (accountId is { } account)
            rows = rows.Where(a => a.AccountId == account);
        var missed = await rows.CountAsync(a => a.Step == AnswerStep.None, cancellationToken);
        var answers = await rows.Where(a => a.Step == AnswerStep.None || (subject == EffectSubject.Rules ? a.RuleId != null : a.ArticleId != null))
            .Join(context.Messages, a => a.MessageId, m => m.Id, (a, m) => new { a.At, a.Step, Id = subject == EffectSubject.Rules ? a.RuleId : a.ArticleId, m.ConversationId }).ToListAsync(cancellationToken);
        var until = to + Follows;
        // The last time that each conversation asked for a person: an answer before it did not keep it from that.
        var asked = await context.Events.Where(e => e.At >= from && e.At < until && ForAPerson.Contains(e.Kind)).GroupBy(e => e.ConversationId).Select(g => new { g.Key, At = g.Max(e => e.At) }).ToDictionaryAsync(g => g.Key, g => g.At, cancellationToken);
        var lost = answers.Where(a => a.Step == AnswerStep.None && a.ConversationId is not null).GroupBy(a => a.ConversationId!.Value).ToDictionary(g => g.Key, g => g.Max(a => a.At));
        foreach (var answer in answers)
        {
            if (answer.Step == AnswerStep.None || answer.Id is not { } id)
                continue;
            if (!counts.TryGetValue(id, out var count))
                counts[id] = count = new();
            count.Hits++;
            if (answer.ConversationId is not { } conversation)
                continue;
            count.Conversations.Add(conversation);
            if (asked.TryGetValue(conversation, out var at) && at >= answer.At)
                count.Asked++;
            if (lost.TryGetValue(conversation, out var found) && found > answer.At)
                count.MissedAfter++;
        }

        return missed;
    }

    private async Task RatingsAsync(MissScope scope, Guid? accountId, DateTimeOffset from, DateTimeOffset to, Dictionary<Guid, Count> counts, CancellationToken cancellationToken)
    {
        foreach (var store in _stores.All)
        {
            await using var context = store.Read();
            foreach (var row in await scope.RatingsOf(context, accountId).Where(r => r.At >= from && r.At < to).GroupBy(r => new { r.FindingId, r.IsUseful }).Select(g => new { g.Key.FindingId, g.Key.IsUseful, Count = g.Count() }).ToListAsync(cancellationToken))
            {
                if (!counts.TryGetValue(row.FindingId, out var count))
                    counts[row.FindingId] = count = new();
                count.Useful += row.IsUseful ? row.Count : 0;
                count.NotUseful += row.IsUseful ? 0 : row.Count;
            }
        }
    }

    private async Task SentAsync(MissScope scope, Guid? accountId, DateTimeOffset from, DateTimeOffset to, Dictionary<Guid, Count> counts, CancellationToken cancellationToken)
    {
        await using var home = _stores.Home.Read();
        foreach (var row in await scope.Of(home.Misses.Where(m => m.At >= from && m.At < to && m.Source == MissSource.Sent && m.ArticleId != null && (accountId == null || m.AccountId == accountId)))
            .GroupBy(m => m.ArticleId!.Value).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancellationToken))
        {
            if (!counts.TryGetValue(row.Key, out var count))
                counts[row.Key] = count = new();
            count.Sent = row.Count;
        }
    }

    private async Task<Dictionary<Guid, (string Name, bool IsEnabled)>> NamesAsync(EffectSubject subject, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        var names = new Dictionary<Guid, (string, bool)>();
        if (subject == EffectSubject.Rules)
        {
            await using var context = _contexts.CreateDbContext();
            foreach (var some in ids.Chunk(Together))
            {
                foreach (var rule in await context.KeywordRules.AsNoTracking().Where(r => some.Contains(r.Id)).Select(r => new { r.Id, r.Name, r.Enabled }).ToListAsync(cancellationToken))
                    names[rule.Id] = (rule.Name, rule.Enabled);
            }
        }
        else if (_shelf is not null)
        {
            foreach (var some in ids.Chunk(Together))
            {
                foreach (var article in await _shelf.FindAsync(some, cancellationToken))
                    names[article.Article.Id] = (article.Article.Title, true);
            }
        }

        return names;
    }

    private static DateTimeOffset Start(DateOnly day, TimeZoneInfo zone)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(midnight, zone.GetUtcOffset(midnight)).ToUniversalTime();
    }

    private sealed class Count
    {
        public HashSet<Guid> Conversations { get; } = [];

        public int Hits { get; set; }

        public int Asked { get; set; }

        public int MissedAfter { get; set; }

        public int Sent { get; set; }

        public int Useful { get; set; }

        public int NotUseful { get; set; }

        public EffectLine Line(Guid id, (string Name, bool IsEnabled) known) => new(id, known.Name ?? "", known.IsEnabled, Hits, Asked, MissedAfter, Conversations.Count, Sent, Useful, NotUseful);
    }
}
