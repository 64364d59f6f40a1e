namespace Imcc.Core.Retrieval;

/// <summary>
/// How much each <see cref="Feature"/> counts. Fitted once, by the order that people's questions should have, with every set of
/// questions left out in turn as a check; the features are general, so that no word and no article is known here.
/// </summary>
public static class Ranking
{
    private static readonly double[] Weights = Fitted();

    public static double Score(ReadOnlySpan<double> features)
    {
        var score = 0.0;
        for (var i = 0; i < Weights.Length; i++)
            score += Weights[i] * features[i];
        return score;
    }

    /// <summary>What one feature is worth where all of it is there.</summary>
    public static double Of(Feature feature) => Weights[(int)feature];

    private static double[] Fitted()
    {
        var weights = new double[Comparison.Features];
        foreach (var (feature, weight) in new (Feature, double)[]
        {
            (Feature.AskedCovered, 0.73), (Feature.WordingCovered, 1.05), (Feature.AskedPairs, 0.92), (Feature.WordingPairs, 0.69),
            (Feature.CommonOrder, 1.74), (Feature.CommonStretch, -1.10), (Feature.AskedMissing, 0.34), (Feature.WordingMissing, 0.47),
            (Feature.AskedMeant, 3.36), (Feature.WordingMeant, 1.82), (Feature.OtherKind, -0.22), (Feature.OtherPolarity, -0.94),
            (Feature.OtherLatin, -0.65), (Feature.BodyCovered, 1.94), (Feature.Shared, 1.75),
            (Feature.TopicCovered, 0.80), (Feature.WordingTopicCovered, 1.07), (Feature.Strength, 4.93), (Feature.BothCovered, 0.94), (Feature.BothPairs, 0.31), (Feature.BothMeant, 1.92),
        })
        {
            weights[(int)feature] = weight;
        }

        return weights;
    }
}
