using System.Text.Json;
using Imcc.Core.Channels;
using Imcc.Core.Organisation;
using Imcc.Infrastructure.Organisation;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Imcc.Infrastructure.Demo;

/// <summary>
/// Makes what the demo needs and is not there yet; what a person has changed since stays as it is. When the demo is off, its API key is
/// taken back and its people, if there are any left in the database, cannot sign in.
/// </summary>
internal sealed class DemoSeed(IOptions<DemoOptions> options, DirectoryChange change, SecretSeal seal, AccountConnections connections, IEnumerable<DemoAccount> further)
{
    public const string HeadOffice = "总行";
    public const string KeyName = "演示密钥";
    internal const string WeChatKey = "demo";
    internal const string WebChatKey = "web";
    internal const string PersonalBanking = "个人业务";
    internal const string CreditCards = "信用卡";
    private const string Guests = "贵宾服务";

    private readonly List<DemoAccount> _further = [.. further];

    public async Task ApplyAsync(CancellationToken cancellationToken)
    {
        if (!options.Value.Enabled)
        {
            await change.MakeAsync(null, unit => CloseAsync(unit, cancellationToken), cancellationToken);
            return;
        }

        var outcome = await change.MakeAsync(
            null,
            async unit =>
            {
                await SeedAsync(unit, cancellationToken);
                return Guid.Empty;
            },
            cancellationToken);
        if (!outcome.Made)
            throw new InvalidOperationException("The demo could not be set up: " + string.Join(", ", outcome.Problems));
    }

    private async Task SeedAsync(ChangeUnit unit, CancellationToken cancellationToken)
    {
        var branches = new Dictionary<string, Guid>
        {
            [HeadOffice] = OrgUnitRow.RootId,
            ["上海分行"] = await BranchAsync(unit, "上海分行", cancellationToken),
            ["深圳分行"] = await BranchAsync(unit, "深圳分行", cancellationToken),
        };
        var calendar = await DemoSettings.CalendarsAsync(unit, cancellationToken);
        await DemoSettings.TiersAsync(unit, cancellationToken);
        await DemoSettings.TagsAsync(unit, cancellationToken);
        await DemoSettings.ReasonsAsync(unit, cancellationToken);
        await DemoCustomers.SeedAsync(unit, cancellationToken);
        var (personal, _) = await GroupAsync(unit, PersonalBanking, autoAccept: false, 0, row => DemoSettings.BeFor(row, RankingNames.LongestIdle), cancellationToken);
        var (cards, _) = await GroupAsync(unit, CreditCards, autoAccept: true, 1, row => DemoSettings.BeFor(row, RankingNames.Even), cancellationToken);
        var (guests, isNew) = await GroupAsync(unit, Guests, autoAccept: false, 2, row => DemoSettings.BeForGuests(row, calendar, personal), cancellationToken);
        await DemoReasons.PublishAsync(unit, cards, cancellationToken);
        foreach (var person in DemoPeople.All)
            await PersonAsync(unit, person, branches[person.OrgUnit], [personal, cards], cancellationToken);
        if (isNew)
            await ServeGuestsAsync(unit, guests);
        await DemoReplies.SeedAsync(unit, cancellationToken);
        await WeChatAsync(unit, personal, cancellationToken);
        await WebChatAsync(unit, cards, cancellationToken);
        foreach (var account in _further)
            await FurtherAsync(unit, account, personal, cancellationToken);
        var accounts = await AccountsAsync(unit, cancellationToken);
        await DemoArticles.SeedAsync(unit, accounts, cancellationToken);
        await DemoFlows.SeedAsync(unit, personal, cards, cancellationToken);
        await DemoKeywords.SeedAsync(unit, personal, cards, accounts, cancellationToken);
        await DemoQuality.SeedAsync(unit, cancellationToken);
        await DemoAlerts.SeedAsync(unit, cancellationToken);
        await DemoShifts.SeedAsync(unit, personal, options.Value.PastDays, cancellationToken);
        await KeyAsync(unit, cancellationToken);
    }

    /// <summary>The demo's own accounts: what the demo bank knows, it says to its own customers only.</summary>
    private async Task<IReadOnlyList<Guid>> AccountsAsync(ChangeUnit unit, CancellationToken cancellationToken)
    {
        string[] own = [WeChatKey, WebChatKey, .. _further.Select(a => a.Key)];
        await unit.Context.Accounts.Where(a => own.Contains(a.Key)).LoadAsync(cancellationToken);
        return [.. unit.Context.Accounts.Local.Where(a => own.Contains(a.Key)).Select(a => a.Id)];
    }

