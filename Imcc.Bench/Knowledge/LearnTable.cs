using Imcc.Bench.Misses;
using Imcc.Core.Knowledge;
using Imcc.Core.Retrieval;
using Imcc.Infrastructure.Knowledge;

namespace Imcc.Bench.Knowledge;

/// <summary>
/// What the search gains from what the house has answered before: of labelled groups of questions, one is an article's title and the others were answered with it. No
/// group that holds one of the questions asked here, or a wording of one of the articles, is among them: it is learned how people say things, not what was asked.
/// </summary>
internal static class LearnTable
{
    public static async Task PrintAsync(Stand stand, IReadOnlyList<Question> questions, IEnumerable<string> pairs)
    {
        var taboo = questions.Select(q => q.Text).Concat(stand.Keeper.Current!.Stock.All().SelectMany(a => a.Article.Texts)).Select(Plain).ToHashSet(StringComparer.Ordinal);
        var groups = Groups(pairs).Where(g => !g.Any(t => taboo.Contains(Plain(t)))).ToList();
        List<PublishedArticle> articles = [.. groups.Select((g, i) => new PublishedArticle(MadeId(i), i + 1, g[0], [], "", null, [], Audience.Customers, Guid.Empty, [], []))];
        AnsweredQuestion[] answered = [.. groups.SelectMany((g, i) => g.Skip(1).Select(text => new AnsweredQuestion(text, articles[i].Id)))];
        await using var house = await MadeStand.OpenAsync(articles);
        var began = TimeProvider.System.GetTimestamp();
        var learned = LikenessTraining.Of(house.Keeper.Current!, LikenessLessons.Of(house.Keeper.Current!.Stock, answered), CancellationToken.None);
        Console.WriteLine($"a house that answered {answered.Length:N0} questions with {articles.Count:N0} other articles learns in {TimeProvider.System.GetElapsedTime(began).TotalSeconds:0.0} s, its own trial included");
        SearchBench.Score(stand, questions).Print("before");
        stand.Current = learned;
        Console.WriteLine($"learned: {SearchBench.Said(stand)}, {(learned?.Vectors.Write().Length ?? 0) / 1048576.0:0.0} MiB");
        SearchBench.Score(stand, questions).Print("after");
    }

    /// <summary>Whatever is labelled as the same, directly or by way of others.</summary>
    private static List<List<string>> Groups(IEnumerable<string> lines)
    {
        var parents = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in lines.Select(l => l.Split('\t')).Where(p => p is [_, _, "1", ..]))
            parents[Top(pair[0])] = Top(pair[1]);
        return [.. parents.Keys.ToList().GroupBy(Top, StringComparer.Ordinal).Select(g => g.Order(StringComparer.Ordinal).ToList()).Where(g => g.Count is >= 2 and <= 40).OrderBy(g => g[0], StringComparer.Ordinal)];

        string Top(string text)
        {
            while (parents.TryGetValue(text, out var up) && up != text)
                text = up;
            parents.TryAdd(text, text);
            return text;
        }
    }

    /// <summary>The same at every run: which questions are the trial depends on it.</summary>
    private static Guid MadeId(int number) => new(System.Security.Cryptography.SHA256.HashData(BitConverter.GetBytes(number)).AsSpan(0, 16));

    private static string Plain(string text) => string.Concat(TextFolding.Fold(text).Where(char.IsLetterOrDigit));
}
