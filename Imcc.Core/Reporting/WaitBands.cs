namespace Imcc.Core.Reporting;

/// <summary>The bands by which waits are counted.</summary>
public static class WaitBands
{
    /// <summary>Upper ends in seconds, inclusive; the last band has none.</summary>
    public static readonly IReadOnlyList<int> Seconds = [10, 20, 30, 60, 120, 300, 600, 1800];

    /// <param name="wait">In ms.</param>
    public static int Of(long wait)
    {
        for (var i = 0; i < Seconds.Count; i++)
        {
            if (wait <= Seconds[i] * 1000L)
                return i;
        }

        return Seconds.Count;
    }
}
