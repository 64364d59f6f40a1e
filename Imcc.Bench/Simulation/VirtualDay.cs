namespace Imcc.Bench.Simulation;

/// <summary>
/// A contact centre on virtual time around the real ACD: customers come, wait, lose patience, ring, are served and go. The same seed
/// gives the same customers whatever the agents and strategies are.
/// </summary>
public sealed class VirtualDay
{
    private readonly AcdHost _acd;
    private readonly Demand _demand;
    private readonly Dice _customers;
    private readonly Dice _agents;
    private readonly Contact[] _contacts;
    private readonly Ledger _ledger;
    private readonly PriorityQueue<(What What, int Contact), Moment> _agenda = new();
    private readonly int _agentCount;
    private long _now;
    private long _order;

    private VirtualDay(Centre centre, Demand demand, int arrivals, int warmUp, ulong seed)
    {
        _acd = new(centre);
        _agentCount = centre.Agents.Count;
        _demand = demand;
        _customers = new(seed);
        _agents = new(~seed);
        _contacts = new Contact[arrivals];
        _ledger = new(centre, arrivals, warmUp);
    }

    /// <summary>Simulates until everybody who came has gone.</summary>
    /// <param name="arrivals">How many come.</param>
    /// <param name="warmUp">How many of them are not measured, because the centre was emptier than usual.</param>
    public static Run Run(Centre centre, Demand demand, int arrivals, int warmUp, ulong seed) =>
        new VirtualDay(centre, demand, arrivals, warmUp, seed).ToTheEnd();

    private Run ToTheEnd()
    {
        Schedule(What.Arrive, 0, Ticks(_customers.Exponential(1 / _demand.Rate)));
        while (true)
        {
            var somethingHappens = _agenda.TryPeek(out var next, out var moment);
            if (_acd.DueAt is { } due && (!somethingHappens || due < moment.At))
            {
                Pass(due);
            }
            else if (somethingHappens)
            {
                _agenda.Dequeue();
                Pass(moment.At);
                Happen(next.What, next.Contact);
            }
            else
            {
                return Close();
            }

            foreach (var offer in _acd.Dispatch(_now))
                Make(offer);
        }
    }

    private Run Close()
    {
        for (var agent = 0; agent < _agentCount; agent++)
        {
            if (_acd.LoadOf(agent) is not 0 and var load)
                throw new InvalidOperationException($"Everybody has gone, and {load} places of agent {agent} are still taken.");
        }

        return _ledger.Close();
    }

    private void Happen(What what, int i)
    {
        ref var contact = ref _contacts[i];
        switch (what)
        {
            case What.Arrive:
                Arrive(i, ref contact);
                break;
            case What.Leave when contact.Waits:
                contact.Waits = false;
                _acd.Leave(i, _now);
                _ledger.Left(i, _now - contact.ArrivedAt);
                break;
            case What.Accept:
                Accept(i, ref contact);
                break;
            case What.Miss:
                contact.Waits = true;
                _acd.Miss(i, _now);
                _ledger.Missed(contact.Agent, _now - contact.OfferedAt);
                break;
            case What.End:
                _acd.Close(i, _now);
                _ledger.Ended(i, contact.Agent, _now - contact.OfferedAt);
                break;
        }
    }

    private void Arrive(int i, ref Contact contact)
    {
        contact.ArrivedAt = _now;
        contact.HandleTicks = Ticks(_customers.Exponential(_demand.HandleSeconds));
        var group = _customers.Pick(_demand.GroupShares);
        var tier = _customers.Pick(_demand.TierShares);
        contact.Waits = true;
        if (_demand.PatienceSeconds is { } patience)
            Schedule(What.Leave, i, _now + Ticks(_customers.Exponential(patience)));
        if (i + 1 < _contacts.Length)
            Schedule(What.Arrive, i + 1, _now + Ticks(_customers.Exponential(1 / _demand.Rate)));
        _ledger.Arrived(i, group, tier, _now);
        _acd.Join(i, group, tier, _now);
    }

    private void Make(Offer offer)
    {
        ref var contact = ref _contacts[offer.Contact];
        if (!contact.Waits)
            throw new InvalidOperationException($"Contact {offer.Contact} was offered to agent {offer.Agent} although it does not wait.");
        (contact.Waits, contact.Agent, contact.OfferedAt) = (false, offer.Agent, _now);
        _ledger.Offered(offer, _now - contact.ArrivedAt);
        if (_demand.Ringing is not { } ringing)
            Accept(offer.Contact, ref contact);
        else if (_agents.Next() < ringing.MissProbability)
            Schedule(What.Miss, offer.Contact, _now + Ticks(ringing.TimeoutSeconds));
        else
            Schedule(What.Accept, offer.Contact, _now + Ticks(_agents.Exponential(ringing.AnswerSeconds)));
    }

    private void Accept(int i, ref Contact contact)
    {
        _acd.Accept(i, _now);
        Schedule(What.End, i, _now + contact.HandleTicks);
    }

    private void Pass(long to)
    {
        _ledger.Pass(_now, to);
        _now = to;
    }

    private void Schedule(What what, int contact, long at) => _agenda.Enqueue((what, contact), new(at, _order++));

    private static long Ticks(double seconds) => (long)(seconds * TimeSpan.TicksPerSecond);
}
