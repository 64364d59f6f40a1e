using System.Text;
using Imcc.Infrastructure.Knowledge;
using Imcc.Infrastructure.Organisation;
using Imcc.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Imcc.Tests.Knowledge;

/// <summary>The index on disk: it is taken up again, followed, and made anew by itself where it is torn or another database's.</summary>
public sealed class ArticleKeeperTests(PostgresServer postgres) : IDisposable
{
    private readonly ShelfSource _source = new();

    public void Dispose() => _source.Dispose();

    [Fact]
    public async Task After_a_restart_only_what_is_new_is_read()
    {
        var first = _source.Publish("怎么挂失银行卡", body: "拨打电话。");
        var gone = _source.Publish("旧的活动规则");
        (await _source.OpenAsync()).Dispose();
        var second = _source.Publish("怎么申请房贷");
        _source.Withdraw(gone);

        var keeper = await _source.OpenAsync();

        Assert.Equal(1, _source.Made);
        Assert.Equal(first, ShelfSource.Best(keeper, "挂失银行卡"));
        Assert.Equal(second, ShelfSource.Best(keeper, "申请房贷"));
        Assert.NotEqual(gone, ShelfSource.Best(keeper, "旧的活动规则"));
        Assert.Equal(2, keeper.Current!.Stock.Count);
    }

    [Theory]
    [InlineData("*.tim", 0.5)]
    [InlineData("*.doc", 0)]
    [InlineData("*.fdt", 0.5)]
    [InlineData("segments_*", 0.5)]
    public async Task A_torn_index_is_made_again(string files, double kept)
    {
        for (var i = 0; i < 200; i++)
            _source.Publish($"第{i}号业务怎么办理", body: "请到柜台办理。");
        (await _source.OpenAsync()).Dispose();
        foreach (var file in Directory.EnumerateFiles(_source.Folder, files, SearchOption.AllDirectories))
        {
            using var stream = File.OpenWrite(file);
            stream.SetLength((long)(stream.Length * kept));
        }

        var keeper = await _source.OpenAsync();

        Assert.Equal((2, 200), (_source.Made, keeper.Current!.Stock.Count));
        Assert.Equal("第77号业务怎么办理", ShelfSource.Ask(keeper, "77号业务").Hits[0].Title);
    }

    [Fact]
    public async Task Whatever_lies_there_when_the_process_is_gone_in_the_middle_of_writing_ends_right()
    {
        var random = new Random(20261123);
        using var other = new ShelfSource();
        for (var round = 0; round < 6; round++)
        {
            // Files as they are found after kill -9, while one process still writes: some were copied before, some after a change.
            var keeper = await _source.OpenAsync();
            var writing = Task.Run(async () =>
            {
                for (var i = 0; i < 30; i++)
                {
                    _source.Publish($"业务{round}之{i}怎么办理");
                    await keeper.FollowAsync(_source.Version, CancellationToken.None);
                }
            }, TestContext.Current.CancellationToken);
            var copy = Directory.CreateTempSubdirectory("imcc-torn-").FullName;
            var wait = random.Next(30);
            while (_source.Version < (round * 30) + wait && !writing.IsCompleted)
                await Task.Yield();
            Copy(_source.Folder, copy);
            await writing;
            keeper.Dispose();
            Directory.Delete(_source.Folder, recursive: true);
            Directory.Move(copy, _source.Folder);

            var again = await _source.OpenAsync();
            Assert.Equal((round + 1) * 30, again.Current!.Stock.Count);
            Assert.Equal($"业务{round}之29怎么办理", ShelfSource.Ask(again, $"业务{round}之29怎么办理").Hits[0].Title);
            again.Dispose();
        }
    }

    [Fact]
    public async Task Another_databases_index_is_made_again()
    {
        _source.Publish("怎么挂失银行卡");
        _source.Publish("怎么申请房贷");
        (await _source.OpenAsync()).Dispose();
        using var restored = new ShelfSource();
        var id = restored.Publish("怎么交水费");
        Move(_source.Folder, restored.Folder);
        var keeper = await restored.OpenAsync();
        Assert.Equal((1, id), (restored.Made, ShelfSource.Best(keeper, "交水费")));
        Assert.Equal(1, keeper.Current!.Stock.Count);
    }

