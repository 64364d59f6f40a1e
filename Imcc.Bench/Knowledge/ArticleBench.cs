using System.Diagnostics;
using System.IO.Compression;
using Imcc.Bench.Hosting;
using Imcc.Infrastructure.Knowledge;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Imcc.Bench.Knowledge;

/// <summary>A large article file through the product's own import, the articles read as an index reads them, and out again as Excel and in again.</summary>
internal static class ArticleBench
{
    private const int Most = 100_000;

    public static async Task RunAsync(BenchSettings settings)
    {
        var folder = Directory.CreateTempSubdirectory("imcc-bench-").FullName;
        using var host = await StartAsync(settings, folder);
        var person = (await host.Services.GetRequiredService<FirstAdmin>().MakeAsync("bench", "long enough to be good")).Id;
        await using (var file = settings.Texts is { } path ? Unpacked(path) : MadeUp(Math.Min(settings.Messages, Most)))
            await ImportAsync(host.Services, person, file, settings.Texts ?? "made up");
        await ReadAsync(host.Services.GetRequiredService<IArticleSource>());

        using var sheet = new MemoryStream();
        var began = Stopwatch.GetTimestamp();
        var count = await host.Services.GetRequiredService<IArticleExport>().WriteAsync(person, ArticleFilter.All, ArticleFormat.Excel, sheet);
        Console.WriteLine($"to Excel: {count:N0} rows in {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s, {sheet.Length / 1048576.0:0.0} MiB");
        sheet.Position = 0;
        await ImportAsync(host.Services, person, sheet, "the same from Excel");
        await host.StopAsync();
        Directory.Delete(folder, recursive: true);
        Console.WriteLine();
    }

    private static async Task<IHost> StartAsync(BenchSettings settings, string folder)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new() { EnvironmentName = "Production" });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Imcc:Database:Provider"] = settings.Provider.ToString(),
            ["Imcc:Database:Directory"] = settings.Provider is DatabaseProvider.Sqlite
                ? $"Data Source={folder}/directory.db"
                : await ServerProcess.NewDatabaseAsync(settings, "articles_" + Path.GetFileName(folder)[^6..].ToLowerInvariant()),
            ["Imcc:Demo:Enabled"] = "false",
        });
        builder.AddDirectory();
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }

    private static async Task ImportAsync(IServiceProvider services, Guid person, Stream file, string what)
    {
        var imports = (ArticleImports)services.GetRequiredService<IArticleImports>();
        var began = Stopwatch.GetTimestamp();
        var id = await imports.BeginAsync(person, "articles", file);
        await imports.GoingAsync(id);
        var read = imports.Find(id, person)!;
        Console.WriteLine($"{what}: {read.Rows:N0} rows read and checked in {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s, {read.RefusedCount:N0} refused {read.Fault}");
        began = Stopwatch.GetTimestamp();
        await imports.WriteAsync(id, person, new(OrgUnitRow.RootId, Publish: true, SkipBad: true));
        await imports.GoingAsync(id);
        var done = imports.Find(id, person)!;
        var took = Stopwatch.GetElapsedTime(began).TotalSeconds;
        Console.WriteLine($"{done.Phase}: {done.Added:N0} added, {done.Changed:N0} changed, {done.Unchanged:N0} unchanged in {took:0.0} s: {done.Rows / took:N0} rows/s; process {Environment.WorkingSet / 1048576.0:0} MiB");
        foreach (var row in done.Refused.Take(5))
            Console.WriteLine($"  row {row.Row}: {row.Column} {row.Fault} {row.Argument}");
        imports.Forget(id, person);
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

    private static Stream Unpacked(string path) => path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(File.OpenRead(path), CompressionMode.Decompress) : File.OpenRead(path);

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
