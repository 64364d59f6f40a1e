using Imcc.Core.Conversations;
using Imcc.Core.Routing;
using Imcc.Infrastructure.Conversations;
using Imcc.Infrastructure.Routing;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Tests.Storage;

/// <summary>Two ACDs on one database: only what the later one decides is written.</summary>
public sealed class TermOfOfficeTests(PostgresServer postgres)
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task What_a_relieved_ACD_decided_is_not_written(DatabaseProvider provider)
    {
        await using var database = await ConversationDatabase.NewAsync(provider, postgres);
        var rows = new RoutingRows(database.Stores);
        var first = await rows.TakeOfficeAsync(CancellationToken.None);
        Assert.Equal(WriteOutcome.Committed, await database.Store.Writer.CommitAsync(Decided(first)));

        var second = await rows.TakeOfficeAsync(CancellationToken.None);

        Assert.True(second > first);
        Assert.Equal(WriteOutcome.Stale, await database.Store.Writer.CommitAsync(Decided(first)));
        Assert.Equal(WriteOutcome.Committed, await database.Store.Writer.CommitAsync(Decided(second)));
        Assert.False(await rows.IsInOfficeAsync(first, CancellationToken.None));
        Assert.True(await rows.IsInOfficeAsync(second, CancellationToken.None));
        await using var context = database.Store.Read();
        Assert.Equal(2, await context.Conversations.CountAsync());
    }

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Many_decisions_are_written_together_and_the_late_ones_among_them_are_not(DatabaseProvider provider)
    {
        await using var database = await ConversationDatabase.NewAsync(provider, postgres);
        var rows = new RoutingRows(database.Stores);
        var old = await rows.TakeOfficeAsync(CancellationToken.None);
        var term = await rows.TakeOfficeAsync(CancellationToken.None);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => database.Store.Writer.CommitAsync(Decided(i % 10 == 0 ? old : term))));

        Assert.Equal(20, outcomes.Count(o => o == WriteOutcome.Stale));
        Assert.Equal(180, outcomes.Count(o => o == WriteOutcome.Committed));
    }

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Of_two_who_take_office_at_once_exactly_one_is_in_it(DatabaseProvider provider)
    {
        await using var database = await ConversationDatabase.NewAsync(provider, postgres);
        var rows = new RoutingRows(database.Stores);
        for (var i = 0; i < 5; i++)
        {
            var terms = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => rows.TakeOfficeAsync(CancellationToken.None)));
            Assert.Equal(4, terms.Distinct().Count());
            foreach (var term in terms)
                Assert.Equal(term == terms.Max(), await rows.IsInOfficeAsync(term, CancellationToken.None));
        }
    }

    private static WriteUnit Decided(long term) => new WriteUnit()
        .Require(new AcdTermRow { Domain = IAcdGrain.MainDomain, Revision = term }, term)
        .Insert(ConversationRow.From(Conversation.Open(NewId(), NewId(), NewId(), NewId(), null, Now)));

    private static Guid NewId() => Guid.CreateVersion7(Now);
}
