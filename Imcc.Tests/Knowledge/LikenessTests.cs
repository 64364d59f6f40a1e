using Imcc.Infrastructure.Knowledge;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Imcc.Tests.Knowledge;

/// <summary>The search learns from the house's own questions, keeps what helps and leaves what does not.</summary>
public sealed class LikenessTests : IDisposable
{
    private const int Things = 90;

    // What articles call it, and what customers do: no list of words knows of it.
    private static readonly (string Written, string Said)[] Acts = [("鎏珀", "樾楠"), ("翊晟", "箬筠"), ("沅汐", "梓恬"), ("栩宸", "琬妍")];

    private readonly ShelfSource _source = new();
    private readonly FakeTimeProvider _time = new(ShelfSource.Now);
    private int _number;

    public void Dispose() => _source.Dispose();

    [Fact]
    public async Task What_customers_call_it_is_learned_and_helps_where_it_was_never_said()
    {
        Stock(thing => act => Acts[act].Said);
        var unseen = Acts.Select(a => Publish("新来的物件" + a.Written)).ToArray();
        var keeper = await _source.OpenAsync();
        var learned = Learn(keeper);
        Assert.NotNull(learned);
        var with = new ArticleSearch(keeper, learned: new Known(learned));
        for (var act = 0; act < Acts.Length; act++)
            Assert.Equal(unseen[act], with.Search(new("新来的物件" + Acts[act].Said, 5, ShelfSource.Now, IsTyped: true)).Hits[0].ArticleId);
        Assert.NotEqual(unseen, Acts.Select(a => ShelfSource.Best(keeper, "新来的物件" + a.Said)));
    }

    [Theory, InlineData(1), InlineData(2)]
    public async Task What_follows_no_rule_is_not_used(int seed)
    {
        var dice = new Random(seed);
        Stock(thing =>
        {
            int[] mixed = [0, 1, 2, 3];
            dice.Shuffle(mixed);
            return act => Acts[mixed[act]].Said;
        });
        Assert.Null(Learn(await _source.OpenAsync()));
    }

    [Fact]
    public async Task From_few_questions_nothing_is_learned()
    {
        Stock(thing => act => Acts[act].Said, things: (LikenessTraining.Least / Acts.Length) - 1);
        Assert.Null(Learn(await _source.OpenAsync()));
    }

    [Fact]
    public async Task What_was_learned_is_there_after_a_restart_and_learned_again_where_its_file_is_torn()
    {
        Stock(thing => act => Acts[act].Said);
        var index = await _source.OpenAsync();
        using (var first = Keeper(index))
        {
            first.Open();
            Assert.Null(first.Current);
            await first.FollowAsync(TestContext.Current.CancellationToken);
            Assert.NotNull(first.Current);
        }

        var path = Path.Combine(_source.Folder, "likeness");
        var whole = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        using (var again = Keeper(index))
        {
            again.Open();
            var opened = again.Current;
            Assert.NotNull(opened);
            await again.FollowAsync(TestContext.Current.CancellationToken);
            Assert.Same(opened, again.Current);
            _time.Advance(TimeSpan.FromDays(1));
            await again.FollowAsync(TestContext.Current.CancellationToken);
            Assert.NotSame(opened, again.Current);
        }

        byte[][] torn = [whole[..(whole.Length / 2)], [], [.. whole[..^9], (byte)~whole[^9], .. whole[^8..]], [.. whole[..60], (byte)~whole[60], .. whole[61..]]];
        foreach (var bytes in torn)
        {
            await File.WriteAllBytesAsync(path, bytes, TestContext.Current.CancellationToken);
            using var mended = Keeper(index);
            mended.Open();
            Assert.Null(mended.Current);
            Assert.Null(LikenessFile.Read(path));
        }

        using var last = Keeper(index);
        last.Open();
        await last.FollowAsync(TestContext.Current.CancellationToken);
        Assert.NotNull(last.Current);
        Assert.NotNull(LikenessFile.Read(path)?.Learned);
    }

    [Fact]
    public async Task What_agents_answered_teaches_as_well()
    {
        Stock(thing => act => "");
        var index = await _source.OpenAsync();
        var answered = index.Current!.Stock.All().Select(a => a.Article.Article).SelectMany(a => Acts.Where(x => a.Title.EndsWith(x.Written, StringComparison.Ordinal)).Select(x => new AnsweredQuestion(a.Title[..^2] + x.Said, a.Id))).ToList();
        using var keeper = new LikenessKeeper(index, Options.Create(new ArticleIndexOptions { Path = _source.Folder }), _time, NullLogger<LikenessKeeper>.Instance, new Given(answered));
        await keeper.FollowAsync(TestContext.Current.CancellationToken);
        Assert.NotNull(keeper.Current);
    }

    private static LearnedLikeness? Learn(ArticleKeeper keeper) =>
        LikenessTraining.Of(keeper.Current!, LikenessLessons.Of(keeper.Current!.Stock, []), TestContext.Current.CancellationToken);

    private LikenessKeeper Keeper(ArticleKeeper index) => new(index, Options.Create(new ArticleIndexOptions { Path = _source.Folder }), _time, NullLogger<LikenessKeeper>.Instance);

    /// <param name="said">How customers say an act, thing by thing; empty: nobody has.</param>
    private void Stock(Func<string, Func<int, string>> said, int things = Things)
    {
        for (var thing = 0; thing < things; thing++)
        {
            // Two characters of its own for each thing.
            var name = $"{(char)(0x5200 + (thing * 7))}{(char)(0x6400 + (thing * 11))}";
            var by = said(name);
            for (var act = 0; act < Acts.Length; act++)
                Publish(name + Acts[act].Written, by(act) is { Length: > 0 } other ? [name + other] : []);
        }
    }

    // Which of them are the trial goes by the id: it is not left to chance.
    private Guid Publish(string title, string[]? similar = null) => _source.Publish(title, similar, id: new Guid(1, 0, 0, 0, 0, 0, 0, 0, 0, (byte)(++_number >> 8), (byte)_number));

    private sealed class Known(LearnedLikeness learned) : ILearnedLikeness
    {
        public LearnedLikeness? Current => learned;
    }

    private sealed class Given(IReadOnlyList<AnsweredQuestion> answered) : IAnsweredQuestions
    {
        public Task<IReadOnlyList<AnsweredQuestion>> ReadAsync(CancellationToken cancellationToken) => Task.FromResult(answered);
    }
}
