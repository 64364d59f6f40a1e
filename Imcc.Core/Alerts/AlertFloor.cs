namespace Imcc.Core.Alerts;

/// <summary>All that rules look at, at one moment. What no rule asks for may be empty.</summary>
public sealed record AlertFloor
{
    public IReadOnlyList<FloorItem> Waiting { get; init; } = [];

    /// <summary>Being served, and the last word was the customer's.</summary>
    public IReadOnlyList<FloorItem> Unanswered { get; init; } = [];

    /// <summary>By rule: a service level is of the rule's own window and accounts.</summary>
    public IReadOnlyDictionary<Guid, IReadOnlyList<FloorLevel>> Levels { get; init; } = new Dictionary<Guid, IReadOnlyList<FloorLevel>>();

    /// <summary>Sensitive words, whoever said them.</summary>
    public IReadOnlyList<FloorItem> Words { get; init; } = [];

    public IReadOnlyList<FloorItem> Scores { get; init; } = [];

    /// <summary>Messages given up; without a conversation where they had none.</summary>
    public IReadOnlyList<FloorItem> Failures { get; init; } = [];

    /// <summary>Accounts with an interface that nothing goes through.</summary>
    public IReadOnlyList<(Guid AccountId, string Api)> Stops { get; init; } = [];

    /// <summary>When it was last looked before this.</summary>
    public required DateTimeOffset LookedAt { get; init; }

    public IReadOnlyList<AlertReading> Read(AlertRule rule, DateTimeOffset now) => rule.Kind switch
    {
        AlertKind.Wait => [.. Lines(rule).Select(g => new AlertReading(g.Key, g.Max(i => Seconds(now, i)), g.Key))],
        AlertKind.Waiting => [.. Lines(rule).Select(g => new AlertReading(g.Key, g.Count(), g.Key))],
        AlertKind.ServiceLevel => [.. Levels.GetValueOrDefault(rule.Id, []).Where(l => l.Offered >= rule.Least && (rule.Groups.IsEmpty || rule.Groups.Contains(l.GroupId)))
            .Select(l => new AlertReading(l.GroupId, l.Percent, l.GroupId, Detail: $"{l.Offered}"))],
        AlertKind.Silence => [.. Unanswered.Where(i => rule.Covers(i.GroupId, i.AccountId)).DistinctBy(i => i.ConversationId).Select(i => Of(i, Seconds(now, i)))],
        AlertKind.Words => [.. Recent(rule, Words, now).Where(i => (i.Side & rule.Sides) != 0).GroupBy(i => i.ConversationId).Select(g => Of(g.Last(), g.Count()))],
        AlertKind.Survey => [.. Recent(rule, Scores, now).Where(i => i.Score <= rule.Limit).GroupBy(i => i.ConversationId).Select(g => Of(g.Last(), g.Count()))],
        AlertKind.Deliveries => Deliveries(rule, now),
        _ => [],
    };

    private static double Seconds(DateTimeOffset now, FloorItem item) => Math.Max(0, Math.Floor((now - item.At).TotalSeconds));

    private static AlertReading Of(FloorItem item, double figure) => new(item.ConversationId, figure, item.GroupId, item.AccountId, item.AgentId, item.Detail);

    private IEnumerable<IGrouping<Guid, FloorItem>> Lines(AlertRule rule) => Waiting.Where(i => i.GroupId is not null && rule.Covers(i.GroupId, i.AccountId)).GroupBy(i => i.GroupId!.Value);

    private IEnumerable<FloorItem> Recent(AlertRule rule, IReadOnlyList<FloorItem> items, DateTimeOffset now)
    {
        var from = rule.EventsFrom(now, LookedAt);
        return items.Where(i => i.At >= from && rule.Covers(i.GroupId, i.AccountId)).OrderBy(i => i.At);
    }

    private List<AlertReading> Deliveries(AlertRule rule, DateTimeOffset now)
    {
        var counts = Recent(rule with { Groups = [] }, Failures, now).GroupBy(i => i.AccountId).ToDictionary(g => g.Key, g => g.Count());
        var stops = Stops.Where(s => rule.Accounts.IsEmpty || rule.Accounts.Contains(s.AccountId)).GroupBy(s => s.AccountId).ToDictionary(g => g.Key, g => string.Join(", ", g.Select(s => s.Api).Order(StringComparer.Ordinal)));
        // An interface that stands still is bad enough by itself, however little was to go through it.
        return [.. counts.Keys.Union(stops.Keys).Select(a => new AlertReading(a, Math.Max(counts.GetValueOrDefault(a), stops.ContainsKey(a) ? rule.Limit : 0), AccountId: a, Detail: stops.GetValueOrDefault(a, "")))];
    }
}

/// <param name="At">Since when, or when it happened.</param>
/// <param name="Score">On the scale of 1 to 5.</param>
/// <param name="Side">Of words: whose.</param>
public sealed record FloorItem(Guid ConversationId, DateTimeOffset At, Guid? GroupId, Guid AccountId, Guid? AgentId = null, double Score = 0, string Detail = "", WordSides Side = WordSides.None);

/// <param name="Percent">0 to 100.</param>
public sealed record FloorLevel(Guid GroupId, int Offered, double Percent);
