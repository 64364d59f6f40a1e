using System.Globalization;
using Imcc.Core.Board;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Reporting;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Board;

/// <summary>From where on figures of the board are amber and red: the organisation's are the head office's to change, a skill group's its own leads' and administrators'.</summary>
public sealed class BoardSettings
{
    private const double Most = 1_000_000;

    private readonly IDbContextFactory<DirectoryContext> _contexts;
    private readonly DirectoryCache _directory;
    private readonly DirectoryChange _change;
    private readonly StoredJson _json;

    internal BoardSettings(IDbContextFactory<DirectoryContext> contexts, DirectoryCache directory, DirectoryChange change, StoredJson json) =>
        (_contexts, _directory, _change, _json) = (contexts, directory, change, json);

    /// <param name="groupId">Null: the organisation's.</param>
    /// <exception cref="UnauthorizedAccessException">Neither lead nor administrator.</exception>
    public async Task<BoardRulesDraft> OpenAsync(Guid personId, Guid? groupId, CancellationToken cancellationToken = default)
    {
        var scope = await ReportScope.ReadAsync(_contexts, _directory.Current, personId, cancellationToken);
        await using var context = _contexts.CreateDbContext();
        var rows = await context.BoardRules.AsNoTracking().Where(r => r.Id == BoardRulesRow.OfAll || r.Id == groupId).ToListAsync(cancellationToken);
        var own = rows.Find(r => r.Id == (groupId ?? BoardRulesRow.OfAll));
        var rules = own?.ToRules(_json);
        return new()
        {
            GroupId = groupId,
            Rev = own?.Rev ?? 0,
            IsOwn = rules is not null,
            Rules = rules ?? rows.Find(r => r.Id == BoardRulesRow.OfAll)?.ToRules(_json) ?? BoardRules.Default,
            IsMine = groupId is { } id ? scope.IsAll || scope.Groups.Contains(id) : scope.IsAll,
        };
    }

    /// <exception cref="UnauthorizedAccessException">Neither lead nor administrator, or not of this group.</exception>
    public async Task<ChangeOutcome> SaveAsync(Guid personId, BoardRulesDraft draft, CancellationToken cancellationToken = default)
    {
        if (!(await OpenAsync(personId, draft.GroupId, cancellationToken)).IsMine)
            throw new UnauthorizedAccessException($"User {personId} may not change the thresholds of {draft.GroupId}.");
        return await _change.MakeByPersonAsync(personId, unit => ChangeAsync(unit, draft, cancellationToken), cancellationToken);
    }

    private async Task<Guid> ChangeAsync(ChangeUnit unit, BoardRulesDraft draft, CancellationToken cancellationToken)
    {
        var id = draft.GroupId ?? BoardRulesRow.OfAll;
        var row = await unit.Context.BoardRules.SingleOrDefaultAsync(r => r.Id == id, cancellationToken);
        if ((row?.Rev ?? 0) != draft.Rev)
            unit.Refuse("", "ChangedMeanwhile");
        foreach (var threshold in draft.Rules.Thresholds)
            Check(unit, threshold);
        if (unit.Problems.Count > 0)
            return id;
        var name = draft.GroupId is null ? "board" : _directory.Current.Groups.GetValueOrDefault(id)?.Name ?? id.ToString();
        if (draft.GroupId is not null && !draft.IsOwn)
        {
            if (row is null)
                return id;
            unit.Context.BoardRules.Remove(row);
            unit.Audit("board.rules.removed", id, name);
            return id;
        }

        if (row is null)
            unit.Context.BoardRules.Add(row = new() { Id = id });
        row.Rules = BoardRulesRow.Written(draft.Rules);
        if (unit.Context.Entry(row).State is EntityState.Unchanged)
            return id;
        unit.Audit("board.rules.changed", id, name, string.Join(", ", draft.Rules.Thresholds.Select(Said)));
        row.Rev++;
        return id;
    }

    private static void Check(ChangeUnit unit, BoardThreshold threshold)
    {
        var field = threshold.Figure.ToString();
        var most = BoardThreshold.IsShare(threshold.Figure) ? 1 : Most;
        if (!BoardRules.Figures.Contains(threshold.Figure) || !IsWithin(threshold.Amber, most) || !IsWithin(threshold.Red, most))
            unit.Refuse(field, "OutOfRange", BoardThreshold.IsShare(threshold.Figure) ? "0–100 %" : "0–1000000");
        // Red is worse than amber.
        else if (threshold is { Amber: { } amber, Red: { } red } && (BoardThreshold.IsLowBad(threshold.Figure) ? red > amber : red < amber))
            unit.Refuse(field, "RedBeforeAmber");
    }

    // What is no number is not in the range, either.
    private static bool IsWithin(double? value, double most) => value is null || (value >= 0 && value <= most);

    private static string Said(BoardThreshold t) => string.Create(CultureInfo.InvariantCulture, $"{t.Figure} {t.Amber?.ToString("0.###", CultureInfo.InvariantCulture) ?? "-"}/{t.Red?.ToString("0.###", CultureInfo.InvariantCulture) ?? "-"}{(t.Sounds ? " sounds" : "")}");
}
