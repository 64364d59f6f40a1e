using Imcc.Bench.Hosting;
using Imcc.Core.Knowledge;
using Imcc.Core.Retrieval;
using Imcc.Infrastructure.Knowledge;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Imcc.Bench.Knowledge;

/// <summary>The knowledge base with a database and an index of its own, for the time of a measurement: articles come in by the product's import and are found by its search.</summary>
internal sealed class Stand : IAsyncDisposable, ILearnedLikeness
{
    private readonly IHost _host;
    private readonly Guid _person;
    private Dictionary<string, Guid> _ids = [];

    private Stand(string folder, IHost host, Guid person)
    {
        (Folder, _host, _person) = (folder, host, person);
        Keeper = new ArticleKeeper(host.Services.GetRequiredService<IArticleSource>(), new Words(), Options.Create(new ArticleIndexOptions { Path = Path.Combine(folder, "index") }), NullLogger<ArticleKeeper>.Instance);
        Search = new ArticleSearch(Keeper, learned: this);
    }

    public string Folder { get; }

    public IServiceProvider Services => _host.Services;

    public Guid Person => _person;

    public ArticleKeeper Keeper { get; }

    public IArticleSearch Search { get; }

    /// <summary>What the search has learned; null: nothing yet, or no help.</summary>
    public LearnedLikeness? Current { get; set; }

    /// <summary>The article that a file calls so; none where it was refused.</summary>
    public Guid IdOf(string code) => _ids.GetValueOrDefault(code);

    public static async Task<Stand> OpenAsync(DatabaseProvider provider = DatabaseProvider.Sqlite, BenchSettings? settings = null)
    {
        var folder = Directory.CreateTempSubdirectory("imcc-bench-").FullName;
        var builder = Host.CreateEmptyApplicationBuilder(new() { EnvironmentName = "Production" });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Imcc:Database:Provider"] = provider.ToString(),
            ["Imcc:Database:Directory"] = settings is null || provider is DatabaseProvider.Sqlite
                ? $"Data Source={folder}/directory.db"
                : await ServerProcess.NewDatabaseAsync(settings, "articles_" + Path.GetFileName(folder)[^6..].ToLowerInvariant()),
            ["Imcc:Demo:Enabled"] = "false",
        });
        builder.AddDirectory();
        var host = builder.Build();
        await host.StartAsync();
        return new(folder, host, (await host.Services.GetRequiredService<FirstAdmin>().MakeAsync("bench", "long enough to be good")).Id);
    }

    /// <summary>Reads a file by the product's import, publishes what is good and tells of what was refused.</summary>
    /// <returns>How it ended, and how long reading and writing took.</returns>
    public async Task<(ArticleImport Done, TimeSpan Read, TimeSpan Written)> ImportAsync(Stream file)
    {
        var imports = (ArticleImports)Services.GetRequiredService<IArticleImports>();
        var began = TimeProvider.System.GetTimestamp();
        var id = await imports.BeginAsync(_person, "articles", file);
        await imports.GoingAsync(id);
        var read = TimeProvider.System.GetElapsedTime(began);
        began = TimeProvider.System.GetTimestamp();
        await imports.WriteAsync(id, _person, new(OrgUnitRow.RootId, Publish: true, SkipBad: true));
        await imports.GoingAsync(id);
        var done = imports.Find(id, _person)!;
        imports.Forget(id, _person);
        return (done, read, TimeProvider.System.GetElapsedTime(began));
    }

    /// <summary>As a node does at its start, or when it hears of a publication.</summary>
    public async Task FollowAsync()
    {
        await Keeper.FollowAsync(await Services.GetRequiredService<IArticleSource>().VersionAsync(), CancellationToken.None);
        if (_ids.Count > 0)
            return;
        await using var context = await Services.GetRequiredService<IDbContextFactory<DirectoryContext>>().CreateDbContextAsync();
        _ids = await context.Set<ArticleRow>().Where(a => a.Code != null).ToDictionaryAsync(a => a.Code!, a => a.Id);
    }

    /// <summary>As a node does behind its search.</summary>
    /// <returns>From how many of the articles' own similar questions, and how long it took.</returns>
    public (int Lessons, TimeSpan Took) Learn()
    {
        var shelf = Keeper.Current!;
        var began = TimeProvider.System.GetTimestamp();
        var lessons = LikenessLessons.Of(shelf.Stock, []);
        Current = LikenessTraining.Of(shelf, lessons, CancellationToken.None);
        return (lessons.All.Count, TimeProvider.System.GetElapsedTime(began));
    }

    public async ValueTask DisposeAsync()
    {
        Keeper.Dispose();
        await _host.StopAsync();
        _host.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(Folder, recursive: true);
    }

    private sealed class Words : IWordLists
    {
        public WordLists Current => WordLists.BuiltIn;
    }
}
