using Imcc.Core.Retrieval;

namespace Imcc.Infrastructure.Knowledge;

/// <summary>Compares what is worth a look with what was asked, and puts it in order.</summary>
internal static class ArticleRanking
{
    /// <summary>In the ranking's points: it decides between equals, never against what was asked.</summary>
    private const double PriorPoints = 0.25;

    /// <summary>Each wording as it stands and as it would be written: what is colloquial in either helps, and never hides what was said word for word.</summary>
    /// <param name="vectors">Null: nothing was learned.</param>
    public static List<Compared> Rows(ArticleStock stock, Asked asked, IReadOnlyCollection<long> places, WordVectors? vectors)
    {
        var (said, written) = (new Comparison(asked.Said, stock.Rarity), asked.Written is { } other ? new Comparison(other, stock.Rarity) : null);
        var rows = new List<Compared>(places.Count);
        var (strongest, strongestWritten) = (1e-9, 1e-9);
        foreach (var place in places)
        {
            var wording = (int)(place & 0xffff);
            if (stock.At(place >> 16) is not { } article || wording >= article.Phrases.Length)
                continue;
            var features = new double[Comparison.Features];
            said.With(article.Phrases[wording], features);
            var plain = features;
            if (written is not null || article.Written(wording) is not null)
            {
                plain = new double[Comparison.Features];
                (written ?? said).With(article.Written(wording) ?? article.Phrases[wording], plain);
            }

            strongest = Math.Max(strongest, features[(int)Feature.Strength]);
            strongestWritten = Math.Max(strongestWritten, plain[(int)Feature.Strength]);
            rows.Add(new(article, wording, features, plain));
        }

        foreach (var row in rows)
            row.Settle(strongest, strongestWritten);
        if (vectors is not null)
            Liken(rows, asked, vectors);
        return rows;
    }

    /// <summary>The best wording of each article, the best article first.</summary>
    /// <param name="weight">Points for a likeness of 1.</param>
    public static List<Compared> Best(ArticleStock stock, Asked asked, List<Compared> rows, double weight, IArticlePrior? prior)
    {
        var best = new Dictionary<IndexedArticle, Compared>(rows.Count);
        foreach (var row in rows)
        {
            row.Points += weight * row.Likeness;
            if (!best.TryGetValue(row.Article, out var better) || better.Points < row.Points)
                best[row.Article] = row;
        }

        foreach (var row in best.Values)
        {
            row.Cover(row.Article.Body.Cover(asked.Said, stock.Rarity), asked.Written is { } plain ? row.Article.Body.Cover(plain, stock.Rarity) : null);
            row.Points += (prior?.Of(row.Article.Article.Id) ?? 0) * PriorPoints;
        }

        return [.. best.Values.OrderByDescending(r => r.Points).ThenBy(r => r.Article.Article.Id)];
    }

    private static void Liken(List<Compared> rows, Asked asked, WordVectors vectors)
    {
        Span<float> mine = stackalloc float[WordVectors.Size];
        Span<float> begun = stackalloc float[WordVectors.Size];
        Span<float> other = stackalloc float[WordVectors.Size];
        Span<float> otherBegun = stackalloc float[WordVectors.Size];
        vectors.Of(asked.Said.Wording, mine, begun);
        foreach (var row in rows)
        {
            vectors.Of(row.Article.Phrases[row.Wording].Wording, other, otherBegun);
            // What they have in common to the letter is compared already; here counts what was learned.
            row.Likeness = WordVectors.Likeness(mine, other) - WordVectors.Likeness(begun, otherBegun);
        }
    }
}
