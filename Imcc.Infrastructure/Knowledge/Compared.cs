using Imcc.Core.Retrieval;

namespace Imcc.Infrastructure.Knowledge;

/// <summary>One wording of an article beside what was asked.</summary>
/// <param name="features">As both stand.</param>
/// <param name="written">With what is colloquial in either written plainly; the same where nothing is.</param>
internal sealed class Compared(IndexedArticle article, int wording, double[] features, double[] written)
{
    public IndexedArticle Article => article;

    public int Wording => wording;

    public double[] Features => features;

    public double[] Written => written;

    public double Points { get; set; }

    /// <summary>How much nearer to each other the two are by what was learned: -2 to 2, mostly below 0.5; 0: nothing was.</summary>
    public double Likeness { get; set; }

    /// <summary>How strong it is becomes a share of the strongest.</summary>
    public void Settle(double strongest, double strongestWritten)
    {
        var strength = written[(int)Feature.Strength];
        features[(int)Feature.Strength] /= strongest;
        Points = Ranking.Score(features);
        if (written != features)
        {
            written[(int)Feature.Strength] /= strongestWritten;
            Points = (Points + Ranking.Score(written)) / 2;
        }
        else
        {
            // The same twice, but for what it is measured by.
            Points += Ranking.Of(Feature.Strength) * ((strength / strongestWritten) - features[(int)Feature.Strength]) / 2;
        }
    }

    public void Cover(double said, double? plain)
    {
        features[(int)Feature.BodyCovered] = said;
        Points += Ranking.Of(Feature.BodyCovered) * (said + (plain ?? said)) / 2;
    }
}
