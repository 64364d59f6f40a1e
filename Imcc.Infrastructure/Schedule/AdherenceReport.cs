using Imcc.Core.Agents;
using Imcc.Core.Schedule;

namespace Imcc.Infrastructure.Schedule;

/// <summary>How shifts were kept, over some days.</summary>
/// <param name="Agents">Those with the least first; who had no shift is not among them.</param>
/// <param name="Groups">An agent counts in each group that they serve.</param>
public sealed record AdherenceReport(
    AdherenceFigures Total, IReadOnlyList<AdherenceLine> Agents, IReadOnlyList<AdherenceLine> Days, IReadOnlyList<AdherenceLine> Groups, IReadOnlyList<AdherenceIncident> Incidents)
{
    public static readonly AdherenceReport Empty = new(default, [], [], [], []);
}

/// <param name="Key">An agent's or group's id, or a day as 2026-03-01.</param>
/// <param name="Shifts">Begun, at least.</param>
/// <param name="Incidents">How many deviations there were, by kind.</param>
public sealed record AdherenceLine(string Key, string Name, AdherenceFigures Figures, int Shifts, IReadOnlyDictionary<Deviation, int> Incidents)
{
    public int CountOf(Deviation kind) => Incidents.GetValueOrDefault(kind);
}

/// <param name="Day">Of the shift, which may have begun the day before it happened.</param>
public sealed record AdherenceIncident(Guid AgentId, string Agent, DateOnly Day, string Shift, AdherenceException Exception);

/// <summary>An agent's shift of one day: planned above, what was below.</summary>
/// <param name="From">Somewhat before the shift.</param>
/// <param name="To">Somewhat after it, or now.</param>
public sealed record ShiftStrip(
    Guid AgentId, string Agent, DateOnly Day, ShiftHours Hours, DateTimeOffset From, DateTimeOffset To, IReadOnlyList<PlannedSpan> Planned, IReadOnlyList<PresenceSpan> Actual,
    IReadOnlyList<AdherenceStretch> Stretches, AdherenceFigures Figures)
{
    public IReadOnlyList<AdherenceException> Exceptions { get; } = Adherence.Exceptions(Stretches);
}
