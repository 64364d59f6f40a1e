namespace Imcc.Core.Routing;

/// <summary>How many of a line's members stand how, kept up with every change, so that no decision has to go through all of them.</summary>
internal sealed class MemberCounts
{
    private readonly Dictionary<int, int> _full = [];
    private readonly Dictionary<int, int> _free = [];
    private int _notRoutable;
    private int _weightZero;

    public void Move(Membership member, Footing footing, int ring)
    {
        Add(member.Footing, member.CountedRing, -1);
        (member.Footing, member.CountedRing) = (footing, ring);
        Add(footing, ring, 1);
    }

    /// <summary>For somebody at this ring whom one unit suffices, refusals not looked at.</summary>
    public NotAsked At(int ring)
    {
        int full = 0, outOfReach = 0;
        foreach (var (of, count) in _full)
        {
            if (of <= ring)
                full += count;
            else
                outOfReach += count;
        }

        foreach (var (of, count) in _free)
        {
            if (of > ring)
                outOfReach += count;
        }

        return new(_notRoutable, full, outOfReach, 0, _weightZero, 0);
    }

    private void Add(Footing footing, int ring, int count)
    {
        switch (footing)
        {
            case Footing.NotRoutable:
                _notRoutable += count;
                break;
            case Footing.WeightZero:
                _weightZero += count;
                break;
            case Footing.Full:
                _full[ring] = _full.GetValueOrDefault(ring) + count;
                break;
            case Footing.Free:
                _free[ring] = _free.GetValueOrDefault(ring) + count;
                break;
        }
    }
}
