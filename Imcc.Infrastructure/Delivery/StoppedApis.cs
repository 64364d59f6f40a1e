using Imcc.Core.Delivery;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Delivery;

/// <inheritdoc cref="IStoppedApis"/>
internal sealed class StoppedApis(IDbContextFactory<DirectoryContext> contexts, ConversationStores stores, ApiStops stops, Outbox outbox, DirectoryCache directory, TimeProvider time) : IStoppedApis
{
    public async Task<IReadOnlyList<(Guid Id, string Name)>> AccountsAsync(Guid actorId, CancellationToken cancellationToken = default)
    {
        var (_, accounts) = await DeliveryRights.ReadAsync(contexts, actorId, cancellationToken);
        return [.. directory.Current.Accounts.Values.Where(a => accounts.Contains(a.Id)).OrderBy(a => a.Name, StringComparer.CurrentCulture).Select(a => (a.Id, a.Name))];
    }

    public async Task<IReadOnlyList<StoppedApi>> ListAsync(Guid actorId, CancellationToken cancellationToken = default)
    {
        var (_, accounts) = await DeliveryRights.ReadAsync(contexts, actorId, cancellationToken);
        var rows = (await stops.ReadAsync(cancellationToken)).Where(r => accounts.Contains(r.AccountId)).ToList();
        if (rows.Count == 0)
            return [];
        var stopped = rows.Select(r => r.AccountId).Distinct().ToList();
        var waiting = new Dictionary<Guid, int>();
        foreach (var store in stores.All)
        {
            await using var context = store.Read();
            foreach (var count in await context.Deliveries.Where(d => d.State == DeliveryState.Pending && stopped.Contains(d.AccountId))
                .GroupBy(d => d.AccountId).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancellationToken))
                waiting[count.Key] = waiting.GetValueOrDefault(count.Key) + count.Count;
        }

        return [.. rows.Select(r => new StoppedApi(r.AccountId, r.Api, r.Kind, r.Reason, r.Since, r.Until, waiting.GetValueOrDefault(r.AccountId)))];
    }

    public async Task<bool> TryAgainAsync(Guid actorId, Guid accountId, string api, CancellationToken cancellationToken = default)
    {
        var (actor, accounts) = await DeliveryRights.ReadAsync(contexts, actorId, cancellationToken);
        if (!accounts.Contains(accountId) || !await stops.LiftAsync(accountId, api, cancellationToken))
            return false;
        await DeliveryRights.NoteAsync(contexts, actor, "delivery.resumed", accountId, api, "", time.GetUtcNow(), CancellationToken.None);
        await outbox.ReleaseAsync(accountId, CancellationToken.None);
        return true;
    }
}
