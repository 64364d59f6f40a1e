using System.Collections.Immutable;
using Imcc.Core.Alerts;
using Imcc.Infrastructure.Mail;
using Imcc.Infrastructure.Notices;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Directory = Imcc.Core.Organisation.Directory;

namespace Imcc.Infrastructure.Alerts;

/// <summary>Alert rules on administrators' screens: of the own unit and those below.</summary>
public sealed class AlertAdministration
{
    public const int Most = 200;

    private readonly IDbContextFactory<DirectoryContext> _contexts;
    private readonly DirectoryChange _change;
    private readonly Func<Directory> _directory;
    private readonly CallbackAddress _addresses;
    private readonly NoticeSecrets _secrets;
    private readonly StoredJson _json;

    internal AlertAdministration(IDbContextFactory<DirectoryContext> contexts, DirectoryChange change, Func<Directory> directory, CallbackAddress addresses, NoticeSecrets secrets, StoredJson json) =>
        (_contexts, _change, _directory, _addresses, _secrets, _json) = (contexts, change, directory, addresses, secrets, json);

    public async Task<IReadOnlyList<(AlertRule Rule, long Rev)>> ListAsync(Guid actorId, CancellationToken cancellationToken = default)
    {
        await using var context = _contexts.CreateDbContext();
        var rights = await AdminGate.AdmitAsync(context, actorId, cancellationToken);
        var rows = await context.AlertRules.AsNoTracking().Where(r => rights.UnitIds.Contains(r.OrgUnitId)).OrderBy(r => r.CreatedAt).ToListAsync(cancellationToken);
        return [.. rows.Select(r => (r.ToRule(_json), r.Rev))];
    }

    /// <summary>What a rule can be narrowed to.</summary>
    public async Task<AlertChoices> ChoicesAsync(Guid actorId, CancellationToken cancellationToken = default)
    {
        await using var context = _contexts.CreateDbContext();
        var rights = await AdminGate.AdmitAsync(context, actorId, cancellationToken);
        var known = _directory();
        return new(
            [.. known.Groups.Values.Where(g => rights.UnitIds.Contains(g.OrgUnitId)).OrderBy(g => g.Name, StringComparer.Ordinal).Select(g => (g.Id, g.Name))],
            [.. known.Accounts.Values.Where(a => rights.UnitIds.Contains(a.OrgUnitId)).OrderBy(a => a.Name, StringComparer.Ordinal).Select(a => (a.Id, a.Name))]);
    }

    /// <summary>By what the receiver of a rule's webhook knows that it comes from us.</summary>
    public async Task<string> SecretAsync(Guid actorId, Guid ruleId, CancellationToken cancellationToken = default)
    {
        await using (var context = _contexts.CreateDbContext())
        {
            var rights = await AdminGate.AdmitAsync(context, actorId, cancellationToken);
            if (!await context.AlertRules.AnyAsync(r => r.Id == ruleId && rights.UnitIds.Contains(r.OrgUnitId), cancellationToken))
                throw new UnauthorizedAccessException($"Rule {ruleId} is not {actorId}'s.");
        }

        return await _secrets.OfAsync(ruleId, cancellationToken);
    }

    /// <param name="rev">0: a new rule.</param>
    public Task<ChangeOutcome> SaveAsync(Guid actorId, AlertRule rule, long rev, CancellationToken cancellationToken = default) => _change.MakeAsync(
        actorId,
        async unit =>
        {
            var row = await unit.Context.AlertRules.SingleOrDefaultAsync(r => r.Id == rule.Id, cancellationToken);
            if ((row?.Rev ?? 0) != rev)
            {
                unit.Refuse("", row is null ? "Gone" : "ChangedMeanwhile");
                return rule.Id;
            }

            var isNew = row is null;
            row ??= new() { Id = rule.Id, OrgUnitId = unit.Actor?.OrgUnitId ?? OrgUnitRow.RootId, CreatedAt = unit.Now };
            unit.OrgUnit("", row.OrgUnitId);
            if (isNew && await unit.Context.AlertRules.CountAsync(cancellationToken) >= Most)
                unit.Refuse("", "TooMany", Most);
            row.Name = unit.Name(nameof(rule.Name), rule.Name, AlertRule.LongestName);
            if (await unit.Context.AlertRules.AnyAsync(r => r.Id != rule.Id && r.Name == row.Name, cancellationToken))
                unit.Refuse(nameof(rule.Name), "NameTaken", row.Name);
            Check(unit, rule);
            if (unit.Problems.Count > 0)
                return rule.Id;
            var before = isNew ? null : row.ToRule(_json);
            // What happened before it was switched on, or while it looked for something else, is not its affair.
            var since = before is { Enabled: true } && before.Kind == rule.Kind ? before.Since : unit.Now;
            row.Take(rule with { Name = row.Name, Since = since });
            if (isNew)
                unit.Context.AlertRules.Add(row);
            else if (unit.Context.Entry(row).State is EntityState.Unchanged)
                return row.Id;
            row.Rev++;
            unit.Audit(isNew ? "alert.rule.created" : "alert.rule.changed", row.Id, row.Name, $"{rule.Kind} {rule.Limit}, {(rule.Enabled ? "on" : "off")}, screen {rule.OnScreen}, mails {rule.Mails.Length}, webhook {rule.Webhook.Length > 0}");
            return row.Id;
        },
        cancellationToken);

