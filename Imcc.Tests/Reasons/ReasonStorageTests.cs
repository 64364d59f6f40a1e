using Imcc.Core.Conversations;
using Imcc.Core.Reasons;
using Imcc.Infrastructure.Conversations;
using Imcc.Infrastructure.Reasons;
using Imcc.Infrastructure.Storage;
using Imcc.Tests.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Tests.Reasons;

/// <summary>Reasons in the conversation store, on every provider that runs here.</summary>
public sealed class ReasonStorageTests(PostgresServer postgres)
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 9, 30, 0, TimeSpan.Zero);
    private static readonly Guid Agent = Trees.Id(1), Colleague = Trees.Id(2), Group = Trees.Id(3), Lost = Trees.Id(11), Bill = Trees.Id(12), Fee = Trees.Id(13);

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task The_rows_for_counting_follow_the_conversation(DatabaseProvider provider)
    {
        await using var database = await ConversationDatabase.NewAsync(provider, postgres);
        var c = Conversation.Open(Trees.Id(20), Trees.Id(21), Trees.Id(22), Trees.Id(23), null, Now) with { State = ConversationState.WrapUp, AgentId = Agent, GroupId = Group };
        await database.Store.Writer.CommitAsync(new WriteUnit().Insert(ConversationRow.From(c)));

        var first = await GiveAsync(database, c, Reason(Lost, true), Reason(Bill, false));
        var second = await GiveAsync(database, first, Reason(Bill, true), Reason(Fee, false));

        await using var context = database.Store.Read();
        var rows = await context.ConversationReasons.OrderBy(r => r.ReasonId).ToListAsync();
        Assert.Equal([(Bill, true), (Fee, false)], rows.Select(r => (r.ReasonId, r.IsMain)));
        Assert.All(rows, r => Assert.Equal((c.Id, Agent, Group, "信用卡 › 甲", 3), (r.ConversationId, r.AgentId, r.GroupId, r.Path, r.Version)));
        Assert.Equivalent(second.Reasons, (await context.Conversations.SingleAsync()).ToConversation().Reasons, strict: true);
    }

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task What_is_used_most_comes_first_and_what_is_older_than_90_days_does_not_count(DatabaseProvider provider)
    {
        await using var database = await ConversationDatabase.NewAsync(provider, postgres);
        var unit = new WriteUnit();
        (Guid Reason, Guid Agent, int Days)[] given = [(Lost, Agent, 1), (Bill, Agent, 2), (Bill, Agent, 89), (Fee, Colleague, 1), (Fee, Colleague, 2), (Fee, Colleague, 3), (Lost, Agent, 91), (Lost, Agent, 92)];
        foreach (var (row, i) in given.Select((g, i) => (g, i)))
            unit.Insert(new ConversationReasonRow { ConversationId = Trees.Id(100 + i), ReasonId = row.Reason, ThreadId = Trees.Id(200), AgentId = row.Agent, GroupId = Group, At = Now.AddDays(-row.Days) });
        await database.Store.Writer.CommitAsync(unit);
        var usage = new ReasonUsage(database.Stores, new Microsoft.Extensions.Time.Testing.FakeTimeProvider(Now));

        Assert.Equal([Bill, Lost], await usage.FrequentAsync(Agent, isAgent: true, CancellationToken.None));
        Assert.Equal([Fee, Bill, Lost], await usage.FrequentAsync(Group, isAgent: false, CancellationToken.None));
        var counts = await usage.CountAsync();
        Assert.Equal((1, 2, 3), (counts[Lost], counts[Bill], counts[Fee]));
    }

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task A_favourite_is_an_agent_s_own_and_is_marked_and_unmarked_once(DatabaseProvider provider)
    {
        await using var database = await ConversationDatabase.NewAsync(provider, postgres);
        var favourites = new ReasonFavourites(database.Stores, TimeProvider.System);
        Assert.Equal(Core.Desk.CommandOutcome.Done, await favourites.SetAsync(Agent, Lost, true, CancellationToken.None));
        Assert.Equal(Core.Desk.CommandOutcome.AlreadyDone, await favourites.SetAsync(Agent, Lost, true, CancellationToken.None));
        Assert.Equal([Lost], await favourites.OfAsync(Agent, CancellationToken.None));
        Assert.Empty(await favourites.OfAsync(Colleague, CancellationToken.None));
        Assert.Equal(Core.Desk.CommandOutcome.Done, await favourites.SetAsync(Agent, Lost, false, CancellationToken.None));
        Assert.Empty(await favourites.OfAsync(Agent, CancellationToken.None));
        for (var i = 0; i < 50; i++)
            await favourites.SetAsync(Agent, Trees.Id(1000 + i), true, CancellationToken.None);
        Assert.Equal(Core.Desk.CommandOutcome.TooMany, await favourites.SetAsync(Agent, Lost, true, CancellationToken.None));
    }

    private static async Task<Conversation> GiveAsync(ConversationDatabase database, Conversation before, params ContactReason[] reasons)
    {
        var after = before.Classify([.. reasons]);
        var unit = new WriteUnit().Update(ConversationRow.From(after), before.Revision);
        ConversationReasonRow.Write(unit, before, after, Now);
        Assert.Equal(WriteOutcome.Committed, await database.Store.Writer.CommitAsync(unit));
        return after;
    }

    private static ContactReason Reason(Guid id, bool isMain) => new(id, 3, "CC01", ["信用卡", "甲"], ["CC", "CC01"], isMain);
}
