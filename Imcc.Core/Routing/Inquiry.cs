using Imcc.Core.Conversations;

namespace Imcc.Core.Routing;

/// <summary>Answers how a conversation stands in its line. Changes nothing.</summary>
internal sealed class Inquiry(Floor floor, Standings standings, AcdOptions options)
{
    public int? Place(Guid conversationId, DateTimeOffset now)
    {
        if (standings.Find(conversationId) is not { Line: { } line } standing)
            return null;
        var inFront = 1 + InFront(standing, line, now, now);
        // Where tiers gain at different speeds, some who stand behind now will have overtaken by then.
        return line.Served.TimeFor(inFront, now) is { } wait ? 1 + InFront(standing, line, now, now + wait) : inFront;
    }

    public TimeSpan? Estimate(Guid conversationId, DateTimeOffset now) =>
        Place(conversationId, now) is { } place ? standings.Find(conversationId)!.Line!.Served.TimeFor(place, now) : null;

    /// <summary>For a customer of a tier who joins now, or one who waits already.</summary>
    public LineForecast Forecast(Guid groupId, int tier, Guid? conversationId, DateTimeOffset now)
    {
        if (conversationId is { } id && Place(id, now) is { } place)
            return new(place - 1, Estimate(id, now), standings.Find(id)!.Line!.WaitingCount);
        if (floor.FindLine(groupId) is not { } line)
            return new(0, null, 0);
        var joining = new WaitingEntry(Guid.Empty, Guid.Empty, groupId, tier, now, [], 0);
        var rank = floor.Scale.Rank(joining, now) with { ConversationId = new(Enumerable.Repeat((byte)0xFF, 16).ToArray()) };
        var ahead = line.Runs.Concat(line.Ringing).Sum(r => r.Contacts.CountWhile(c => floor.Scale.Rank(c, now).CompareTo(rank) < 0));
        return new(ahead, ahead == 0 && line.Free.Count > 0 ? TimeSpan.Zero : line.Served.TimeFor(ahead + 1, now), line.WaitingCount);
    }

    public WaitingReason? Why(Guid conversationId, DateTimeOffset now)
    {
        if (standings.Find(conversationId) is not { Line: { } line } standing)
            return null;
        var ring = Math.Max(standing.Ring, line.Rings.After(now - standing.JoinedAt));
        var last = Reach.OfLastAgent(standing, line, floor);
        var keptUntil = last is { Member: not null, CanTake: false } && standing.Entry!.PreferredUntil > now ? standing.Entry.PreferredUntil : null;
        var askedAgain = standing.CameAt + options.AskAgainAfter;
        return new(
            Place(conversationId, now)!.Value,
            standing.Phase == Phase.Waiting ? null : standing.Place?.AgentId,
            AgentChoice.StandingOf(standing, floor.Scale, now) with { Ring = ring },
            ring + 1 < line.Rings.Count ? standing.JoinedAt + line.Rings.OpensAfter(ring + 1) : null,
            Reach.Count(standing, line, ring, declinesIgnored: false),
            keptUntil is null ? null : last.Member!.Place.AgentId,
            keptUntil,
            standing.NotBefore > now ? standing.NotBefore : null,
            Reach.AllHaveDeclined(standing, line, ring) && askedAgain > now ? askedAgain : null);
    }

    /// <summary>Those before it at either of two moments. Within a run both are a stretch from its front, so the longer one holds the other.</summary>
    private int InFront(Standing standing, WaitingLine line, DateTimeOffset now, DateTimeOffset then)
    {
        var (rankNow, rankThen) = (floor.Scale.Rank(standing, now), floor.Scale.Rank(standing, then));
        var count = 0;
        foreach (var run in line.Runs.Concat(line.Ringing))
        {
            var before = run.Contacts.CountWhile(c => floor.Scale.Rank(c, now).CompareTo(rankNow) < 0);
            count += then == now ? before : Math.Max(before, run.Contacts.CountWhile(c => floor.Scale.Rank(c, then).CompareTo(rankThen) < 0));
        }

        return count;
    }
}
