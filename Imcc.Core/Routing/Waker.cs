namespace Imcc.Core.Routing;

/// <summary>What happens by the mere passing of time: a wider ring, the end of a wait, an assignment that nobody answered.</summary>
internal sealed class Waker(Floor floor, Usher usher, Wakings wakings)
{
    /// <summary>The time has come for something that was scheduled.</summary>
    public void WakeUp(DateTimeOffset now)
    {
        while (wakings.TryWake(now, out var standing))
        {
            switch (standing.Phase)
            {
                case Phase.Waiting:
                    Advance(standing, now);
                    break;
                case Phase.Proposed:
                    // An assignment that nobody answered.
                    usher.TakeOut(standing, now);
                    usher.Wait(standing);
                    break;
                case Phase.Held when standing.Invited?.Until is { } until:
                    if (until <= now)
                        usher.Uninvite(standing, now);
                    else
                        wakings.Schedule(standing, until);
                    break;
            }
        }
    }

    /// <summary>Not assigned before then, and counted out of the line's limit until then.</summary>
    public void LeaveAlone(Standing standing, DateTimeOffset until)
    {
        usher.Move(standing, () => standing.NotBefore = until);
        wakings.Schedule(standing, until);
    }

    private void Advance(Standing standing, DateTimeOffset now)
    {
        var ring = Math.Max(standing.Ring, standing.Line!.Rings.After(now - standing.JoinedAt));
        var isFree = standing.NotBefore > DateTimeOffset.MinValue && standing.NotBefore <= now;
        if (ring != standing.Ring || isFree)
        {
            usher.Move(standing, () =>
            {
                standing.Ring = ring;
                if (isFree)
                    standing.NotBefore = DateTimeOffset.MinValue;
            });
        }
        else
        {
            floor.Consider(standing);
        }

        // One waking may have come before others that are still needed.
        if (standing.NotBefore > now)
            wakings.Schedule(standing, standing.NotBefore);
        if (standing.KeptUntil > now)
            wakings.Schedule(standing, standing.KeptUntil);
        usher.ScheduleRing(standing);
    }
}
