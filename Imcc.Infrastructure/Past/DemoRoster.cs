using Imcc.Core.Agents;
using Imcc.Core.Organisation;
using Imcc.Infrastructure.Agents;
using Imcc.Infrastructure.Demo;
using Directory = Imcc.Core.Organisation.Directory;

namespace Imcc.Infrastructure.Past;

/// <summary>Who of the demo's people was there at a time of its past, who had a place free, and what stands on record of their presence.</summary>
internal sealed class DemoRoster(Directory known, TimeZoneInfo zone, int seed)
{
    private readonly List<Agent?> _agents = [.. DemoShifts.People.Select(p => known.Agents.Values.FirstOrDefault(a => a.UserName == p.UserName))];
    private readonly Dictionary<Guid, List<(DateTimeOffset From, DateTimeOffset To)>> _served = [];

    public DateTimeOffset At(DateOnly day, double minute)
    {
        var local = day.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime().AddMinutes(minute);
    }

    /// <summary>The one with the most places free; null: nobody has one.</summary>
    public Guid? Free(DateTimeOffset at, Guid group, Guid? except) => _agents
        .Where((a, i) => a is not null && a.Id != except && a.Skills.Any(s => s.GroupId == group) && IsThere(i, at))
        .Select(a => (a!.Id, Load: _served.GetValueOrDefault(a.Id)?.Count(s => s.From <= at && s.To > at) ?? 0, a.Capacity))
        .Where(a => a.Load < a.Capacity).OrderBy(a => (double)a.Load / a.Capacity).ThenBy(a => _served.GetValueOrDefault(a.Id)?.Count ?? 0).Select(a => (Guid?)a.Id).FirstOrDefault();

    public void Serve(Guid agent, DateTimeOffset from, DateTimeOffset to)
    {
        if (!_served.TryGetValue(agent, out var served))
            _served.Add(agent, served = []);
        served.Add((from, to));
    }

    /// <summary>Whoever knows more answers faster.</summary>
    public double Pace(Guid agent) => 1.7 - (0.09 * DemoShifts.People[_agents.FindIndex(a => a?.Id == agent)].Level);

    /// <summary>Numbered up to 0: what the people do themselves is numbered from 1.</summary>
    public IEnumerable<AgentEventRow> Presence(DateOnly from, DateOnly to)
    {
        for (var i = 0; i < _agents.Count; i++)
        {
            if (_agents[i] is not { } agent)
                continue;
            var changes = new List<(DateTimeOffset At, Presence Presence, Guid? Reason)>();
            for (var day = from; day < to; day = day.AddDays(1))
            {
                if (Hours(i, day) is not { } hours)
                    continue;
                changes.Add((At(day, hours.From), Core.Agents.Presence.Available, null));
                foreach (var (begins, ends, reason) in hours.Breaks)
                {
                    changes.Add((At(day, begins), Core.Agents.Presence.Break, known.PresenceReasons.FirstOrDefault(r => r.Name == reason)?.Id));
                    changes.Add((At(day, ends), Core.Agents.Presence.Available, null));
                }

                changes.Add((At(day, hours.To), Core.Agents.Presence.Offline, null));
            }

            for (var n = 0; n < changes.Count; n++)
            {
                var (at, presence, reason) = changes[n];
                yield return new()
                {
                    AgentId = agent.Id, Revision = n + 1 - changes.Count, At = at, Presence = presence, ReasonId = reason, Connection = presence == Core.Agents.Presence.Offline ? Connection.Lost : Connection.Live, Capacity = agent.Capacity,
                };
            }
        }
    }

    // Nobody new in the last quarter of an hour, or shortly before a break.
    private bool IsThere(int person, DateTimeOffset at)
    {
        var local = TimeZoneInfo.ConvertTime(at, zone);
        var minute = local.TimeOfDay.TotalMinutes;
        return Hours(person, DateOnly.FromDateTime(local.DateTime)) is { } hours && minute >= hours.From && minute < hours.To - 15 && !hours.Breaks.Any(b => minute >= b.From - 4 && minute < b.To);
    }

    /// <summary>As it was: a few minutes early or late, and now and then too long at table.</summary>
    private (double From, double To, IReadOnlyList<(double From, double To, string Reason)> Breaks)? Hours(int person, DateOnly day)
    {
        if (DemoShifts.HoursOf(person, day) is not { } planned)
            return null;
        var random = new Random(HashCode(seed, person, day.DayNumber));
        var late = random.Next(100) < 12 ? random.Next(4, 22) : -random.Next(0, 6) - random.NextDouble();
        var early = random.Next(100) < 6 ? -random.Next(5, 20) : random.Next(0, 9) + random.NextDouble();
        return (planned.From + late, planned.To + early, [.. planned.Breaks.Select(b => (b.From + (random.NextDouble() * 5), b.To + (random.Next(100) < 15 ? random.Next(4, 15) : random.NextDouble() * 2), b.Reason))]);
    }

    private static int HashCode(int a, int b, int c) => unchecked((((a * 31) + b) * 7919) + c);
}
