using Imcc.Core.Schedule;

namespace Imcc.Core.Board;

/// <summary>What the next half hour brings and whether the staff is enough for it: Erlang A with the day's own figures, which are printed beside it.</summary>
/// <param name="Arrivals">Expected in the half hour: as many as came in the last one.</param>
/// <param name="HandleSeconds">Average handling time today.</param>
/// <param name="Concurrency">Conversations that an agent has at once; handling time is divided by it.</param>
/// <param name="PatienceSeconds">Mean patience: all waiting today, divided by those who gave up.</param>
/// <param name="IsPatienceKnown">Somebody gave up today; otherwise the longest wait that the line allows stands in.</param>
/// <param name="Staff">Agents who take conversations; who serves several groups is divided among them.</param>
/// <param name="Within">Seconds; what counts as in time.</param>
/// <param name="Target">The service level that is wanted, 0 to 1.</param>
public sealed record StaffForecast(
    double Arrivals, double HandleSeconds, double Concurrency, double PatienceSeconds, bool IsPatienceKnown, double Staff, double Within, double Target)
{
    public const double UsualTarget = .8;

    private const int MostStaff = 2000;
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(30);

    /// <summary>Erlang: agents who would be busy without a pause.</summary>
    public double Load => Rate * Busy;

    /// <summary>0 to 1.</summary>
    public double ServiceLevel { get; private init; }

    /// <summary>The share that gives up, 0 to 1.</summary>
    public double Leaving { get; private init; }

    /// <summary>Seconds, of all who come.</summary>
    public double MeanWait { get; private init; }

    /// <summary>0 to 1.</summary>
    public double Occupancy { get; private init; }

    /// <summary>Agents with whom the target is reached.</summary>
    public int Needed { get; private init; }

    private double Rate => Arrivals / Ahead.TotalSeconds;

    private double Busy => HandleSeconds / Concurrency;

    /// <summary>With what comes of the inputs.</summary>
    public StaffForecast Solved()
    {
        if (Arrivals <= 0)
            return this with { ServiceLevel = 1, Needed = 0 };
        var (below, above) = ((int)Math.Floor(Staff), (int)Math.Ceiling(Staff));
        var (few, many) = (Of(below), Of(above));
        var part = Staff - below;
        return this with
        {
            ServiceLevel = Between(few.Level, many.Level),
            Leaving = Between(few.Leaving, many.Leaving),
            MeanWait = Between(few.Wait, many.Wait),
            Occupancy = Staff == 0 ? 0 : Between(few.Occupancy, many.Occupancy),
            Needed = Reach(),
        };

        // Half an agent is half way between one less and one more.
        double Between(double a, double b) => a + (part * (b - a));
    }

    private (double Level, double Leaving, double Wait, double Occupancy) Of(int staff)
    {
        // Nobody is there: all wait as long as they can, and go.
        if (staff == 0)
            return (0, 1, PatienceSeconds, 1);
        var erlang = new ErlangA(Rate, Busy, PatienceSeconds, staff);
        return (erlang.ServiceLevel(Within), erlang.ProbabilityOfLeaving, erlang.MeanWaitSeconds, erlang.Occupancy);
    }

    private int Reach()
    {
        var (low, high) = (1, 1);
        while (high < MostStaff && Of(high).Level < Target)
            (low, high) = (high + 1, high * 2);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Of(middle).Level < Target)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
