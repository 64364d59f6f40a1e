using Imcc.Core.Answering;
using Imcc.Core.Answering.Keywords;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Answering.Keywords;

/// <summary>
/// Keyword rules on screen: editors and administrators change those of their units. A rule for all accounts, and the stop words, are the head
/// office's; a branch's rule names the branch's accounts.
/// </summary>
public sealed class KeywordAdministration
{
    public const int MostRules = 20_000;

    private readonly IDbContextFactory<DirectoryContext> _contexts;
    private readonly AnswerChange _change;
    private readonly KeywordReplies _replies;
    private readonly TimeProvider _time;

    internal KeywordAdministration(IDbContextFactory<DirectoryContext> contexts, AnswerChange change, KeywordReplies replies, TimeProvider time) =>
        (_contexts, _change, _replies, _time) = (contexts, change, replies, time);

    /// <exception cref="UnauthorizedAccessException">Neither administrator nor editor.</exception>
    public async Task<KeywordDesk> OpenAsync(Guid personId, CancellationToken cancellationToken = default)
    {
        await using var context = _contexts.CreateDbContext();
        var rights = await EditorGate.AdmitAsync(context, personId, cancellationToken);
        var rows = await context.KeywordRules.AsNoTracking().Where(r => rights.UnitIds.Contains(r.OrgUnitId)).ToListAsync(cancellationToken);
        var accounts = await context.Accounts.AsNoTracking().Where(a => rights.UnitIds.Contains(a.OrgUnitId)).ToListAsync(cancellationToken);
        var groups = await context.SkillGroups.AsNoTracking().ToListAsync(cancellationToken);
        var stops = await context.KeywordStopWords.AsNoTracking().SingleOrDefaultAsync(cancellationToken);
        return new(
            [.. rows.OrderByDescending(r => r.ChangedAt).ThenBy(r => r.Id).Select(DraftOf)],
            rights.Actor!.OrgUnitId == OrgUnitRow.RootId,
            rights.Units,
            [.. accounts.OrderBy(a => a.CreatedAt).Select(a => (a.Id, a.Name))],
            [.. groups.OrderBy(g => g.CreatedAt).Select(g => (g.Id, g.Name))],
            stops?.Words ?? "");
    }

    public Task<ChangeOutcome> SaveAsync(Guid personId, KeywordDraft draft, CancellationToken cancellationToken = default) => _change.MakeAsync(
        personId,
        AnswerStock.Keywords,
        async (unit, version) =>
        {
            var row = draft.Id is { } id
                ? await unit.Context.KeywordRules.SingleOrDefaultAsync(r => r.Id == id && unit.OrgUnits.Contains(r.OrgUnitId), cancellationToken)
                : new() { Id = Guid.CreateVersion7(unit.Now), CreatedAt = unit.Now };
            if (row is null)
            {
                unit.Refuse("", "Gone");
                return Guid.Empty;
            }

            if (draft.Id is not null && row.Rev != draft.Rev)
                unit.Refuse("", "ChangedMeanwhile");
            if (draft.Id is null && await unit.Context.KeywordRules.CountAsync(cancellationToken) >= MostRules)
                unit.Refuse("", "TooManyOfThem", MostRules);
            KeywordCheck.Of(unit, draft, await KeywordChoices.OfAsync(unit, cancellationToken));
            if (unit.Problems.Count > 0)
                return row.Id;
            Fill(row, draft);
            if (draft.Id is null)
                unit.Context.KeywordRules.Add(row);
            else if (unit.Context.Entry(row).State is EntityState.Unchanged)
                return row.Id;
            unit.Audit(draft.Id is null ? "keyword.created" : "keyword.changed", row.Id, row.Name, unit.Changed(row));
            Touch(unit, row, version);
            return row.Id;
        },
        cancellationToken);

    public Task<ChangeOutcome> DeleteAsync(Guid personId, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken = default) =>
        ForEachAsync(personId, ids, "keyword.deleted", (unit, row, _) => unit.Context.KeywordRules.Remove(row), cancellationToken);

    public Task<ChangeOutcome> EnableAsync(Guid personId, IReadOnlyCollection<Guid> ids, bool enabled, CancellationToken cancellationToken = default) =>
        ForEachAsync(personId, ids, enabled ? "keyword.enabled" : "keyword.disabled", (unit, row, version) =>
        {
            row.Enabled = enabled;
            Touch(unit, row, version);
        }, cancellationToken);

