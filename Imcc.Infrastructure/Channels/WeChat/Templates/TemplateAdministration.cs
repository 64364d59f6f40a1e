using Imcc.Core.Channels;
using Imcc.Infrastructure.Organisation;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Channels.WeChat.Templates;

/// <summary>Templates of official accounts on screen: what there is, and which of them agents may send.</summary>
public sealed class TemplateAdministration
{
    private const string Gone = "账号已不存在";

    private readonly OfficialAccounts _accounts;
    private readonly TemplateShelf _shelf;
    private readonly TemplateClient _client;
    private readonly DirectoryChange _change;

    internal TemplateAdministration(OfficialAccounts accounts, TemplateShelf shelf, TemplateClient client, DirectoryChange change) =>
        (_accounts, _shelf, _client, _change) = (accounts, shelf, client, change);

    public async Task<IReadOnlyList<TemplateLine>> ListAsync(Guid actorId, Guid accountId, CancellationToken cancellationToken = default) =>
        await _accounts.FindAsync(actorId, accountId, cancellationToken) is null ? []
        : [.. (await _shelf.RowsAsync(accountId, cancellationToken)).OrderBy(r => r.IsSubscription).ThenBy(r => r.Title, StringComparer.Ordinal).ThenBy(r => r.TemplateId, StringComparer.Ordinal)
            .Select(r => new TemplateLine(r.ToTemplate(), r.IsHidden, r.ReadAt))];

    /// <summary>Reads them from WeChat.</summary>
    public async Task<WeChatDone> RefreshAsync(Guid actorId, Guid accountId, CancellationToken cancellationToken = default) =>
        await _accounts.FindAsync(actorId, accountId, cancellationToken) is var (_, settings) ? new(await _shelf.RefreshAsync(accountId, settings, cancellationToken)) : new(Gone);

    /// <param name="isHidden">Agents are not offered it.</param>
    public Task<ChangeOutcome> HideAsync(Guid actorId, Guid accountId, string templateId, bool isHidden, CancellationToken cancellationToken = default) => _change.MakeAsync(
        actorId,
        async unit =>
        {
            var row = await unit.Context.Accounts.AnyAsync(a => a.Id == accountId && unit.OrgUnits.Contains(a.OrgUnitId), cancellationToken)
                ? await unit.Context.WeChatTemplates.SingleOrDefaultAsync(t => t.AccountId == accountId && t.TemplateId == templateId, cancellationToken)
                : null;
            if (row is null)
            {
                unit.Refuse("", "Gone");
            }
            else if (row.IsHidden != isHidden)
            {
                row.IsHidden = isHidden;
                unit.Audit(isHidden ? "wechattemplate.hidden" : "wechattemplate.offered", accountId, row.Title, templateId);
            }

            return accountId;
        },
        cancellationToken);

    /// <summary>Deletes it at WeChat's side: whatever sends it is refused from then on.</summary>
    public async Task<WeChatDone> DeleteAsync(Guid actorId, Guid accountId, string templateId, CancellationToken cancellationToken = default)
    {
        if (await _accounts.FindAsync(actorId, accountId, cancellationToken) is not var (account, settings))
            return new(Gone);
        if (await _client.DeleteAsync(settings, templateId, cancellationToken) is { } error)
            return new(error);
        await _change.MakeAsync(
            actorId,
            async unit =>
            {
                if (await unit.Context.WeChatTemplates.SingleOrDefaultAsync(t => t.AccountId == accountId && t.TemplateId == templateId, CancellationToken.None) is { } row)
                    unit.Context.WeChatTemplates.Remove(row);
                unit.Audit("wechattemplate.deleted", accountId, account.Key, templateId);
                return accountId;
            },
            CancellationToken.None);
        return WeChatDone.Yes;
    }
}

/// <param name="IsHidden">Agents are not offered it.</param>
/// <param name="ReadAt">When WeChat told it last.</param>
public sealed record TemplateLine(MessageTemplate Template, bool IsHidden, DateTimeOffset ReadAt);
