using System.Collections.Immutable;
using Imcc.Core.Agents;

namespace Imcc.Core.Reporting;

/// <summary>Writes facts as lines: each into the quarter by which it is counted.</summary>
public static class FactLines
{
    public static IEnumerable<FactLine> Of(ConversationFacts facts)
    {
        var traits = facts.Traits;
        foreach (var v in facts.Visits)
            yield return Line(FactKind.Visit, v.From, v.GroupId, v.AgentId, [], v.Wait is { } wait ? Ms(wait) : -1, (long)v.Outcome, (long)v.Entry);
        foreach (var a in facts.Attempts)
            yield return Line(FactKind.Attempt, a.At, a.GroupId, a.AgentId, [], Ms(a.Until - a.At), (long)a.Outcome);
        foreach (var s in facts.Segments)
        {
            yield return Line(
                FactKind.Segment, s.EndedAt, s.GroupId, s.AgentId, s.Replies,
                Ms(s.EndedAt - s.TakenAt), Ms(s.ReleasedAt - s.EndedAt), s.FirstReplyAt is { } said ? Ms(said - s.TakenAt) : -1,
                s.FirstReplyAt is { } word && s.EnqueuedAt is { } enqueued ? Ms(word - enqueued) : -1, (long)s.Exit);
            foreach (var part in Work(s))
                yield return part;
        }

        foreach (var part in facts.Ongoing is { } going ? Work(going) : [])
            yield return part;

        if (facts.Whole is { } whole)
        {
            yield return Line(
                FactKind.Conversation, whole.ClosedAt, whole.GroupId, whole.AgentId, [],
                Ms(whole.ClosedAt - whole.OpenedAt), whole.Segments, traits.IsInvited ? 1 : 0, traits.RatingHundredths ?? 0, traits.IsFirstContact ? 1 : 0, traits.IsRepeated ? 1 : 0, whole.IsForAPerson ? 1 : 0);
        }

        IEnumerable<FactLine> Work(SegmentFact s) => QuarterHours.Split(s.TakenAt, s.EndedAt).Select(p => (p.From, p.To, IsWrapUp: 0L))
            .Concat(QuarterHours.Split(s.EndedAt, s.ReleasedAt).Select(p => (p.From, p.To, IsWrapUp: 1L)))
            .Select(p => Line(FactKind.Work, p.From, s.GroupId, s.AgentId, [], Ms(p.To - p.From), traits.Units, p.IsWrapUp));

        FactLine Line(FactKind kind, DateTimeOffset at, Guid? group, Guid? agent, ImmutableArray<long> further, params ReadOnlySpan<long> values) => new(
            kind, QuarterHours.Of(at), traits.ConversationId, new(group, agent, traits.AccountId, traits.SourceId, traits.ReasonId, traits.VipTier),
            [Ms(at - QuarterHours.Of(at)), .. values], further);
    }

    /// <summary>An agent's presence in one quarter.</summary>
    /// <param name="quarter">When it begins.</param>
    /// <param name="changes">Those of the quarter and the last one before.</param>
    /// <param name="capacityOf">Units that the agent might have at once from a change on.</param>
    public static IEnumerable<FactLine> Presence(Guid agentId, DateTimeOffset quarter, IReadOnlyCollection<PresenceChange> changes, Func<PresenceChange, int?> capacityOf)
    {
        var cut = changes.Select(c => c with { At = DateTimeOffset.FromUnixTimeMilliseconds(c.At.ToUnixTimeMilliseconds()) });
        foreach (var span in PresenceHistory.Spans(agentId, cut, quarter, quarter + QuarterHours.Length))
        {
            // Of who is not there nothing is kept: most agents are not, most of the time.
            if (span.State is { Presence: Agents.Presence.Offline } or { Connection: Connection.Lost })
                continue;
            yield return new(
                FactKind.Presence, quarter, Guid.Empty, new(null, agentId, null, null, span.State.ReasonId, 0),
                [Ms(span.From - quarter), Ms(span.Length), (long)span.State.Presence, span.State.IsRoutable ? 1 : 0, capacityOf(span.State) ?? -1, span.State.Connection == Connection.Live ? 1 : 0], []);
        }
    }

    private static long Ms(TimeSpan span) => span.Ticks / TimeSpan.TicksPerMillisecond;
}