    private static async Task<Guid> BranchAsync(ChangeUnit unit, string name, CancellationToken cancellationToken)
    {
        var row = await unit.Context.OrgUnits.FirstOrDefaultAsync(u => u.Name == name && u.ParentId == OrgUnitRow.RootId, cancellationToken);
        if (row is null)
        {
            row = new OrgUnitRow { Id = Guid.CreateVersion7(unit.Now), ParentId = OrgUnitRow.RootId, Name = name };
            unit.Context.OrgUnits.Add(row);
        }

        return row.Id;
    }

    private static async Task<(Guid Id, bool IsNew)> GroupAsync(
        ChangeUnit unit, string name, bool autoAccept, int order, Action<SkillGroupRow> settle, CancellationToken cancellationToken)
    {
        if (await unit.Context.SkillGroups.FirstOrDefaultAsync(g => g.Name == name, cancellationToken) is { } known)
            return (known.Id, false);
        var at = unit.Now.AddMilliseconds(order);
        var row = new SkillGroupRow { Id = Guid.CreateVersion7(at), Name = name, OrgUnitId = OrgUnitRow.RootId, AutoAccept = autoAccept, CreatedAt = at };
        settle(row);
        unit.Context.SkillGroups.Add(row);
        unit.Audit("group.created", row.Id, name, "by demo");
        return (row.Id, true);
    }

    private static async Task ServeGuestsAsync(ChangeUnit unit, Guid group)
    {
        foreach (var person in DemoPeople.All.Where(p => p.Level >= 7))
        {
            if (await unit.Users.FindByNameAsync(person.UserName) is { } user && await unit.Context.Agents.FindAsync(user.Id) is not null)
                unit.Context.AgentSkills.Add(new() { AgentId = user.Id, GroupId = group, Level = person.Level, Weight = 1 });
        }
    }

    private static async Task PersonAsync(ChangeUnit unit, DemoPerson person, Guid orgUnit, Guid[] groups, CancellationToken cancellationToken)
    {
        if (await unit.Users.FindByNameAsync(person.UserName) is { } known)
        {
            // Came back from a start without the demo.
            if (known.LockoutEnd == DateTimeOffset.MaxValue)
                await unit.Users.SetLockoutEndDateAsync(known, null);
            return;
        }

        var user = new ImccUser
        {
            Id = Guid.CreateVersion7(unit.Now),
            UserName = person.UserName,
            DisplayName = person.DisplayName,
            OrgUnitId = orgUnit,
            CreatedAt = unit.Now,
        };
        var result = await unit.Users.CreateAsync(user, DemoPeople.Password);
        if (result.Succeeded)
            result = await unit.Users.AddToRoleAsync(user, person.Role);
        unit.Take(person.UserName, result);
        if (!result.Succeeded || person.Role is Role.Editor)
            return;
        unit.Context.Agents.Add(new AgentRow
        {
            Id = user.Id,
            Capacity = person.Capacity,
            Skills = person.Level == 0 ? [] : [.. groups.Select(g => new AgentSkillRow { AgentId = user.Id, GroupId = g, Level = person.Level, Weight = 1 })],
        });
        unit.Audit("user.created", user.Id, person.UserName, "by demo");
    }

    private async Task WeChatAsync(ChangeUnit unit, Guid group, CancellationToken cancellationToken)
    {
        const string key = WeChatKey;
        if (await unit.Context.Accounts.AnyAsync(a => a.Key == key, cancellationToken))
            return;
        var id = Guid.CreateVersion7(unit.Now);
        var texts = Texts("您好，欢迎关注云软银行！请直接留言，我们的客服将为您服务。");
        Add(unit, id, key, ChannelKind.WeChat, "云软银行", group, texts, row =>
        {
            row.Settings = JsonSerializer.Serialize(new AccountSettings("wxdemo" + Guid.CreateVersion7(unit.Now).ToString("N")[20..], "/simulator/wechat"), DirectoryJson.Options);
            row.Secrets = seal.Seal(id, new AccountSecrets(AccountRules.NewToken(), AccountRules.NewToken(), AccountRules.NewEncodingAesKey()));
        });
    }

