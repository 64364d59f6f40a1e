using Imcc.Infrastructure.Organisation;

namespace Imcc.Web.Administration;

/// <summary>Two customers of different tiers in one line: who is served first, and what would turn it round.</summary>
/// <param name="FirstWaited">Seconds that the one of <paramref name="First"/> has waited.</param>
/// <param name="SecondWaited">Seconds that the one of <paramref name="Second"/> has waited.</param>
internal readonly record struct TierRace(TierDraft First, int FirstWaited, TierDraft Second, int SecondWaited)
{
    public decimal FirstScore => Score(First, FirstWaited);

    public decimal SecondScore => Score(Second, SecondWaited);

    /// <summary>Of equal scores the one who joined earlier; of equal waits the first.</summary>
    public bool FirstWins => First.IsUrgent != Second.IsUrgent ? First.IsUrgent
        : FirstScore != SecondScore ? FirstScore > SecondScore
        : FirstWaited >= SecondWaited;

    /// <summary>Only because one is a class of its own.</summary>
    public bool ByClass => First.IsUrgent != Second.IsUrgent;

    /// <summary>As many seconds the loser would have to have waited already to be the first; scores only.</summary>
    public int TurnsAt
    {
        get
        {
            var (loser, score) = FirstWins ? (Second, FirstScore) : (First, SecondScore);
            return Math.Max(0, (int)Math.Floor((score - loser.BonusSeconds) * 100 / loser.SlopePercent) + 1);
        }
    }

    /// <summary>
    /// How many seconds an ordinary customer must have waited to be served before one of this tier who comes now; null: however long, never.
    /// </summary>
    public static int? HeadStart(TierDraft tier) => tier.IsUrgent ? null : tier.BonusSeconds;

    private static decimal Score(TierDraft tier, int waited) => tier.BonusSeconds + waited * tier.SlopePercent / 100m;
}
