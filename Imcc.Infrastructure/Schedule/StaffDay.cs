namespace Imcc.Infrastructure.Schedule;

/// <summary>A group's day in half hours: how many are planned, needed, and were there.</summary>
/// <param name="Handle">What a contact takes an agent, with what is done at once taken off; null: nothing to learn it from.</param>
/// <param name="LearntFrom">The days that the forecast is the mean of.</param>
/// <param name="Rev">Of what was entered by hand.</param>
public sealed record StaffDay(DateOnly Day, IReadOnlyList<StaffHalfHour> HalfHours, TimeSpan? Handle, int LearntFrom, long Rev);

/// <param name="Place">0 to 47.</param>
/// <param name="Planned">Agents, breaks taken off; a part of the half hour counts as that part.</param>
/// <param name="Expected">How many contacts are expected; null: nothing to learn from.</param>
/// <param name="Computed">Agents needed for that; null: nothing to compute it from.</param>
/// <param name="Entered">What somebody said instead.</param>
/// <param name="There">Were available; null: not yet over.</param>
public sealed record StaffHalfHour(DateTimeOffset From, int Place, double Planned, double? Expected, int? Computed, int? Entered, double? There)
{
    public int? Needed => Entered ?? Computed;

    /// <summary>Below 0: too few are planned.</summary>
    public double? Gap => Needed is { } needed ? Planned - needed : null;
}
