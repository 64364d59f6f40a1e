using System.Collections.Frozen;
using System.Security.Cryptography;
using Imcc.Core.Channels;
using Imcc.Core.Channels.WeChat;
using Imcc.Core.Organisation;
using Imcc.Infrastructure.Replies;
using Imcc.Infrastructure.Reasons;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Directory = Imcc.Core.Organisation.Directory;

namespace Imcc.Infrastructure.Organisation;

/// <summary>Reads the whole directory out of its database. One damaged row costs its own settings, not the others'.</summary>
internal sealed partial class DirectoryReader(
    IDbContextFactory<DirectoryContext> contexts, StoredJson json, SecretSeal seal, AccountConnections connections, PublicAddress address, ILogger<DirectoryReader> logger)
{
    public async Task<DirectorySnapshot> ReadAsync(CancellationToken cancellationToken)
    {
        await using var context = contexts.CreateDbContext();
        // The version first: what is changed while we read makes a higher one, and is read again.
        var version = await context.Versions.AsNoTracking().Select(v => v.Version).SingleAsync(cancellationToken);
        var units = await context.OrgUnits.AsNoTracking().Select(u => new OrgUnit(u.Id, u.ParentId, u.Name)).ToListAsync(cancellationToken);
        var groups = await context.SkillGroups.AsNoTracking().ToListAsync(cancellationToken);
        var accounts = await context.Accounts.AsNoTracking().ToListAsync(cancellationToken);
        var users = await context.Users.AsNoTracking().ToListAsync(cancellationToken);
        var leads = await LeadsAsync(context, cancellationToken);
        var agents = await context.Agents.AsNoTracking().Include(a => a.Skills).ToDictionaryAsync(a => a.Id, cancellationToken);
        var keys = await context.ApiKeys.AsNoTracking().Where(k => k.RevokedAt == null).ToListAsync(cancellationToken);
        var calendars = await context.Calendars.AsNoTracking().ToListAsync(cancellationToken);
        var tiers = await context.VipTiers.AsNoTracking().ToListAsync(cancellationToken);
        var tags = await context.Tags.AsNoTracking().ToListAsync(cancellationToken);
        var reasons = await context.PresenceReasons.AsNoTracking().ToListAsync(cancellationToken);
        var replies = await context.QuickReplies.AsNoTracking().Where(r => r.AgentId == null).ToListAsync(cancellationToken);
        var words = await context.SensitiveWords.AsNoTracking().ToListAsync(cancellationToken);
        var privacy = await context.Privacy.AsNoTracking().SingleOrDefaultAsync(cancellationToken);
        var supervision = await context.Supervision.AsNoTracking().SingleOrDefaultAsync(cancellationToken);
        var tree = await ReasonVersionRow.PublishedAsync(context, cancellationToken);
        var attributes = await context.CustomerAttributes.AsNoTracking().ToListAsync(cancellationToken);
        var sources = await context.CustomerSources.AsNoTracking().ToListAsync(cancellationToken);
        var links = await context.CustomerLinks.AsNoTracking().ToListAsync(cancellationToken);
        var known = groups.Select(g => g.Id).ToHashSet();
        var directory = new Directory(
            version,
            [.. accounts.Select(ToAccount)],
            [.. groups.Select(g => g.ToGroup(json))],
            [.. users.Where(u => agents.ContainsKey(u.Id)).Select(u => ToAgent(u, agents[u.Id], known, leads))])
        {
            Calendars = calendars.Select(c => c.ToCalendar(json)).OfType<OpeningCalendar>().ToFrozenDictionary(c => c.Id),
            VipTiers = VipTierRow.AllOf(tiers),
            Tags = tags.ToFrozenDictionary(t => t.Id, t => t.ToTag()),
            Replies = new([.. QuickReplyRow.InOrder(replies).Select(r => r.ToReply())]),
            Words = new([.. words.Select(w => w.ToWord())]),
            Reasons = tree,
            Attributes = [.. attributes.OrderBy(a => a.Position).ThenBy(a => a.CreatedAt).ThenBy(a => a.Id).Select(a => a.ToAttribute())],
            Sources = [.. sources.Select(s => s.ToSource())],
            Links = [.. links.OrderBy(l => l.CreatedAt).ThenBy(l => l.Id).Select(l => l.ToLink())],
            PresenceReasons = [.. reasons.OrderBy(r => r.Position).ThenBy(r => r.CreatedAt).ThenBy(r => r.Id).Select(r => r.ToReason())],
            Privacy = privacy?.ToRules(json) ?? new(),
            Supervision = supervision?.ToRules(json) ?? new(),
            Units = new(units.ToFrozenDictionary(u => u.Id, u => u.ParentId)),
        };
        return new(
            directory,
            new OrgTree(units),
            users.ToFrozenDictionary(u => u.Id, u => new DirectoryPerson(u.Enabled, u.SecurityStamp)),
            keys.ToFrozenDictionary(
                k => k.Hash,
                k => new ApiKeyHolder(k.Id, k.Name, k.Scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries), k.AgentId, k.OrgUnitId) { ExpiresAt = k.ExpiresAt },
                StringComparer.Ordinal));
    }

    private static async Task<HashSet<Guid>> LeadsAsync(DirectoryContext context, CancellationToken cancellationToken) =>
        [.. await context.UserRoles
            .Join(context.Roles.Where(r => r.Name == Role.Lead || r.Name == Role.Admin), m => m.RoleId, r => r.Id, (m, r) => m.UserId)
            .ToListAsync(cancellationToken)];

    private static Agent ToAgent(ImccUser user, AgentRow agent, HashSet<Guid> groups, HashSet<Guid> leads) => new()
    {
        Id = user.Id,
        UserName = user.UserName!,
        DisplayName = user.DisplayName,
        OrgUnitId = user.OrgUnitId,
        Enabled = user.Enabled,
        Capacity = agent.Capacity,
        Skills = [.. agent.Skills.Where(s => groups.Contains(s.GroupId)).OrderBy(s => s.GroupId).Select(s => new Skill(s.GroupId, s.Level, s.Weight))],
        IsLead = leads.Contains(user.Id),
    };

    private ChannelAccount ToAccount(AccountRow row)
    {
        var account = new ChannelAccount
        {
            Id = row.Id,
            Key = row.Key,
            Kind = row.Kind,
            Name = row.Name,
            OrgUnitId = row.OrgUnitId,
            SkillGroupId = row.SkillGroupId,
            Enabled = row.Enabled,
            Texts = json.Read<ReceptionTexts>(row.Texts, AccountRowMapping.Table, row.Id),
            VipTier = row.VipTier,
        };
        try
        {
            if (row.Kind is not ChannelKind.WeChat)
                return account with { Connection = connections.Open(row) };
            var settings = json.Read<AccountSettings>(row.Settings, AccountRowMapping.Table, row.Id);
            var secrets = seal.Open(row.Id, row.Secrets);
            return account with
            {
                WeChat = new WeChatSettings
                {
                    AppId = settings.AppId,
                    ApiBase = address.Resolve(settings.ApiBase),
                    AppSecret = secrets.AppSecret,
                    Token = secrets.Token,
                    EncodingAesKey = secrets.EncodingAesKey,
                    PreviousAesKey = secrets.PreviousAesKey,
                    HandsOver = settings.HandsOver,
                    ShownAs = settings.ShownAs,
                },
            };
        }
        catch (CryptographicException e)
        {
            // The others must go on; and a webhook that cannot check signatures must not take anything.
            LogSecretsLost(e, row.Key);
            return account with { Enabled = false };
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The secrets of account {AccountKey} cannot be opened; it stays off until they are entered again")]
    private partial void LogSecretsLost(Exception e, string accountKey);
}
