using Imcc.Core.Channels;
using Imcc.Core.Channels.WeChat;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Channels.WeChat;

/// <summary>Which official accounts an administrator may work on, and with what settings they are reached.</summary>
public sealed class OfficialAccounts
{
    private readonly IDbContextFactory<DirectoryContext> _contexts;
    private readonly DirectoryCache _directory;

    internal OfficialAccounts(IDbContextFactory<DirectoryContext> contexts, DirectoryCache directory) => (_contexts, _directory) = (contexts, directory);

    /// <summary>Those of the actor's units, by key.</summary>
    public async Task<IReadOnlyList<OfficialAccount>> ListAsync(Guid actorId, CancellationToken cancellationToken = default)
    {
        await using var context = _contexts.CreateDbContext();
        var rights = await AdminGate.AdmitAsync(context, actorId, cancellationToken);
        return [.. _directory.Current.Accounts.Values.Where(a => a.Kind == ChannelKind.WeChat && rights.UnitIds.Contains(a.OrgUnitId))
            .OrderBy(a => a.Key, StringComparer.Ordinal).Select(a => new OfficialAccount(a.Id, a.Key, a.Name, a.Enabled, a.WeChat is not null))];
    }

    /// <returns>Null: there is none, it is not in the actor's units, or its secrets cannot be read.</returns>
    internal async Task<(ChannelAccount Account, WeChatSettings Settings)?> FindAsync(Guid actorId, Guid accountId, CancellationToken cancellationToken)
    {
        await using var context = _contexts.CreateDbContext();
        var rights = await AdminGate.AdmitAsync(context, actorId, cancellationToken);
        return _directory.Current.Accounts.GetValueOrDefault(accountId) is { Kind: ChannelKind.WeChat, WeChat: { } settings } account && rights.UnitIds.Contains(account.OrgUnitId)
            ? (account, settings)
            : null;
    }
}

/// <param name="IsConnected">Its connection is set up.</param>
public sealed record OfficialAccount(Guid Id, string Key, string Name, bool Enabled, bool IsConnected);
