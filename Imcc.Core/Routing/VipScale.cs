using Imcc.Core.Organisation;

namespace Imcc.Core.Routing;

/// <summary>What the tiers are worth: score = bonus + slope × time since joining the queue, as a whole number, in hundredths of ticks.</summary>
internal sealed class VipScale
{
    private const long PerSecond = 100 * TimeSpan.TicksPerSecond;
    private readonly VipTier[] _tiers = [.. Enumerable.Range(0, VipTier.Highest + 1).Select(Ordinary)];

    public VipScale(IEnumerable<VipTier> tiers)
    {
        foreach (var tier in tiers.Where(t => t.Tier is >= 0 and <= VipTier.Highest))
            _tiers[tier.Tier] = tier;
    }

    /// <summary>A tier that nobody set up is an ordinary one.</summary>
    public VipTier Of(int tier) => tier is >= 0 and <= VipTier.Highest ? _tiers[tier] : Ordinary(tier);

    public ContactRank Rank(Standing contact, DateTimeOffset now) => Rank(contact.Entry!, now);

    public ContactRank Rank(WaitingEntry entry, DateTimeOffset now)
    {
        var tier = Of(entry.VipTier);
        return new(tier.IsUrgent, Score(tier, entry.EnqueuedAt, now), entry.EnqueuedAt.UtcTicks, entry.ConversationId);
    }

    private static VipTier Ordinary(int tier) => new(tier, "", 0);

    /// <summary>As seconds, for people.</summary>
    public static decimal InSeconds(long score) => (decimal)score / PerSecond;

    // A slope of 0 or less would let nobody ever come first: the line within a tier must be in order of joining.
    private static long Score(VipTier tier, DateTimeOffset enqueuedAt, DateTimeOffset now) =>
        tier.BonusSeconds * PerSecond + Math.Max(1, tier.SlopePercent) * (now - enqueuedAt).Ticks;
}

/// <summary>Who is served before whom at one moment: urgent ones, then the higher score, then who joined the queue earlier, then the id.</summary>
internal readonly record struct ContactRank(bool IsUrgent, long Score, long EnqueuedAt, Guid ConversationId) : IComparable<ContactRank>
{
    public int CompareTo(ContactRank other)
    {
        var order = other.IsUrgent.CompareTo(IsUrgent);
        if (order == 0)
            order = other.Score.CompareTo(Score);
        if (order == 0)
            order = EnqueuedAt.CompareTo(other.EnqueuedAt);
        return order != 0 ? order : ConversationId.CompareTo(other.ConversationId);
    }
}
