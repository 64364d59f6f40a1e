using Imcc.Core.Retrieval;

namespace Imcc.Infrastructure.Knowledge;

/// <summary>Questions of which the article is known: the articles' own similar questions, and what agents answered with them.</summary>
internal sealed class LikenessLessons
{
    /// <summary>Questions that are learned from; of more, the latest that agents answered and similar questions from everywhere.</summary>
    private const int Most = 20_000;

    private LikenessLessons(IReadOnlyList<LikenessLesson> lessons, IReadOnlyList<Wording> titles) => (All, Titles) = (lessons, titles);

    public IReadOnlyList<LikenessLesson> All { get; }

    /// <summary>Of all articles, or of as many as can be learned from.</summary>
    public IReadOnlyList<Wording> Titles { get; }

    public static LikenessLessons Of(ArticleStock stock, IReadOnlyList<AnsweredQuestion> answered)
    {
        var (lessons, titles, byId) = (new List<LikenessLesson>(), new List<Wording>(), new Dictionary<Guid, int>());
        foreach (var (article, place) in stock.All())
        {
            byId[article.Article.Id] = place;
            titles.Add(article.Phrases[0].Wording);
            for (var wording = 1; wording < article.Phrases.Length; wording++)
                lessons.Add(new(article, place, wording, article.Texts[wording], article.Phrases[wording].Wording));
        }

        lessons = [.. Drawn(lessons)];
        foreach (var question in answered.Take(Most))
        {
            if (byId.TryGetValue(question.ArticleId, out var place) && stock.At(place) is { } article && Wording.Of(question.Text) is { IsEmpty: false } wording && !Array.Exists(article.Phrases, p => p.Wording.Units.AsSpan().SequenceEqual(wording.Units)))
                lessons.Add(new(article, place, null, question.Text, wording));
        }

        return new(lessons, titles);
    }

    /// <summary>Each with the title, and with the one before it of the same article.</summary>
    public static List<AskedAlike> Pairs(IEnumerable<LikenessLesson> lessons)
    {
        var pairs = new List<AskedAlike>();
        var before = new Dictionary<int, Wording>();
        foreach (var lesson in lessons)
        {
            pairs.Add(new(lesson.Wording, lesson.Article.Phrases[0].Wording, lesson.Place));
            if (before.TryGetValue(lesson.Place, out var other))
                pairs.Add(new(lesson.Wording, other, lesson.Place));
            before[lesson.Place] = lesson.Wording;
        }

        return pairs;
    }

    private static IEnumerable<LikenessLesson> Drawn(List<LikenessLesson> all)
    {
        var count = Math.Min(all.Count, Most);
        for (var i = 0; i < count; i++)
            yield return all[(int)((long)i * all.Count / count)];
    }
}

/// <param name="Place">The article's, in the stock.</param>
/// <param name="Own">Which of the article's wordings it is; null: none, it was asked.</param>
internal sealed record LikenessLesson(IndexedArticle Article, int Place, int? Own, string Text, Wording Wording)
{
    /// <summary>All that asks for one article in five is not learned at first: what was learned of others must help there.</summary>
    public bool IsTrial => Article.Article.Id.ToByteArray()[15] % 5 == 0;
}