    private static async Task WebChatAsync(ChangeUnit unit, Guid group, CancellationToken cancellationToken)
    {
        const string key = WebChatKey;
        if (await unit.Context.Accounts.AnyAsync(a => a.Key == key, cancellationToken))
            return;
        Add(unit, Guid.CreateVersion7(unit.Now), key, ChannelKind.WebChat, "云软银行在线客服", group, Texts("您好，这里是云软银行在线客服，请问有什么可以帮您？"), _ => { });
    }

    private async Task FurtherAsync(ChangeUnit unit, DemoAccount account, Guid group, CancellationToken cancellationToken)
    {
        if (connections.FormOf(account.Kind) is not { } form || await unit.Context.Accounts.AnyAsync(a => a.Key == account.Key, cancellationToken))
            return;
        Add(unit, Guid.CreateVersion7(unit.Now), account.Key, account.Kind, account.Name, group, Texts(""), row => connections.Write(row, form, account.Values()));
    }

    private static ReceptionTexts Texts(string welcome) => new()
    {
        Welcome = welcome,
        Queued = "正在为您转接人工客服，请稍候，您前面还有 {ahead} 位，预计等待 {wait} 分钟。",
        StillWaiting = "客服正忙，您前面还有 {ahead} 位，预计还需 {wait} 分钟，请再稍候。",
        Transferred = "正在为您转接{group}{agent}，请稍候。",
        Greeting = "您好，客服{agent}为您服务，请问有什么可以帮您？",
        Farewell = "感谢您的咨询，祝您生活愉快！",
    };

    private static void Add(ChangeUnit unit, Guid id, string key, ChannelKind kind, string name, Guid group, ReceptionTexts texts, Action<AccountRow> connect)
    {
        var row = new AccountRow
        {
            Id = id,
            Key = key,
            Kind = kind,
            Name = name,
            OrgUnitId = OrgUnitRow.RootId,
            SkillGroupId = group,
            Texts = JsonSerializer.Serialize(texts, DirectoryJson.Options),
            CreatedAt = unit.Now,
        };
        connect(row);
        unit.Context.Accounts.Add(row);
        unit.Audit("account.created", id, key, "by demo");
    }

    private async Task KeyAsync(ChangeUnit unit, CancellationToken cancellationToken)
    {
        var hash = string.IsNullOrEmpty(options.Value.ApiKey) ? "" : ApiKeySecret.HashOf(options.Value.ApiKey);
        await TakeBackKeysAsync(unit, hash, cancellationToken);
        if (hash.Length == 0)
            return;
        var row = await unit.Context.ApiKeys.SingleOrDefaultAsync(k => k.Hash == hash, cancellationToken);
        if (row is null)
        {
            row = new ApiKeyRow
            {
                Id = Guid.CreateVersion7(unit.Now),
                Name = KeyName,
                Prefix = ApiKeySecret.PrefixOf(options.Value.ApiKey!),
                Hash = hash,
                OrgUnitId = OrgUnitRow.RootId,
                CreatedAt = unit.Now,
                CreatedBy = "system",
            };
            unit.Context.ApiKeys.Add(row);
        }

        row.Scopes = string.Join(' ', ApiScope.All);
        row.RevokedAt = null;
    }

    private static async Task<Guid> CloseAsync(ChangeUnit unit, CancellationToken cancellationToken)
    {
        await TakeBackKeysAsync(unit, "", cancellationToken);
        // Known names with a known password: whoever still has that password must not get in.
        foreach (var person in DemoPeople.All)
        {
            if (await unit.Users.FindByNameAsync(person.UserName) is { } user && user.LockoutEnd != DateTimeOffset.MaxValue && await unit.Users.CheckPasswordAsync(user, DemoPeople.Password))
            {
                user.LockoutEnd = DateTimeOffset.MaxValue;
                await unit.Users.UpdateSecurityStampAsync(user);
                unit.Audit("user.locked", user.Id, person.UserName, "demo is off, password is the demo's");
            }
        }

        return Guid.Empty;
    }

    private static async Task TakeBackKeysAsync(ChangeUnit unit, string except, CancellationToken cancellationToken)
    {
        foreach (var key in await unit.Context.ApiKeys.Where(k => k.Name == KeyName && k.CreatedBy == "system" && k.RevokedAt == null && k.Hash != except).ToListAsync(cancellationToken))
        {
            key.RevokedAt = unit.Now;
            unit.Audit("key.revoked", key.Id, key.Name, "by demo");
        }
    }
}
