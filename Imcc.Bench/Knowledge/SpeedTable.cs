using System.Diagnostics;
using Imcc.Bench.Hosting;
using Imcc.Core.Knowledge;

namespace Imcc.Bench.Knowledge;

/// <summary>A large stock: how long it takes to build, to open, to answer, to see what was published, and what it needs.</summary>
internal static class SpeedTable
{
    public static async Task PrintAsync(string path, IReadOnlyList<Question> questions)
    {
        var articles = Question.Articles(path).Select(a => a.Article).ToList();
        GC.Collect();
        var before = GC.GetTotalMemory(true);
        var began = Stopwatch.GetTimestamp();
        await using var stand = await Stand.OpenAsync(articles);
        var took = Stopwatch.GetElapsedTime(began);
        GC.Collect();
        var size = Directory.EnumerateFiles(stand.Folder, "*", SearchOption.AllDirectories).Sum(f => new FileInfo(f).Length);
        Console.WriteLine($"{articles.Count:N0} articles: built in {took.TotalSeconds:0.0} s, index {size / 1048576.0:0} MiB, {(GC.GetTotalMemory(true) - before) / 1048576.0:0} MiB of memory beside the articles themselves, process {Environment.WorkingSet / 1048576.0:0} MiB");
        var times = new Latencies();
        foreach (var question in questions.Take(2000))
        {
            began = Stopwatch.GetTimestamp();
            stand.Search.Search(new(question.Text, 5, TimeProvider.System.GetUtcNow(), IsTyped: true));
            times.Add(Stopwatch.GetElapsedTime(began));
        }

        Console.WriteLine($"one look-up after another: p50 {times.Percentile(0.5):0.00} ms, p99 {times.Percentile(0.99):0.00} ms");
        began = Stopwatch.GetTimestamp();
        Parallel.ForEach(questions.Take(3000), new ParallelOptions { MaxDegreeOfParallelism = 2 }, q => stand.Search.Search(new(q.Text, 5, TimeProvider.System.GetUtcNow(), IsTyped: true)));
        Console.WriteLine($"two at a time: {Math.Min(questions.Count, 3000) / Stopwatch.GetElapsedTime(began).TotalSeconds:N0} look-ups/s");
        var published = new Latencies();
        for (var i = 0; i < 50; i++)
        {
            var article = articles[i * 7] with { Title = $"全新发布的第 {i} 篇文章试验" };
            began = Stopwatch.GetTimestamp();
            stand.Source.Publish(article);
            await stand.Keeper.FollowAsync(stand.Source.Version, CancellationToken.None);
            var found = stand.Search.Search(new(article.Title, 1, TimeProvider.System.GetUtcNow(), IsTyped: true));
            published.Add(Stopwatch.GetElapsedTime(began));
            if (found.Hits.IsEmpty || found.Hits[0].ArticleId != article.Id)
                Console.WriteLine($"not found after it was published: {article.Title}");
        }

        Console.WriteLine($"published until found: p50 {published.Percentile(0.5):0} ms, p99 {published.Percentile(0.99):0} ms");
    }
}
