namespace Imcc.Core.Organisation;

/// <summary>
/// What a VIP tier (贵宾等级) is worth in the line: score = bonus + slope × time waited; the highest score is served first, and urgent tiers
/// before all others. Tier 0 is everybody and has bonus 0, slope 1.
/// </summary>
/// <param name="Tier">0 to 9.</param>
/// <param name="BonusSeconds">0 to 86,400: as if the customer had come that much earlier. With slope 1 nobody is overtaken by one who comes later than this.</param>
/// <param name="SlopePercent">10 to 1000: how much a second of waiting counts; 100 is slope 1.</param>
/// <param name="IsUrgent">A class of its own before all others (挂失, 盗刷): among themselves by score.</param>
[GenerateSerializer, Immutable]
public sealed record VipTier(
    [property: Id(0)] int Tier,
    [property: Id(1)] string Name,
    [property: Id(2)] int BonusSeconds,
    [property: Id(3)] int SlopePercent = 100,
    [property: Id(4)] bool IsUrgent = false)
{
    public const int Highest = 9;

    /// <summary>What holds until an administrator says otherwise: 300 s for each tier, tier 9 urgent.</summary>
    public static readonly IReadOnlyList<VipTier> Defaults =
    [
        new(0, "普通", 0),
        .. Enumerable.Range(1, 8).Select(t => new VipTier(t, $"VIP{t}", 300 * t)),
        new(9, "紧急", 2700, IsUrgent: true),
    ];
}
