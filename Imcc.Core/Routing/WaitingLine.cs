using Imcc.Core.Organisation;

namespace Imcc.Core.Routing;

/// <summary>Those who wait for one skill group, and the agents who could serve them, both in order.</summary>
internal sealed class WaitingLine(Guid groupId)
{
    private readonly List<WaitingRun> _runs = [];
    private readonly List<WaitingRun> _ringing = [];

    public Guid GroupId { get; } = groupId;

    public GroupRules Rules { get; private set; } = GroupRules.Default;

    public IAgentRanking Ranking { get; private set; } = AgentRankings.Default;

    public Rings Rings { get; private set; } = new(groupId, []);

    public int WaitingCount { get; private set; }

    public IReadOnlyList<WaitingRun> Runs => _runs;

    /// <summary>Those whom an agent is being asked for: they may come back in front.</summary>
    public IReadOnlyList<WaitingRun> Ringing => _ringing;

    /// <summary>Agents who can take one more, the first to be asked first.</summary>
    public SortedRun<Membership> Free { get; } = new(KeyOrder.Instance);

    public List<Membership> Members { get; } = [];

    public MemberCounts Counts { get; } = new();

    /// <summary>Lines whose members help out here, each with the ring from which on.</summary>
    public List<(WaitingLine Line, int Ring)> Helpers { get; } = [];

    /// <summary>Lines that this one's members help.</summary>
    public HashSet<WaitingLine> Helped { get; } = [];

    public ServedRate Served { get; } = new();

    /// <summary>Those who joined since the last look at the line's limit.</summary>
    public List<Standing> Newcomers { get; } = [];

    /// <summary>Changes whenever the line is looked at from the front again.</summary>
    public int Look { get; private set; }

    public DateTimeOffset? LongestSince
    {
        get
        {
            DateTimeOffset? longest = null;
            foreach (var run in _runs)
            {
                var since = run.Contacts.First!.Entry!.EnqueuedAt;
                longest = longest < since ? longest : since;
            }

            return longest;
        }
    }

    public IEnumerable<Standing> Waiting => _runs.SelectMany(r => r.Contacts.InOrder());

    public void Follow(GroupRules rules)
    {
        Rules = rules;
        Ranking = AgentRankings.Find(rules.Strategy.Ranking);
        Rings = new(GroupId, rules.Line.Relaxation);
    }

    /// <summary>The key by which the free agents are kept in order. Where the order changes with time they are ranked when a decision is due.</summary>
    public RankKey KeyInOrder(Membership member) => Ranking.ChangesWithTime
        ? default(RankKey) with { Ring = member.Ring, AgentId = member.Place.AgentId }
        : KeyOf(member.Place, member.Skill, member.Ring, isHelper: false, DateTimeOffset.MinValue);

    public RankKey KeyOf(AgentPlace place, Skill skill, int ring, bool isHelper, DateTimeOffset now) =>
        Ranking.Rank(place.Standing, place.StandingIn(GroupId, skill, now), Rules.Strategy) with { Ring = ring, IsHelper = isHelper };

    public void Add(Standing contact)
    {
        var entry = contact.Entry!;
        Put(contact, _runs, contact.Ring, entry.Units, contact.IsPlain);
        WaitingCount++;
    }

    public void Remove(Standing contact)
    {
        Take(contact, _runs);
        WaitingCount--;
    }

    public void AddRinging(Standing contact) => Put(contact, _ringing, 0, 0, isPlain: true);

    public void RemoveRinging(Standing contact) => Take(contact, _ringing);

    public void ConsiderAll() => _runs.ForEach(r => r.ConsiderAll());

    public void Rewind()
    {
        Look++;
        _runs.ForEach(r => r.Rewind());
    }

    /// <summary>Somebody is free for those who have come to this ring, as far as it depends on the ring alone.</summary>
    public bool CanServe(int ring)
    {
        if (Free.Count > 0 && Free.First!.Ring <= ring)
            return true;
        foreach (var (line, opens) in Helpers)
        {
            if (opens <= ring && line.WaitingCount == 0 && line.Free.Count > 0)
                return true;
        }

        return false;
    }

    /// <summary>Who is to be looked at next: of all runs' first ones the one with the highest score.</summary>
    public Standing? Next(VipScale scale, DateTimeOffset now, out ContactRank rank)
    {
        Standing? next = null;
        rank = default;
        foreach (var run in _runs)
        {
            // Of the others one may have a last agent who takes more than others do.
            if ((run.IsPlain && !CanServe(run.Ring)) || run.Next(now) is not { } first)
                continue;
            var other = scale.Rank(first, now);
            if (next is null || other.CompareTo(rank) < 0)
                (next, rank) = (first, other);
        }

        return next;
    }

    /// <summary>No pair is left: nobody is looked at again before something changes.</summary>
    public void Settle() => _runs.ForEach(r => r.Settle());

    private static void Put(Standing contact, List<WaitingRun> runs, int ring, int units, bool isPlain)
    {
        var tier = contact.Entry!.VipTier;
        var run = runs.Find(r => r.Tier == tier && r.Ring == ring && r.Units == units && r.IsPlain == isPlain);
        if (run is null)
            runs.Add(run = new(tier, ring, units, isPlain));
        run.Contacts.Add(contact);
        contact.Run = run;
    }

    private static void Take(Standing contact, List<WaitingRun> runs)
    {
        var run = contact.Run!;
        run.Remove(contact);
        if (run.Contacts.Count == 0)
            runs.Remove(run);
    }

    private sealed class KeyOrder : IComparer<Membership>
    {
        public static readonly KeyOrder Instance = new();

        public int Compare(Membership? x, Membership? y) => RankKey.Compare(in x!.Key, in y!.Key);
    }
}
