using Imcc.Core.Channels;
using Imcc.Core.Knowledge;
using Imcc.Core.Misses;
using Imcc.Infrastructure.Knowledge;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Misses;

/// <summary>What editors make of a group of misses. Nothing is changed that customers see before somebody with the right to publish has published it.</summary>
public sealed class MissDecisions
{
    private const int MostWordings = 20;

    private readonly ConversationStores _stores;
    private readonly IDbContextFactory<DirectoryContext> _contexts;
    private readonly MissTrial _trial;
    private readonly TimeProvider _time;
    private readonly IArticles? _articles;

    internal MissDecisions(ConversationStores stores, IDbContextFactory<DirectoryContext> contexts, MissTrial trial, TimeProvider time, IArticles? articles) =>
        (_stores, _contexts, _trial, _time, _articles) = (stores, contexts, trial, time, articles);

    /// <summary>Whether there are articles to add to.</summary>
    public bool HasArticles => _articles is not null;

    /// <summary>Wordings of the group become similar questions of an article: of its working copy, and in force at once where this person may publish and the copy holds nothing else.</summary>
    public async Task<ChangeOutcome> AddSimilarAsync(Guid personId, Guid groupId, Guid articleId, IReadOnlyList<string> wordings, CancellationToken cancellationToken = default)
    {
        if (await _articles!.OpenAsync(personId, articleId, cancellationToken) is not { } sheet)
            return Refused(articleId, "Gone");
        // From now on: what was in the article before stays when it is undone.
        var at = _time.GetUtcNow();
        var known = sheet.Content.Similar.Append(sheet.Content.Title).ToHashSet(StringComparer.Ordinal);
        var added = wordings.Select(w => w.Trim()).Where(w => w.Length is > 0 and <= ArticleLimits.SimilarLength && known.Add(w)).Take(MostWordings).ToList();
        var (tried, found) = await TryAsync(groupId, cancellationToken);
        if (added.Count > 0)
        {
            var saved = await _articles.SaveAsync(personId, articleId, sheet.Rev, sheet.Content with { Similar = [.. sheet.Content.Similar, .. added] }, cancellationToken);
            if (!saved.Made)
                return saved;
            await PublishAsync(personId, sheet, string.Join('、', added), cancellationToken);
        }

        return await DecideAsync(personId, groupId, row => row.Decided(MissState.Similar, at, personId, articleId, Note(sheet.Content.Title), tried: tried, foundBefore: found), cancellationToken);
    }

    /// <summary>A draft with the wordings as its questions and what agents answered most as its answer.</summary>
    /// <returns>The article's id.</returns>
    public async Task<ChangeOutcome> DraftArticleAsync(Guid personId, Guid groupId, string title, IReadOnlyList<string> wordings, string answer, CancellationToken cancellationToken = default)
    {
        var choices = await _articles!.ChoicesAsync(personId, cancellationToken);
        if (choices.Units.FirstOrDefault(u => u.Rights.MayWrite) is not { } unit)
            return Refused(groupId, "NotAllowed");
        var (tried, found) = await TryAsync(groupId, cancellationToken);
        var content = ArticleContent.Blank(unit.Unit.Id) with
        {
            Title = Cut(title.Trim(), ArticleLimits.Title),
            Similar = [.. wordings.Select(w => w.Trim()).Where(w => w.Length is > 0 and <= ArticleLimits.SimilarLength && w != title.Trim()).Distinct(StringComparer.Ordinal).Take(MostWordings)],
            Answer = ArticleAnswer.Empty with { Text = Cut(answer.Trim(), ArticleLimits.Text) },
        };
        var saved = await _articles.SaveAsync(personId, null, 0, content, cancellationToken);
        if (!saved.Made)
            return saved;
        var decided = await DecideAsync(personId, groupId, row => row.Decided(MissState.Article, _time.GetUtcNow(), personId, saved.Id, Note(content.Title), tried: tried, foundBefore: found), cancellationToken);
        return decided.Made ? saved : decided;
    }