    [Fact]
    public async Task While_it_is_made_again_the_old_one_is_searched_and_follows()
    {
        var first = _source.Publish("怎么挂失银行卡");
        var keeper = await _source.OpenAsync();
        var held = new TaskCompletionSource();
        _source.Held = held.Task;
        keeper.Remake(new IOException("torn"));
        var second = _source.Publish("怎么申请房贷");
        await keeper.FollowAsync(_source.Version, CancellationToken.None);
        Assert.Equal((first, second), (ShelfSource.Best(keeper, "挂失银行卡"), ShelfSource.Best(keeper, "申请房贷")));
        var old = keeper.Current;
        Assert.False(keeper.Making.IsCompleted);

        held.SetResult();
        await keeper.Making;

        Assert.NotSame(old, keeper.Current);
        Assert.Equal((first, second), (ShelfSource.Best(keeper, "挂失银行卡"), ShelfSource.Best(keeper, "申请房贷")));
        _source.Held = Task.CompletedTask;
        keeper.Dispose();
        var again = await _source.OpenAsync();
        Assert.Equal((2, second), (_source.Made, ShelfSource.Best(again, "申请房贷")));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task An_import_of_many_at_once_and_a_moved_category_are_no_reason_to_make_it_again(bool onPostgres)
    {
        await using var desk = await KnowledgeDesk.StartAsync(onPostgres ? await postgres.NewDirectoryAsync() : null);
        var category = (await desk.Database.Get<ICategories>().AddAsync(desk.Admin, null, "信用卡")).Id;
        var source = new Counted(desk.Database.Get<IArticleSource>());
        await ImportAsync(desk, "一", 7);
        Assert.Equal(7, await OpenAsync());
        // One transaction, one version, many articles; the last of them changes later, and one goes.
        await ImportAsync(desk, "二", 5);
        Assert.Equal(12, await OpenAsync());
        var last = (await desk.InForceAsync()).MaxBy(a => (a.Version, a.Id))!;
        Assert.Empty((await desk.Articles.WithdrawAsync(desk.Admin, last.Id, (await desk.OpenAsync(last.Id)).Rev, "")).Problems);
        Assert.Equal(11, await OpenAsync());
        Assert.Empty((await desk.Database.Get<ICategories>().RenameAsync(desk.Admin, category, "卡")).Problems);
        Assert.Equal((11, 11, 1), (await OpenAsync(), await OpenAsync(), source.Made));
        // Made while the latest version is no article's.
        Directory.Delete(_source.Folder, recursive: true);
        Assert.Equal((11, 11, 2), (await OpenAsync(), await OpenAsync(), source.Made));

        async Task<int> OpenAsync()
        {
            using var keeper = new ArticleKeeper(source, _source, Options.Create(new ArticleIndexOptions { Path = _source.Folder }), NullLogger<ArticleKeeper>.Instance);
            await keeper.FollowAsync(await source.VersionAsync(), CancellationToken.None);
            return keeper.Current!.Stock.Count;
        }
    }

    private static async Task ImportAsync(KnowledgeDesk desk, string name, int articles)
    {
        var imports = (ArticleImports)desk.Database.Get<IArticleImports>();
        var file = Encoding.UTF8.GetBytes("标题,答案\n" + string.Join('\n', Enumerable.Range(1, articles).Select(i => $"{name}类第{i}项业务怎么办,到柜台")));
        var id = await imports.BeginAsync(desk.Admin, "many.csv", new MemoryStream(file));
        await imports.GoingAsync(id);
        Assert.Equal(ImportStart.Started, await imports.WriteAsync(id, desk.Admin, new(OrgUnitRow.RootId, Publish: true)));
        await imports.GoingAsync(id);
        Assert.Equal(articles, imports.Find(id, desk.Admin)!.Added);
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            try
            {
                File.Copy(file, copy);
            }
            catch (IOException)
            {
                // It went in this moment.
            }
        }
    }

    private static void Move(string from, string to)
    {
        foreach (var folder in Directory.EnumerateDirectories(from))
            Directory.Move(folder, Path.Combine(to, Path.GetFileName(folder)));
    }

    /// <summary>The database, and how often all articles were read from it.</summary>
    private sealed class Counted(IArticleSource source) : IArticleSource
    {
        public int Made { get; private set; }

        public Task<long> VersionAsync(CancellationToken cancellationToken = default) => source.VersionAsync(cancellationToken);

        public IAsyncEnumerable<Core.Knowledge.PublishedArticle> AllAsync(CancellationToken cancellationToken = default)
        {
            Made++;
            return source.AllAsync(cancellationToken);
        }

        public IAsyncEnumerable<ArticleChange> SinceAsync(long version, CancellationToken cancellationToken = default) => source.SinceAsync(version, cancellationToken);
    }
}
