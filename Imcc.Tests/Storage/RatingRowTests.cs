using Imcc.Core.Conversations;
using Imcc.Core.Surveys;
using Imcc.Infrastructure.Conversations;
using Imcc.Infrastructure.Desk;
using Imcc.Infrastructure.Storage;
using Imcc.Infrastructure.Surveys;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Tests.Storage;

/// <summary>Ratings, and what an agent's day is read from, on every provider that runs here.</summary>
public sealed class RatingRowTests(PostgresServer postgres)
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 9, 30, 15, 123, TimeSpan.Zero);

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task A_rating_is_asked_once_and_answered_once(DatabaseProvider provider)
    {
        await using var database = await ConversationDatabase.NewAsync(provider, postgres);
        var writer = database.Store.Writer;
        var asked = Rating.Invite(NewId(), NewId(), NewId(), NewId(), new() { Tags = ["等待时间太长", "\"别的\""] }, Now);
        Assert.Equal(WriteOutcome.Committed, await writer.CommitAsync(new WriteUnit().Insert(RatingRow.From(asked))));
        Assert.Equal(WriteOutcome.Duplicate, await writer.CommitAsync(new WriteUnit().Insert(RatingRow.From(asked with { AgentId = NewId() }))));

        // Two answers at the same moment, each decided on what was there before the other.
        var (one, other) = (asked.Give(1, Now.AddMinutes(1)).Explain(["\"别的\""], "太慢 😀"), asked.Give(5, Now.AddMinutes(1)));
        Assert.Equal(WriteOutcome.Committed, await writer.CommitAsync(new WriteUnit().Update(RatingRow.From(one), asked.Revision)));
        Assert.Equal(WriteOutcome.Stale, await writer.CommitAsync(new WriteUnit().Update(RatingRow.From(other), asked.Revision)));

        await using var context = database.Store.Read();
        var stored = (await context.Ratings.SingleAsync()).ToRating();
        Assert.Equal(one with { OfferedTags = [], Tags = [] }, stored with { OfferedTags = [], Tags = [] });
        Assert.Equal(one.OfferedTags, stored.OfferedTags);
        Assert.Equal(one.Tags, stored.Tags);
    }

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task A_day_is_read_from_what_is_recorded(DatabaseProvider provider)
    {
        await using var database = await ConversationDatabase.NewAsync(provider, postgres);
        var (agent, conversation, thread, segment) = (NewId(), NewId(), NewId(), NewId());
        var rating = Rating.Invite(conversation, thread, agent, null, new(), Now).Give(4, Now.AddMinutes(20));
        var unit = new WriteUnit()
            .Insert(Event(ConversationEventKind.Accepted, -1)).Insert(Event(ConversationEventKind.FirstReply, 1)).Insert(Event(ConversationEventKind.Ended, 10))
            .Insert(Word(1, 0, MessageSender.Customer, "{\"kind\":\"text\",\"Text\":\"在吗\"}")).Insert(Word(2, 1, MessageSender.Agent, "{\"kind\":\"text\",\"Text\":\"在\"}"))
            .Insert(Word(3, 2, MessageSender.Customer, "{\"kind\":\"event\",\"Name\":\"view\"}")).Insert(Word(4, 4, MessageSender.Customer, "{\"kind\":\"text\",\"Text\":\"怎么办\"}"))
            .Insert(Word(5, 5, MessageSender.Automatic, "{\"kind\":\"text\",\"Text\":\"稍候\"}")).Insert(Word(6, 9, MessageSender.Agent, "{\"kind\":\"text\",\"Text\":\"这样办\"}"))
            .Insert(RatingRow.From(rating));
        Assert.Equal(WriteOutcome.Committed, await database.Store.Writer.CommitAsync(unit));

        var rows = new DayRows(database.Stores);
        var figures = await rows.FiguresAsync(agent, Now, Now.AddHours(1), CancellationToken.None);
        // Accepted before the day began; the event and the automatic word wait for nobody and answer nobody.
        Assert.Equal(
            (1, TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(5), 1, 4d, 1),
            (figures.Handled, figures.FirstReplyMedian!.Value, figures.ReplyAverage!.Value, figures.Replies, figures.Satisfaction!.Value, figures.Ratings));
        Assert.Equal(new(), await rows.FiguresAsync(NewId(), Now, Now.AddHours(1), CancellationToken.None));
        Assert.Equal(TimeSpan.FromHours(1), Assert.Single(await rows.PresenceAsync(agent, Now, Now.AddHours(1), CancellationToken.None)).Length);

        ConversationEventRow Event(ConversationEventKind kind, double minutes) =>
            new() { Id = NewId(), ConversationId = conversation, ThreadId = thread, Revision = 1, Kind = kind, At = Now.AddMinutes(minutes), AgentId = agent, SegmentId = segment };
        MessageRow Word(long seq, double minutes, MessageSender sender, string content) => new()
        {
            Id = NewId(), ThreadId = thread, Seq = seq, ConversationId = conversation, Direction = sender == MessageSender.Customer ? MessageDirection.Inbound : MessageDirection.Outbound,
            Sender = sender, AgentId = sender == MessageSender.Agent ? agent : null, Content = content, At = Now.AddMinutes(minutes),
        };
    }

    private static Guid NewId() => Guid.CreateVersion7(Now);
}
