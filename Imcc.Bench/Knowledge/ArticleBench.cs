using System.Diagnostics;
using Imcc.Bench.Hosting;
using Imcc.Infrastructure.Knowledge;
using Microsoft.Extensions.DependencyInjection;

namespace Imcc.Bench.Knowledge;

/// <summary>A large article file through the product's own import, the articles read as an index reads them, and out again as Excel and in again.</summary>
internal static class ArticleBench
{
    private const int Most = 100_000;

    public static async Task RunAsync(BenchSettings settings)
    {
        await using var stand = await Stand.OpenAsync(settings.Provider, settings);
        await using (var file = settings.Texts is { } path ? Question.Articles(path) : MadeUp(Math.Min(settings.Messages, Most)))
            await ImportAsync(stand, file, settings.Texts ?? "made up");
        await ReadAsync(stand.Services.GetRequiredService<IArticleSource>());

        using var sheet = new MemoryStream();
        var began = Stopwatch.GetTimestamp();
        var count = await stand.Services.GetRequiredService<IArticleExport>().WriteAsync(stand.Person, ArticleFilter.All, ArticleFormat.Excel, sheet);
        Console.WriteLine($"to Excel: {count:N0} rows in {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s, {sheet.Length / 1048576.0:0.0} MiB");
        sheet.Position = 0;
        await ImportAsync(stand, sheet, "the same from Excel");
        Console.WriteLine();
    }

    private static async Task ImportAsync(Stand stand, Stream file, string what)
    {
        var (done, read, written) = await stand.ImportAsync(file);
        Console.WriteLine($"{what}: {done.Rows:N0} rows read and checked in {read.TotalSeconds:0.0} s, {done.RefusedCount:N0} refused {done.Fault}");
        Console.WriteLine($"{done.Phase}: {done.Added:N0} added, {done.Changed:N0} changed, {done.Unchanged:N0} unchanged in {written.TotalSeconds:0.0} s: {done.Rows / written.TotalSeconds:N0} rows/s; process {Environment.WorkingSet / 1048576.0:0} MiB");
        foreach (var row in done.Refused.Take(5))
            Console.WriteLine($"  row {row.Row}: {row.Column} {row.Fault} {row.Argument}");
    }

    private static async Task ReadAsync(IArticleSource source)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var began = Stopwatch.GetTimestamp();
        var (count, most) = (0, 0L);
        await foreach (var _ in source.AllAsync())
        {
            if (++count % 10_000 == 0)
                most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: false) - before);
        }

        Console.WriteLine($"read as an index reads them: {count:N0} articles in {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s, at most {most / 1048576.0:0} MiB more than before");
    }

    private static MemoryStream MadeUp(int count)
    {
        var file = new MemoryStream();
        using (var writer = new StreamWriter(file, leaveOpen: true))
        {
            for (var i = 1; i <= count; i++)
                writer.Write($"{{\"id\":\"B{i}\",\"title\":\"第{i}个业务怎么办理\",\"similar\":[\"业务{i}去哪里办\",\"办业务{i}要什么材料\"],\"body\":\"请登录手机银行，在第{i % 97}个栏目办理，{i % 9 + 1} 个工作日内完成。\",\"category\":\"栏目{i % 20}/项目{i % 100}\"}}\n");
        }

        file.Position = 0;
        return file;
    }
}
