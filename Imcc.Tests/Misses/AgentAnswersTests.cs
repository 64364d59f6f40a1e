using Imcc.Core.Misses;
using Imcc.Infrastructure.Misses;
using Imcc.Infrastructure.Storage;
using Imcc.Tests.Storage;
using Microsoft.Extensions.Time.Testing;

namespace Imcc.Tests.Misses;

/// <summary>What the search learns from: questions that agents answered with an article and agree about.</summary>
public sealed class AgentAnswersTests(PostgresServer postgres)
{
    private readonly FakeTimeProvider _time = new(new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Agreed_answers_of_the_last_months_are_read_and_others_are_not(DatabaseProvider provider)
    {
        await using var conversations = await ConversationDatabase.NewAsync(provider, postgres);
        var (card, invoice) = (Id(), Id());
        var unit = new WriteUnit();
        Sent("卡没了", 1, card, 1);
        Sent("卡没了", 1, card, 2);
        Sent("卡没了", 1, invoice, 3);
        Sent("怎么弄", 2, card, 1);
        Sent("怎么弄", 2, invoice, 2);
        Sent("开票", 3, invoice, 179);
        Sent("抬头", 4, invoice, 181);
        Sent("有人吗", 5, null, 1);
        await conversations.Stores.Home.Writer.CommitAsync(unit);
        var read = await new AgentAnswers(conversations.Stores, _time).ReadAsync(TestContext.Current.CancellationToken);
        Assert.Equal([("卡没了", card), ("开票", invoice)], read.Select(r => (r.Text, r.ArticleId)));

        void Sent(string text, long key, Guid? article, int daysAgo) => unit.Insert(new MissRow
        {
            MessageId = Id(), ThreadId = Id(), At = _time.GetUtcNow().AddDays(-daysAgo), Source = article is null ? MissSource.Unanswered : MissSource.Sent, Text = text, Key = key, GroupId = Id(), ArticleId = article,
        });
    }

    private Guid Id() => Guid.CreateVersion7(_time.GetUtcNow());
}
