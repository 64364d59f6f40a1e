using Imcc.Bench.Knowledge;
using Imcc.Core.Knowledge;
using Imcc.Core.Misses;
using Imcc.Core.Retrieval;

namespace Imcc.Bench.Misses;

/// <summary>
/// What learning gains: of questions that are labelled as the same, one is an article's title, half of the others were asked (each of
/// them twice) and answered by an agent with that article, one time in ten with another; the rest is asked before and after what the
/// system proposes was accepted.
/// </summary>
internal static class LearnBench
{
    private const int MostArticles = 3000;
    private const double Mistakes = 0.1;

    public static async Task RunAsync(IEnumerable<string> lines, MissReader reader)
    {
        var questions = Questions(lines).Take(MostArticles).ToList();
        var articles = questions.ConvertAll(q => new PublishedArticle(IdOf(q[0]), 1 + questions.IndexOf(q), q[0], [], "", null, [], Audience.Customers, Guid.Empty, [], []));
        var (grouper, dice) = (new MissGrouper(), new Random(1));
        var sent = new Dictionary<int, List<Answered>>();
        var asked = new List<(string Text, Guid Article)>();
        for (var i = 0; i < questions.Count; i++)
        {
            var half = 1 + (questions[i].Count / 2);
            for (var k = 1; k < questions[i].Count; k++)
            {
                if (k >= half)
                {
                    asked.Add((questions[i][k], articles[i].Id));
                    continue;
                }

                for (var time = 0; time < 2; time++)
                {
                    var group = grouper.Add(reader.Read(questions[i][k]));
                    if (!sent.TryGetValue(group, out var messages))
                        sent[group] = messages = [];
                    messages.Add(new(questions[i][k], "", dice.NextDouble() < Mistakes ? articles[dice.Next(articles.Count)].Id : articles[i].Id));
                }
            }
        }

        var truth = questions.SelectMany(q => q.Select(t => (t, IdOf(q[0])))).DistinctBy(t => t.t).ToDictionary(t => t.t, t => t.Item2, StringComparer.Ordinal);
        var lessons = sent.Select(s => Teacher.OfGroup(IdOf(s.Key.ToString(System.Globalization.CultureInfo.InvariantCulture)), s.Value)).OfType<Lesson>().ToList();
        var right = lessons.Count(l => l.Samples.All(s => truth[s] == l.ArticleId));
        var learned = lessons.GroupBy(l => l.ArticleId!.Value).ToDictionary(g => g.Key, g => g.SelectMany(l => l.Samples).Distinct().ToArray());
        var before = await HitAsync(articles, asked);
        var after = await HitAsync([.. articles.Select(a => learned.TryGetValue(a.Id, out var similar) ? a with { Similar = [.. similar] } : a)], asked);
        Console.WriteLine($"learning: {articles.Count:N0} articles by title only, {sent.Values.Sum(m => m.Count):N0} answers by agents (1 of 10 with the wrong article) → {lessons.Count:N0} proposals, {(double)right / Math.Max(lessons.Count, 1):P1} right");
        Console.WriteLine($"  {asked.Count:N0} other questions: hit@1 {before:P1} before, {after:P1} when they are accepted");
    }

    private static async Task<double> HitAsync(IReadOnlyList<PublishedArticle> articles, List<(string Text, Guid Article)> asked)
    {
        await using var stand = await MadeStand.OpenAsync(articles);
        var now = TimeProvider.System.GetUtcNow();
        return (double)asked.Count(a => stand.Search.Search(new(a.Text, 1, now, IsTyped: true)).Hits is [var hit, ..] && hit.ArticleId == a.Article) / asked.Count;
    }

    // Whatever is labelled as the same, directly or by way of others; four wordings at least.
    private static IEnumerable<IReadOnlyList<string>> Questions(IEnumerable<string> lines)
    {
        var parents = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in lines.Select(l => l.Split('\t')).Where(p => p is [_, _, "1", ..]))
            parents[Top(pair[0])] = Top(pair[1]);
        return parents.Keys.ToList().GroupBy(Top, StringComparer.Ordinal).Select(g => g.Order(StringComparer.Ordinal).ToList()).Where(g => g.Count is >= 4 and <= 40).OrderBy(g => g[0], StringComparer.Ordinal);

        string Top(string text)
        {
            while (parents.TryGetValue(text, out var up) && up != text)
                text = up;
            parents.TryAdd(text, text);
            return text;
        }
    }

    private static Guid IdOf(string name) => new(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(name)).AsSpan(0, 16));
}
