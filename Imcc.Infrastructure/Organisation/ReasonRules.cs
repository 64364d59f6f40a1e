using Imcc.Core.Agents;

namespace Imcc.Infrastructure.Organisation;

/// <summary>What holds for every presence reason.</summary>
public static class ReasonRules
{
    public const int MaxNameLength = 12;
    public const int MostReasons = 30;
    public const int MaxLimitMinutes = 8 * 60;

    /// <summary>What a reason can be a reason for.</summary>
    public static readonly IReadOnlyList<Presence> Presences = [Presence.Break, Presence.Busy];
}
