using Imcc.Core.Retrieval;

namespace Imcc.Infrastructure.Knowledge;

/// <summary>
/// Learns which words stand for each other in this house, and keeps it only where it helps: what was learned without a fifth of the articles
/// has to find these better than the ranking does alone, by more than chance.
/// </summary>
internal static class LikenessTraining
{
    /// <summary>In the ranking's points. The same for everybody: it was fixed on questions of several houses, each of them left out in turn.</summary>
    public const double Weight = 3;

    /// <summary>Questions with a known article from which on it is worth the trouble.</summary>
    public const int Least = 300;

    private const int MostTrials = 800;

    /// <summary>By so many standard deviations more must be found better than worse: one in a hundred would be so by chance.</summary>
    private const double Sure = 2.3;

    /// <returns>Null: too little, or no help.</returns>
    /// <exception cref="OperationCanceledException" />
    public static LearnedLikeness? Of(SearchShelf shelf, LikenessLessons lessons, CancellationToken cancellationToken)
    {
        if (lessons.All.Count < Least)
            return null;
        var part = VectorTraining.Of(LikenessLessons.Pairs(lessons.All.Where(l => !l.IsTrial)), lessons.Titles, cancellationToken);
        return Helps(shelf, [.. lessons.All.Where(l => l.IsTrial)], part, cancellationToken)
            ? new(VectorTraining.Of(LikenessLessons.Pairs(lessons.All), lessons.Titles, cancellationToken), Weight)
            : null;
    }

    private static bool Helps(SearchShelf shelf, List<LikenessLesson> trials, WordVectors vectors, CancellationToken cancellationToken)
    {
        var (better, worse, step) = (0, 0, Math.Max((trials.Count + MostTrials - 1) / MostTrials, 1));
        for (var i = 0; i < trials.Count; i += step)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (without, with) = (PlaceOf(shelf, trials[i], vectors, 0), PlaceOf(shelf, trials[i], vectors, Weight));
            better += with < without ? 1 : 0;
            worse += with > without ? 1 : 0;
        }

        return better - worse >= Sure * Math.Sqrt(better + worse) && better > worse;
    }

    /// <summary>Where its article comes; a question that is one of the article's own must find it by the others.</summary>
    private static int PlaceOf(SearchShelf shelf, LikenessLesson lesson, WordVectors vectors, double weight)
    {
        var asked = Asked.Of(lesson.Text, shelf.Stock.Thesaurus);
        var itself = lesson.Own is { } own ? ((long)lesson.Place << 16) | (uint)own : -1;
        var places = Candidates.Of(shelf, asked, place => place != itself);
        var best = ArticleRanking.Best(shelf.Stock, asked, ArticleRanking.Rows(shelf.Stock, asked, places, vectors), weight, null);
        var at = best.FindIndex(c => c.Article == lesson.Article);
        return at < 0 ? int.MaxValue : at;
    }
}
