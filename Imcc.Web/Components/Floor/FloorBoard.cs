using Imcc.Core.Desk;
using Imcc.Infrastructure.Live;
using Directory = Imcc.Core.Organisation.Directory;

namespace Imcc.Web.Components.Floor;

/// <summary>
/// One look at the floor for all pages of this process that show it: twenty supervisors who watch cost one reading a second. Whoever
/// is no lead gets their answer from <see cref="ISupervision"/> itself, never from what others have read.
/// </summary>
public sealed class FloorBoard : IDisposable
{
    // A little less than the second at which pages ask, so that each of their looks is a new one.
    private static readonly TimeSpan Fresh = TimeSpan.FromMilliseconds(900);

    private readonly ISupervision _supervision;
    private readonly Func<Directory> _directory;
    private readonly TimeProvider _time;
    private readonly IDisposable _subscription;
    private readonly SemaphoreSlim _turn = new(1);
    // Each unit's leads see their own floor.
    private readonly Dictionary<Guid, (FloorView? View, DateTimeOffset ReadAt, int Changes)> _last = [];
    private int _changes;
    private volatile bool _isStopping;

    public FloorBoard(ISupervision supervision, Func<Directory> directory, LiveFeed feed, TimeProvider time)
    {
        (_supervision, _directory, _time) = (supervision, directory, time);
        _subscription = feed.Subscribe(Topic.Floor, _ => Changed());
    }

    /// <summary>Something happened that is to be looked at now.</summary>
    public event Action? News;

    /// <summary>The host stops: whatever a look ends with now says nothing of the floor.</summary>
    public bool IsStopping => _isStopping;

    /// <returns>Null: this person is no lead.</returns>
    public async Task<FloorView?> LookAsync(Guid viewerId, CancellationToken cancellationToken)
    {
        if (!_directory().Agents.TryGetValue(viewerId, out var viewer) || viewer is not { Enabled: true, IsLead: true })
            return await _supervision.FloorAsync(viewerId, cancellationToken);
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var unit = viewer.OrgUnitId;
            var (known, readAt, seen) = _last.GetValueOrDefault(unit);
            var age = _time.GetUtcNow() - readAt;
            if (known is not null && seen == Volatile.Read(ref _changes) && age >= TimeSpan.Zero && age < Fresh)
                return known;
            // What cannot be read now is not known, whatever was known before.
            _last.Remove(unit);
            // Noted before: what happens while it is read makes it old at once.
            var (started, changes) = (_time.GetUtcNow(), Volatile.Read(ref _changes));
            var view = await _supervision.FloorAsync(viewerId, cancellationToken);
            _last[unit] = (view, started, changes);
            return view;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>What was read is no longer true.</summary>
    public void Changed()
    {
        Interlocked.Increment(ref _changes);
        News?.Invoke();
    }

    public void Dispose()
    {
        _isStopping = true;
        _subscription.Dispose();
        _turn.Dispose();
    }
}
