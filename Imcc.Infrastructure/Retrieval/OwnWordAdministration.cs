using Imcc.Core.Retrieval;
using Imcc.Infrastructure.Answering;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Retrieval;

/// <summary>The organisation's own words on screen. They hold for every account, so they are the head office's: its administrators' and editors'.</summary>
public sealed class OwnWordAdministration
{
    public const int Most = 20_000;

    private readonly IDbContextFactory<DirectoryContext> _contexts;
    private readonly DirectoryChange _change;
    private readonly AnswerWatch _watch;

    internal OwnWordAdministration(IDbContextFactory<DirectoryContext> contexts, DirectoryChange change, AnswerWatch watch) =>
        (_contexts, _change, _watch) = (contexts, change, watch);

    /// <summary>The latest first.</summary>
    /// <exception cref="UnauthorizedAccessException">Neither administrator nor editor.</exception>
    public async Task<IReadOnlyList<OwnWordDraft>> ListAsync(Guid personId, CancellationToken cancellationToken = default)
    {
        await using var context = _contexts.CreateDbContext();
        await AnswerEditors.AdmitAsync(context, personId, cancellationToken);
        var rows = await context.OwnWords.AsNoTracking().ToListAsync(cancellationToken);
        return [.. rows.OrderByDescending(w => w.CreatedAt).ThenBy(w => w.Id).Select(w => new OwnWordDraft { Id = w.Id, Rev = w.Rev, Kind = w.Kind, Text = w.Text, Note = w.Note })];
    }

    public Task<ChangeOutcome> SaveAsync(Guid personId, OwnWordDraft draft, CancellationToken cancellationToken = default) => ChangeAsync(
        personId,
        async unit =>
        {
            var known = await unit.Context.OwnWords.ToListAsync(cancellationToken);
            var row = draft.Id is { } id ? known.Find(w => w.Id == id) : null;
            if (draft.Id is not null && row is null)
                unit.Refuse("", "Gone");
            if (row is not null && row.Rev != draft.Rev)
                unit.Refuse("", "ChangedMeanwhile");
            var lines = LinesOf(draft);
            Check(unit, draft, lines);
            if (row is null && known.Count + lines.Count > Most)
                unit.Refuse("", "TooManyOfThem", Most);
            if (unit.Problems.Count > 0)
                return draft.Id ?? Guid.Empty;
            var entries = lines.ConvertAll(l => WordEntry.Parse(draft.Kind, l)!.ToString());
            if (row is null)
                return Add(unit, draft, entries, [.. known.Where(w => w.Kind == draft.Kind).Select(w => w.Text)]);
            (row.Kind, row.Text, row.Note) = (draft.Kind, entries[0], draft.Note.Trim());
            if (unit.Context.Entry(row).State is EntityState.Unchanged)
                return row.Id;
            unit.Audit("knowledgeword.changed", row.Id, Short(row.Text), unit.Changed(row));
            row.Rev++;
            return row.Id;
        },
        cancellationToken);

    public Task<ChangeOutcome> DeleteAsync(Guid personId, Guid id, CancellationToken cancellationToken = default) => ChangeAsync(
        personId,
        async unit =>
        {
            if (await unit.Context.OwnWords.SingleOrDefaultAsync(w => w.Id == id, cancellationToken) is not { } row)
            {
                unit.Refuse("", "Gone");
                return id;
            }

            unit.Context.OwnWords.Remove(row);
            unit.Audit("knowledgeword.deleted", id, Short(row.Text));
            return id;
        },
        cancellationToken);

    private async Task<ChangeOutcome> ChangeAsync(Guid personId, Func<ChangeUnit, Task<Guid>> change, CancellationToken cancellationToken)
    {
        var outcome = await _change.MakeByPersonAsync(
            personId,
            async unit =>
            {
                await AnswerEditors.RequireAsync(unit, cancellationToken);
                unit.HeadOffice();
                var made = await change(unit);
                if (unit.Problems.Count == 0)
                    await AnswerVersionRow.NextAsync(unit.Context, AnswerStock.Words, cancellationToken);
                return made;
            },
            cancellationToken);
        if (outcome.Made)
            _watch.Poke();
        return outcome;
    }

    private static List<string> LinesOf(OwnWordDraft draft) =>
        [.. draft.Text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal)];

    private static void Check(ChangeUnit unit, OwnWordDraft draft, List<string> lines)
    {
        if (lines.Count == 0)
            unit.Refuse(nameof(draft.Text), "Missing");
        if (draft.Id is not null && lines.Count > 1)
            unit.Refuse(nameof(draft.Text), "ControlCharacters");
        foreach (var line in lines.Where(l => l.Any(char.IsControl) && !l.Contains('\t', StringComparison.Ordinal)).Take(1))
            unit.Refuse(nameof(draft.Text), "ControlCharacters");
        foreach (var (line, fault) in lines.Select(l => (l, WordEntry.FaultOf(draft.Kind, l))).Where(f => f.Item2 is not null).Take(1))
            unit.Refuse(nameof(draft.Text), fault is WordFault.TooLong ? "TooLong" : "WordEntry" + fault, fault is WordFault.TooLong ? WordEntry.MaxWord : Short(line));
        if (draft.Note.Trim().Length > OwnWordRow.MaxNote)
            unit.Refuse(nameof(draft.Note), "TooLong", OwnWordRow.MaxNote);
    }

    private static Guid Add(ChangeUnit unit, OwnWordDraft draft, List<string> entries, HashSet<string> taken)
    {
        var first = Guid.Empty;
        // Pasted once more together with new ones they are no mistake.
        foreach (var entry in entries.Where(taken.Add))
        {
            var row = new OwnWordRow { Id = Guid.CreateVersion7(unit.Now), Kind = draft.Kind, Text = entry, Note = draft.Note.Trim(), CreatedAt = unit.Now };
            unit.Context.OwnWords.Add(row);
            first = first == Guid.Empty ? row.Id : first;
        }

        if (first != Guid.Empty)
            unit.Audit("knowledgeword.created", first, Short(entries[0]), entries.Count == 1 ? "" : $"{entries.Count} entries");
        return first;
    }

    private static string Short(string text) => text.Length <= 60 ? text : text[..60] + "…";
}
