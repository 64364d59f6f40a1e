namespace Imcc.Core.Delivery;

/// <summary>The interfaces of accounts that nothing goes through for now, and why.</summary>
public interface IStoppedApis
{
    /// <summary>The accounts that the actor looks after, by name.</summary>
    /// <exception cref="UnauthorizedAccessException">The actor may not see any.</exception>
    Task<IReadOnlyList<(Guid Id, string Name)>> AccountsAsync(Guid actorId, CancellationToken cancellationToken = default);

    /// <exception cref="UnauthorizedAccessException">The actor may not see any.</exception>
    Task<IReadOnlyList<StoppedApi>> ListAsync(Guid actorId, CancellationToken cancellationToken = default);

    /// <summary>Lets it go on now: whatever waits for it is sent; audited.</summary>
    /// <returns>False: it is not stopped (any more), or the actor may not see it.</returns>
    Task<bool> TryAgainAsync(Guid actorId, Guid accountId, string api, CancellationToken cancellationToken = default);
}

/// <param name="Until">Null: until somebody has put it right.</param>
/// <param name="Waiting">Messages of conversations that wait for it.</param>
public sealed record StoppedApi(Guid AccountId, string Api, RefusalKind Kind, string Reason, DateTimeOffset Since, DateTimeOffset? Until, int Waiting);
