using Imcc.Core.Agents;
using Imcc.Core.Conversations;
using Imcc.Core.Desk;
using Imcc.Core.Organisation;
using Imcc.Core.Routing;
using Imcc.Infrastructure.Live;
using Imcc.Infrastructure.Organisation;

namespace Imcc.Infrastructure.Routing;

/// <inheritdoc cref="IAcdGrain"/>
internal sealed partial class AcdGrain(
    RoutingRows rows,
    DirectoryCache directory,
    LiveFeed feed,
    TimeProvider time,
    ILogger<AcdGrain> logger) : Grain, IAcdGrain
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan RehearEvery = TimeSpan.FromMinutes(1);

    private readonly Acd _acd = new();
    private readonly Dictionary<Guid, AgentStatus> _statuses = [];
    private readonly HashSet<Guid> _groupsWithNews = [];
    private long _directoryVersion = -1;
    private DateTimeOffset _rehearAt;
    private IGrainTimer? _timer;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        foreach (var status in await rows.StatusesAsync(cancellationToken))
            _statuses[status.AgentId] = status;
        var idle = await rows.LastReleasesAsync(directory.Current.Agents.Keys, cancellationToken);
        foreach (var agent in directory.Current.Agents.Values)
            Seat(agent, now, idle.GetValueOrDefault(agent.Id));
        _directoryVersion = directory.Current.Version;
        await RehearAsync(now, cancellationToken);
        _timer = this.RegisterGrainTimer(OnBeatAsync, new GrainTimerCreationOptions(Beat, Beat) { KeepAlive = true });
        Dispatch(now);
    }

    public ValueTask HearAsync(Conversation conversation)
    {
        var now = time.GetUtcNow();
        Note(_acd.Hear(ConversationFacts.Of(conversation), now), conversation.GroupId);
        Dispatch(now);
        return default;
    }

    public ValueTask HearAgentAsync(AgentStatus status)
    {
        if (_statuses.TryGetValue(status.AgentId, out var known) && known.Revision >= status.Revision)
            return default;
        _statuses[status.AgentId] = status;
        var now = time.GetUtcNow();
        if (directory.Current.Agents.TryGetValue(status.AgentId, out var agent))
            Seat(agent, now);
        Dispatch(now);
        return default;
    }

    public ValueTask<LineForecast> ForecastAsync(Guid groupId, int tier, Guid? conversationId) => new(new LineForecast(_acd.WaitingIn(groupId).Count, null, _acd.WaitingIn(groupId).Count));

    public ValueTask<ByHandResult> ByHandAsync(ByHandRequest request) => new(new ByHandResult(ByHandOutcome.TooLate));

    public ValueTask TickAsync() => default;

    private async Task OnBeatAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (directory.Current.Version != _directoryVersion)
        {
            _directoryVersion = directory.Current.Version;
            foreach (var agent in directory.Current.Agents.Values)
                Seat(agent, now);
        }

        // Being told is only a hint; what got lost on the way is found in the rows.
        if (now >= _rehearAt)
            await RehearAsync(now, cancellationToken);
        Dispatch(now);
        foreach (var group in _groupsWithNews)
        {
            var (count, longest) = _acd.WaitingIn(group);
            feed.Publish(Topic.Group(group), new QueueChanged(count, longest));
        }

        _groupsWithNews.Clear();
    }

    private async Task RehearAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        _rehearAt = now + RehearEvery;
        var mark = _acd.Mark;
        var open = await rows.OpenConversationsAsync(cancellationToken);
        _groupsWithNews.UnionWith(_acd.Rehear([.. open.Select(ConversationFacts.Of)], mark, now));
        foreach (var left in open.Where(c => c is { State: ConversationState.Offered or ConversationState.Active, AgentId: { } id } && IsLost(id)))
            _ = TakeBackAsync(left);
    }

    /// <summary>Gone for good, or never there.</summary>
    private bool IsLost(Guid agentId) => !_statuses.TryGetValue(agentId, out var status) || status.Connection == Connection.Lost;

    /// <summary>A crash fell between an agent's being given up and the giving back, or a customer woke a wrap-up that nobody is at.</summary>
    private async Task TakeBackAsync(Conversation left)
    {
        try
        {
            await GrainFactory.GetGrain<IConversationGrain>(left.ThreadId).ActAsync(left.Id, new Act.LoseAgent(left.AgentId!.Value, ForGood: true));
        }
        catch (Exception e)
        {
            NotTakenBack(e, left.Id, left.AgentId!.Value);
        }
    }

    private void Seat(Agent agent, DateTimeOffset now, AgentRelease? last = null)
    {
        _statuses.TryGetValue(agent.Id, out var status);
        _acd.Seat(new AgentSeat(agent.Id, agent.Capacity, agent.Skills, agent.Enabled && status is { IsRoutable: true }, status?.Revision ?? 0, last?.ReleasedAt, last?.AcceptedAt), now);
    }

    private void Dispatch(DateTimeOffset now)
    {
        foreach (var assignment in _acd.Dispatch(now))
            _ = OfferAsync(assignment, now);
    }

    /// <summary>Not awaited by the decision: hundreds of offers are on their way to their rows at once. It goes on in this grain's turn.</summary>
    private async Task OfferAsync(Assignment assignment, DateTimeOffset now)
    {
        try
        {
            var group = GroupOf(assignment);
            var taken = group is not null && await GrainFactory.GetGrain<IConversationGrain>(assignment.ThreadId).OfferAsync(
                new OfferTerms(assignment.ConversationId, assignment.AgentId, Guid.CreateVersion7(now), group.AutoAccept));
            if (!taken)
                _acd.Reject(assignment.ConversationId, assignment.ExpectedRevision, time.GetUtcNow());
        }
        catch (Exception e)
        {
            // Whether the offer was made is not known; the row will say, or the place is given back when nothing is heard.
            NotOffered(e, assignment.ConversationId, assignment.AgentId);
        }
    }

    private SkillGroup? GroupOf(Assignment assignment) =>
        _acd.GroupOf(assignment.ConversationId) is { } id ? directory.Current.Groups.GetValueOrDefault(id) : null;

    private void Note(bool isNews, Guid? groupId)
    {
        if (isNews && groupId is { } group)
            _groupsWithNews.Add(group);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Conversation {ConversationId} could not be taken back from agent {AgentId}; again in a minute")]
    private partial void NotTakenBack(Exception exception, Guid conversationId, Guid agentId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Conversation {ConversationId} could not be offered to agent {AgentId}")]
    private partial void NotOffered(Exception exception, Guid conversationId, Guid agentId);
}