    /// <param name="words">One a line.</param>
    public Task<ChangeOutcome> SetStopWordsAsync(Guid personId, string words, CancellationToken cancellationToken = default) => _change.MakeAsync(
        personId,
        AnswerStock.Keywords,
        async (unit, _) =>
        {
            List<string> lines = [.. words.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.Ordinal)];
            if (!unit.HeadOffice())
                return StopWordsRow.OnlyId;
            if (lines.Exists(l => l.Length > StopWords.MaxWord))
                unit.Refuse("StopWords", "TooLong", StopWords.MaxWord);
            if (lines.Count > StopWords.MostWords)
                unit.Refuse("StopWords", "TooManyOfThem", StopWords.MostWords);
            var row = await unit.Context.KeywordStopWords.SingleOrDefaultAsync(cancellationToken);
            if (row is null)
                unit.Context.KeywordStopWords.Add(row = new());
            row.Words = string.Join('\n', lines);
            row.Rev++;
            unit.Audit("keyword.stopwords", row.Id, "stop words", $"{lines.Count} words");
            return row.Id;
        },
        cancellationToken);

    /// <summary>Which rule answers, and why the others do not.</summary>
    /// <param name="draft">As if it had been saved; null: as it is.</param>
    public async Task<KeywordVerdict> ExplainAsync(Guid personId, AnswerAsk ask, KeywordDraft? draft = null, CancellationToken cancellationToken = default)
    {
        await using var context = _contexts.CreateDbContext();
        await EditorGate.AdmitAsync(context, personId, cancellationToken);
        var matcher = _replies.Matcher;
        return KeywordVerdict.Of(draft is null ? matcher : matcher.With(RuleOf(draft, ask.Now)), ask);
    }

    /// <summary>What is wrong between all rules that are in force, of those that this person may change.</summary>
    public async Task<IReadOnlyList<KeywordConflict>> ConflictsAsync(Guid personId, CancellationToken cancellationToken = default)
    {
        await using var context = _contexts.CreateDbContext();
        var rights = await EditorGate.AdmitAsync(context, personId, cancellationToken);
        var matcher = _replies.Matcher;
        var own = matcher.Rules.Where(r => rights.UnitIds.Contains(r.OrgUnitId)).Select(r => r.Id).ToHashSet();
        return [.. KeywordConflicts.Of(matcher).Where(c => own.Contains(c.RuleId))];
    }

    /// <summary>A rule's name, whoever it belongs to.</summary>
    public string NameOf(Guid ruleId) => _replies.Matcher.Rules.FirstOrDefault(r => r.Id == ruleId)?.Name ?? "";

    internal static KeywordDraft DraftOf(KeywordRuleRow row)
    {
        var rule = row.ToRule();
        return new()
        {
            Id = row.Id,
            Rev = row.Rev,
            Name = row.Name,
            OrgUnitId = row.OrgUnitId,
            Patterns = [.. rule?.Patterns ?? []],
            Messages = [.. rule?.Answer.Messages ?? []],
            ArticleId = rule?.Answer.ArticleId,
            GroupId = rule?.Answer.GroupId,
            Flow = rule?.Answer.Flow,
            Priority = row.Priority,
            Fuzzy = row.Fuzzy,
            Accounts = [.. rule?.Accounts ?? []],
            Enabled = row.Enabled,
            ValidFrom = row.ValidFrom,
            ValidUntil = row.ValidUntil,
            ChangedAt = row.ChangedAt,
            ChangedBy = row.ChangedBy,
        };
    }

    internal static void Fill(KeywordRuleRow row, KeywordDraft draft)
    {
        (row.Name, row.OrgUnitId, row.Priority, row.Fuzzy, row.Enabled) = (draft.Name.Trim(), draft.OrgUnitId, draft.Priority, draft.Fuzzy, draft.Enabled);
        (row.ValidFrom, row.ValidUntil) = (draft.ValidFrom, draft.ValidUntil);
        row.Patterns = KeywordRuleRow.Write(draft.Patterns.Select(p => p with { Text = p.Text.Trim() }).Distinct());
        row.Answer = KeywordRuleRow.Write(draft.Answer);
        row.Accounts = KeywordRuleRow.Write(draft.Accounts.Distinct());
    }

    internal static void Touch(ChangeUnit unit, KeywordRuleRow row, long version) =>
        (row.Version, row.Rev, row.ChangedAt, row.ChangedBy) = (version, row.Rev + 1, unit.Now, unit.Actor?.UserName ?? "system");

    private static KeywordRule RuleOf(KeywordDraft draft, DateTimeOffset now)
    {
        var row = new KeywordRuleRow { Id = draft.Id ?? Guid.CreateVersion7(now), CreatedAt = now };
        Fill(row, draft);
        return row.ToRule()!;
    }

    private Task<ChangeOutcome> ForEachAsync(Guid personId, IReadOnlyCollection<Guid> ids, string action, Action<ChangeUnit, KeywordRuleRow, long> change, CancellationToken cancellationToken) =>
        _change.MakeAsync(
            personId,
            AnswerStock.Keywords,
            async (unit, version) =>
            {
                var rows = await unit.Context.KeywordRules.Where(r => ids.Contains(r.Id) && unit.OrgUnits.Contains(r.OrgUnitId)).ToListAsync(cancellationToken);
                if (rows.Count == 0)
                    unit.Refuse("", "Gone");
                foreach (var row in rows)
                {
                    change(unit, row, version);
                    unit.Audit(action, row.Id, row.Name);
                }

                return rows.FirstOrDefault()?.Id ?? Guid.Empty;
            },
            cancellationToken);
}