    /// <summary>Dealt with elsewhere (a keyword, a synonym), or left alone for a reason.</summary>
    public async Task<ChangeOutcome> MarkAsync(Guid personId, Guid groupId, MissState state, string note, CancellationToken cancellationToken = default)
    {
        if (state is not (MissState.Keyword or MissState.Synonym or MissState.Ignored))
            throw new ArgumentOutOfRangeException(nameof(state), state, "Not a mark.");
        if (state is MissState.Ignored && note.Trim().Length == 0)
            return new(groupId, [new("Note", "Missing")]);
        var (tried, found) = await TryAsync(groupId, cancellationToken);
        return await DecideAsync(personId, groupId, row => row.Decided(state, _time.GetUtcNow(), personId, note: Note(note.Trim()), tried: tried, foundBefore: found), cancellationToken);
    }

    /// <summary>The group is open again, or stands alone again. Wordings that it gave an article go out of it again, as a version of their own; of an article that was written for it a person decides.</summary>
    public async Task<ChangeOutcome> UndoAsync(Guid personId, Guid groupId, CancellationToken cancellationToken = default)
    {
        await MissScope.ReadAsync(_contexts, personId, writes: true, cancellationToken);
        await using var context = _stores.Home.Read();
        var row = await context.MissGroups.SingleOrDefaultAsync(g => g.Id == groupId, cancellationToken);
        if (row is { State: MissState.Similar, TargetId: { } articleId, DecidedAt: { } at } && _articles is not null)
        {
            var texts = await context.Misses.Where(m => m.GroupId == groupId || context.MissGroups.Any(g => g.Id == m.GroupId && g.MergedInto == groupId)).Select(m => m.Text).Distinct().ToListAsync(cancellationToken);
            if (await TakeOutAsync(personId, articleId, at, texts, cancellationToken) is { Made: false } refused)
                return refused;
        }

        return await DecideAsync(personId, groupId, known => known.State == MissState.Open ? null : known.Decided(MissState.Open, null, null), cancellationToken);
    }

    /// <summary>Both are one question: what comes to <paramref name="from"/> counts for <paramref name="into"/>.</summary>
    public async Task<ChangeOutcome> MergeAsync(Guid personId, Guid from, Guid into, CancellationToken cancellationToken = default)
    {
        await using var context = _stores.Home.Read();
        if (from == into || !await context.MissGroups.AnyAsync(g => g.Id == into && g.MergedInto == null, cancellationToken) || await context.MissGroups.AnyAsync(g => g.MergedInto == from, cancellationToken))
            return Refused(from, "ChangedMeanwhile");
        return await DecideAsync(personId, from, row => row.MergedInto is not null ? null : row.Decided(MissState.Merged, _time.GetUtcNow(), personId, into, mergedInto: into), cancellationToken);
    }

    /// <summary>These wordings are another question: they get a group of their own, and what says the same goes there.</summary>
    /// <returns>The new group.</returns>
    public async Task<ChangeOutcome> SplitAsync(Guid personId, Guid groupId, IReadOnlyCollection<long> keys, CancellationToken cancellationToken = default)
    {
        var scope = await MissScope.ReadAsync(_contexts, personId, writes: true, cancellationToken);
        await using var context = _stores.Home.Read();
        var row = await context.MissGroups.SingleOrDefaultAsync(g => g.Id == groupId, cancellationToken);
        var rows = await scope.Of(context.Misses.Where(m => m.GroupId == groupId && keys.Contains(m.Key))).OrderBy(m => m.At).ToListAsync(cancellationToken);
        if (row is null || rows.Count == 0)
            return Refused(groupId, "Gone");
        var isAll = !await context.Misses.AnyAsync(m => m.GroupId == groupId && !keys.Contains(m.Key), cancellationToken);
        if (isAll)
            return Refused(groupId, "ChangedMeanwhile");
        var sent = rows.Count(m => m.Source == MissSource.Sent);
        var made = new MissGroupRow
        {
            Id = Guid.CreateVersion7(_time.GetUtcNow()), Leader = rows[0].Text, Misses = rows.Count - sent, Sent = sent, FirstAt = rows[0].At, LastAt = rows[^1].At, Revision = 1,
        };
        var unit = new WriteUnit().Insert(made).Update(row.With(row.Misses - made.Misses, row.Sent - sent), row.Revision);
        foreach (var miss in rows)
            unit.Patch(new MissRow { MessageId = miss.MessageId, ThreadId = miss.ThreadId, At = miss.At, Source = miss.Source, Text = miss.Text, Key = miss.Key, GroupId = made.Id }, MissRow.Group);
        return await CommitAsync(unit, made.Id, cancellationToken);
    }

