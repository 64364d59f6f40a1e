namespace Imcc.Core.Misses;

/// <summary>What use says of an article.</summary>
public static class Usage
{
    /// <summary>So many uses are assumed that say nothing: a few do not decide.</summary>
    private const double Doubt = 5;

    /// <returns>-1 (found useless, often) to 1 (used and found useful, often); 0: nothing known.</returns>
    public static double Prior(int good, int bad) => (good - bad) / (good + bad + Doubt);
}
