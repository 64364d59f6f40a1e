using Imcc.Core.Conversations;
using Imcc.Core.Organisation;
using Imcc.Core.Routing;

namespace Imcc.Tests.Routing;

/// <summary>
/// The rules of routing.md §§1.3 to 2.4 in their plainest form: looks at everybody each time, without any index or memory. Answers for one
/// moment, with assignments that are only thought of so far added to what the world has.
/// </summary>
internal sealed class Oracle(World world)
{
    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromSeconds(30);
    private readonly Dictionary<Guid, Guid> _taken = [];

    /// <summary>What must be assigned now, in this order.</summary>
    public List<(Guid ConversationId, Guid AgentId)> All()
    {
        var all = new List<(Guid, Guid)>();
        while (Next() is { } next)
        {
            all.Add(next);
            Take(next.ConversationId, next.AgentId);
        }

        return all;
    }

    public (Guid ConversationId, Guid AgentId)? Next()
    {
        foreach (var contact in Waiting().Where(c => !world.IsLeftAlone(c.Id)))
        {
            if (Choose(contact) is { } worker)
                return (contact.Id, worker.Id);
        }

        return null;
    }

    public void Take(Guid conversationId, Guid agentId) => _taken[conversationId] = agentId;

    /// <summary>Nobody is being asked for them, in the order of service among all lines.</summary>
    public List<Conversation> Waiting() => [.. world.InOrder(world.Unasked.Where(c => !_taken.ContainsKey(c.Id)), world.Now)];

    public Worker? Choose(Conversation contact)
    {
        if (LastAgent(contact) is { } last)
        {
            if (Load(last) + contact.Units <= last.Capacity + Strategy(contact).LastAgentOverCapacity)
                return last;
            if (contact.PreferredUntil > world.Now)
                return null;
        }

        return Eligible(contact).OrderBy(w => w.Refusal).ThenBy(w => w.Key, Keys).Select(w => w.Worker).FirstOrDefault();
    }

    /// <summary>Who may be asked for it at this moment, last agents apart.</summary>
    public List<(Worker Worker, int Refusal, Fraction[] Key)> Eligible(Conversation contact)
    {
        var ways = Ways(contact);
        var there = ways.Where(w => w.Worker.Capacity >= contact.Units).ToList();
        var allDeclined = there.Count > 0 && there.All(w => contact.DeclinedBy.Contains(w.Worker.Id));
        if (allDeclined && contact.Since + AskAgainAfter > world.Now)
            return [];
        return [.. from way in ways
                   where Load(way.Worker) + contact.Units <= way.Worker.Capacity && (allDeclined || !contact.DeclinedBy.Contains(way.Worker.Id))
                   select (way.Worker, allDeclined ? contact.DeclinedBy.IndexOf(way.Worker.Id) : 0, Key(contact, way.Worker, way.Skill, way.Ring, way.IsHelper))];
    }

    /// <summary>Everybody in reach of it: routable, in the present ring, asked automatically.</summary>
    public List<(Worker Worker, Skill Skill, int Ring, bool IsHelper)> Ways(Conversation contact)
    {
        var (line, rules) = (contact.GroupId!.Value, world.Rules.For(contact.GroupId.Value));
        var waited = world.Now - contact.JoinedLineAt!.Value;
        var steps = rules.Line.Relaxation.OrderBy(s => s.After).ToList();
        if (steps.Count == 0 || steps[0].After > TimeSpan.Zero)
            steps.Insert(0, new(TimeSpan.Zero, 0, []));
        var ways = new List<(Worker, Skill, int, bool)>();
        // Steps of the same moment are one.
        var moments = steps.Select(s => s.After).Distinct().ToList();
        foreach (var step in steps.Where(s => s.After <= waited))
        {
            var ring = moments.IndexOf(step.After);
            ways.AddRange(from w in world.Workers
                          where w.IsRoutable && w.Has(line) && w.Skills[line].Level >= step.MinLevel && MayAsk(rules, w.Skills[line])
                          select (w, w.Skills[line], ring, false));
            ways.AddRange(from helping in step.OverflowGroups
                          where helping != line && Waiting().All(c => c.GroupId != helping)
                          from w in world.Workers
                          where w.IsRoutable && w.Has(helping) && MayAsk(rules, w.Skills[helping]) && MayAsk(world.Rules.For(helping), w.Skills[helping])
                          select (w, w.Skills[helping], ring, true));
        }

        return ways;
    }

