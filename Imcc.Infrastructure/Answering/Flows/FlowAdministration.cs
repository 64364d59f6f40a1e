using System.Text.RegularExpressions;
using Imcc.Core.Answering.Keywords;
using Imcc.Core.Flows;
using Imcc.Infrastructure.Answering.Keywords;
using Imcc.Infrastructure.Knowledge;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Answering.Flows;

/// <summary>Flows on screen: editors and administrators change those of their units; a flow for all accounts is the head office's.</summary>
public sealed partial class FlowAdministration : IFlowNames
{
    public const int Most = 500;

    private readonly IDbContextFactory<DirectoryContext> _contexts;
    private readonly AnswerChange _change;
    private readonly FlowShelf _shelf;
    private readonly TimeProvider _time;

    internal FlowAdministration(IDbContextFactory<DirectoryContext> contexts, AnswerChange change, FlowShelf shelf, TimeProvider time) =>
        (_contexts, _change, _shelf, _time) = (contexts, change, shelf, time);

    public IReadOnlyList<FlowName> Names => _shelf.Names;

    /// <exception cref="UnauthorizedAccessException">Neither administrator nor editor.</exception>
    public async Task<FlowDesk> OpenAsync(Guid personId, CancellationToken cancellationToken = default)
    {
        await using var context = _contexts.CreateDbContext();
        var rights = await EditorGate.AdmitAsync(context, personId, cancellationToken);
        var rows = await context.Flows.AsNoTracking().Where(f => rights.UnitIds.Contains(f.OrgUnitId)).ToListAsync(cancellationToken);
        var ids = rows.Where(r => r.InForce is not null).Select(r => r.Id).ToList();
        var published = (await context.FlowVersions.AsNoTracking().Where(v => ids.Contains(v.FlowId)).Join(context.Flows, v => new { v.FlowId, Version = (long?)v.Version }, f => new { FlowId = f.Id, Version = f.InForce }, (v, f) => v).ToListAsync(cancellationToken))
            .ToDictionary(v => v.FlowId, v => (v.Key, v.Name, v.Accounts, v.Content));
        var accounts = await context.Accounts.AsNoTracking().Where(a => rights.UnitIds.Contains(a.OrgUnitId)).ToListAsync(cancellationToken);
        var groups = await context.SkillGroups.AsNoTracking().ToListAsync(cancellationToken);
        return new(
            [.. rows.OrderBy(r => r.Name, StringComparer.Ordinal).ThenBy(r => r.Id).Select(r => DraftOf(r, published.TryGetValue(r.Id, out var last) && last == (r.Key, r.Name, r.Accounts, r.Draft)))],
            rights.Actor!.OrgUnitId == OrgUnitRow.RootId,
            rights.Units,
            [.. accounts.OrderBy(a => a.CreatedAt).Select(a => (a.Id, a.Name))],
            [.. groups.OrderBy(g => g.CreatedAt).Select(g => (g.Id, g.Name))]);
    }

    /// <summary>What was published, the latest first.</summary>
    public async Task<IReadOnlyList<FlowVersion>> VersionsAsync(Guid personId, Guid flowId, CancellationToken cancellationToken = default)
    {
        await using var context = _contexts.CreateDbContext();
        var rights = await EditorGate.AdmitAsync(context, personId, cancellationToken);
        if (!await context.Flows.AnyAsync(f => f.Id == flowId && rights.UnitIds.Contains(f.OrgUnitId), cancellationToken))
            return [];
        var rows = await context.FlowVersions.AsNoTracking().Where(v => v.FlowId == flowId).OrderByDescending(v => v.Version).Take(100).ToListAsync(cancellationToken);
        return [.. rows.Select(v => FlowRow.ContentOf(v.Content) is { } content ? new FlowVersion(v.Version, v.PublishedAt, v.PublishedBy, content) : null).OfType<FlowVersion>()];
    }

