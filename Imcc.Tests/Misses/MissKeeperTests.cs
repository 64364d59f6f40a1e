using Imcc.Core.Answering;
using Imcc.Core.Channels;
using Imcc.Core.Conversations;
using Imcc.Core.Misses;
using Imcc.Core.Retrieval;
using Imcc.Infrastructure.Answering;
using Imcc.Infrastructure.Conversations;
using Imcc.Infrastructure.Misses;
using Imcc.Infrastructure.Replies;
using Imcc.Infrastructure.Storage;
using Imcc.Tests.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Imcc.Tests.Misses;

/// <summary>What nothing answered comes onto the list: masked, sorted, once.</summary>
public sealed class MissKeeperTests(PostgresServer postgres)
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly Guid Account = new("01900000-0000-7000-8000-00000000a001");

    private readonly FakeTimeProvider _time = new(Start);
    private readonly KnownArticles _articles = new(("会员卡补办", "请带身份证到任一门店补办。"));
    private readonly KnownWords _words = new();
    private long _seq;

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Each_kind_of_miss_is_collected_masked_and_with_the_answer_that_followed(DatabaseProvider provider)
    {
        await using var database = await ConversationDatabase.NewAsync(provider, postgres);
        var thread = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        var unanswered = await SayAsync(database, thread, "咖啡机不出水怎么办，我电话13812345678", AnswerStep.None);
        await SayAsync(database, thread, "营业时间", AnswerStep.KeywordExact);
        await SayAsync(database, thread, "好的谢谢", AnswerStep.None);
        await ReplyAsync(database, thread, "先清洗水箱，再按住开关三秒。");
        // Once an agent is there, what only answers the agent is no question that went without an answer.
        await SayAsync(database, thread, "红色的那一款，去年买的");
        await SayAsync(database, thread, "收到了，很方便，谢谢");
        var notFound = await SayAsync(database, thread, "周末可以上门安装空调吗");
        await SayAsync(database, Guid.CreateVersion7(TimeProvider.System.GetUtcNow()), "会员卡补办要多久");
        var sent = await SayAsync(database, thread, "卡没了咋整");
        await ReplyAsync(database, thread, "请带身份证到任一门店补办。");
        var useless = await SayAsync(database, thread, "会员卡补办要钱吗", AnswerStep.Article);
        await database.Store.Writer.CommitAsync(new WriteUnit().Insert(new FindingRatingRow { MessageId = useless, FindingId = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()), AgentId = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()), ThreadId = thread, IsUseful = false, At = _time.GetUtcNow() }));
        await new KnowledgeSearches(database.Stores, _time, NullLogger<KnowledgeSearches>.Instance).TellAsync(Guid.CreateVersion7(TimeProvider.System.GetUtcNow()), null, "咖啡豆\0怎么保存", 0);
        // Neither nothing nor half a sign is a search that found nothing.
        foreach (var odd in new[] { "\0", "🙏", new string('x', MissRow.MaxText - 1) + "🙏" })
            await new KnowledgeSearches(database.Stores, _time, NullLogger<KnowledgeSearches>.Instance).TellAsync(null, null, odd, odd.Length > 2 ? 1 : 0);

        // Not before the agent has had time to answer.
        await Keeper(database).FollowAsync(TestContext.Current.CancellationToken);
        Assert.Empty(await MissesAsync(database));
        _time.Advance(TimeSpan.FromMinutes(11));
        await Keeper(database).FollowAsync(TestContext.Current.CancellationToken);

        var misses = (await MissesAsync(database)).ToDictionary(m => m.MessageId);
        Assert.Equal(5, misses.Count);
        Assert.Equal((MissSource.Unanswered, "咖啡机不出水怎么办，我电话138****5678", "先清洗水箱，再按住开关三秒。"), (misses[unanswered].Source, misses[unanswered].Text, misses[unanswered].Answer));
        Assert.Equal(MissSource.NotFound, misses[notFound].Source);
        Assert.Equal((MissSource.Sent, (Guid?)_articles.IdOf("会员卡补办")), (misses[sent].Source, misses[sent].ArticleId));
        Assert.Equal(MissSource.NotUseful, misses[useless].Source);
        Assert.Equal((MissSource.Search, "咖啡豆怎么保存"), misses.Values.Where(m => m.ThreadId == Guid.Empty).Select(m => (m.Source, m.Text)).Single());
    }

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task A_message_counts_once_over_restarts_and_beside_another_node(DatabaseProvider provider)
    {
        await using var database = await ConversationDatabase.NewAsync(provider, postgres);
        var thread = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        await SayAsync(database, thread, "咖啡机不出水怎么办", AnswerStep.None);
        _time.Advance(TimeSpan.FromMinutes(20));
        var (one, other) = (Keeper(database), Keeper(database));
        await Task.WhenAll(one.FollowAsync(TestContext.Current.CancellationToken), other.FollowAsync(TestContext.Current.CancellationToken));
        await SayAsync(database, thread, "请问咖啡机不出水咋办", AnswerStep.None);
        // It was taken in before the last look, and came into its thread only now.
        await SayAsync(database, Guid.CreateVersion7(TimeProvider.System.GetUtcNow()), "咖啡机不出水如何处理", AnswerStep.None, _time.GetUtcNow() - TimeSpan.FromMinutes(15));
        _time.Advance(TimeSpan.FromMinutes(20));
        await one.FollowAsync(TestContext.Current.CancellationToken);
        await other.FollowAsync(TestContext.Current.CancellationToken);
        await Keeper(database).FollowAsync(TestContext.Current.CancellationToken);
        await Keeper(database).FollowAsync(TestContext.Current.CancellationToken);

        var misses = await MissesAsync(database);
        Assert.Equal(3, misses.Count);
        await using var context = database.Store.Read();
        var group = await context.MissGroups.SingleAsync(TestContext.Current.CancellationToken);
        Assert.Equal((3, 0, "咖啡机不出水怎么办"), (group.Misses, group.Sent, group.Leader));
        Assert.All(misses, m => Assert.Equal(group.Id, m.GroupId));
    }

    [Fact]
    public async Task Words_of_ones_own_make_one_question_of_two_from_then_on()
    {
        await using var database = await ConversationDatabase.NewAsync(DatabaseProvider.Sqlite, postgres);
        var (keeper, thread) = (Keeper(database), Guid.CreateVersion7(TimeProvider.System.GetUtcNow()));
        await SayAsync(database, thread, "云豆卡怎么激活", AnswerStep.None);
        await FollowAsync();
        await SayAsync(database, thread, "蓝鲸通行证怎么激活", AnswerStep.None);
        await FollowAsync();
        Assert.Equal(2, (await MissesAsync(database)).Select(m => m.GroupId).Distinct().Count());

        _words.Add(WordKind.Synonym, "云豆卡 蓝鲸通行证 小蓝本");
        var said = await SayAsync(database, thread, "小蓝本怎么激活", AnswerStep.None);
        var again = await SayAsync(database, thread, "请问云豆卡怎么激活", AnswerStep.None);
        await FollowAsync();
        var misses = (await MissesAsync(database)).ToDictionary(m => m.MessageId);
        Assert.Equal(2, misses.Values.Select(m => m.GroupId).Distinct().Count());
        Assert.Equal(misses[said].GroupId, misses[again].GroupId);

        async Task FollowAsync()
        {
            _time.Advance(TimeSpan.FromMinutes(20));
            await keeper.FollowAsync(TestContext.Current.CancellationToken);
        }
    }

    private MissKeeper Keeper(ConversationDatabase database) => new(
        database.Stores,
        new MissReading(database.Stores, _words, _articles, _articles),
        new MissSorting(database.Stores, _words),
        Options.Create(new MissOptions()),
        _time,
        NullLogger<MissKeeper>.Instance);

    private async Task<Guid> SayAsync(ConversationDatabase database, Guid thread, string text, AnswerStep? step = null, DateTimeOffset? at = null)
    {
        var message = Message(thread, text, MessageDirection.Inbound, MessageSender.Customer, at);
        await database.Store.Writer.CommitAsync(new WriteUnit().Insert(MessageRow.From(message)));
        if (step is { } found)
            await database.Store.Writer.CommitAsync(new WriteUnit().Insert(new AnswerRow { MessageId = message.Id, ThreadId = thread, AccountId = Account, At = message.At, Step = found }));
        return message.Id;
    }

    private Task<WriteOutcome> ReplyAsync(ConversationDatabase database, Guid thread, string text) =>
        database.Store.Writer.CommitAsync(new WriteUnit().Insert(MessageRow.From(Message(thread, text, MessageDirection.Outbound, MessageSender.Agent, null))));

    private ThreadMessage Message(Guid thread, string text, MessageDirection direction, MessageSender sender, DateTimeOffset? at)
    {
        _time.Advance(TimeSpan.FromSeconds(1));
        return new()
        {
            Id = Guid.CreateVersion7(_time.GetUtcNow()), ThreadId = thread, Seq = ++_seq, ConversationId = thread, Direction = direction, Sender = sender,
            Content = new TextContent(text), At = at ?? _time.GetUtcNow(),
        };
    }

    private static async Task<List<MissRow>> MissesAsync(ConversationDatabase database)
    {
        await using var context = database.Store.Read();
        return await context.Misses.ToListAsync(TestContext.Current.CancellationToken);
    }
}
