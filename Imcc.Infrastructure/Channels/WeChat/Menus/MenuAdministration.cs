using Imcc.Core.Channels.WeChat;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Channels.WeChat.Menus;

/// <summary>Menus of official accounts on screen: written, kept in versions, published, compared with what is live.</summary>
public sealed class MenuAdministration
{
    /// <summary>What an account may have besides the default one.</summary>
    public const int MostConditional = 20;

    private const string Gone = "账号或菜单已不存在";

    private readonly IDbContextFactory<DirectoryContext> _contexts;
    private readonly DirectoryChange _change;
    private readonly OfficialAccounts _accounts;
    private readonly MenuClient _client;

    internal MenuAdministration(IDbContextFactory<DirectoryContext> contexts, DirectoryChange change, OfficialAccounts accounts, MenuClient client) =>
        (_contexts, _change, _accounts, _client) = (contexts, change, accounts, client);

    /// <summary>The default menu first (an empty one where none was written yet), then the conditional ones as they were made.</summary>
    public async Task<IReadOnlyList<MenuDraft>> OpenAsync(Guid actorId, Guid accountId, CancellationToken cancellationToken = default)
    {
        if (await _accounts.FindAsync(actorId, accountId, cancellationToken) is null)
            return [];
        await using var context = _contexts.CreateDbContext();
        var rows = await context.WeChatMenus.AsNoTracking().Where(m => m.AccountId == accountId).ToListAsync(cancellationToken);
        var ids = rows.Select(r => r.Id).ToList();
        var versions = (await context.WeChatMenuVersions.AsNoTracking().Where(v => ids.Contains(v.MenuId)).ToListAsync(cancellationToken)).ToLookup(v => v.MenuId);
        var drafts = rows.OrderByDescending(r => r.IsDefault).ThenBy(r => r.CreatedAt).ThenBy(r => r.Id).Select(r => Draft(r, versions[r.Id])).ToList();
        return drafts is [{ IsDefault: true }, ..] ? drafts : [new MenuDraft { AccountId = accountId, IsDefault = true }, .. drafts];
    }

    /// <summary>Keeps it as a new version, whether WeChat would take it or not: one may go home in the middle.</summary>
    public Task<ChangeOutcome> SaveAsync(Guid actorId, MenuDraft draft, CancellationToken cancellationToken = default) => _change.MakeAsync(
        actorId,
        async unit =>
        {
            if (!await unit.Context.Accounts.AnyAsync(a => a.Id == draft.AccountId && unit.OrgUnits.Contains(a.OrgUnitId), cancellationToken))
                unit.Refuse("", "Gone");
            var known = await unit.Context.WeChatMenus.Where(m => m.AccountId == draft.AccountId).ToListAsync(cancellationToken);
            var row = draft.Id is { } id ? known.Find(m => m.Id == id) : null;
            if (draft.Id is not null && row is null)
                unit.Refuse("", "Gone");
            if (row is not null && row.Rev != draft.Rev || row is null && draft.IsDefault && known.Exists(m => m.IsDefault))
                unit.Refuse("", "ChangedMeanwhile");
            var name = draft.IsDefault ? "" : unit.Name(nameof(draft.Name), draft.Name, MenuRow.MaxName);
            if (!draft.IsDefault && draft.Rule.IsEmpty)
                unit.Refuse(nameof(draft.Rule), "RuleEmpty");
            if (draft.Rule.Platform is < 0 or > 3 || draft.Rule.TagId.Length > 20 || !draft.Rule.TagId.All(char.IsAsciiDigit))
                unit.Refuse(nameof(draft.Rule), "RuleBad");
            if (row is null && !draft.IsDefault && known.Count(m => !m.IsDefault) >= MostConditional)
                unit.Refuse("", "TooManyOfThem", MostConditional);
            if (unit.Problems.Count > 0)
                return draft.Id ?? Guid.Empty;
            var isNew = row is null;
            row ??= unit.Context.WeChatMenus.Add(new MenuRow { Id = Guid.CreateVersion7(unit.Now), AccountId = draft.AccountId, IsDefault = draft.IsDefault, CreatedAt = unit.Now }).Entity;
            (row.Name, row.TagId, row.Platform, row.ChangedAt) = (name, draft.Rule.TagId, draft.Rule.Platform, unit.Now);
            row.Buttons = MenuRow.Write(draft.Menu);
            row.Rev++;
            await KeepAsync(unit, row, cancellationToken);
            unit.Audit(isNew ? "wechatmenu.created" : "wechatmenu.changed", row.Id, NameOf(row));
            return row.Id;
        },
        cancellationToken);