    /// <summary>The keyword rules and articles of the person's units that name a flow, rules first.</summary>
    public async Task<IReadOnlyList<FlowStarter>> StartersAsync(Guid personId, string key, CancellationToken cancellationToken = default)
    {
        const string Named = "\"Flow\":\"";
        await using var context = _contexts.CreateDbContext();
        var rights = await EditorGate.AdmitAsync(context, personId, cancellationToken);
        var rules = await context.KeywordRules.AsNoTracking().Where(r => rights.UnitIds.Contains(r.OrgUnitId) && r.Answer.Contains(Named)).ToListAsync(cancellationToken);
        var articles = await context.PublishedArticles.AsNoTracking().Where(a => a.IsInForce && rights.UnitIds.Contains(a.OrgUnitId) && a.Content.Contains(Named)).ToListAsync(cancellationToken);
        return
        [
            .. rules.Select(r => r.ToRule()).OfType<KeywordRule>().Where(r => IsIt(r.Answer.Flow)).OrderBy(r => r.Name, StringComparer.Ordinal)
                .Select(r => new FlowStarter(r.Id, true, r.Name, string.Join('、', r.Patterns.Select(p => p.Text)), r.Enabled)),
            .. articles.Where(a => IsIt(ArticleJson.Read(a.Content).Answer.Flow)).OrderBy(a => a.Title, StringComparer.Ordinal)
                .Select(a => new FlowStarter(a.Id, false, a.Title, "", true)),
        ];

        bool IsIt(string? named) => string.Equals(named?.Trim(), key.Trim(), StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Keeps the draft, finished or not.</summary>
    public Task<ChangeOutcome> SaveAsync(Guid personId, FlowDraft draft, CancellationToken cancellationToken = default) => _change.MakeAsync(
        personId,
        AnswerStock.Flows,
        async (unit, _) => (await KeepAsync(unit, draft, cancellationToken))?.Id ?? Guid.Empty,
        cancellationToken);

    /// <summary>Keeps the draft and puts it in force: for whoever begins from now on. Whoever stands in an older version goes on in that.</summary>
    /// <returns>With the code <c>FlowUnfinished</c> where <see cref="CheckAsync"/> finds more than warnings.</returns>
    public Task<ChangeOutcome> PublishAsync(Guid personId, FlowDraft draft, CancellationToken cancellationToken = default) => _change.MakeAsync(
        personId,
        AnswerStock.Flows,
        async (unit, _) =>
        {
            var groups = await unit.Context.SkillGroups.Select(g => g.Id).ToHashSetAsync(cancellationToken);
            if (FlowCheck.Of(draft.Content, groups).Any(p => !p.IsWarning))
                unit.Refuse(nameof(draft.Content), "FlowUnfinished");
            if (await KeepAsync(unit, draft, cancellationToken) is not { } row || unit.Problems.Count > 0)
                return Guid.Empty;
            row.InForce = ++row.LastVersion;
            unit.Context.FlowVersions.Add(new()
            {
                FlowId = row.Id,
                Version = row.LastVersion,
                Key = row.Key,
                Name = row.Name,
                Accounts = row.Accounts,
                Content = row.Draft,
                PublishedAt = unit.Now,
                PublishedBy = unit.Actor?.UserName ?? "system",
            });
            unit.Audit("flow.published", row.Id, row.Name, $"version {row.LastVersion}");
            return row.Id;
        },
        cancellationToken);

    /// <summary>Nobody begins it any more; whoever stands in it goes on.</summary>
    /// <param name="rev">Of the flow as the person sees it.</param>
    public Task<ChangeOutcome> WithdrawAsync(Guid personId, Guid id, long rev, CancellationToken cancellationToken = default) => WithAsync(personId, id, rev, (unit, row) =>
    {
        row.InForce = null;
        Touch(unit, row);
        unit.Audit("flow.withdrawn", row.Id, row.Name);
    }, cancellationToken);

    /// <summary>With all of its versions: whoever stands in it is answered as if they stood in none.</summary>
    /// <param name="rev">Of the flow as the person sees it.</param>
    public Task<ChangeOutcome> DeleteAsync(Guid personId, Guid id, long rev, CancellationToken cancellationToken = default) => WithAsync(personId, id, rev, (unit, row) =>
    {
        unit.Context.FlowVersions.RemoveRange(unit.Context.FlowVersions.Where(v => v.FlowId == row.Id));
        unit.Context.Flows.Remove(row);
        unit.Audit("flow.deleted", row.Id, row.Name);
    }, cancellationToken);

    /// <summary>All that is wrong with a draft, as it would be published.</summary>
    public async Task<IReadOnlyList<FlowProblem>> CheckAsync(Guid personId, FlowContent content, CancellationToken cancellationToken = default)
    {
        await using var context = _contexts.CreateDbContext();
        await EditorGate.AdmitAsync(context, personId, cancellationToken);
        return FlowCheck.Of(content, await context.SkillGroups.Select(g => g.Id).ToHashSetAsync(cancellationToken));
    }

    /// <summary>Leads through the draft as a customer would be led: the same engine, and nothing is kept.</summary>
    /// <param name="run">Where the last turn led to; null: it begins.</param>
    public FlowTurn Try(FlowDraft draft, FlowRun? run, string words)
    {
        var flow = new Flow(draft.Id ?? Guid.Empty, draft.Key, draft.Name, 0, [], draft.Content);
        var now = TimeZoneInfo.ConvertTime(_time.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById(CalendarRules.DefaultZone));
        return run is null ? FlowRunner.Begin(flow, now) : FlowRunner.Answer(flow, run, words, isTap: false, now) ?? FlowRunner.Refuse(flow, run, now);
    }

    private Task<ChangeOutcome> WithAsync(Guid personId, Guid id, long rev, Action<ChangeUnit, FlowRow> change, CancellationToken cancellationToken) => _change.MakeAsync(
        personId,
        AnswerStock.Flows,
        async (unit, _) =>
        {
            if (await unit.Context.Flows.SingleOrDefaultAsync(f => f.Id == id && unit.OrgUnits.Contains(f.OrgUnitId), cancellationToken) is not { } row)
            {
                unit.Refuse("", "Gone");
                return id;
            }

            if (row.Rev != rev)
                unit.Refuse("", "ChangedMeanwhile");
            await ReachAsync(unit, row, await KeywordChoices.OfAsync(unit, cancellationToken), cancellationToken);
            if (unit.Problems.Count == 0)
                change(unit, row);
            return id;
        },
        cancellationToken);

    private static async Task<FlowRow?> KeepAsync(ChangeUnit unit, FlowDraft draft, CancellationToken cancellationToken)
    {
        var row = draft.Id is { } id
            ? await unit.Context.Flows.SingleOrDefaultAsync(f => f.Id == id && unit.OrgUnits.Contains(f.OrgUnitId), cancellationToken)
            : new() { Id = Guid.CreateVersion7(unit.Now), CreatedAt = unit.Now };
        if (row is null)
        {
            unit.Refuse("", "Gone");
            return null;
        }

        if (draft.Id is not null && row.Rev != draft.Rev)
            unit.Refuse("", "ChangedMeanwhile");
        if (draft.Id is null && await unit.Context.Flows.CountAsync(cancellationToken) >= Most)
            unit.Refuse("", "TooManyOfThem", Most);
        await ExamineAsync(unit, draft, row, cancellationToken);
        if (unit.Problems.Count > 0)
            return row;
        (row.Key, row.Name, row.OrgUnitId) = (draft.Key.Trim(), draft.Name.Trim(), draft.OrgUnitId);
        row.Accounts = FlowRow.Write(draft.Accounts.Distinct());
        row.Draft = FlowRow.Write(draft.Content);
        if (draft.Id is null)
            unit.Context.Flows.Add(row);
        unit.Audit(draft.Id is null ? "flow.created" : "flow.changed", row.Id, row.Name, unit.Changed(row));
        Touch(unit, row);
        return row;
    }

    private static async Task ExamineAsync(ChangeUnit unit, FlowDraft draft, FlowRow row, CancellationToken cancellationToken)
    {
        var choices = await KeywordChoices.OfAsync(unit, cancellationToken);
        if (draft.Id is not null)
            await ReachAsync(unit, row, choices, cancellationToken);
        var key = draft.Key.Trim();
        unit.Name(nameof(draft.Name), draft.Name, FlowLimits.Name);
        unit.OrgUnit(nameof(draft.OrgUnitId), draft.OrgUnitId);
        if (key.Length == 0)
            unit.Refuse(nameof(draft.Key), "Missing");
        else if (key.Length > FlowLimits.Key)
            unit.Refuse(nameof(draft.Key), "TooLong", FlowLimits.Key);
        else if (!KeyForm().IsMatch(key))
            unit.Refuse(nameof(draft.Key), "FlowKeyForm");
        else if (await IsTakenAsync(unit.Context, key, row.Id, cancellationToken))
            unit.Refuse(nameof(draft.Key), "Taken");
        if (draft.Accounts.Count == 0 && !choices.IsHeadOffice)
            unit.Refuse(nameof(draft.Accounts), "Missing");
        if (draft.Accounts.Exists(a => !choices.Accounts.ContainsKey(a)))
            unit.Refuse(nameof(draft.Accounts), "NotAllowed");
        if (FlowCheck.OfDraft(draft.Content).Count > 0)
            unit.Refuse(nameof(draft.Content), "FlowUnfinished");
        else if (FlowRow.Write(draft.Content).Length > FlowLimits.Stored)
            unit.Refuse(nameof(draft.Content), "TooLong", FlowLimits.Stored);
    }

    /// <summary>By another's draft, or by what is in force of another.</summary>
    private static async Task<bool> IsTakenAsync(DirectoryContext context, string key, Guid flowId, CancellationToken cancellationToken)
    {
        var drafts = await context.Flows.Where(f => f.Id != flowId).Select(f => f.Key).ToListAsync(cancellationToken);
        var inForce = await context.FlowVersions.Where(v => v.FlowId != flowId && context.Flows.Any(f => f.Id == v.FlowId && f.InForce == v.Version)).Select(v => v.Key).ToListAsync(cancellationToken);
        return drafts.Concat(inForce).Contains(key, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>What serves accounts beyond the actor's, as a draft or in force, is the head office's to change, wherever it is filed.</summary>
    private static async Task ReachAsync(ChangeUnit unit, FlowRow row, KeywordChoices choices, CancellationToken cancellationToken)
    {
        List<string> served = [row.Accounts];
        if (row.InForce is { } version)
            served.Add(await unit.Context.FlowVersions.Where(v => v.FlowId == row.Id && v.Version == version).Select(v => v.Accounts).SingleAsync(cancellationToken));
        if (served.Select(FlowRow.IdsOf).Any(ids => ids.IsEmpty || ids.Any(a => !choices.Accounts.ContainsKey(a))))
            unit.HeadOffice();
    }

    private static FlowDraft DraftOf(FlowRow row, bool isInForce) => new()
    {
        Id = row.Id,
        Rev = row.Rev,
        Key = row.Key,
        Name = row.Name,
        OrgUnitId = row.OrgUnitId,
        Accounts = [.. FlowRow.IdsOf(row.Accounts)],
        Content = FlowRow.ContentOf(row.Draft) ?? new([]),
        InForce = row.InForce,
        IsChanged = !isInForce,
        ChangedAt = row.ChangedAt,
        ChangedBy = row.ChangedBy,
    };

    private static void Touch(ChangeUnit unit, FlowRow row) => (row.Rev, row.ChangedAt, row.ChangedBy) = (row.Rev + 1, unit.Now, unit.Actor?.UserName ?? "system");

    [GeneratedRegex("^[A-Za-z0-9_-]+$")]
    private static partial Regex KeyForm();
}
