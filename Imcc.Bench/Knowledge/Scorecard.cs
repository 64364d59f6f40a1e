namespace Imcc.Bench.Knowledge;

/// <summary>Where the right answers came in the lists: hit@1, hit@3, hit@5 and MRR@10, of all, of each set, by length.</summary>
internal sealed class Scorecard
{
    /// <summary>Shares of real messages by length, for the length-weighted figure.</summary>
    private static readonly double[] LengthShares = [0.326, 0.193, 0.213, 0.268];

    private static readonly string[] Lengths = ["1-4", "5-8", "9-15", "16+"];

    private readonly List<(Question Question, int Place)> _places = [];

    /// <param name="place">Of the first right answer, from 0 on; -1: not among them.</param>
    public void Add(Question question, int place) => _places.Add((question, place));

    public void Print(string name)
    {
        Console.WriteLine($"{name,-22}      n   hit@1   hit@3   hit@5  MRR@10");
        Row("all", _places);
        var sets = _places.GroupBy(p => p.Question.Set).OrderBy(g => g.Key, StringComparer.Ordinal).ToList();
        if (sets.Count > 1)
            Mean("macro over sets", sets.Select(s => (1.0 / sets.Count, s.ToList())));
        var lengths = Enumerable.Range(0, 4).Select(b => (LengthShares[b], Places: _places.Where(p => p.Question.Bucket == b).ToList())).ToList();
        Mean("length-weighted", lengths.Where(l => l.Places.Count > 0));
        foreach (var set in sets)
            Row("  " + set.Key, [.. set]);
        for (var b = 0; b < 4; b++)
            Row("  characters " + Lengths[b], lengths[b].Places);
        Console.WriteLine();
    }

    private static void Mean(string name, IEnumerable<(double Share, List<(Question, int)> Places)> parts)
    {
        var figures = new double[4];
        var shares = 0.0;
        foreach (var (share, places) in parts)
        {
            shares += share;
            var own = Figures(places);
            for (var i = 0; i < figures.Length; i++)
                figures[i] += share * own[i];
        }

        Console.WriteLine($"{name,-22} {"",6} {figures[0] / shares,7:0.0} {figures[1] / shares,7:0.0} {figures[2] / shares,7:0.0} {figures[3] / shares,7:0.0}");
    }

    private static void Row(string name, List<(Question, int)> places)
    {
        if (places.Count == 0)
            return;
        var f = Figures(places);
        Console.WriteLine($"{name,-22} {places.Count,6} {f[0],7:0.0} {f[1],7:0.0} {f[2],7:0.0} {f[3],7:0.0}");
    }

    private static double[] Figures(List<(Question, int Place)> places)
    {
        double Share(Func<int, double> worth) => 100 * places.Sum(p => worth(p.Place)) / places.Count;
        return [Share(p => p == 0 ? 1 : 0), Share(p => p is >= 0 and < 3 ? 1 : 0), Share(p => p is >= 0 and < 5 ? 1 : 0), Share(p => p is >= 0 and < 10 ? 1.0 / (p + 1) : 0)];
    }
}
