using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Answering.Keywords;

/// <summary>Keyword rules out to a workbook and in again. Each row counts for itself: what is refused is told with its reason, the others are taken over together.</summary>
public sealed class KeywordImports
{
    // What a sheet says is a wall clock in China, whose year has no summer.
    private static readonly TimeSpan Offset = TimeSpan.FromHours(8);

    private readonly IDbContextFactory<DirectoryContext> _contexts;
    private readonly AnswerChange _change;
    private readonly TimeProvider _time;

    internal KeywordImports(IDbContextFactory<DirectoryContext> contexts, AnswerChange change, TimeProvider time) => (_contexts, _change, _time) = (contexts, change, time);

    public async Task WriteAsync(Guid personId, Stream target, CancellationToken cancellationToken = default)
    {
        await using var context = _contexts.CreateDbContext();
        var rights = await EditorGate.AdmitAsync(context, personId, cancellationToken);
        var unit = new ChangeUnit { Context = context, Users = null!, Actor = rights.Actor, OrgUnits = rights.UnitIds, Now = _time.GetUtcNow() };
        var names = await KeywordChoices.OfAsync(unit, cancellationToken);
        var rows = await context.KeywordRules.AsNoTracking().Where(r => rights.UnitIds.Contains(r.OrgUnitId)).ToListAsync(cancellationToken);
        KeywordWorkbook.Write(target, rows.OrderBy(r => r.CreatedAt).ThenBy(r => r.Id).Select(r => KeywordSheet.Write(KeywordAdministration.DraftOf(r), names, Offset)));
    }

    /// <param name="orgUnitId">Whose new rules are.</param>
    /// <param name="isTrial">Only looked at: nothing is changed.</param>
    public async Task<KeywordImport> ReadAsync(Guid personId, IReadOnlyList<KeywordSheetRow> rows, Guid orgUnitId, bool isTrial, CancellationToken cancellationToken = default)
    {
        var import = new KeywordImport(0, 0, 0, []);
        var outcome = await _change.MakeAsync(
            personId,
            AnswerStock.Keywords,
            async (unit, version) =>
            {
                import = await TakeAsync(unit, version, rows, orgUnitId, cancellationToken);
                if (isTrial)
                    unit.Refuse("", "Trial");
                else
                    unit.Audit("keyword.imported", orgUnitId, "import", $"{import.Made} made, {import.Changed} changed, {import.Refused.Count} refused");
                return orgUnitId;
            },
            cancellationToken);
        return outcome.Made || isTrial ? import : throw new InvalidOperationException("The import was not made: " + string.Join(", ", outcome.Problems));
    }

    private static async Task<KeywordImport> TakeAsync(ChangeUnit unit, long version, IReadOnlyList<KeywordSheetRow> rows, Guid orgUnitId, CancellationToken cancellationToken)
    {
        var names = await KeywordChoices.OfAsync(unit, cancellationToken);
        var known = (await unit.Context.KeywordRules.Where(r => unit.OrgUnits.Contains(r.OrgUnitId)).ToListAsync(cancellationToken)).GroupBy(r => r.Name).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        var room = KeywordAdministration.MostRules - await unit.Context.KeywordRules.CountAsync(cancellationToken);
        var (made, changed, same, refused, seen) = (0, 0, 0, new List<KeywordRefusal>(), new HashSet<string>(StringComparer.Ordinal));
        foreach (var line in rows)
        {
            // Its own list of problems: a bad row keeps no good one out.
            var own = new ChangeUnit { Context = unit.Context, Users = unit.Users, Actor = unit.Actor, OrgUnits = unit.OrgUnits, Now = unit.Now };
            var row = known.GetValueOrDefault(line[0]);
            var draft = row is null ? new() { OrgUnitId = orgUnitId } : KeywordAdministration.DraftOf(row);
            KeywordSheet.Read(line, draft, names, own, Offset);
            KeywordCheck.Of(own, draft, names);
            if (!seen.Add(draft.Name))
                own.Refuse(nameof(draft.Name), "NameTaken", draft.Name);
            if (row is null && made >= room)
                own.Refuse("", "TooManyOfThem", KeywordAdministration.MostRules);
            if (own.Problems.Count > 0)
            {
                refused.Add(new(line.Number, draft.Name, own.Problems));
                continue;
            }

            var fresh = row ?? new() { Id = Guid.CreateVersion7(unit.Now), CreatedAt = unit.Now.AddTicks(line.Number * TimeSpan.TicksPerMicrosecond) };
            KeywordAdministration.Fill(fresh, draft);
            if (row is null)
                unit.Context.KeywordRules.Add(fresh);
            else if (unit.Context.Entry(row).State is EntityState.Unchanged)
            {
                same++;
                continue;
            }

            (made, changed) = row is null ? (made + 1, changed) : (made, changed + 1);
            KeywordAdministration.Touch(unit, fresh, version);
        }

        return new(made, changed, same, refused);
    }
}

/// <summary>What became of a sheet, or would.</summary>
public sealed record KeywordImport(int Made, int Changed, int Same, IReadOnlyList<KeywordRefusal> Refused);

/// <param name="Row">As the spreadsheet counts them.</param>
public sealed record KeywordRefusal(int Row, string Name, IReadOnlyList<Problem> Problems);
