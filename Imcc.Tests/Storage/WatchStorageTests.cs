using Imcc.Core.Conversations;
using Imcc.Infrastructure.Conversations;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Tests.Storage;

/// <summary>Who looks at a conversation, and what was whispered in it, as rows.</summary>
public sealed class WatchStorageTests(PostgresServer postgres)
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task A_look_is_kept_raised_renewed_and_ended_and_what_ran_out_is_found(DatabaseProvider provider)
    {
        await using var database = await ConversationDatabase.NewAsync(provider, postgres);
        var watch = new Watch { Id = NewId(), ThreadId = NewId(), ConversationId = NewId(), LeadId = NewId(), IsShown = true, Since = Now, Until = Now + Watch.Lease };
        Assert.Equal(WriteOutcome.Committed, await database.Store.Writer.CommitAsync(new WriteUnit().Insert(WatchRow.From(watch))));
        Assert.Equal(WriteOutcome.Duplicate, await database.Store.Writer.CommitAsync(new WriteUnit().Insert(WatchRow.From(watch))));
        foreach (var next in new[] { watch.Raise(WatchMode.Join).Renew(Now.AddSeconds(20)), watch.Raise(WatchMode.Join).Renew(Now.AddSeconds(20)).End(Now.AddHours(1)) })
        {
            Assert.Equal(WriteOutcome.Committed, await database.Store.Writer.CommitAsync(new WriteUnit().Patch(WatchRow.From(next), WatchBook.Changeable)));
            await using var context = database.Store.Read();
            Assert.Equal(next, (await context.Watches.SingleAsync()).ToWatch());
            // As the sweep asks: not ended, and run out.
            Assert.Equal(next.EndedAt is null, await context.Watches.AnyAsync(w => w.EndedAt == null && w.Until <= Now.AddSeconds(80)));
            Assert.False(await context.Watches.AnyAsync(w => w.EndedAt == null && w.Until <= Now.AddSeconds(79)));
        }
    }

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task A_whisper_is_internal_in_its_row_and_no_query_for_a_customer_finds_it(DatabaseProvider provider)
    {
        await using var database = await ConversationDatabase.NewAsync(provider, postgres);
        var whisper = new ThreadMessage
        {
            Id = NewId(), ThreadId = NewId(), Seq = 1, Direction = MessageDirection.Internal, Sender = MessageSender.Lead, AgentId = NewId(), ToAgentId = NewId(), Content = new Core.Channels.TextContent("先道歉"), At = Now,
        };
        await database.Store.Writer.CommitAsync(new WriteUnit().Insert(MessageRow.From(whisper)));
        await using var context = database.Store.Read();
        var row = await context.Messages.SingleAsync();
        Assert.Equal((whisper.ToAgentId, true), (row.ToMessage().ToAgentId, row.ToMessage().IsWhisper()));
        Assert.False(await context.Messages.AnyAsync(m => m.Direction != MessageDirection.Internal));
    }

    private static Guid NewId() => Guid.CreateVersion7(Now);
}
