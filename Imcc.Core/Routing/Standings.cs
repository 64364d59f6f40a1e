namespace Imcc.Core.Routing;

/// <summary>All conversations that are known, and those over for a while yet, so that late news is recognised as late.</summary>
internal sealed class Standings(int remembered)
{
    private readonly Dictionary<Guid, Standing> _standings = [];
    private readonly Queue<(Standing Standing, long Ticket)> _over = new();

    /// <summary>Grows with every change of phase.</summary>
    public long Mark { get; private set; }

    public IReadOnlyCollection<Standing> All => _standings.Values;

    public Standing? Find(Guid conversationId) => _standings.GetValueOrDefault(conversationId);

    public bool IsNews(Guid conversationId, long revision, out Standing standing)
    {
        if (!_standings.TryGetValue(conversationId, out var known))
            _standings[conversationId] = known = new(conversationId);
        standing = known;
        if (revision <= standing.Revision)
            return false;
        standing.Revision = revision;
        return true;
    }

    public void Enter(Standing standing, Phase phase)
    {
        standing.Phase = phase;
        standing.Ticket = ++Mark;
        standing.WakesAt = null;
        standing.NotBefore = DateTimeOffset.MinValue;
        standing.KeptUntil = DateTimeOffset.MinValue;
    }

    /// <summary>It is over, and is forgotten when enough others are.</summary>
    public void Finish(Standing standing)
    {
        standing.Describe(null);
        Enter(standing, Phase.Gone);
        _over.Enqueue((standing, standing.Ticket));
        while (_over.Count > remembered)
        {
            var (oldest, ticket) = _over.Dequeue();
            if (oldest.Ticket == ticket)
                _standings.Remove(oldest.ConversationId);
        }
    }
}
