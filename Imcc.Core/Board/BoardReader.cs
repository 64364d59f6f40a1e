using Imcc.Core.Agents;
using Imcc.Core.Conversations;
using Imcc.Core.Organisation;
using Imcc.Core.Reporting;
using Directory = Imcc.Core.Organisation.Directory;

namespace Imcc.Core.Board;

/// <summary>Makes the board's rows of the book. What comes out as it was before is the same object again, so that screens know what to leave alone. Not for several threads at once.</summary>
public sealed class BoardReader(BoardBook book)
{
    /// <summary>Forecasts hardly change from one second to the next, and cost more than all the rest.</summary>
    private static readonly TimeSpan ForecastHolds = TimeSpan.FromSeconds(10);

    private readonly Dictionary<Guid, BoardLine> _lines = [];
    private readonly Dictionary<Guid, BoardAgent> _agents = [];
    private readonly Dictionary<Guid, GroupSums> _sums = [];
    private readonly BoardAlarms _alarms = new();
    private readonly Dictionary<BoardScope, Sight> _sights = [];
    private WorkSpans _spans = WorkSpans.None;
    private IReadOnlyDictionary<Guid, double> _concurrency = new Dictionary<Guid, double>();
    private BoardAgent[] _byName = [];
    private BoardLine[] _linesByName = [];
    private BoardAlarm[] _worstFirst = [];
    private Directory _known = Directory.Empty;
    private BoardRuleBook _rules = new();
    private DateTimeOffset _now;
    private DateTimeOffset _forecastAt;

    /// <summary>Looks at the book as of now.</summary>
    public void Read(DateTimeOffset now, Directory known, BoardRuleBook rules)
    {
        if (!ReferenceEquals(_known, known))
            _sights.Clear();
        (_now, _known, _rules) = (now, known, rules);
        var isForecast = now - _forecastAt >= ForecastHolds || now < _forecastAt;
        if (isForecast)
        {
            (_forecastAt, _spans) = (now, book.Day.Spans());
            _concurrency = _spans.Concurrency(_ => true);
        }

        ReadAgents();
        ReadSums();
        foreach (var group in known.Groups.Values)
            Keep(_lines, group.Id, LineOf(group, _sums[group.Id], _lines.GetValueOrDefault(group.Id), isForecast));
        Forget(_lines, known.Groups.ContainsKey);
        _linesByName = [.. _lines.Values.OrderBy(l => l.Name, StringComparer.Ordinal).ThenBy(l => l.GroupId)];
        _worstFirst = _alarms.Judge(_linesByName, rules, now);
    }

    /// <summary>What a viewer sees of the last reading.</summary>
    public BoardView View(BoardScope scope)
    {
        if (!_sights.TryGetValue(scope, out var sight))
            _sights[scope] = sight = new();
        BoardLine[] lines = [.. _linesByName.Where(l => scope.HasGroup(l.GroupId))];
        BoardAgent[] agents = [.. _byName.Where(a => scope.HasAgent(a.Id))];
        BoardAlarm[] alarms = [.. _worstFirst.Where(a => scope.HasGroup(a.GroupId))];
        var total = TotalOf(scope, sight);
        if (sight.View is not { } last || last.Total != total || !ReferenceEquals(last.Rules, _rules) || !ReferenceEquals(last.Counted, book.Day.Rules) || last.DayBegan != book.Day.From
            || !Same(last.Lines, lines) || !Same(last.Agents, agents) || !Same(last.Alarms, alarms))
            sight.View = new(lines, total, agents, alarms, _rules, book.Day.Rules, book.Day.From);
        return sight.View;
    }

    private void ReadAgents()
    {
        var hands = new Dictionary<Guid, (int Load, int InHand, int Parked)>();
        foreach (var c in book.Open)
        {
            if (c.AgentId is not { } id)
                continue;
            var (load, inHand, parked) = hands.GetValueOrDefault(id);
            hands[id] = c.HoldsAgent ? (load + c.Units, inHand + 1, parked) : c.State == ConversationState.Parked ? (load, inHand, parked + 1) : (load, inHand, parked);
        }

        var reasons = _known.PresenceReasons.ToDictionary(r => r.Id, r => r.Name);
        var seen = new HashSet<Guid>();
        foreach (var agent in _known.Agents.Values)
        {
            var status = book.Statuses.GetValueOrDefault(agent.Id) ?? new() { AgentId = agent.Id };
            var state = BoardAgent.StateOf(status);
            // Administrators are agents of the directory, too, without place or group: nothing to watch.
            if (!agent.Enabled || (agent.Capacity == 0 && agent.Skills.Count == 0 && state == BoardAgentState.Offline))
                continue;
            seen.Add(agent.Id);
            var (load, inHand, parked) = hands.GetValueOrDefault(agent.Id);
            var day = book.Day.Of(agent.Id);
            var last = _agents.GetValueOrDefault(agent.Id);
            var since = status.Connection == Connection.Live ? status.PresenceSince : status.ConnectionSince;
            Keep(_agents, agent.Id, new BoardAgent
            {
                Id = agent.Id,
                Name = agent.DisplayName,
                State = state,
                Reason = status.ReasonId is { } reason ? reasons.GetValueOrDefault(reason, "") : "",
                Since = since > DateTimeOffset.UnixEpoch ? since : null,
                IsOverLimit = status.IsOverLimit,
                Load = load,
                InHand = inHand,
                Parked = parked,
                Capacity = agent.Capacity,
                Groups = last is not null && last.Groups.SequenceEqual(agent.Skills.Select(s => s.GroupId)) ? last.Groups : [.. agent.Skills.Select(s => s.GroupId)],
                Handled = day[Count.Handled],
                Aht = day[Measure.Handle]?.Mean,
                FirstReply = day[Measure.FirstReply]?.Mean,
                Missed = day[Count.Missed],
                Transferred = day[Count.ToAgent] + day[Count.ToGroup],
            });
        }

        Forget(_agents, seen.Contains);
        _byName = [.. _agents.Values.OrderBy(a => a.Name, StringComparer.Ordinal).ThenBy(a => a.Id)];
    }

