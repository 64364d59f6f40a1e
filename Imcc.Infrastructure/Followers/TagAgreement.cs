using Imcc.Core.Channels;
using Imcc.Core.Channels.WeChat;
using Imcc.Core.Contacts;
using Imcc.Infrastructure.Channels.WeChat;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Followers;

/// <summary>Which of our tags an account carries at WeChat: made there, found there by its name, renamed with ours, given up.</summary>
public sealed class TagAgreement
{
    private readonly IDbContextFactory<DirectoryContext> _contexts;
    private readonly DirectoryChange _change;
    private readonly DirectoryCache _directory;
    private readonly WeChatTags _wechat;

    internal TagAgreement(IDbContextFactory<DirectoryContext> contexts, DirectoryChange change, DirectoryCache directory, WeChatTags wechat) =>
        (_contexts, _change, _directory, _wechat) = (contexts, change, directory, wechat);

    public async Task<TagBoard> OpenAsync(Guid actorId, Guid accountId, CancellationToken cancellationToken = default)
    {
        await using var context = _contexts.CreateDbContext();
        var units = (await AdminGate.AdmitAsync(context, actorId, cancellationToken)).UnitIds;
        var rows = await context.WeChatTags.AsNoTracking().Where(t => t.AccountId == accountId).ToListAsync(cancellationToken);
        if (!_directory.Current.Accounts.TryGetValue(accountId, out var account) || account.WeChat is not { } settings || !units.Contains(account.OrgUnitId))
            return new([], [], "");
        var (verdict, there) = await _wechat.ListAsync(settings, cancellationToken);
        var byNumber = there.ToDictionary(t => t.Number);
        var mine = rows.ToDictionary(r => r.TagId, r => r.Number);
        var lines = _directory.Current.Tags.Values.OrderByDescending(t => t.VipTier).ThenBy(t => t.Name, StringComparer.Ordinal).Select(tag =>
        {
            int? number = mine.TryGetValue(tag.Id, out var known) ? known : null;
            return number is { } n && byNumber.TryGetValue(n, out var its) ? new TagLine(tag.Id, tag.Name, tag.Colour, n, its.Name, its.Followers) : new TagLine(tag.Id, tag.Name, tag.Colour, number, "", 0);
        });
        return new([.. lines], [.. there.Where(t => !FollowerRules.IsReserved(t.Number) && !mine.ContainsValue(t.Number))], verdict.Reason ?? "");
    }

    /// <summary>The tag is carried at WeChat from now on: as the one of the same name there, or as a new one.</summary>
    public async Task<ChangeOutcome> CarryAsync(Guid actorId, Guid accountId, Guid tagId, CancellationToken cancellationToken = default)
    {
        if (!await MayAsync(actorId, accountId, cancellationToken) || !_directory.Current.Tags.TryGetValue(tagId, out var tag))
            return Refused("Gone");
        var settings = _directory.Current.Accounts[accountId].WeChat!;
        var (verdict, there) = await _wechat.ListAsync(settings, cancellationToken);
        if (verdict.Reaction != WeChatReaction.None)
            return Refused("WeChat", verdict.Reason);
        var number = there.FirstOrDefault(t => t.Name == tag.Name && !FollowerRules.IsReserved(t.Number)).Number;
        if (number == 0)
        {
            if (there.Count(t => !FollowerRules.IsReserved(t.Number)) >= FollowerRules.MostTags)
                return Refused("WeChat", FollowerErrors.Judge(45056).Reason);
            if (tag.Name.Length > FollowerRules.LongestWord)
                return Refused("WeChat", FollowerErrors.Judge(45158).Reason);
            // Made and not stored, after a crash, it is found by its name the next time.
            (verdict, number) = await _wechat.CreateAsync(settings, tag.Name, cancellationToken);
            if (verdict.Reaction != WeChatReaction.None)
                return Refused("WeChat", verdict.Reason);
        }

        return await _change.MakeAsync(
            actorId,
            async unit =>
            {
                if (await unit.Context.WeChatTags.AnyAsync(t => t.AccountId == accountId && (t.TagId == tagId || t.Number == number), cancellationToken))
                {
                    unit.Refuse("", "NameTaken", tag.Name);
                    return tagId;
                }

                unit.Context.WeChatTags.Add(new() { Id = Guid.CreateVersion7(unit.Now), AccountId = accountId, TagId = tagId, Number = number, CreatedAt = unit.Now });
                unit.Audit("wechattag.carried", tagId, tag.Name, number.ToString(System.Globalization.CultureInfo.InvariantCulture));
                return tagId;
            },
            cancellationToken);
    }

