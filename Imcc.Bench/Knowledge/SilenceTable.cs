using Imcc.Core.Knowledge;

namespace Imcc.Bench.Knowledge;

/// <summary>How many right answers stay when so and so much of what has no answer is left without one; and what the product's own thresholds do.</summary>
internal static class SilenceTable
{
    public static void Print(Stand stand, IReadOnlyList<Question> questions, IReadOnlyList<Question> nil)
    {
        var asked = questions.Select(q => (Answer: Ask(stand.Search, q), q.Relevant)).ToList();
        var right = asked.Select(a => (a.Answer.Score, IsRight: a.Answer.Id is { } id && a.Relevant.Any(r => stand.IdOf(r) == id), a.Answer.Sureness)).ToList();
        var correct = right.Count(r => r.IsRight);
        Console.WriteLine($"silence: {questions.Count} questions, {correct} answered right at all");
        Console.WriteLine("of what has no answer   rejected   right answers kept   precision");
        foreach (var kind in nil.GroupBy(n => n.Kind).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            var answers = kind.Select(n => Ask(stand.Search, n)).ToList();
            var scores = answers.Select(n => n.Score).Order().ToList();
            foreach (var share in new[] { 0.95, 0.99 })
            {
                var threshold = scores[Math.Min((int)Math.Ceiling(share * scores.Count), scores.Count - 1)];
                var kept = right.Where(r => r.Score > threshold).ToList();
                Console.WriteLine($"{kind.Key,-20} {share,10:0 %} {100.0 * kept.Count(r => r.IsRight) / correct,18:0.0} % {100.0 * kept.Count(r => r.IsRight) / Math.Max(kept.Count, 1),10:0.0} %   above {threshold:0.000}");
            }

            Console.WriteLine($"{kind.Key,-20} as set: sure {Share(answers, a => a.Sureness == Sureness.Sure)}, likely {Share(answers, a => a.Sureness == Sureness.Likely)}, none {Share(answers, a => a.Sureness == Sureness.None)}");
        }

        foreach (var sureness in Enum.GetValues<Sureness>())
        {
            var of = right.Where(r => r.Sureness == sureness).ToList();
            Console.WriteLine($"questions: {sureness,-7} {100.0 * of.Count / right.Count,5:0.0} %, right {100.0 * of.Count(r => r.IsRight) / Math.Max(of.Count, 1):0.0} %");
        }

        Console.WriteLine();
    }

    private static (double Score, Guid? Id, Sureness Sureness) Ask(IArticleSearch search, Question question)
    {
        var answer = search.Search(new(question.Text, 1, TimeProvider.System.GetUtcNow(), IsTyped: true));
        return answer.Hits.IsEmpty ? (0, null, Sureness.None) : (answer.Hits[0].Score, answer.Hits[0].ArticleId, answer.Sureness);
    }

    private static string Share<T>(List<T> all, Func<T, bool> isOf) => $"{100.0 * all.Count(isOf) / all.Count:0.0} %";
}
