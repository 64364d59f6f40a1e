using System.Text.Json;
using Imcc.Core.Channels;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Imcc.Infrastructure.Organisation;

/// <summary>Writes the accounts of the configuration into the directory at start: new ones are made, known ones follow their file.</summary>
internal sealed class ConfiguredAccounts(IOptions<ChannelsOptions> options, DirectoryChange change, SecretSeal seal, StoredJson json, AccountConnections connections)
{
    public const string DefaultGroup = "综合服务";

    public async Task ApplyAsync(CancellationToken cancellationToken)
    {
        if (options.Value.WeChat.Count + options.Value.WebChat.Count + options.Value.Forms.Count == 0)
            return;
        await change.MakeAsync(
            null,
            async unit =>
            {
                foreach (var account in options.Value.WeChat)
                    await UpsertAsync(unit, ChannelKind.WeChat, account, cancellationToken);
                foreach (var account in options.Value.WebChat)
                    await UpsertAsync(unit, ChannelKind.WebChat, account, cancellationToken);
                foreach (var account in options.Value.Forms)
                    await UpsertAsync(unit, account.Form.Kind, account, cancellationToken);
                return Guid.Empty;
            },
            cancellationToken);
    }

    public static ReceptionTexts TextsOf(AccountOptions account, ReceptionTexts former) => former with
    {
        Welcome = account.Welcome ?? former.Welcome,
        AutoReply = account.AutoReply ?? former.AutoReply,
        Queued = account.Queued ?? former.Queued,
        Greeting = account.Greeting ?? former.Greeting,
        Farewell = account.Farewell ?? former.Farewell,
        PersonWords = account.PersonWords ?? former.PersonWords,
    };

    private async Task UpsertAsync(ChangeUnit unit, ChannelKind kind, AccountOptions account, CancellationToken cancellationToken)
    {
        var context = unit.Context;
        var row = await context.Accounts.SingleOrDefaultAsync(a => a.Key == account.Key, cancellationToken);
        if (row is not null && row.Kind != kind)
            throw new OptionsValidationException(ChannelsOptions.Section, typeof(ChannelsOptions), [$"{ChannelsOptions.Section}: the key '{account.Key}' belongs to an account of kind {row.Kind}; it cannot become {kind}."]);

        var isNew = row is null;
        if (row is null)
        {
            row = new AccountRow
            {
                Id = Guid.CreateVersion7(unit.Now),
                Key = account.Key,
                Kind = kind,
                Name = account.Key,
                OrgUnitId = OrgUnitRow.RootId,
                SkillGroupId = (await GroupAsync(unit, account.SkillGroup, cancellationToken)).Id,
                Texts = JsonSerializer.Serialize(new ReceptionTexts(), DirectoryJson.Options),
                CreatedAt = unit.Now,
            };
            context.Accounts.Add(row);
        }
        else if (!string.IsNullOrWhiteSpace(account.SkillGroup))
        {
            row.SkillGroupId = (await GroupAsync(unit, account.SkillGroup, cancellationToken)).Id;
        }

        row.FromConfiguration = true;
        row.Name = string.IsNullOrWhiteSpace(account.Name) ? row.Name : account.Name.Trim();
        row.Texts = JsonSerializer.Serialize(TextsOf(account, json.Read<ReceptionTexts>(row.Texts, AccountRowMapping.Table, row.Id)), DirectoryJson.Options);
        if (account is WeChatAccountOptions weChat)
            Connect(row, weChat);
        else if (account is FormAccountOptions { Form: var form, Values: var values })
            connections.Write(row, form, values);
        if (context.Entry(row).State is EntityState.Unchanged)
            return;
        row.Rev++;
        unit.Audit(isNew ? "account.created" : "account.changed", row.Id, row.Key, "by configuration");
    }

    private void Connect(AccountRow row, WeChatAccountOptions account)
    {
        row.Settings = JsonSerializer.Serialize(json.Read<AccountSettings>(row.Settings, AccountRowMapping.Table, row.Id) with { AppId = account.AppId, ApiBase = account.ApiBase.TrimEnd('/') }, DirectoryJson.Options);
        var secrets = new AccountSecrets(account.AppSecret, account.Token, account.EncodingAesKey, account.PreviousAesKey);
        // Sealing is different each time: only what is really different is written.
        if (Opened(row) != secrets)
            row.Secrets = seal.Seal(row.Id, secrets);
    }

    private AccountSecrets? Opened(AccountRow row)
    {
        try
        {
            return row.Secrets is null ? null : seal.Open(row.Id, row.Secrets);
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            // The key that sealed it is gone; the configuration holds the secrets, so seal them anew.
            return null;
        }
    }

    private static async Task<SkillGroupRow> GroupAsync(ChangeUnit unit, string? name, CancellationToken cancellationToken)
    {
        var groups = unit.Context.SkillGroups.Local.Concat(await unit.Context.SkillGroups.ToListAsync(cancellationToken)).ToList();
        var wanted = string.IsNullOrWhiteSpace(name) ? null : name.Trim();
        var found = wanted is null
            ? groups.OrderBy(g => g.CreatedAt).ThenBy(g => g.Id).FirstOrDefault()
            : groups.FirstOrDefault(g => g.Name == wanted);
        if (found is not null)
            return found;
        var made = new SkillGroupRow { Id = Guid.CreateVersion7(unit.Now), Name = wanted ?? DefaultGroup, OrgUnitId = OrgUnitRow.RootId, CreatedAt = unit.Now };
        unit.Context.SkillGroups.Add(made);
        unit.Audit("group.created", made.Id, made.Name, "by configuration");
        return made;
    }
}
