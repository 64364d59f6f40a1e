using Imcc.Core.Channels;
using Imcc.Core.Channels.Qq;
using Imcc.Core.Conversations;
using Imcc.Core.Delivery;
using Imcc.Infrastructure.Channels.Qq;
using Imcc.Infrastructure.Conversations;
using Imcc.Infrastructure.Live;
using Imcc.Infrastructure.Storage;
using Imcc.Tests.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace Imcc.Tests.Channels.Qq;

/// <summary>Messages in review, as rows.</summary>
public sealed class QqReviewsTests(PostgresServer postgres)
{
    private static readonly Guid Account = QqSamples.Account().Id;

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task A_verdict_settles_its_message_once(DatabaseProvider provider)
    {
        await using var database = await ConversationDatabase.NewAsync(provider, postgres);
        var reviews = new QqReviews(database.Stores, new LiveFeed(NullLogger<LiveFeed>.Instance));
        var (passed, refused) = (Message(1), Message(2));
        await database.Store.Writer.CommitAsync(new WriteUnit().Insert(MessageRow.From(passed)).Insert(MessageRow.From(refused)));
        Assert.False(await SettleAsync("MESSAGE_AUDIT_PASS", "a-1"));
        await reviews.WaitAsync(Account, "a-1", passed.ThreadId, passed.Id);
        await reviews.WaitAsync(Account, "a-1", passed.ThreadId, passed.Id);
        await reviews.WaitAsync(Account, "a-2", refused.ThreadId, refused.Id);

        Assert.True(await SettleAsync("MESSAGE_AUDIT_PASS", "a-1"));
        Assert.True(await SettleAsync("MESSAGE_AUDIT_REJECT", "a-2"));

        await using var context = database.Store.Read();
        Assert.Empty(await context.QqReviews.ToListAsync());
        var rows = (await context.Messages.OrderBy(m => m.Seq).ToListAsync()).Select(m => m.ToMessage()).ToList();
        Assert.Equal(passed with { ChannelMessageId = "ROBOT1.0_a-1" }, rows[0]);
        Assert.Equal((DeliveryState.Failed, false), (rows[1].Delivery, string.IsNullOrEmpty(rows[1].DeliveryError)));

        Task<bool> SettleAsync(string type, string audit) => reviews.SettleAsync(Account,
            QqEnvelope.Read(System.Text.Encoding.UTF8.GetBytes(QqSamples.Event(type, $$"""{"audit_id":"{{audit}}","message_id":"ROBOT1.0_{{audit}}"}""")))!, CancellationToken.None);
    }

    private static ThreadMessage Message(long seq) => new()
    {
        Id = Guid.CreateVersion7(QqSamples.Now),
        ThreadId = new Guid("0196a000-0000-7000-8000-0000000000c1"),
        Seq = seq,
        Direction = MessageDirection.Outbound,
        Sender = MessageSender.Agent,
        Content = new TextContent("待审核"),
        At = QqSamples.Now,
        Delivery = DeliveryState.Sent,
    };
}
