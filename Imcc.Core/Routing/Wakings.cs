namespace Imcc.Core.Routing;

/// <summary>What is to be looked at again without anything having happened. What was scheduled before a change of phase is void.</summary>
internal sealed class Wakings
{
    private readonly PriorityQueue<(Standing Standing, long Ticket), DateTimeOffset> _queue = new();

    public DateTimeOffset? DueAt => TryPeek(out _, out var at) ? at : null;

    public void Schedule(Standing standing, DateTimeOffset at)
    {
        if (standing.WakesAt <= at)
            return;
        standing.WakesAt = at;
        _queue.Enqueue((standing, standing.Ticket), at);
    }

    public bool TryWake(DateTimeOffset now, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Standing? standing)
    {
        if (!TryPeek(out standing, out var at) || at > now)
            return false;
        _queue.Dequeue();
        standing.WakesAt = null;
        return true;
    }

    private bool TryPeek([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Standing? standing, out DateTimeOffset at)
    {
        while (_queue.TryPeek(out var waking, out at))
        {
            standing = waking.Standing;
            if (standing.Ticket == waking.Ticket)
                return true;
            _queue.Dequeue();
        }

        standing = null;
        return false;
    }
}