    /// <summary>How many are not asked for it, and why: members, and helpers whose turn has come.</summary>
    public NotAsked NotAsked(Conversation contact, bool declinesIgnored)
    {
        var (line, rules) = (contact.GroupId!.Value, world.Rules.For(contact.GroupId.Value));
        var reached = Ways(contact).Where(w => !w.IsHelper).Select(w => w.Worker).ToHashSet();
        var count = default(NotAsked);
        foreach (var worker in world.Workers.Where(w => w.Has(line)))
            count = count.And(Of(worker, MayAsk(rules, worker.Skills[line]), reached.Contains(worker), waitedFor: false));
        foreach (var helping in rules.Line.Relaxation.Where(s => s.After <= world.Now - contact.JoinedLineAt!.Value).SelectMany(s => s.OverflowGroups).Where(g => g != line).Distinct())
        {
            foreach (var worker in world.Workers.Where(w => w.Has(helping)))
                count = count.And(Of(worker, MayAsk(rules, worker.Skills[helping]) && MayAsk(world.Rules.For(helping), worker.Skills[helping]), isReached: true, Waiting().Any(c => c.GroupId == helping)));
        }

        return count;

        Obstacle Of(Worker worker, bool mayAsk, bool isReached, bool waitedFor) =>
            !worker.IsRoutable ? Obstacle.NotRoutable
            : !mayAsk ? Obstacle.WeightZero
            : !isReached ? Obstacle.OutOfReach
            : !declinesIgnored && contact.DeclinedBy.Contains(worker.Id) ? Obstacle.Declined
            : waitedFor ? Obstacle.OwnLineFirst
            : Load(worker) + contact.Units > worker.Capacity ? Obstacle.Full
            : Obstacle.None;
    }

    public Worker? LastAgent(Conversation contact) => world.Workers.Find(w =>
        w.Id == contact.PreferredAgentId && w.IsRoutable && w.Capacity > 0 && w.Has(contact.GroupId!.Value) && !contact.DeclinedBy.Contains(w.Id));

    public int Load(Worker worker) => world.Load(worker) + _taken.Where(t => t.Value == worker.Id).Sum(t => world.Conversations[t.Key].Units);

    private static bool MayAsk(GroupRules rules, Skill skill) => rules.Strategy.Ranking != RankingNames.Proportional || skill.Weight > 0;

    private StrategySettings Strategy(Conversation contact) => world.Rules.For(contact.GroupId!.Value).Strategy;

    private Fraction[] Key(Conversation contact, Worker worker, Skill skill, int ring, bool isHelper)
    {
        var (group, settings) = (contact.GroupId!.Value, Strategy(contact));
        var thoughtOf = _taken.Where(t => t.Value == worker.Id).ToList();
        var open = world.OpenAsked(worker).ToList();
        var last = open.Select(o => o.At).Append(worker.LastTakenAt).Concat(thoughtOf.Select(_ => world.Now)).Max();
        var lastHere = open.Where(o => o.GroupId == group).Select(o => o.At).Append(worker.LastTakenIn.GetValueOrDefault(group))
            .Concat(thoughtOf.Where(t => world.Conversations[t.Key].GroupId == group).Select(_ => world.Now)).Max();
        var day = worker.Day.GetValueOrDefault(group);
        var assigned = day.Assigned + open.Count(o => o.GroupId == group) + thoughtOf.Count(t => world.Conversations[t.Key].GroupId == group);
        var load = Load(worker);
        var share = new Fraction(load, Math.Max(1, worker.Capacity));
        var idleSince = settings.ResetOnReady && worker.ReadySince > worker.IdleSince ? worker.ReadySince : worker.IdleSince;
        Fraction[] longestIdle = load > 0 ? [1, last.UtcTicks, share] : [0, idleSince.UtcTicks, 0];
        Fraction[] strategy = settings.Ranking switch
        {
            RankingNames.Even => [new(assigned, day.Routable.Ticks + TimeSpan.TicksPerSecond)],
            RankingNames.Proportional => [new(2 * assigned + 1, 2 * Math.Max(1, skill.Weight)), -skill.Weight],
            RankingNames.SkillLevel => [settings.Level == LevelPreference.Highest ? -skill.Level : Math.Abs(skill.Level - settings.RequiredLevel), .. longestIdle],
            RankingNames.LeastLoaded => [share],
            _ => longestIdle,
        };
        return [ring, isHelper ? 1 : 0, .. strategy, lastHere.UtcTicks, worker.Number];
    }

    private static readonly Comparer<Fraction[]> Keys = Comparer<Fraction[]>.Create((a, b) =>
        a.Zip(b, (x, y) => x.CompareTo(y)).FirstOrDefault(o => o != 0));
}
