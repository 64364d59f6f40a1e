using System.Security.Cryptography;
using System.Text.Json;
using Imcc.Core.Channels;
using Imcc.Core.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Organisation;

/// <summary>Channel accounts on screen: made, changed, switched off and on.</summary>
public sealed class AccountAdministration
{
    private readonly IDbContextFactory<DirectoryContext> _contexts;
    private readonly DirectoryChange _change;
    private readonly SecretSeal _seal;
    private readonly StoredJson _json;
    private readonly AccountForms _forms;

    internal AccountAdministration(IDbContextFactory<DirectoryContext> contexts, DirectoryChange change, SecretSeal seal, StoredJson json, AccountForms forms) =>
        (_contexts, _change, _seal, _json, _forms) = (contexts, change, seal, json, forms);

    public async Task<IReadOnlyList<AccountLine>> ListAsync(Guid actorId, CancellationToken cancellationToken = default)
    {
        await using var context = _contexts.CreateDbContext();
        var rights = await AdminGate.AdmitAsync(context, actorId, cancellationToken);
        var groups = await context.SkillGroups.AsNoTracking().ToDictionaryAsync(g => g.Id, g => g.Name, cancellationToken);
        var units = rights.Units.ToDictionary(u => u.Unit.Id, u => u.Unit.Name);
        var rows = await context.Accounts.AsNoTracking().Where(a => rights.UnitIds.Contains(a.OrgUnitId)).ToListAsync(cancellationToken);
        return [.. rows.OrderBy(a => a.Kind).ThenBy(a => a.Key, StringComparer.Ordinal)
            .Select(a => new AccountLine(a.Id, a.Key, a.Kind, a.Name, units[a.OrgUnitId], groups.GetValueOrDefault(a.SkillGroupId, ""), a.Enabled, a.FromConfiguration, a.VipTier))];
    }

    /// <returns>Null: there is none, or it is not in the actor's units.</returns>
    public async Task<AccountDraft?> OpenAsync(Guid actorId, Guid id, CancellationToken cancellationToken = default)
    {
        return await FindAsync(actorId, id, cancellationToken) is { } row ? ToDraft(row) : null;
    }

    public async Task<ChangeOutcome> SaveAsync(Guid actorId, AccountDraft draft, CancellationToken cancellationToken = default)
    {
        var row = await FindAsync(actorId, draft.Id, cancellationToken);
        var asked = draft.Id is null || row is not null ? await _forms.AskAsync(row, draft, cancellationToken) : [];
        return await SaveAsync(actorId, draft, asked, cancellationToken);
    }

    private Task<ChangeOutcome> SaveAsync(Guid actorId, AccountDraft draft, IReadOnlyList<ChannelProblem> asked, CancellationToken cancellationToken) => _change.MakeAsync(
        actorId,
        async unit =>
        {
            var row = draft.Id is { } id
                ? await unit.Context.Accounts.SingleOrDefaultAsync(a => a.Id == id && unit.OrgUnits.Contains(a.OrgUnitId), cancellationToken)
                : new AccountRow { Id = Guid.CreateVersion7(unit.Now), Key = draft.Key.Trim(), Kind = draft.Kind, CreatedAt = unit.Now };
            if (row is null)
            {
                unit.Refuse("", "Gone");
                return Guid.Empty;
            }

            if (draft.Id is null)
                await CheckNewAsync(unit, row, cancellationToken);
            else if (row.Rev != draft.Rev)
                unit.Refuse("", "ChangedMeanwhile");
            await FillAsync(unit, row, draft, cancellationToken);
            if (row.Kind is ChannelKind.WeChat)
                Connect(unit, row, draft);
            foreach (var problem in asked)
                unit.Refuse(problem.Field, problem.Code, problem.Detail);
            if (_forms.Has(row.Kind))
                _forms.Connect(unit, row, draft);
            if (draft.Id is null)
                unit.Context.Accounts.Add(row);
            else if (unit.Context.Entry(row).State is EntityState.Unchanged)
                return row.Id;
            unit.Audit(draft.Id is null ? "account.created" : "account.changed", row.Id, row.Key, unit.Changed(row));
            row.Rev++;
            return row.Id;
        },
        cancellationToken);

    public Task<ChangeOutcome> SetEnabledAsync(Guid actorId, Guid id, bool enabled, CancellationToken cancellationToken = default) => _change.MakeAsync(
        actorId,
        async unit =>
        {
            var row = await unit.Context.Accounts.SingleOrDefaultAsync(a => a.Id == id && unit.OrgUnits.Contains(a.OrgUnitId), cancellationToken);
            if (row is null)
            {
                unit.Refuse("", "Gone");
            }
            else if (row.Enabled != enabled)
            {
                row.Enabled = enabled;
                row.Rev++;
                unit.Audit(enabled ? "account.enabled" : "account.disabled", row.Id, row.Key);
            }

            return id;
        },
        cancellationToken);

    /// <returns>Null: there is none, or it is not in the actor's units.</returns>
    private async Task<AccountRow?> FindAsync(Guid actorId, Guid? id, CancellationToken cancellationToken)
    {
        await using var context = _contexts.CreateDbContext();
        var rights = await AdminGate.AdmitAsync(context, actorId, cancellationToken);
        return await context.Accounts.AsNoTracking().SingleOrDefaultAsync(a => a.Id == id && rights.UnitIds.Contains(a.OrgUnitId), cancellationToken);
    }

