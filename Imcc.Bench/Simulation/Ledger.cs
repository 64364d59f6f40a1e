namespace Imcc.Bench.Simulation;

/// <summary>Writes down what happens in a simulation, without asking the ACD: it is what the ACD is judged by.</summary>
internal sealed class Ledger(Centre centre, int arrivals, int warmUp)
{
    private readonly Run _run = new(centre, arrivals, warmUp);
    private long _from = long.MaxValue;
    private long _to;
    private int _waiting;
    private int _busy;

    public void Arrived(int contact, int group, int tier, long now)
    {
        (_run.Groups[contact], _run.Tiers[contact]) = ((byte)group, (byte)tier);
        _waiting++;
        if (contact == warmUp)
            _from = now;
        if (contact == arrivals - 1)
            _to = now;
    }

    public void Offered(Offer offer, long waited)
    {
        _run.Waits[offer.Contact] = waited;
        _run.Agents[offer.Contact] = offer.Agent;
        _waiting--;
        _busy++;
    }

    public void Missed(int agent, long rang)
    {
        _run.BusyTicks[agent] += rang;
        _run.Misses++;
        _waiting++;
        _busy--;
    }

    public void Left(int contact, long waited)
    {
        _run.Waits[contact] = waited;
        _run.Agents[contact] = Simulation.Run.Nobody;
        _waiting--;
    }

    public void Ended(int contact, int agent, long taken)
    {
        _run.BusyTicks[agent] += taken;
        _run.Served[agent]++;
        _busy--;
    }

    /// <summary>Nothing happens between these moments.</summary>
    public void Pass(long from, long to)
    {
        if (from >= _from && _to == 0)
        {
            _run.WaitingArea += (to - from) * _waiting;
            _run.BusyArea += (to - from) * _busy;
        }
    }

    public Run Close()
    {
        _run.WindowTicks = _to - _from;
        return _run;
    }
}
