using Imcc.Core.Knowledge;
using Imcc.Core.Retrieval;
using Imcc.Infrastructure.Knowledge;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Imcc.Bench.Misses;

/// <summary>The search over articles that are in no database, for the time of a measurement.</summary>
internal sealed class MadeStand : IAsyncDisposable
{
    private MadeStand(string folder, MadeSource source, ArticleKeeper keeper) => (Folder, Source, Keeper, Search) = (folder, source, keeper, new ArticleSearch(keeper));

    public string Folder { get; }

    public MadeSource Source { get; }

    public ArticleKeeper Keeper { get; }

    public IArticleSearch Search { get; }

    public static async Task<MadeStand> OpenAsync(IEnumerable<PublishedArticle> articles)
    {
        var folder = Directory.CreateTempSubdirectory("imcc-bench-").FullName;
        var source = new MadeSource(articles);
        var keeper = new ArticleKeeper(source, new Words(), Options.Create(new ArticleIndexOptions { Path = folder }), NullLogger<ArticleKeeper>.Instance);
        await keeper.FollowAsync(source.Version, CancellationToken.None);
        return new(folder, source, keeper);
    }

    public ValueTask DisposeAsync()
    {
        Keeper.Dispose();
        Directory.Delete(Folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    private sealed class Words : IWordLists
    {
        public WordLists Current => WordLists.BuiltIn;
    }
}
