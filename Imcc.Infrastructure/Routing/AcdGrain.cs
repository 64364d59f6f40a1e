using System.Text.Json;
using Imcc.Core.Agents;
using Imcc.Core.Conversations;
using Imcc.Core.Desk;
using Imcc.Core.Organisation;
using Imcc.Core.Routing;
using Imcc.Infrastructure.Live;
using Imcc.Infrastructure.Organisation;
using Microsoft.Extensions.Options;

namespace Imcc.Infrastructure.Routing;

/// <inheritdoc cref="IAcdGrain"/>
internal sealed partial class AcdGrain(
    RoutingRows rows,
    DirectoryCache directory,
    LiveFeed feed,
    IOptions<RoutingOptions> options,
    TimeProvider time,
    ILogger<AcdGrain> logger) : Grain, IAcdGrain
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan RehearEvery = TimeSpan.FromMinutes(1);

    // Each offer is followed to its end, so an assignment without an answer hardly expires by the clock: a clock that jumps, or a store that
    // is slow for a while, must not give an agent's place away a second time.
    private readonly Acd _acd = new(new AcdOptions { AnswerWithin = TimeSpan.FromMinutes(10) });
    private readonly Dictionary<Guid, AgentStatus> _statuses = [];
    private readonly HashSet<Guid> _groupsWithNews = [];
    private readonly OverlookedPairs _overlooked = new(time);
    private long _directoryVersion = -1;
    private long _term;
    private DateTimeOffset _day;
    private DateTimeOffset _rehearAt;
    private IGrainTimer? _timer;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        // First of all: what an earlier ACD may still be deciding must not be written once the rows are read.
        _term = await rows.TakeOfficeAsync(cancellationToken);
        var now = time.GetUtcNow();
        _day = options.Value.DayOf(now);
        foreach (var status in await rows.StatusesAsync(cancellationToken))
            _statuses[status.AgentId] = status;
        var pasts = await rows.PastsAsync(_day, now, cancellationToken);
        Arrange();
        foreach (var agent in directory.Current.Agents.Values)
            Seat(agent, now, pasts.GetValueOrDefault(agent.Id));
        await RehearAsync(now, cancellationToken);
        _timer = this.RegisterGrainTimer(OnBeatAsync, new GrainTimerCreationOptions(Beat, Beat) { KeepAlive = true });
        InOffice(_term);
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

    public ValueTask<LineForecast> ForecastAsync(Guid groupId, int tier, Guid? conversationId) => new(_acd.Forecast(groupId, tier, conversationId, time.GetUtcNow()));

    public ValueTask<WaitingReason?> WhyAsync(Guid conversationId) => new(_acd.Why(conversationId, time.GetUtcNow()));

    public ValueTask<IReadOnlyList<PreviewedAgent>> PreviewAsync(Guid groupId, GroupRules draft) => new(_acd.Preview(groupId, draft, time.GetUtcNow()));

    public ValueTask<ByHandResult> ByHandAsync(ByHandRequest request)
    {
        if (request.Kind == ByHandKind.Pick && _acd.GroupOf(request.ConversationId) is { } id && directory.Current.Groups.GetValueOrDefault(id) is not { PickByHand: true })
            return new(new ByHandResult(ByHandOutcome.NotAllowed));
        var kind = request.Kind == ByHandKind.Pick ? AssignmentKind.Pick : AssignmentKind.Transfer;
        var directed = _acd.Direct(kind, request.ConversationId, request.AgentId, time.GetUtcNow());
        return new(directed.Assignment is { } assignment
            ? new ByHandResult(ByHandOutcome.Reserved, assignment.Units, Written(assignment), _term, assignment.ExpectedRevision)
            : new ByHandResult(directed.Outcome switch
            {
                DirectOutcome.Full => ByHandOutcome.Full,
                DirectOutcome.NotRoutable => ByHandOutcome.NotThere,
                DirectOutcome.NotAMember or DirectOutcome.UnknownAgent => ByHandOutcome.NotAllowed,
                _ => ByHandOutcome.TooLate,
            }));
    }

    public ValueTask GiveBackAsync(Guid conversationId, long revision)
    {
        var now = time.GetUtcNow();
        _acd.Reject(conversationId, revision, now);
        Dispatch(now);
        return default;
    }

    public ValueTask TickAsync() => default;

    private async Task OnBeatAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (options.Value.DayOf(now) is var day && day > _day)
        {
            _day = day;
            _acd.StartDay(now);
        }

        // Being told is only a hint; what got lost on the way is found in the rows.
        if (now >= _rehearAt)
            await RehearAsync(now, cancellationToken);
        Dispatch(now);
        foreach (var (conversationId, agentId) in _overlooked.Lasting(_acd, now))
            Overlooked(conversationId, agentId);
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
        foreach (var status in await rows.StatusesAsync(cancellationToken))
        {
            if (_statuses.TryGetValue(status.AgentId, out var known) && known.Revision >= status.Revision)
                continue;
            _statuses[status.AgentId] = status;
            if (directory.Current.Agents.TryGetValue(status.AgentId, out var agent))
                Seat(agent, now);
        }

        var mark = _acd.Mark;
        var open = await rows.OpenConversationsAsync(cancellationToken);
        _groupsWithNews.UnionWith(_acd.Rehear([.. open.Select(ConversationFacts.Of)], mark, now));
        foreach (var left in open.Where(c => c is { State: ConversationState.Offered or ConversationState.Active, AgentId: { } id } && IsLost(id)))
            _ = TellAsync(left.ThreadId, left.Id, new Act.LoseAgent(left.AgentId!.Value, ForGood: true));
    }

    /// <summary>Gone for good, or never there. Who was given something by a supervisor's hand may still be on the way.</summary>
    private bool IsLost(Guid agentId) => !_statuses.TryGetValue(agentId, out var status) || status.Connection == Connection.Lost;

    private void Arrange()
    {
        _directoryVersion = directory.Current.Version;
        _acd.Arrange(RoutingRules.Of(directory.Current.Groups.Values, directory.Current.VipTiers));
    }

    private void Seat(Agent agent, DateTimeOffset now, AgentPast? past = null)
    {
        _statuses.TryGetValue(agent.Id, out var status);
        var readySince = status is { IsRoutable: true } ? (status.PresenceSince > status.ConnectionSince ? status.PresenceSince : status.ConnectionSince) : (DateTimeOffset?)null;
        _acd.Seat(
            new AgentSeat(
                agent.Id, agent.Capacity, agent.Skills, agent.Enabled && status is { IsRoutable: true }, status?.Revision ?? 0,
                past?.ReleasedAt, past?.TakenAt, agent.Enabled, readySince, past?.Day),
            now);
    }

    private void Dispatch(DateTimeOffset now)
    {
        // What an administrator has changed holds from the next decision on.
        if (directory.Current.Version != _directoryVersion)
        {
            Arrange();
            foreach (var agent in directory.Current.Agents.Values)
                Seat(agent, now);
        }

        foreach (var assignment in _acd.Dispatch(now))
            _ = OfferAsync(assignment, now);
        foreach (var away in _acd.TakeTurnedAway())
            _ = TellAsync(away.ThreadId, away.ConversationId, new Act.TurnAway());
    }

    /// <summary>Not awaited by the decision: hundreds of offers are on their way to their rows at once. It goes on in this grain's turn.</summary>
    private async Task OfferAsync(Assignment assignment, DateTimeOffset now)
    {
        try
        {
            var group = _acd.GroupOf(assignment.ConversationId) is { } id ? directory.Current.Groups.GetValueOrDefault(id) : null;
            var taken = group is not null && await GrainFactory.GetGrain<IConversationGrain>(assignment.ThreadId).OfferAsync(
                new OfferTerms(assignment.ConversationId, assignment.AgentId, Guid.CreateVersion7(now), group.AutoAccept, Written(assignment), ByHand: null, _term));
            if (!taken)
                _acd.Reject(assignment.ConversationId, assignment.ExpectedRevision, time.GetUtcNow());
        }
        catch (Exception e)
        {
            NotOffered(e, assignment.ConversationId, assignment.AgentId);
            await LookAgainAsync(assignment);
            await ResignIfRelievedAsync();
        }
    }

    /// <summary>Whether the offer was made is not known: the row says.</summary>
    private async Task LookAgainAsync(Assignment assignment)
    {
        try
        {
            if (await GrainFactory.GetGrain<IConversationGrain>(assignment.ThreadId).LookAsync() is { } c && c.Id == assignment.ConversationId && c.State != ConversationState.Automated)
                _acd.Hear(ConversationFacts.Of(c), time.GetUtcNow());
            _acd.Reject(assignment.ConversationId, assignment.ExpectedRevision, time.GetUtcNow());
        }
        catch (Exception e)
        {
            // The next comparison with the rows, or the time, brings it to light.
            NotOffered(e, assignment.ConversationId, assignment.AgentId);
        }
    }

    private async Task TellAsync(Guid threadId, Guid conversationId, Act act)
    {
        try
        {
            await GrainFactory.GetGrain<IConversationGrain>(threadId).ActAsync(conversationId, act);
        }
        catch (Exception e)
        {
            NotTold(e, conversationId, act.GetType().Name);
        }
    }

    private async Task ResignIfRelievedAsync()
    {
        try
        {
            if (await rows.IsInOfficeAsync(_term, CancellationToken.None))
                return;
            Relieved(_term);
            DeactivateOnIdle();
        }
        catch (Exception e) when (e is System.Data.Common.DbException or TimeoutException)
        {
            // Nothing of an earlier term is written, whether or not we know that ours is over.
            NotOffered(e, Guid.Empty, Guid.Empty);
        }
    }

    private static string Written(Assignment assignment) => JsonSerializer.Serialize(assignment.Explanation, RoutingJson.Options);

    private void Note(bool isNews, Guid? groupId)
    {
        if (isNews && groupId is { } group)
            _groupsWithNews.Add(group);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The ACD is in office for its term {Term}")]
    private partial void InOffice(long term);

    [LoggerMessage(Level = LogLevel.Error, Message = "Another ACD has taken office after term {Term}; this one ends. Two processes on one database are not in one cluster")]
    private partial void Relieved(long term);

    [LoggerMessage(Level = LogLevel.Error, Message = "Conversation {ConversationId} waits although agent {AgentId} could take it")]
    private partial void Overlooked(Guid conversationId, Guid agentId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Conversation {ConversationId} could not be told {Act}; again in a minute")]
    private partial void NotTold(Exception exception, Guid conversationId, string act);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Conversation {ConversationId} could not be offered to agent {AgentId}")]
    private partial void NotOffered(Exception exception, Guid conversationId, Guid agentId);
}