    private void ReadSums()
    {
        _sums.Clear();
        foreach (var id in _known.Groups.Keys)
            _sums[id] = new(book.Day.Of(id));
        foreach (var c in book.Open)
        {
            if (c.GroupId is { } id && _sums.TryGetValue(id, out var sums))
                sums.Line.Add(c, _now);
        }

        foreach (var (id, (now, came)) in book.Day.Now(_now))
        {
            if (_sums.TryGetValue(id, out var sums))
                (sums.Now, sums.Came) = (now, came);
        }

        foreach (var agent in _byName)
        {
            foreach (var group in agent.Groups)
            {
                if (_sums.TryGetValue(group, out var sums))
                    sums.Staff = sums.Staff.With(agent, 1.0 / agent.Groups.Count);
            }
        }
    }

    private BoardLine LineOf(SkillGroup group, GroupSums sums, BoardLine? last, bool isForecast) => sums.ToLine(
        group.Id, group.Name, _known.IsOpen(group, _now), book.Day.Rules,
        !isForecast && last is not null && last.Staff.Share == sums.Staff.Share ? last.Forecast : ForecastOf(group.Id, sums, group.MaxWait));

    private BoardLine TotalOf(BoardScope scope, Sight sight)
    {
        var sums = new GroupSums(new());
        var groups = _known.Groups.Values.Where(g => scope.HasGroup(g.Id)).ToList();
        foreach (var group in groups)
            sums.Add(_sums[group.Id]);
        foreach (var agent in _byName)
        {
            var here = agent.Groups.Count(scope.HasGroup);
            if (here > 0)
                sums.Staff = sums.Staff.With(agent, (double)here / agent.Groups.Count);
        }

        if (sight.ForecastAt != _forecastAt || sight.Total?.Staff.Share != sums.Staff.Share)
        {
            if (scope.Groups is not null && sight.ForecastAt != _forecastAt)
                sight.Concurrency = _spans.Concurrency(scope.HasGroup).GetValueOrDefault(Guid.Empty);
            sight.ForecastAt = _forecastAt;
            sight.Forecast = ForecastOf(Guid.Empty, sums, groups.Count == 0 ? TimeSpan.Zero : groups.Max(g => g.MaxWait), scope.Groups is null ? null : sight.Concurrency);
        }

        var total = sums.ToLine(Guid.Empty, "", groups.Exists(g => _known.IsOpen(g, _now)), book.Day.Rules, sight.Forecast);
        return sight.Total = total == sight.Total ? sight.Total! : total;
    }

    private StaffForecast? ForecastOf(Guid groupId, GroupSums sums, TimeSpan longest, double? concurrency = null) => sums.Forecast(
        concurrency ?? _concurrency.GetValueOrDefault(groupId), _now - book.Day.From, longest, book.Day.Rules.LimitsOf(groupId == Guid.Empty ? null : groupId).Within / 1000.0,
        _rules.Of(groupId).Of(BoardFigure.ForecastLevel)?.Amber ?? StaffForecast.UsualTarget);

    private static void Keep<T>(Dictionary<Guid, T> kept, Guid key, T value)
        where T : class
    {
        if (!kept.TryGetValue(key, out var last) || !last.Equals(value))
            kept[key] = value;
    }

    private static void Forget<T>(Dictionary<Guid, T> kept, Func<Guid, bool> isThere)
    {
        foreach (var id in kept.Keys.Where(id => !isThere(id)).ToList())
            kept.Remove(id);
    }

    private static bool Same<T>(IReadOnlyList<T> last, T[] next)
        where T : class
    {
        if (last.Count != next.Length)
            return false;
        for (var i = 0; i < next.Length; i++)
        {
            if (!ReferenceEquals(last[i], next[i]))
                return false;
        }

        return true;
    }

    private sealed class Sight
    {
        public BoardView? View { get; set; }

        public BoardLine? Total { get; set; }

        public StaffForecast? Forecast { get; set; }

        public DateTimeOffset ForecastAt { get; set; }

        public double Concurrency { get; set; }
    }
}
