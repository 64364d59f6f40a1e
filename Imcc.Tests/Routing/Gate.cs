using Imcc.Core.Conversations;
using Imcc.Core.Routing;

namespace Imcc.Tests.Routing;

/// <summary>Who is let into a line with a limit, in plain words.</summary>
internal sealed class Gate
{
    private static readonly TimeSpan Alone = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Within = TimeSpan.FromMinutes(1);
    private readonly Dictionary<Guid, DateTimeOffset> _turningAway = [];
    private readonly HashSet<Guid> _newcomers = [];

    public bool IsTurningAway(Guid conversationId, DateTimeOffset now) => _turningAway.GetValueOrDefault(conversationId) > now;

    public void LetGo(Guid conversationId) => _turningAway.Remove(conversationId);

    public void Pass(Conversation? before, Conversation after, RoutingRules rules, DateTimeOffset now)
    {
        var stays = after.State == ConversationState.Queued && before?.State == ConversationState.Queued && before.GroupId == after.GroupId;
        if (!stays)
        {
            _turningAway.Remove(after.Id);
            _newcomers.Remove(after.Id);
        }

        if (after.State == ConversationState.Queued && after.JoinedLineAt == now && after.Attempts == 0 && before?.State == ConversationState.Automated && rules.For(after.GroupId!.Value).Line.MostWaiting is not null)
            _newcomers.Add(after.Id);
    }

    /// <summary>After a restart whoever joined lately is new once more.</summary>
    public void Forget(IEnumerable<Conversation> waiting, RoutingRules rules, DateTimeOffset now)
    {
        _turningAway.Clear();
        _newcomers.Clear();
        _newcomers.UnionWith(waiting.Where(c => c.Attempts == 0 && c.JoinedLineAt == c.EnqueuedAt && now - c.JoinedLineAt <= Within && rules.For(c.GroupId!.Value).Line.MostWaiting is not null).Select(c => c.Id));
    }

    /// <summary>Whoever could be assigned is.</summary>
    public List<Guid> Close(World world)
    {
        var away = new List<Guid>();
        foreach (var line in world.Unasked.GroupBy(c => c.GroupId!.Value).OrderBy(g => g.Key))
        {
            var rules = world.Rules.For(line.Key).Line;
            var over = line.Count(c => !IsTurningAway(c.Id, world.Now)) - (rules.MostWaiting ?? int.MaxValue);
            away.AddRange(line.Where(c => _newcomers.Contains(c.Id) && !(c.VipTier >= rules.AlwaysAdmittedFrom))
                .OrderByDescending(c => c.JoinedLineAt).ThenByDescending(c => c.Id).Take(Math.Max(0, over)).Select(c => c.Id));
        }

        _newcomers.Clear();
        away.ForEach(id => _turningAway[id] = world.Now + Alone);
        return away;
    }
}
