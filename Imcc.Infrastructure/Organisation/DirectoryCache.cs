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
    private readonly DirectoryReader _reader;
    private readonly ILogger<DirectoryCache> _logger;
    private readonly SemaphoreSlim _loading = new(1);
    private volatile DirectorySnapshot _snapshot = DirectorySnapshot.Empty;

    internal DirectoryCache(IDbContextFactory<DirectoryContext> contexts, DirectoryReader reader, ILogger<DirectoryCache> logger) =>
        (_contexts, _reader, _logger) = (contexts, reader, logger);

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
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
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
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
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
            var next = await _reader.ReadAsync(cancellationToken);
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

    [LoggerMessage(Level = LogLevel.Error, Message = "The directory could not be reloaded; the former one stays in force")]
    private partial void LogReloadFailed(Exception e);

    [LoggerMessage(Level = LogLevel.Error, Message = "A listener to changes of the directory failed")]
    private partial void LogListenerFailed(Exception e);
}
