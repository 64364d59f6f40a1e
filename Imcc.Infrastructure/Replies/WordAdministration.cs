using Imcc.Core.Replies;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Replies;

/// <summary>Sensitive words as an administrator edits them.</summary>
public sealed class WordDraft
{
    /// <summary>Null: new ones.</summary>
    public Guid? Id { get; set; }

    public long Rev { get; set; }

    /// <summary>One word; of new ones, one a line.</summary>
    public string Word { get; set; } = "";

    public WordAction Action { get; set; } = WordAction.Warn;

    /// <summary>Null: for all groups.</summary>
    public Guid? GroupId { get; set; }

    public string Note { get; set; } = "";
}

/// <summary>Sensitive words on screen: those for all groups are the head office's to change, a group's its own unit's.</summary>
public sealed class WordAdministration
{
    public const int MostWords = 10_000;

    private readonly IDbContextFactory<DirectoryContext> _contexts;
    private readonly DirectoryChange _change;

    internal WordAdministration(IDbContextFactory<DirectoryContext> contexts, DirectoryChange change) => (_contexts, _change) = (contexts, change);

    public async Task<IReadOnlyList<WordDraft>> ListAsync(Guid actorId, CancellationToken cancellationToken = default)
    {
        await using var context = _contexts.CreateDbContext();
        await AdminGate.AdmitAsync(context, actorId, cancellationToken);
        var rows = await context.SensitiveWords.AsNoTracking().ToListAsync(cancellationToken);
        return [.. rows.OrderByDescending(w => w.Action).ThenBy(w => w.CreatedAt).ThenBy(w => w.Id)
            .Select(w => new WordDraft { Id = w.Id, Rev = w.Rev, Word = w.Word, Action = w.Action, GroupId = w.GroupId, Note = w.Note })];
    }

    public Task<ChangeOutcome> SaveAsync(Guid actorId, WordDraft draft, CancellationToken cancellationToken = default) => _change.MakeAsync(
        actorId,
        async unit =>
        {
            var known = await unit.Context.SensitiveWords.ToListAsync(cancellationToken);
            var row = draft.Id is { } id ? known.Find(w => w.Id == id) : null;
            if (draft.Id is not null && row is null)
                unit.Refuse("", "Gone");
            if (row is not null && row.Rev != draft.Rev)
                unit.Refuse("", "ChangedMeanwhile");
            await MayAsync(unit, draft.GroupId, cancellationToken);
            if (row is not null && row.GroupId != draft.GroupId)
                await MayAsync(unit, row.GroupId, cancellationToken);
            var words = WordsOf(draft);
            Check(unit, draft, words, [.. known.Where(w => w.Id != draft.Id && w.GroupId == draft.GroupId).Select(w => w.Word)]);
            if (row is null && known.Count + words.Count > MostWords)
                unit.Refuse("", "TooManyOfThem", MostWords);
            if (unit.Problems.Count > 0)
                return draft.Id ?? Guid.Empty;
            if (row is null)
                return Add(unit, draft, words);
            (row.Word, row.Action, row.GroupId, row.Note) = (words[0], draft.Action, draft.GroupId, draft.Note.Trim());
            if (unit.Context.Entry(row).State is EntityState.Unchanged)
                return row.Id;
            unit.Audit("word.changed", row.Id, row.Word, unit.Changed(row));
            row.Rev++;
            return row.Id;
        },
        cancellationToken);

    public Task<ChangeOutcome> DeleteAsync(Guid actorId, Guid id, CancellationToken cancellationToken = default) => _change.MakeAsync(
        actorId,
        async unit =>
        {
            var row = await unit.Context.SensitiveWords.SingleOrDefaultAsync(w => w.Id == id, cancellationToken);
            if (row is null)
                unit.Refuse("", "Gone");
            else
                await MayAsync(unit, row.GroupId, cancellationToken);
            if (unit.Problems.Count > 0)
                return id;
            unit.Context.SensitiveWords.Remove(row!);
            unit.Audit("word.deleted", id, row!.Word);
            return id;
        },
        cancellationToken);

    private static List<string> WordsOf(WordDraft draft) =>
        [.. draft.Word.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.OrdinalIgnoreCase)];

    private static void Check(ChangeUnit unit, WordDraft draft, List<string> words, HashSet<string> taken)
    {
        if (words.Count == 0)
            unit.Refuse(nameof(draft.Word), "Missing");
        if (words.Exists(w => w.Length > SensitiveWordRow.MaxWord))
            unit.Refuse(nameof(draft.Word), "TooLong", SensitiveWordRow.MaxWord);
        if (words.Exists(w => w.Any(char.IsControl) || !WordGuard.CanFind(w)) || (draft.Id is not null && words.Count > 1))
            unit.Refuse(nameof(draft.Word), "ControlCharacters");
        // Pasted once more together with new ones they are no mistake.
        if (draft.Id is not null && words.Find(taken.Contains) is { } known)
            unit.Refuse(nameof(draft.Word), "NameTaken", known);
        if (draft.Id is null)
            words.RemoveAll(taken.Contains);
        if (!Enum.IsDefined(draft.Action))
            unit.Refuse(nameof(draft.Action), "Missing");
        if (draft.Note.Trim().Length > SensitiveWordRow.MaxNote)
            unit.Refuse(nameof(draft.Note), "TooLong", SensitiveWordRow.MaxNote);
    }

    private static Guid Add(ChangeUnit unit, WordDraft draft, List<string> words)
    {
        var first = Guid.Empty;
        foreach (var word in words)
        {
            var row = new SensitiveWordRow { Id = Guid.CreateVersion7(unit.Now), Word = word, Action = draft.Action, GroupId = draft.GroupId, Note = draft.Note.Trim(), CreatedAt = unit.Now };
            unit.Context.SensitiveWords.Add(row);
            first = first == Guid.Empty ? row.Id : first;
        }

        if (words.Count > 0)
            unit.Audit("word.created", first, words[0], words.Count == 1 ? "" : $"{words.Count} words");
        return first;
    }

    private static async Task MayAsync(ChangeUnit unit, Guid? groupId, CancellationToken cancellationToken)
    {
        if (groupId is not { } id)
            unit.HeadOffice();
        else if (!await unit.Context.SkillGroups.AnyAsync(g => g.Id == id && unit.OrgUnits.Contains(g.OrgUnitId), cancellationToken))
            unit.Refuse(nameof(WordDraft.GroupId), "Gone");
    }
}
