namespace Imcc.Bench.Simulation;

/// <summary>A mean over independent replications with its 95 % confidence interval.</summary>
/// <param name="HalfWidth">The interval is the mean plus and minus this.</param>
public readonly record struct Estimate(double Mean, double HalfWidth)
{
    /// <summary>Student's t, 97.5 %, for 1 to 30 degrees of freedom; beyond, the normal distribution's is near enough.</summary>
    private static readonly double[] Student =
    [
        12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131,
        2.120, 2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042,
    ];

    /// <param name="samples">At least two.</param>
    public static Estimate Of(IReadOnlyCollection<double> samples)
    {
        var mean = samples.Average();
        var variance = samples.Sum(x => (x - mean) * (x - mean)) / (samples.Count - 1);
        var freedom = samples.Count - 1;
        var t = freedom <= Student.Length ? Student[freedom - 1] : 1.96;
        return new(mean, t * Math.Sqrt(variance / samples.Count));
    }

    public override string ToString() => HalfWidth < .01 ? $"{Mean:0.000000} ±{HalfWidth:.000000}" : $"{Mean:0.0000} ±{HalfWidth:.0000}";

    /// <summary>How many half widths the mean is away from a value: up to 1 in 95 of 100 cases if the value is right.</summary>
    public double Distance(double value) => HalfWidth == 0 ? (Mean == value ? 0 : double.PositiveInfinity) : Math.Abs(Mean - value) / HalfWidth;
}