    private async Task CheckNewAsync(ChangeUnit unit, AccountRow row, CancellationToken cancellationToken)
    {
        if (row.Kind is not ChannelKind.WeChat and not ChannelKind.WebChat && !_forms.Has(row.Kind))
            unit.Refuse(nameof(AccountDraft.Kind), "KindUnknown");
        if (!AccountRules.IsKey(row.Key))
            unit.Refuse(nameof(AccountDraft.Key), "KeyBad");
        else if (await unit.Context.Accounts.AnyAsync(a => a.Key == row.Key, cancellationToken))
            unit.Refuse(nameof(AccountDraft.Key), "KeyTaken", row.Key);
    }

    private static async Task FillAsync(ChangeUnit unit, AccountRow row, AccountDraft draft, CancellationToken cancellationToken)
    {
        row.Name = unit.Name(nameof(draft.Name), draft.Name, AccountRules.MaxNameLength);
        unit.OrgUnit(nameof(draft.OrgUnitId), draft.OrgUnitId);
        row.OrgUnitId = draft.OrgUnitId;
        if (!await unit.Context.SkillGroups.AnyAsync(g => g.Id == draft.SkillGroupId, cancellationToken))
            unit.Refuse(nameof(draft.SkillGroupId), "Missing");
        row.SkillGroupId = draft.SkillGroupId;
        row.Enabled = draft.Enabled;
        unit.Range(nameof(draft.VipTier), draft.VipTier, 0, VipTier.Highest);
        row.VipTier = draft.VipTier;
        var texts = ReceptionField.All.Aggregate(draft.Texts, (all, field) => field.With(all, field.Get(all).Trim()));
        foreach (var field in ReceptionField.All)
        {
            var text = field.Get(texts);
            if (text.Length > AccountRules.MaxTextLength)
                unit.Refuse(field.Name, "TooLong", AccountRules.MaxTextLength);
            if (field.StrangePlaceholder(text) is { } strange)
                unit.Refuse(field.Name, "PlaceholderUnknown", strange);
        }

        row.Texts = JsonSerializer.Serialize(texts, DirectoryJson.Options);
    }

    private void Connect(ChangeUnit unit, AccountRow row, AccountDraft draft)
    {
        var former = Opened(row) ?? new();
        var next = former with
        {
            AppSecret = draft.AppSecret.Trim() is { Length: > 0 } secret ? secret : former.AppSecret,
            Token = draft.Token.Trim() is { Length: > 0 } token ? token : former.Token,
        };
        // WeChat goes on with the old key for a while after it was changed on its side.
        if (draft.EncodingAesKey.Trim() is { Length: > 0 } key && key != former.EncodingAesKey)
            next = next with { EncodingAesKey = key, PreviousAesKey = former.EncodingAesKey };

        var appId = draft.AppId.Trim();
        var apiBase = draft.ApiBase.Trim().TrimEnd('/');
        if (!AccountRules.IsAppId(appId))
            unit.Refuse(nameof(draft.AppId), "AppIdBad");
        if (!AccountRules.IsApiBase(apiBase))
            unit.Refuse(nameof(draft.ApiBase), "ApiBaseBad");
        if (next.AppSecret.Length == 0)
            unit.Refuse(nameof(draft.AppSecret), "Missing");
        else if (next.AppSecret.Length > AccountRules.MaxSecretLength)
            unit.Refuse(nameof(draft.AppSecret), "TooLong", AccountRules.MaxSecretLength);
        if (!AccountRules.IsToken(next.Token))
            unit.Refuse(nameof(draft.Token), "TokenBad");
        if (next.EncodingAesKey.Length > 0 && !AccountRules.IsEncodingAesKey(next.EncodingAesKey))
            unit.Refuse(nameof(draft.EncodingAesKey), "AesKeyBad");
        if (unit.Problems.Count > 0)
            return;
        row.Settings = JsonSerializer.Serialize(_json.Read<AccountSettings>(row.Settings, AccountRowMapping.Table, row.Id) with { AppId = appId, ApiBase = apiBase }, DirectoryJson.Options);
        if (row.Secrets is null || next != former)
            row.Secrets = _seal.Seal(row.Id, next);
    }

    private AccountDraft ToDraft(AccountRow row)
    {
        var settings = row.Kind is ChannelKind.WeChat ? _json.Read<AccountSettings>(row.Settings, AccountRowMapping.Table, row.Id) : new();
        var secrets = (row.Kind is ChannelKind.WeChat ? Opened(row) : null) ?? new();
        return new()
        {
            Id = row.Id,
            Rev = row.Rev,
            Kind = row.Kind,
            Key = row.Key,
            Name = row.Name,
            OrgUnitId = row.OrgUnitId,
            SkillGroupId = row.SkillGroupId,
            Enabled = row.Enabled,
            VipTier = row.VipTier,
            Texts = _json.Read<ReceptionTexts>(row.Texts, AccountRowMapping.Table, row.Id),
            AppId = settings.AppId,
            ApiBase = settings.ApiBase,
            HasAppSecret = secrets.AppSecret.Length > 0,
            HasToken = secrets.Token.Length > 0,
            HasEncodingAesKey = secrets.EncodingAesKey.Length > 0,
            Values = _forms.Shown(row),
            Kept = _forms.Kept(row),
            FromConfiguration = row.FromConfiguration,
        };
    }

    private AccountSecrets? Opened(AccountRow row)
    {
        try
        {
            return _seal.Open(row.Id, row.Secrets);
        }
        catch (CryptographicException)
        {
            // The key is gone: on screen there is then nothing set, and it is entered anew.
            return null;
        }
    }
}