    /// <summary>Makes the saved draft the one that followers see: at once for whoever opens the account anew, within a day for the rest.</summary>
    public async Task<WeChatDone> PublishAsync(Guid actorId, Guid accountId, Guid id, CancellationToken cancellationToken = default)
    {
        if (await _accounts.FindAsync(actorId, accountId, cancellationToken) is not var (_, settings))
            return new(Gone);
        await using var context = _contexts.CreateDbContext();
        var row = await context.WeChatMenus.AsNoTracking().SingleOrDefaultAsync(m => m.Id == id && m.AccountId == accountId, cancellationToken);
        if (row is null)
            return new(Gone);
        var menu = MenuRow.Read(row.Buttons);
        if (menu.Problems().Count > 0)
            return new("菜单还有需要修正的地方，未发布");
        string menuId;
        if (row.IsDefault)
        {
            var made = await _client.CreateAsync(settings, menu, cancellationToken);
            if (!made.IsDone)
                return new(made.Error);
            menuId = "";
        }
        else
        {
            // There is no changing a conditional menu. The new one first: should it be refused, followers keep what they have.
            var added = await _client.AddConditionalAsync(settings, menu, new(row.TagId, row.Platform), cancellationToken);
            if (!added.IsDone)
                return new(added.Error);
            menuId = WeChatAnswer.Text(added.Json, "menuid");
            if (row.MenuId.Length > 0 && row.MenuId != menuId)
                await _client.DeleteConditionalAsync(settings, row.MenuId, cancellationToken);
        }

        return await NoteAsync(actorId, id, "wechatmenu.published", async (unit, kept) =>
        {
            (kept.MenuId, kept.PublishedAt) = (menuId, unit.Now);
            if (await unit.Context.WeChatMenuVersions.Where(v => v.MenuId == id).OrderByDescending(v => v.Number).FirstOrDefaultAsync(cancellationToken) is { } latest)
                latest.PublishedAt = unit.Now;
        });
    }

    public async Task<(LiveMenus? Live, string? Error)> LiveAsync(Guid actorId, Guid accountId, CancellationToken cancellationToken = default) =>
        await _accounts.FindAsync(actorId, accountId, cancellationToken) is var (_, settings) ? await _client.LiveAsync(settings, cancellationToken) : (null, Gone);

    /// <param name="userId">An OpenID, or a WeChat id.</param>
    public async Task<(WeChatMenu? Menu, string? Error)> TryMatchAsync(Guid actorId, Guid accountId, string userId, CancellationToken cancellationToken = default) =>
        await _accounts.FindAsync(actorId, accountId, cancellationToken) is var (_, settings) ? await _client.TryMatchAsync(settings, userId.Trim(), cancellationToken) : (null, Gone);

