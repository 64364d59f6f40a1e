using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Imcc.Infrastructure.Knowledge;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Imcc.Tests.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Tests.Journeys;

/// <summary>The program is killed while it writes its index of articles, and editors go on meanwhile: what is in force is found, what was withdrawn is not.</summary>
[Collection(nameof(Alone))]
public sealed class IndexCrashTests(PostgresServer postgres, ITestOutputHelper output)
{
    private const int Imported = 40;

    /// <summary>Whether each of them is in force, by title.</summary>
    private readonly Dictionary<string, (Guid Id, bool IsInForce)> _articles = [];
    private readonly Random _random = new(20261123);

    [Fact]
    public async Task What_was_published_is_found_after_kills_in_the_middle_of_writing()
    {
        var began = Stopwatch.GetTimestamp();
        await using var server = await ImccProcess.PrepareAsync(DatabaseProvider.Sqlite, postgres, []);
        try
        {
            await RunAsync(server);
        }
        catch
        {
            output.WriteLine(server.Output);
            throw;
        }

        output.WriteLine($"{Stopwatch.GetElapsedTime(began)}: {_articles.Count} articles, {_articles.Values.Count(a => a.IsInForce)} in force");
    }

    private async Task RunAsync(ImccProcess server)
    {
        await server.StartAsync();
        await using var editors = await DirectoryDatabase.StartAsync(demo: true, settings: new() { ["Imcc:Demo:ApiKey"] = ImccHost.ApiKey }, sqliteFile: server.Directory.Split('=', 2)[1]);
        using var client = new HttpClient { BaseAddress = server.Url };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", ImccHost.ApiKey);
        await PublishAsync(editors, 1);
        await CheckAsync(client, _articles.Keys);

        // The first bytes of a segment, and the moment of the commit.
        foreach (var file in new[] { ".fdt", "segments_" })
        {
            var known = _articles.ToDictionary();
            using (var over = new CancellationTokenSource())
            {
                var writing = Task.Run(() => EditAsync(editors, over.Token), TestContext.Current.CancellationToken);
                await WrittenAsync(server.Knowledge, file);
                await server.KillAsync();
                server.Launch();
                await over.CancelAsync();
                await writing;
            }

            await server.ReadyAsync();
            await CheckAsync(client, _articles.Where(a => !known.TryGetValue(a.Key, out var before) || before != a.Value).Select(a => a.Key));
        }

        // What was committed is taken up each time, whatever lay beside it.
        Assert.Equal(1, Count(server, "is made: "));
        Assert.Equal(2, Count(server, "is open: "));
        Assert.Equal(0, Count(server, "is torn"));

        // And killed before there was any commit.
        await server.KillAsync();
        System.IO.Directory.Delete(server.Knowledge, recursive: true);
        System.IO.Directory.CreateDirectory(server.Knowledge);
        var first = WrittenAsync(server.Knowledge, ".fdt");
        server.Launch();
        await first;
        await server.KillAsync();
        await server.StartAsync();
        await CheckAsync(client, _articles.Keys);
    }

    private static int Count(ImccProcess server, string words) => server.Output.Split(Environment.NewLine).Count(l => l.Contains(nameof(ArticleKeeper), StringComparison.Ordinal) && l.Contains(words, StringComparison.Ordinal));

    /// <summary>Until a file of that name is made.</summary>
    private static async Task WrittenAsync(string folder, string name)
    {
        var written = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var watcher = new FileSystemWatcher(folder) { IncludeSubdirectories = true };
        watcher.Created += (_, e) =>
        {
            if (e.Name!.Contains(name, StringComparison.Ordinal))
                written.TrySetResult();
        };
        watcher.EnableRaisingEvents = true;
        await written.Task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
    }

    /// <summary>Editors on another node: one by one, changed, withdrawn, and many at once.</summary>
    private async Task EditAsync(DirectoryDatabase editors, CancellationToken over)
    {
        for (var i = 0; !over.IsCancellationRequested; i++)
        {
            await PublishAsync(editors, i % 10 == 3 ? Imported : 1);
            var (title, (id, _)) = _articles.Where(a => a.Value.IsInForce).ElementAt(_random.Next(_articles.Count(a => a.Value.IsInForce)));
            var (articles, admin) = (editors.Get<IArticles>(), AdminOf(editors));
            var rev = (await articles.OpenAsync(admin, id, CancellationToken.None))!.Rev;
            Assert.Empty((await articles.WithdrawAsync(admin, id, rev, "", CancellationToken.None)).Problems);
            _articles[title] = (id, false);
        }
    }

    private async Task PublishAsync(DirectoryDatabase editors, int count)
    {
        var (imports, admin) = ((ArticleImports)editors.Get<IArticleImports>(), AdminOf(editors));
        List<string> titles = [.. Enumerable.Range(_articles.Count + 1, count).Select(i => string.Create(CultureInfo.InvariantCulture, $"第{i}号保管箱的钥匙怎么领取"))];
        var file = new MemoryStream(Encoding.UTF8.GetBytes("标题,答案\n" + string.Join('\n', titles.Select(t => t + ",到柜台办理"))));
        var run = await imports.BeginAsync(admin, "keys.csv", file, CancellationToken.None);
        await imports.GoingAsync(run);
        Assert.Equal(ImportStart.Started, await imports.WriteAsync(run, admin, new(OrgUnitRow.RootId, Publish: true), CancellationToken.None));
        await imports.GoingAsync(run);
        Assert.Equal(count, imports.Find(run, admin)!.Added);
        imports.Forget(run, admin);
        await using var context = editors.Context();
        foreach (var article in await context.Articles.Where(a => titles.Contains(a.Title)).Select(a => new { a.Id, a.Title }).ToListAsync(CancellationToken.None))
            _articles.Add(article.Title, (article.Id, true));
        Assert.All(titles, t => Assert.Contains(t, _articles.Keys));
    }

    private static Guid AdminOf(DirectoryDatabase editors) => editors.Cache.Current.Agents.Values.Single(a => a.UserName == "admin").Id;

    private async Task CheckAsync(HttpClient client, IEnumerable<string> titles)
    {
        List<string> asked = [.. titles];
        var latest = _articles.Last(a => a.Value.IsInForce);
        await Eventually.Async(async () => (await FoundAsync(client, latest.Key)).Contains(latest.Value.Id), "the latest is found");
        foreach (var title in asked)
            Assert.Equal((title, _articles[title].IsInForce), (title, (await FoundAsync(client, title)).Contains(_articles[title].Id)));
    }

    private static async Task<List<Guid>> FoundAsync(HttpClient client, string title)
    {
        var hits = await client.GetFromJsonAsync<List<JsonElement>>(new Uri("/api/v1/knowledge/search?top=5&q=" + Uri.EscapeDataString(title), UriKind.Relative));
        return [.. hits!.Select(h => h.GetProperty("id").GetGuid())];
    }
}
