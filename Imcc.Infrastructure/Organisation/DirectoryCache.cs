using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text.Json;
using Imcc.Core.Channels;
using Imcc.Core.Channels.WeChat;
using Imcc.Core.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Directory = Imcc.Core.Organisation.Directory;

namespace Imcc.Infrastructure.Organisation;

/// <summary>
/// The directory in memory, as one value that is replaced as a whole. Loaded before the host takes calls, again after each change on this
/// node at once, and within two seconds after a change on another. A reload that fails keeps what is there.
/// </summary>
public sealed partial class DirectoryCache : IDisposable
{
    private readonly IDbContextFactory<DirectoryContext> _contexts;
    private readonly SecretSeal _seal;
    private readonly PublicAddress _address;
    private readonly ILogger<DirectoryCache> _logger;
    private readonly SemaphoreSlim _loading = new(1);
    private volatile Snapshot _snapshot = Snapshot.Empty;

    internal DirectoryCache(IDbContextFactory<DirectoryContext> contexts, SecretSeal seal, PublicAddress address, ILogger<DirectoryCache> logger)
    {
        _contexts = contexts;
        _seal = seal;
        _address = address;
        _logger = logger;
    }

    /// <summary>Heard after <see cref="Current"/> is another; called one at a time, must not block.</summary>
    public event Action<Directory>? Changed;

    public Directory Current => _snapshot.Directory;

    public OrgTree OrgTree => _snapshot.OrgTree;

    public void Dispose() => _loading.Dispose();

    /// <summary>Who holds this key, if it is valid now.</summary>
    public ApiKeyHolder? FindKey(string key, DateTimeOffset now)
    {
        if (key.Length is 0 or > ApiKeySecret.MaxLength || !_snapshot.Keys.TryGetValue(ApiKeySecret.HashOf(key), out var holder) || holder.ExpiresAt <= now)
            return null;
        // A key works no longer than the agent it is bound to.
        return holder.AgentId is { } agent && !(_snapshot.People.TryGetValue(agent, out var person) && person.Enabled) ? null : holder;
    }

    /// <summary>Whether a sign-in with this stamp still holds, as far as this node knows.</summary>
    public bool IsCurrent(Guid userId, string? securityStamp) =>
        _snapshot.People.TryGetValue(userId, out var person) && person.Enabled && person.SecurityStamp == securityStamp;