    /// <summary>Takes all menus away from the followers, conditional ones, too. What was written stays here.</summary>
    public async Task<WeChatDone> WithdrawAsync(Guid actorId, Guid accountId, CancellationToken cancellationToken = default)
    {
        if (await _accounts.FindAsync(actorId, accountId, cancellationToken) is not var (account, settings))
            return new(Gone);
        var deleted = await _client.DeleteAsync(settings, cancellationToken);
        if (!deleted.IsDone)
            return new(deleted.Error);
        await _change.MakeAsync(
            actorId,
            async unit =>
            {
                foreach (var row in await unit.Context.WeChatMenus.Where(m => m.AccountId == accountId).ToListAsync(CancellationToken.None))
                    (row.MenuId, row.PublishedAt, row.Rev) = ("", null, row.Rev + 1);
                unit.Audit("wechatmenu.withdrawn", accountId, account.Key);
                return accountId;
            },
            CancellationToken.None);
        return WeChatDone.Yes;
    }

    /// <summary>Deletes a conditional menu, at WeChat's side first.</summary>
    public async Task<WeChatDone> DeleteAsync(Guid actorId, Guid accountId, Guid id, CancellationToken cancellationToken = default)
    {
        if (await _accounts.FindAsync(actorId, accountId, cancellationToken) is not var (_, settings))
            return new(Gone);
        await using var context = _contexts.CreateDbContext();
        var row = await context.WeChatMenus.AsNoTracking().SingleOrDefaultAsync(m => m.Id == id && m.AccountId == accountId && !m.IsDefault, cancellationToken);
        if (row is null)
            return new(Gone);
        if (row.MenuId.Length > 0 && await _client.DeleteConditionalAsync(settings, row.MenuId, cancellationToken) is { IsDone: false, Code: not 65301 } refused)
            return new(refused.Error);
        return await NoteAsync(actorId, id, "wechatmenu.deleted", (unit, kept) =>
        {
            unit.Context.WeChatMenus.Remove(kept);
            return Task.CompletedTask;
        });
    }

    // WeChat has done it: it is noted whether whoever asked waits or not.
    private async Task<WeChatDone> NoteAsync(Guid actorId, Guid id, string action, Func<ChangeUnit, MenuRow, Task> change)
    {
        await _change.MakeAsync(
            actorId,
            async unit =>
            {
                if (await unit.Context.WeChatMenus.SingleOrDefaultAsync(m => m.Id == id, CancellationToken.None) is not { } row)
                    return id;
                row.Rev++;
                await change(unit, row);
                unit.Audit(action, id, NameOf(row));
                return id;
            },
            CancellationToken.None);
        return WeChatDone.Yes;
    }

    private static async Task KeepAsync(ChangeUnit unit, MenuRow row, CancellationToken cancellationToken)
    {
        var versions = await unit.Context.WeChatMenuVersions.Where(v => v.MenuId == row.Id).OrderByDescending(v => v.Number).ToListAsync(cancellationToken);
        if (versions is [{ } latest, ..] && latest.Buttons == row.Buttons)
            return;
        unit.Context.WeChatMenuVersions.Add(new MenuVersionRow
        {
            Id = Guid.CreateVersion7(unit.Now),
            MenuId = row.Id,
            Number = versions.Count == 0 ? 1 : versions[0].Number + 1,
            Buttons = row.Buttons,
            At = unit.Now,
            By = unit.Actor?.UserName ?? "",
        });
        unit.Context.WeChatMenuVersions.RemoveRange(versions.Skip(MenuVersionRow.Kept - 1));
    }

    private static string NameOf(MenuRow row) => row.IsDefault ? "default" : row.Name;

    private static MenuDraft Draft(MenuRow row, IEnumerable<MenuVersionRow> versions) => new()
    {
        Id = row.Id,
        Rev = row.Rev,
        AccountId = row.AccountId,
        Name = row.Name,
        IsDefault = row.IsDefault,
        Rule = new(row.TagId, row.Platform),
        Menu = MenuRow.Read(row.Buttons),
        MenuId = row.MenuId,
        PublishedAt = row.PublishedAt,
        Versions = [.. versions.OrderByDescending(v => v.Number).Select(v => new MenuVersion(v.Number, MenuRow.Read(v.Buttons), v.At, v.By, v.PublishedAt))],
    };
}
