using System.Net;
using System.Threading.RateLimiting;

namespace Imcc.Web.SignIn;

/// <summary>
/// How often one address may fail to sign in: 20 times a minute. Successes do not count, because a whole branch may come from one address
/// in the morning. At most eight tries of one address are checked at a time, and one of one name.
/// </summary>
public sealed class SignInThrottle : IDisposable
{
    public const int FailuresAMinute = 20;

    private readonly PartitionedRateLimiter<string> _failures = PartitionedRateLimiter.Create<string, string>(address =>
        RateLimitPartition.GetFixedWindowLimiter(address, _ => new() { PermitLimit = FailuresAMinute, Window = TimeSpan.FromMinutes(1), QueueLimit = 0 }));

    private readonly PartitionedRateLimiter<string> _together = PartitionedRateLimiter.Create<string, string>(address =>
        RateLimitPartition.GetConcurrencyLimiter(address, _ => new() { PermitLimit = 8, QueueLimit = 200 }));

    // Names share locks by their hash: a fixed number, however many names are tried.
    private readonly SemaphoreSlim[] _names = [.. Enumerable.Range(0, 256).Select(_ => new SemaphoreSlim(1))];

    /// <summary>An IPv6 subscriber owns a whole /64.</summary>
    public static string AddressOf(IPAddress? address)
    {
        if (address is null)
            return "";
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return address.AddressFamily is System.Net.Sockets.AddressFamily.InterNetworkV6
            ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8))
            : address.ToString();
    }

    public async Task<Turn> EnterAsync(string address, string userName, CancellationToken cancellationToken)
    {
        var lease = await _together.AcquireAsync(address, 1, cancellationToken);
        if (!lease.IsAcquired || IsSpent(address))
            return new(this, address, lease, null);
        var name = _names[(uint)StringComparer.OrdinalIgnoreCase.GetHashCode(userName) % _names.Length];
        try
        {
            await name.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            lease.Dispose();
            throw;
        }

        // Others may have failed while this one waited for its turn.
        if (!IsSpent(address))
            return new(this, address, lease, name);
        name.Release();
        return new(this, address, lease, null);
    }

    public void Dispose()
    {
        _failures.Dispose();
        _together.Dispose();
        foreach (var name in _names)
            name.Dispose();
    }

    private bool IsSpent(string address) => _failures.GetStatistics(address) is { CurrentAvailablePermits: <= 0 };

    /// <summary>One try's turn; disposed when it is decided.</summary>
    public sealed class Turn : IDisposable
    {
        private readonly SignInThrottle _throttle;
        private readonly string _address;
        private readonly RateLimitLease _lease;
        private readonly SemaphoreSlim? _name;

        internal Turn(SignInThrottle throttle, string address, RateLimitLease lease, SemaphoreSlim? name) =>
            (_throttle, _address, _lease, _name) = (throttle, address, lease, name);

        public bool Admitted => _name is not null;

        public void Failed() => _throttle._failures.AttemptAcquire(_address).Dispose();

        public void Dispose()
        {
            _name?.Release();
            _lease.Dispose();
        }
    }
}