    /// <summary>Loads anew, whatever the version says.</summary>
    /// <returns>False: it failed, and the old value stands.</returns>
    public async Task<bool> ReloadAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            await LoadAsync(cancellationToken);
            return true;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogReloadFailed(e);
            return false;
        }
    }

    /// <summary>Loads when another node has changed something.</summary>
    internal async Task RefreshAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var context = _contexts.CreateDbContext();
            var version = await context.Versions.Select(v => v.Version).SingleAsync(cancellationToken);
            if (version == Current.Version)
                return;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogReloadFailed(e);
            return;
        }

        await ReloadAsync(cancellationToken);
    }

    internal async Task LoadAsync(CancellationToken cancellationToken)
    {
        await _loading.WaitAsync(cancellationToken);
        try
        {
            var next = await ReadAsync(cancellationToken);
            _snapshot = next;
            Tell(next.Directory);
        }
        finally
        {
            _loading.Release();
        }
    }

    private void Tell(Directory directory)
    {
        foreach (var listener in Changed?.GetInvocationList().Cast<Action<Directory>>() ?? [])
        {
            try
            {
                listener(directory);
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                // One listener's fault is not the others'.
                LogListenerFailed(e);
            }
        }
    }

    private async Task<Snapshot> ReadAsync(CancellationToken cancellationToken)
    {
        await using var context = _contexts.CreateDbContext();
        // The version first: what is changed while we read makes a higher one, and is read again.
        var version = await context.Versions.AsNoTracking().Select(v => v.Version).SingleAsync(cancellationToken);
        var units = await context.OrgUnits.AsNoTracking().Select(u => new OrgUnit(u.Id, u.ParentId, u.Name)).ToListAsync(cancellationToken);
        var groups = await context.SkillGroups.AsNoTracking().ToListAsync(cancellationToken);
        var accounts = await context.Accounts.AsNoTracking().ToListAsync(cancellationToken);
        var users = await context.Users.AsNoTracking().ToListAsync(cancellationToken);
        var agents = await context.Agents.AsNoTracking().Include(a => a.Skills).ToDictionaryAsync(a => a.Id, cancellationToken);
        var keys = await context.ApiKeys.AsNoTracking().Where(k => k.RevokedAt == null).ToListAsync(cancellationToken);
        var known = groups.Select(g => g.Id).ToHashSet();
        return new(
            new Directory(
                version,
                [.. accounts.Select(ToAccount)],
                [.. groups.Select(g => g.ToGroup())],
                [.. users.Where(u => agents.ContainsKey(u.Id)).Select(u => ToAgent(u, agents[u.Id], known))]),
            new OrgTree(units),
            users.ToFrozenDictionary(u => u.Id, u => new Person(u.Enabled, u.SecurityStamp)),
            keys.ToFrozenDictionary(
                k => k.Hash,
                k => new ApiKeyHolder(k.Id, k.Name, k.Scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries), k.AgentId, k.OrgUnitId) { ExpiresAt = k.ExpiresAt },
                StringComparer.Ordinal));
    }

    private static Agent ToAgent(ImccUser user, AgentRow agent, HashSet<Guid> groups) => new()
    {
        Id = user.Id,
        UserName = user.UserName!,
        DisplayName = user.DisplayName,
        OrgUnitId = user.OrgUnitId,
        Enabled = user.Enabled,
        Capacity = agent.Capacity,
        Skills = [.. agent.Skills.Where(s => groups.Contains(s.GroupId)).OrderBy(s => s.GroupId).Select(s => new Skill(s.GroupId, s.Level, s.Weight))],
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
            Texts = JsonSerializer.Deserialize<ReceptionTexts>(row.Texts, DirectoryJson.Options) ?? new(),
        };
        if (row.Kind is not ChannelKind.WeChat)
            return account;

        var settings = JsonSerializer.Deserialize<AccountSettings>(row.Settings, DirectoryJson.Options) ?? new();
        try
        {
            var secrets = _seal.Open(row.Id, row.Secrets);
            return account with
            {
                WeChat = new WeChatSettings
                {
                    AppId = settings.AppId,
                    ApiBase = _address.Resolve(settings.ApiBase),
                    AppSecret = secrets.AppSecret,
                    Token = secrets.Token,
                    EncodingAesKey = secrets.EncodingAesKey,
                    PreviousAesKey = secrets.PreviousAesKey,
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

    [LoggerMessage(Level = LogLevel.Error, Message = "The directory could not be reloaded; the former one stays in force")]
    private partial void LogReloadFailed(Exception e);

    [LoggerMessage(Level = LogLevel.Error, Message = "A listener to changes of the directory failed")]
    private partial void LogListenerFailed(Exception e);

    [LoggerMessage(Level = LogLevel.Error, Message = "The secrets of account {AccountKey} cannot be opened; it stays off until they are entered again")]
    private partial void LogSecretsLost(Exception e, string accountKey);

    private sealed record Person(bool Enabled, string? SecurityStamp);

    private sealed record Snapshot(Directory Directory, OrgTree OrgTree, FrozenDictionary<Guid, Person> People, FrozenDictionary<string, ApiKeyHolder> Keys)
    {
        public static readonly Snapshot Empty = new(
            Directory.Empty, new OrgTree([]), FrozenDictionary<Guid, Person>.Empty, FrozenDictionary<string, ApiKeyHolder>.Empty);
    }
}
