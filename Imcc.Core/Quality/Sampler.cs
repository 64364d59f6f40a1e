using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Imcc.Core.Quality;

/// <summary>
/// Draws the conversations of a week: of each agent in each skill group those with the smallest lots, where a conversation's lot is a hash
/// of seed, week and id. The same rows give the same draw; a conversation that comes later can only move the last of its own stratum.
/// </summary>
public static class Sampler
{
    /// <param name="week">Any moment of the week's first day; only names the draw.</param>
    /// <param name="candidates">What ended in the week.</param>
    /// <param name="taken">What was drawn before by this plan, which counts.</param>
    public static IReadOnlyList<Drawn> Draw(SamplingPlan plan, DateOnly week, IEnumerable<Candidate> candidates, IReadOnlyCollection<Drawn> taken)
    {
        var before = taken.Select(t => (t.ConversationId, t.AgentId)).ToHashSet();
        var lots = taken.Where(t => t.Risks == Risks.None).CountBy(t => (t.AgentId, t.GroupId)).ToDictionary();
        var risky = taken.Where(t => t.Risks != Risks.None).CountBy(t => t.AgentId).ToDictionary();
        var drawn = new List<Drawn>();
        var eligible = candidates.Where(c => plan.Groups.Count == 0 || (c.GroupId is { } group && plan.Groups.Contains(group)))
            .DistinctBy(c => (c.ConversationId, c.AgentId)).Where(c => !before.Contains((c.ConversationId, c.AgentId)))
            .Select(c => (Candidate: c, Lot: LotOf(plan.Seed, week, c.ConversationId))).OrderBy(c => c.Lot).ThenBy(c => c.Candidate.ConversationId).ToList();
        // Who shows several risks is looked at first, however little was said: who kept silent said nothing.
        foreach (var (c, _) in eligible.Where(c => c.Candidate.Risks != Risks.None).OrderByDescending(c => int.PopCount((int)c.Candidate.Risks)))
        {
            if (risky.GetValueOrDefault(c.AgentId) < plan.MostRisky)
                Take(c, c.Risks, () => risky[c.AgentId] = risky.GetValueOrDefault(c.AgentId) + 1);
        }

        foreach (var (c, _) in eligible.Where(c => c.Candidate.Messages >= plan.LeastMessages))
        {
            var stratum = (c.AgentId, c.GroupId);
            if (lots.GetValueOrDefault(stratum) < plan.PerStratum)
                Take(c, Risks.None, () => lots[stratum] = lots.GetValueOrDefault(stratum) + 1);
        }

        return drawn;

        void Take(Candidate c, Risks why, Action count)
        {
            if (!before.Add((c.ConversationId, c.AgentId)))
                return;
            drawn.Add(new(c.ConversationId, c.ThreadId, c.AgentId, c.GroupId, why));
            count();
        }
    }

    /// <summary>Of very many those that the lot can fall on at all, before anything of them is read: of each stratum the first few.</summary>
    /// <param name="ended">Without a group: it is not known yet, and counts when it is.</param>
    /// <param name="spare">How many more than are drawn, for those that turn out to be too short or drawn already.</param>
    public static IEnumerable<Candidate> Shortlist(SamplingPlan plan, DateOnly week, IEnumerable<Candidate> ended, int spare = 10) =>
        ended.Where(c => plan.Groups.Count == 0 || c.GroupId is not { } group || plan.Groups.Contains(group)).GroupBy(c => (c.AgentId, c.GroupId))
            .SelectMany(s => s.OrderBy(c => LotOf(plan.Seed, week, c.ConversationId)).ThenBy(c => c.ConversationId).Take(plan.PerStratum == 0 ? 0 : plan.PerStratum + spare));

    /// <summary>Who scores it: of those who may, the one with the least to do; nobody scores the own work.</summary>
    /// <param name="load">What each has open; counted up here.</param>
    public static Guid? Assign(SamplingPlan plan, Guid agentId, IDictionary<Guid, int> load)
    {
        var able = plan.Inspectors.Where(i => i != agentId).OrderBy(i => load.TryGetValue(i, out var open) ? open : 0).ThenBy(i => i).ToList();
        if (able.Count == 0)
            return null;
        load[able[0]] = (load.TryGetValue(able[0], out var before) ? before : 0) + 1;
        return able[0];
    }

    /// <summary>One id for one plan, conversation and agent: however many draw at the same time, there is one row.</summary>
    public static Guid IdOf(Guid planId, Guid conversationId, Guid agentId)
    {
        Span<byte> bytes = stackalloc byte[48];
        planId.TryWriteBytes(bytes, bigEndian: true, out _);
        conversationId.TryWriteBytes(bytes[16..], bigEndian: true, out _);
        agentId.TryWriteBytes(bytes[32..], bigEndian: true, out _);
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(bytes, hash);
        // An id of our own making (version 8).
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new(hash[..16], bigEndian: true);
    }

    private static ulong LotOf(long seed, DateOnly week, Guid conversationId)
    {
        Span<byte> bytes = stackalloc byte[28];
        BinaryPrimitives.WriteInt64BigEndian(bytes, seed);
        BinaryPrimitives.WriteInt32BigEndian(bytes[8..], week.DayNumber);
        conversationId.TryWriteBytes(bytes[12..], bigEndian: true, out _);
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(bytes, hash);
        return BinaryPrimitives.ReadUInt64BigEndian(hash);
    }
}

/// <param name="Messages">The agent's in it.</param>
public sealed record Candidate(Guid ConversationId, Guid ThreadId, Guid AgentId, Guid? GroupId, int Messages, Risks Risks);

/// <param name="Risks">None: the lot fell on it.</param>
public sealed record Drawn(Guid ConversationId, Guid ThreadId, Guid AgentId, Guid? GroupId, Risks Risks);