    /// <summary>WeChat's tag is called as ours from now on.</summary>
    public Task<ChangeOutcome> RenameAsync(Guid actorId, Guid accountId, Guid tagId, CancellationToken cancellationToken = default) =>
        OnCarriedAsync(actorId, accountId, tagId, "wechattag.renamed", (settings, number, name) => _wechat.RenameAsync(settings, number, name, cancellationToken), removes: false, cancellationToken);

    /// <summary>The tag is not carried there any more.</summary>
    /// <param name="deletes">It is deleted at WeChat, and with it taken from all followers there.</param>
    public Task<ChangeOutcome> GiveUpAsync(Guid actorId, Guid accountId, Guid tagId, bool deletes, CancellationToken cancellationToken = default) =>
        OnCarriedAsync(
            actorId, accountId, tagId, deletes ? "wechattag.deleted" : "wechattag.givenup",
            (settings, number, _) => deletes ? _wechat.DeleteAsync(settings, number, cancellationToken) : Task.FromResult(default(WeChatVerdict)), removes: true, cancellationToken);

    private async Task<ChangeOutcome> OnCarriedAsync(
        Guid actorId, Guid accountId, Guid tagId, string action, Func<WeChatSettings, int, string, Task<WeChatVerdict>> call, bool removes, CancellationToken cancellationToken)
    {
        if (!await MayAsync(actorId, accountId, cancellationToken))
            return Refused("Gone");
        int? number;
        await using (var context = _contexts.CreateDbContext())
            number = await context.WeChatTags.Where(t => t.AccountId == accountId && t.TagId == tagId).Select(t => (int?)t.Number).SingleOrDefaultAsync(cancellationToken);
        if (number is not { } known)
            return Refused("Gone");
        var name = _directory.Current.Tags.GetValueOrDefault(tagId)?.Name ?? "";
        var verdict = await call(_directory.Current.Accounts[accountId].WeChat!, known, name);
        // One that is not there any more is as good as deleted.
        if (verdict.Reaction != WeChatReaction.None && !(removes && verdict.Reason.EndsWith("(45159)", StringComparison.Ordinal)))
            return Refused("WeChat", verdict.Reason);
        return await _change.MakeAsync(
            actorId,
            async unit =>
            {
                if (removes && await unit.Context.WeChatTags.SingleOrDefaultAsync(t => t.AccountId == accountId && t.TagId == tagId, cancellationToken) is { } row)
                    unit.Context.WeChatTags.Remove(row);
                unit.Audit(action, tagId, name);
                return tagId;
            },
            cancellationToken);
    }

    private async Task<bool> MayAsync(Guid actorId, Guid accountId, CancellationToken cancellationToken)
    {
        await using var context = _contexts.CreateDbContext();
        var units = (await AdminGate.AdmitAsync(context, actorId, cancellationToken)).UnitIds;
        return _directory.Current.Accounts.TryGetValue(accountId, out var account) && account is { Kind: ChannelKind.WeChat, WeChat: not null } && units.Contains(account.OrgUnitId);
    }

    private static ChangeOutcome Refused(string code, object? argument = null) => new(Guid.Empty, [new("", code, argument)]);
}
