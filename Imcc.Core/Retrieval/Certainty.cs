using Imcc.Core.Knowledge;

namespace Imcc.Core.Retrieval;

/// <summary>How likely it is that the best article answers what was asked, calibrated on people's questions with and without an answer.</summary>
public static class Certainty
{
    /// <summary>From here on it may go to the customer by itself: nine of ten were right, one in a hundred of what has no answer came so far.</summary>
    public const double Sure = 0.7;

    /// <summary>From here on it is worth an agent's look: one in ten of what has no answer came so far.</summary>
    public const double Likely = 0.3;

    /// <summary>What is looked at of the best article; <see cref="Inputs"/> says in which order.</summary>
    public const int Count = 10;

    private static readonly double[] Weights = [-5.09, 1.22, 2.72, 1.49, 1.15, 0.91, 2.29, -1.13, -0.12, -0.26];

    /// <param name="features">Of the best article.</param>
    /// <param name="lead">Points before the second best.</param>
    /// <returns>0 to 1.</returns>
    public static double Of(Phrase asked, Rarity rarity, ReadOnlySpan<double> features, double lead)
    {
        Span<double> inputs = stackalloc double[Count];
        Inputs(asked, rarity, features, lead, inputs);
        var sum = 0.0;
        for (var i = 0; i < Count; i++)
            sum += Weights[i] * inputs[i];
        return 1 / (1 + Math.Exp(-sum));
    }

    public static Sureness SurenessOf(double certainty) => certainty >= Sure ? Sureness.Sure : certainty >= Likely ? Sureness.Likely : Sureness.None;

    /// <summary>1, what of the question's topic is covered, of the wording's, what both share in absolute terms, the lead, what is common in pairs and in order, the rarest that is missing, how much was said, what the body adds.</summary>
    public static void Inputs(Phrase asked, Rarity rarity, ReadOnlySpan<double> features, double lead, Span<double> inputs)
    {
        var topic = 0.0;
        var units = asked.Wording.Units;
        for (var i = 0; i < units.Length; i++)
            topic += asked.Stopped[i] ? 0 : rarity.Of(units[i]);
        inputs[0] = 1;
        inputs[1] = Math.Min(features[(int)Feature.TopicCovered] + features[(int)Feature.AskedMeant], 1);
        inputs[2] = Math.Min(features[(int)Feature.WordingTopicCovered] + features[(int)Feature.WordingMeant], 1);
        inputs[3] = features[(int)Feature.Shared];
        inputs[4] = Math.Min(lead, 2) / 2;
        inputs[5] = features[(int)Feature.AskedPairs];
        inputs[6] = features[(int)Feature.CommonOrder];
        inputs[7] = features[(int)Feature.AskedMissing];
        inputs[8] = Math.Min(topic, 60) / 20;
        inputs[9] = features[(int)Feature.BodyCovered];
    }
}
