namespace Imcc.Core.Retrieval;

/// <summary>
/// How much each <see cref="Feature"/> counts. Fitted once, by the order that people's questions should have, on questions of five kinds (a consumer
/// lender, a bank, a telephone company, health, everyday life) and on their slips of homophones, with every set of questions left out in turn as a check; the features are general, so that
/// no word and no article is known here.
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
            (Feature.AskedCovered, -0.25), (Feature.WordingCovered, 2.51), (Feature.AskedPairs, 1.62), (Feature.WordingPairs, 0.28), (Feature.CommonOrder, 2.25),
            (Feature.CommonStretch, -1.40), (Feature.AskedMissing, -0.53), (Feature.WordingMissing, 0.69), (Feature.AskedMeant, 6.11), (Feature.WordingMeant, 2.04),
            (Feature.OtherPolarity, -0.65), (Feature.OtherNumbers, -1.54), (Feature.OtherLatin, -0.67), (Feature.Equal, -0.54), (Feature.LengthRatio, -0.65),
            (Feature.BodyCovered, 1.98), (Feature.Shared, 2.60), (Feature.TopicCovered, 0.89), (Feature.WordingTopicCovered, 1.30), (Feature.Strength, 4.12),
            (Feature.BothCovered, -0.75), (Feature.BothPairs, -0.61), (Feature.BothMeant, 1.20),
        })
        {
            weights[(int)feature] = weight;
        }

        return weights;
    }
}