    public Task<ChangeOutcome> DeleteAsync(Guid actorId, Guid ruleId, CancellationToken cancellationToken = default) => _change.MakeAsync(
        actorId,
        async unit =>
        {
            if (await unit.Context.AlertRules.SingleOrDefaultAsync(r => r.Id == ruleId, cancellationToken) is not { } row)
                return ruleId;
            unit.OrgUnit("", row.OrgUnitId);
            unit.Context.AlertRules.Remove(row);
            unit.Audit("alert.rule.deleted", row.Id, row.Name);
            return row.Id;
        },
        cancellationToken);

    private void Check(ChangeUnit unit, AlertRule rule)
    {
        if (!Enum.IsDefined(rule.Kind))
        {
            unit.Refuse(nameof(rule.Kind), "Missing");
            return;
        }

        var (least, most) = rule.Kind.LimitsOf();
        unit.Range(nameof(rule.Limit), rule.Limit, least, most);
        if (rule.Clear is { } clear && (rule.Kind.IsLowBad() ? clear < rule.Limit || clear > most : clear >= rule.Limit || clear < 0))
            unit.Refuse(nameof(rule.Clear), "ClearNotBetter");
        if (rule.Kind == AlertKind.Words && (rule.Sides & WordSides.All) == 0)
            unit.Refuse(nameof(rule.Sides), "Missing");
        unit.Range(nameof(rule.Least), rule.Least, 1, 100_000);
        unit.Span(nameof(rule.Window), rule.Window, AlertRule.ShortestWindow, AlertRule.LongestWindow);
        unit.Span(nameof(rule.For), rule.For, TimeSpan.Zero, AlertRule.LongestFor);
        unit.Span(nameof(rule.CoolDown), rule.CoolDown, TimeSpan.Zero, AlertRule.LongestCoolDown);
        if (rule.Mails.Length > AlertRule.MostRecipients)
            unit.Refuse(nameof(rule.Mails), "OutOfRange", $"0–{AlertRule.MostRecipients}");
        if (rule.Mails.FirstOrDefault(m => !MailAddress.IsOne(m)) is { } bad)
            unit.Refuse(nameof(rule.Mails), "MailAddress", bad);
        if (rule.Webhook.Length > 0 && (rule.Webhook.Length > AlertRule.LongestWebhook || !_addresses.IsAllowed(rule.Webhook)))
            unit.Refuse(nameof(rule.Webhook), "WebhookForbidden");
        if (!rule.OnScreen && rule.Mails.IsEmpty && rule.Webhook.Length == 0)
            unit.Refuse(nameof(rule.OnScreen), "NobodyIsTold");
        var known = _directory();
        if (rule.Groups.Any(g => known.Groups.GetValueOrDefault(g) is { } group && !unit.OrgUnits.Contains(group.OrgUnitId)) || rule.Accounts.Any(a => known.Accounts.GetValueOrDefault(a) is { } account && !unit.OrgUnits.Contains(account.OrgUnitId)))
            unit.Refuse("", "OrgUnitForeign");
    }
}

public sealed record AlertChoices(IReadOnlyList<(Guid Id, string Name)> Groups, IReadOnlyList<(Guid Id, string Name)> Accounts)
{
    public static readonly AlertChoices Empty = new([], []);
}
