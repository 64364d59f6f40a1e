namespace Imcc.Bench.Simulation.Theory;

/// <summary>How evenly something is shared out: R. Jain, D. Chiu, W. Hawe 1984, "A quantitative measure of fairness". 1: all have the same; 1/n: one has all.</summary>
public static class Jain
{
    /// <param name="shares">What each has; for targets of different size the part of the target that each has.</param>
    /// <returns>1/n to 1; 1 when nobody has anything.</returns>
    public static double Index(IEnumerable<double> shares)
    {
        double sum = 0, squares = 0;
        var n = 0;
        foreach (var x in shares)
        {
            sum += x;
            squares += x * x;
            n++;
        }

        return squares == 0 ? 1 : sum * sum / (n * squares);
    }

    /// <summary>About what giving each of <paramref name="items"/> to one of <paramref name="n"/> by chance comes to.</summary>
    public static double ByChance(int n, int items) => (double)items / (items + n - 1);

    /// <summary>What giving them in turns comes to at the least.</summary>
    public static double InTurnsAtLeast(int n, int items) => 1 - Math.Pow(n / (2.0 * items), 2);
}