    // What was there before the decision was somebody else's doing, and stays.
    private async Task<ChangeOutcome> TakeOutAsync(Guid personId, Guid articleId, DateTimeOffset since, IEnumerable<string> texts, CancellationToken cancellationToken)
    {
        if (await _articles!.OpenAsync(personId, articleId, cancellationToken) is not { } sheet)
            return new(articleId, []);
        var before = (await _articles.VersionsAsync(personId, articleId, cancellationToken)).FirstOrDefault(v => v.PublishedAt < since);
        var stays = before is null ? [] : (await _articles.VersionAsync(personId, articleId, before.Number, cancellationToken))?.Similar ?? [];
        var taken = sheet.Content.Similar.Intersect(texts.Select(t => t.Trim()), StringComparer.Ordinal).Except(stays, StringComparer.Ordinal).ToList();
        if (taken.Count == 0)
            return new(articleId, []);
        var saved = await _articles.SaveAsync(personId, articleId, sheet.Rev, sheet.Content with { Similar = [.. sheet.Content.Similar.Except(taken, StringComparer.Ordinal)] }, cancellationToken);
        if (saved.Made)
            await PublishAsync(personId, sheet, "− " + string.Join('、', taken), cancellationToken);
        return saved;
    }

    // Somebody's unfinished work does not go out with it.
    private async Task PublishAsync(Guid personId, ArticleSheet before, string remark, CancellationToken cancellationToken)
    {
        if (before.Standing is { Stage: ArticleStage.Published, IsInForce: true } && await _articles!.OpenAsync(personId, before.Id, cancellationToken) is { } fresh && fresh.Steps.Contains(ArticleStep.Publish))
            await _articles.PublishAsync(personId, before.Id, fresh.Rev, Cut(remark, ArticleLimits.Remark), cancellationToken);
    }

    private async Task<ChangeOutcome> DecideAsync(Guid personId, Guid groupId, Func<MissGroupRow, MissGroupRow?> decide, CancellationToken cancellationToken)
    {
        var scope = await MissScope.ReadAsync(_contexts, personId, writes: true, cancellationToken);
        await using var context = _stores.Home.Read();
        var row = await context.MissGroups.SingleOrDefaultAsync(g => g.Id == groupId, cancellationToken);
        if (row is null || !await scope.Of(context.Misses.Where(m => m.GroupId == groupId)).AnyAsync(cancellationToken))
            return Refused(groupId, "Gone");
        return decide(row) is { } decided ? await CommitAsync(new WriteUnit().Update(decided, row.Revision), groupId, cancellationToken) : Refused(groupId, "ChangedMeanwhile");
    }

    private async Task<ChangeOutcome> CommitAsync(WriteUnit unit, Guid id, CancellationToken cancellationToken)
    {
        await using var context = _stores.Home.Read();
        // Whoever sorts reads the groups again.
        if (await context.MissBookmarks.SingleOrDefaultAsync(b => b.Store == MissBookmarkRow.Decisions, cancellationToken) is { } decisions)
            unit.Update(decisions.MovedTo(_time.GetUtcNow()), decisions.Revision);
        else
            unit.Insert(new MissBookmarkRow { Store = MissBookmarkRow.Decisions, At = _time.GetUtcNow(), Revision = 1 });
        return await _stores.Home.Writer.CommitAsync(unit) == WriteOutcome.Committed ? new(id, []) : Refused(id, "ChangedMeanwhile");
    }

    private async Task<(int Tried, int Found)> TryAsync(Guid groupId, CancellationToken cancellationToken)
    {
        await using var context = _stores.Home.Read();
        var rows = await context.Misses.Where(m => m.GroupId == groupId).OrderByDescending(m => m.At).Select(m => new { m.Key, m.Text, m.AccountId }).Take(1000).ToListAsync(cancellationToken);
        return _trial.Try(rows.DistinctBy(m => m.Key).Select(m => (m.Text, m.AccountId)));
    }

    private static ChangeOutcome Refused(Guid id, string code) => new(id, [new("", code)]);

    private static string Note(string text) => Cut(text, MissGroupRow.MaxNote);

    private static string Cut(string text, int most) => MissRow.Cut(text, most);
}
