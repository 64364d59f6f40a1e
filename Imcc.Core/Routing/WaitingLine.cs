namespace Imcc.Core.Routing;

/// <summary>Those who wait for one skill group, and the agents who could serve them, both in order.</summary>
internal sealed class WaitingLine(Guid groupId)
{
    private readonly SortedRun<Standing> _candidates = new(ContactOrder.Instance);
    private bool _allAreCandidates;
    private Standing? _passed;

    public Guid GroupId { get; } = groupId;

    public SortedRun<Standing> Waiting { get; } = new(ContactOrder.Instance);

    /// <summary>Those whom an agent is being asked for: they may come back in front.</summary>
    public SortedRun<Standing> Ringing { get; } = new(ContactOrder.Instance);

    /// <summary>Agents who can take one more, the first to be asked first.</summary>
    public SortedRun<Membership> Free { get; } = new(Comparer<Membership>.Create((a, b) => a.Key.CompareTo(b.Key)));

    /// <summary>Agents who are given conversations, those with all places taken included.</summary>
    public HashSet<Guid> Routable { get; } = [];

    public DateTimeOffset? LongestSince
    {
        get
        {
            DateTimeOffset? longest = null;
            // Within a tier the first has waited longest.
            for (var first = Waiting.First; first is not null;)
            {
                var (tier, since) = (first.Entry!.VipTier, first.Entry.EnqueuedAt);
                longest = longest < since ? longest : since;
                first = Waiting.FirstWhere(c => c.Entry!.VipTier < tier);
            }

            return longest;
        }
    }

    public bool HasBoth => Waiting.Count > 0 && Free.Count > 0;

    public void Leave(Standing contact)
    {
        Waiting.Remove(contact);
        if (!contact.IsCandidate)
            return;
        _candidates.Remove(contact);
        contact.IsCandidate = false;
    }

    /// <summary>Something about this one changed: it may be assignable now.</summary>
    public void Consider(Standing contact)
    {
        if (contact.IsCandidate)
            return;
        _candidates.Add(contact);
        contact.IsCandidate = true;
    }

    /// <summary>Something about the agents changed: any of those who wait may be assignable now.</summary>
    public void ConsiderAll() => _allAreCandidates = true;

    public void Rewind() => _passed = null;

    /// <summary>This one cannot be assigned now; the ones behind it may.</summary>
    public void Pass(Standing contact) => _passed = contact;

    public Standing? Next()
    {
        var among = _allAreCandidates ? Waiting : _candidates;
        return _passed is null ? among.First : among.After(_passed);
    }

    /// <summary>No pair is left: nobody is looked at again before something changes.</summary>
    public void Settle()
    {
        foreach (var contact in _candidates.InOrder())
            contact.IsCandidate = false;
        _candidates.Clear();
        _allAreCandidates = false;
        _passed = null;
    }

    public bool AllHaveDeclined(Standing contact) =>
        contact.Declined is { } declined && Routable.Count > 0 && declined.Count >= Routable.Count && Routable.All(declined.ContainsKey);
}
