using Imcc.Core.Organisation;
using Imcc.Core.Routing;

namespace Imcc.Tests.Routing;

/// <summary>An agent of the <see cref="World"/>, with the day kept by plain adding up.</summary>
internal sealed class Worker(Guid id)
{
    public Guid Id => id;

    public int Number => id.ToByteArray()[15];

    public int Capacity { get; set; }

    public Dictionary<Guid, Skill> Skills { get; } = [];

    public bool IsRoutable { get; set; } = true;

    public long StatusRevision { get; set; } = 1;

    public DateTimeOffset IdleSince { get; set; } = DateTimeOffset.MinValue;

    public DateTimeOffset LastTakenAt { get; set; } = DateTimeOffset.MinValue;

    public DateTimeOffset ReadySince { get; set; } = DateTimeOffset.MinValue;

    public Dictionary<Guid, Tally> Day { get; } = [];

    public Dictionary<Guid, DateTimeOffset> LastTakenIn { get; } = [];

    public bool Has(Guid groupId) => Skills.ContainsKey(groupId);

    public void Pass(TimeSpan time)
    {
        if (!IsRoutable)
            return;
        foreach (var group in Skills.Keys)
            Day[group] = Day.GetValueOrDefault(group) with { Routable = Day.GetValueOrDefault(group).Routable + time };
    }

    /// <summary>Accepted just now, in this line.</summary>
    public void Take(Guid groupId, DateTimeOffset now)
    {
        LastTakenAt = now;
        LastTakenIn[groupId] = now;
        Day[groupId] = Day.GetValueOrDefault(groupId) with { Assigned = Day.GetValueOrDefault(groupId).Assigned + 1 };
    }

    public AgentSeat Seat() => new(Id, Capacity, [.. Skills.Values], IsRoutable, StatusRevision);

    /// <summary>As a host would seat the agent after a restart.</summary>
    public AgentSeat Remembered(DateTimeOffset now) => Seat() with
    {
        IdleSince = IdleSince,
        LastAssignedAt = LastTakenAt,
        ReadySince = ReadySince,
        Day = new(now, [.. Day.Keys.Union(LastTakenIn.Keys).Select(g => new LineTally(g, Day.GetValueOrDefault(g), LastTakenIn.GetValueOrDefault(g)))]),
    };
}
