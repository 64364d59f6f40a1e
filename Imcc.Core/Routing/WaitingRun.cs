namespace Imcc.Core.Routing;

/// <summary>
/// Those of a line who are alike in tier, ring and units, in the order of joining. Of a plain run it is enough to look at the first: when
/// nobody can take that one, nobody can take the others. In the other runs each has something of its own (who declined it, who is preferred).
/// </summary>
internal sealed class WaitingRun(int tier, int ring, int units, bool isPlain)
{
    private readonly SortedRun<Standing> _candidates = new(ContactOrder.Instance);
    private bool _allAreCandidates;
    private Standing? _passed;

    public int Tier => tier;

    public int Ring => ring;

    public int Units => units;

    public bool IsPlain => isPlain;

    public SortedRun<Standing> Contacts { get; } = new(ContactOrder.Instance);

    public void Remove(Standing contact)
    {
        Contacts.Remove(contact);
        contact.Run = null;
        if (!contact.IsCandidate)
            return;
        _candidates.Remove(contact);
        contact.IsCandidate = false;
    }

    public void Consider(Standing contact)
    {
        if (isPlain || contact.IsCandidate)
            return;
        _candidates.Add(contact);
        contact.IsCandidate = true;
    }

    public void ConsiderAll() => _allAreCandidates = true;

    public void Rewind() => _passed = null;

    public void Pass(Standing contact) => _passed = contact;

    public Standing? Next(DateTimeOffset now)
    {
        if (isPlain)
            return _passed is null ? Contacts.First : null;
        var among = _allAreCandidates ? Contacts : _candidates;
        var next = _passed is null ? among.First : among.After(_passed);
        while (next is not null && (next.KeptUntil > now || next.NotBefore > now))
            next = among.After(next);
        return next;
    }

    public void Settle()
    {
        foreach (var contact in _candidates.InOrder())
            contact.IsCandidate = false;
        _candidates.Clear();
        _allAreCandidates = false;
        _passed = null;
    }
}
