namespace Imcc.Core.Schedule;

/// <summary>What so many agents are needed for.</summary>
/// <param name="Share">0 to 1: of all who come, served in time.</param>
/// <param name="Within">In time.</param>
/// <param name="Patience">How long customers wait on average before they leave; null: as long as it takes (Erlang C instead of A).</param>
/// <param name="MostOccupancy">0 to 1: no agent is to be busy for more of the time.</param>
public sealed record StaffTarget(double Share, TimeSpan Within, TimeSpan? Patience, double MostOccupancy)
{
    private const int MostAgents = 5000;

    /// <summary>The fewest agents that reach it in a half hour; 0 where nobody comes.</summary>
    /// <param name="contacts">How many come in the half hour.</param>
    /// <param name="handle">How long one takes an agent, with what an agent does at once already taken off (<c>AHT / concurrency</c>).</param>
    public int AgentsFor(double contacts, TimeSpan handle)
    {
        if (contacts <= 0 || handle <= TimeSpan.Zero)
            return 0;
        var (rate, seconds) = (contacts / HalfHours.Length.TotalSeconds, handle.TotalSeconds);
        for (var agents = Math.Max(1, (int)Math.Ceiling(rate * seconds / MostOccupancy)); agents < MostAgents; agents++)
        {
            var served = Patience is { } patience
                ? new ErlangA(rate, seconds, patience.TotalSeconds, agents).ServiceLevel(Within.TotalSeconds)
                : new ErlangC(rate, seconds, agents).ServiceLevel(Within.TotalSeconds);
            if (served >= Share)
                return agents;
        }

        return MostAgents;
    }
}
