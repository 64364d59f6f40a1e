using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Imcc.Core.Channels;
using Imcc.Core.Delivery;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Delivery;

/// <summary>What is stopped, as this node knows it: noted at once here, in the rows a moment later, and read from there for what other nodes have met.</summary>
internal sealed partial class ApiStops(ConversationStores stores, DirectoryCache directory, TimeProvider time, ILogger<ApiStops> logger)
{
    private ConcurrentDictionary<LaneKey, ApiStopRow> _known = new();
    private readonly ConcurrentDictionary<LaneKey, Task> _writing = new();

    /// <summary>Something was stopped, or goes on.</summary>
    public event Action? Changed;

    public ApiStop? Find(Guid accountId, string api) =>
        _known.TryGetValue(new(accountId, api), out var row) && IsInForce(row) ? row.ToStop() : null;

    /// <summary>From now on; stored in the background, for whoever met it cannot wait.</summary>
    public void Stop(Guid accountId, string api, ApiStop stop)
    {
        var key = new LaneKey(accountId, api);
        // A stop that waits for a person is not shortened by one that waits for a minute.
        if (_known.TryGetValue(key, out var known) && IsInForce(known) && (known.Until is null || known.Until >= stop.Until))
            return;
        var row = new ApiStopRow
        {
            AccountId = accountId,
            Api = api,
            Kind = stop.Kind,
            Reason = stop.Reason.Length <= 400 ? stop.Reason : stop.Reason[..400],
            Since = stop.Since,
            Until = stop.Until,
            Settings = SettingsOf(accountId),
            Revision = (known?.Revision ?? 0) + 1,
        };
        _known[key] = row;
        if (stop.Until is null)
            NeedsSomebody(directory.Current.Accounts.GetValueOrDefault(accountId)?.Key ?? "", api, stop.Reason);
        else
            Stopped(directory.Current.Accounts.GetValueOrDefault(accountId)?.Key ?? "", api, stop.Reason, stop.Until.Value);
        Changed?.Invoke();
        _writing.AddOrUpdate(key, _ => WriteAsync(row), (_, before) => before.ContinueWith(_ => WriteAsync(row), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default).Unwrap());
    }

    /// <summary>What stands in the rows by now; what is over is cleared away.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        await Task.WhenAll(_writing.Values);
        _writing.Clear();
        await using var context = stores.Home.Read();
        var rows = await context.ApiStops.ToListAsync(cancellationToken);
        foreach (var over in rows.Where(r => !IsInForce(r)))
            await stores.Home.Writer.CommitAsync(new WriteUnit().Require(over, over.Revision).Delete(over));
        var next = new ConcurrentDictionary<LaneKey, ApiStopRow>(rows.Where(IsInForce).Select(r => KeyValuePair.Create(new LaneKey(r.AccountId, r.Api), r)));
        // What was met while this was read is not in the rows yet.
        foreach (var (key, row) in _known)
        {
            if (_writing.ContainsKey(key))
                next.TryAdd(key, row);
        }

        var isChanged = next.Count != _known.Count || next.Any(n => !_known.TryGetValue(n.Key, out var k) || k != n.Value);
        _known = next;
        if (isChanged)
            Changed?.Invoke();
    }

    /// <returns>False: it is not stopped.</returns>
    public async Task<bool> LiftAsync(Guid accountId, string api, CancellationToken cancellationToken)
    {
        var wasKnown = _known.TryRemove(new(accountId, api), out _);
        await using var context = stores.Home.Read();
        var row = await context.ApiStops.SingleOrDefaultAsync(s => s.AccountId == accountId && s.Api == api, cancellationToken);
        if (row is not null)
            await stores.Home.Writer.CommitAsync(new WriteUnit().Delete(row));
        if (wasKnown || row is not null)
            Changed?.Invoke();
        return wasKnown || row is not null;
    }

    public async Task<IReadOnlyList<ApiStopRow>> ReadAsync(CancellationToken cancellationToken)
    {
        await using var context = stores.Home.Read();
        return [.. (await context.ApiStops.ToListAsync(cancellationToken)).Where(IsInForce).OrderByDescending(s => s.Since)];
    }

    private bool IsInForce(ApiStopRow row) => row.Until is { } until ? until > time.GetUtcNow() : row.Settings == SettingsOf(row.AccountId);

    private async Task WriteAsync(ApiStopRow row)
    {
        try
        {
            await using var context = stores.Home.Read();
            var stored = await context.ApiStops.SingleOrDefaultAsync(s => s.AccountId == row.AccountId && s.Api == row.Api);
            await stores.Home.Writer.CommitAsync(stored is null
                ? new WriteUnit().Insert(row)
                : new WriteUnit().Update(row with { Revision = stored.Revision + 1 }, stored.Revision));
        }
        catch (Exception e) when (e is System.Data.Common.DbException or StoreOverloadedException or InvalidOperationException or TimeoutException)
        {
            // This node knows it all the same; another one, or this one after a restart, meets it again.
            NotStored(e, row.Api);
        }
    }

    /// <summary>A print of all that connects the account, from which nothing can be read.</summary>
    private string SettingsOf(Guid accountId)
    {
        if (!directory.Current.Accounts.TryGetValue(accountId, out var account))
            return "";
        var text = new StringBuilder();
        if (account.WeChat is { } weChat)
            text.AppendJoin('\n', weChat.AppId, weChat.AppSecret, weChat.ApiBase);
        foreach (var (name, value) in account.Connection.Values.OrderBy(v => v.Key, StringComparer.Ordinal))
            text.Append('\n').Append(name).Append('=').Append(value);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..32];
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Api} of account {Account} is stopped until somebody puts it right: {Reason}")]
    private partial void NeedsSomebody(string account, string api, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Api} of account {Account} is stopped until {Until}: {Reason}")]
    private partial void Stopped(string account, string api, string reason, DateTimeOffset until);

    [LoggerMessage(Level = LogLevel.Warning, Message = "That {Api} is stopped could not be stored")]
    private partial void NotStored(Exception exception, string api);
}
