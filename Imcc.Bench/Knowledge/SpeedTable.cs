using System.Collections.Immutable;
using System.Diagnostics;
using Imcc.Bench.Hosting;
using Imcc.Core.Channels;
using Imcc.Core.Knowledge;
using Imcc.Infrastructure.Knowledge;
using Imcc.Infrastructure.Organisation;
using Microsoft.Extensions.DependencyInjection;

namespace Imcc.Bench.Knowledge;

/// <summary>A large stock: how long it takes to build, to open, to answer, to see what was published, and what it needs.</summary>
internal static class SpeedTable
{
    public static async Task PrintAsync(string path, IReadOnlyList<Question> questions)
    {
        await using var stand = await Stand.OpenAsync();
        await using (var file = Question.Articles(path))
        {
            var (done, read, written) = await stand.ImportAsync(file);
            Console.WriteLine($"{done.Rows:N0} articles read and checked in {read.TotalSeconds:0.0} s, {done.RefusedCount:N0} refused, {done.Added:N0} published in {written.TotalSeconds:0.0} s");
        }

        GC.Collect();
        var before = GC.GetTotalMemory(true);
        var began = Stopwatch.GetTimestamp();
        await stand.FollowAsync();
        var took = Stopwatch.GetElapsedTime(began);
        GC.Collect();
        var size = Directory.EnumerateFiles(Path.Combine(stand.Folder, "index"), "*", SearchOption.AllDirectories).Sum(f => new FileInfo(f).Length);
        Console.WriteLine($"index built and warm in {took.TotalSeconds:0.0} s, {size / 1048576.0:0} MiB on disk, {(GC.GetTotalMemory(true) - before) / 1048576.0:0} MiB of memory with its articles, process {Environment.WorkingSet / 1048576.0:0} MiB");
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
        var articles = stand.Services.GetRequiredService<IArticles>();
        for (var i = 0; i < 50; i++)
        {
            var title = $"全新发布的第 {i} 篇文章试验";
            var saved = await articles.SaveAsync(stand.Person, null, 0, ArticleContent.Blank(OrgUnitRow.RootId) with { Title = title, Answer = ArticleAnswer.Empty with { Texts = ImmutableDictionary<ChannelKind, string>.Empty.Add(ChannelKind.WeChat, title) } });
            var sheet = await articles.OpenAsync(stand.Person, saved.Id);
            began = Stopwatch.GetTimestamp();
            var outcome = await articles.PublishAsync(stand.Person, saved.Id, sheet!.Rev, "");
            await stand.FollowAsync();
            var found = stand.Search.Search(new(title, 1, TimeProvider.System.GetUtcNow(), IsTyped: true));
            published.Add(Stopwatch.GetElapsedTime(began));
            if (!outcome.Made || found.Hits.IsEmpty || found.Hits[0].ArticleId != saved.Id)
                Console.WriteLine($"not found after it was published: {title} {string.Join(' ', outcome.Problems)}");
        }

        Console.WriteLine($"published until found: p50 {published.Percentile(0.5):0} ms, p99 {published.Percentile(0.99):0} ms");
    }
}
