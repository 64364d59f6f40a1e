using Imcc.Core.Contacts;
using Imcc.Core.Conversations;
using Imcc.Core.Surveys;
using Imcc.Infrastructure.Conversations;
using Imcc.Infrastructure.Desk;
using Imcc.Infrastructure.FollowUps;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Reporting;
using Imcc.Infrastructure.Storage;
using Imcc.Infrastructure.Surveys;
using Imcc.Tests.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Imcc.Tests.FollowUps;

/// <summary>The demo's directory and an empty conversation store, with ratings and their tasks on top of them.</summary>
internal sealed class FollowUpStores : IAsyncDisposable
{
    private FollowUpStores(DirectoryDatabase directory, ConversationDatabase conversations)
    {
        (Directory, Conversations) = (directory, conversations);
        var (contexts, cache, stores, masks) = (directory.Get<IDbContextFactory<DirectoryContext>>(), directory.Cache, conversations.Stores, new Masks(directory.Cache));
        Rules = new(contexts, directory.Get<DirectoryChange>(), cache);
        Tasks = new(stores, contexts, cache, directory.Get<AuditTrail>(), masks, directory.Time);
        Said = new(stores, contexts, cache, new Reports(stores, contexts, () => cache.Current, directory.Get<StoredJson>()), masks);
    }

    public DirectoryDatabase Directory { get; }

    public ConversationDatabase Conversations { get; }

    public FollowUpRules Rules { get; }

    public FollowUpTasks Tasks { get; }

    public Satisfactions Said { get; }

    public DateTimeOffset Now => Directory.Time.GetUtcNow();

    public static async Task<FollowUpStores> StartAsync(DatabaseProvider provider, PostgresServer postgres)
    {
        var directory = await DirectoryDatabase.StartAsync(provider == DatabaseProvider.PostgreSql ? await postgres.NewDirectoryAsync() : null, demo: true);
        // What the demo calls for is not what tests mean.
        await using (var context = directory.Context())
            await context.FollowUpRules.ExecuteDeleteAsync();
        return new(directory, await ConversationDatabase.NewAsync(provider, postgres));
    }

    /// <summary>As a process has it that has just begun.</summary>
    public FollowUpMaker Maker() => new(Conversations.Stores, Directory.Get<IDbContextFactory<DirectoryContext>>(), Directory.Cache, Directory.Time, NullLogger<FollowUpMaker>.Instance);

    public Task RollAsync() => new FactRoller(
        Conversations.Stores, new FactReading(() => []), Options.Create(new ReportOptions { Lag = TimeSpan.Zero }), Directory.Time, NullLogger<FactRoller>.Instance).RollAsync(TestContext.Current.CancellationToken);

    public async Task<Guid> PersonAsync(string name)
    {
        await using var context = Directory.Context();
        return await context.Users.Where(u => u.UserName == name).Select(u => u.Id).SingleAsync();
    }

    /// <summary>A conversation that was served and closed, its customer asked, and what they answered.</summary>
    /// <param name="score">Null: nothing.</param>
    public async Task<Guid> ServedAsync(Guid agent, DateTimeOffset closed, int? score, string comment = "", SurveyScale scale = SurveyScale.Stars, bool isInvited = true)
    {
        var (id, thread, contact, segment) = (NewId(), NewId(), NewId(), NewId());
        var known = Directory.Cache.Current;
        var (group, account) = (known.Agents[agent].Skills[0].GroupId, known.AccountsByKey["demo"].Id);
        var begun = closed.AddMinutes(-6);
        var conversation = Conversation.Open(id, thread, account, contact, null, begun) with
        {
            State = ConversationState.Closed, Since = closed, AgentId = agent, GroupId = group, EndedAt = closed.AddMinutes(-1), Revision = 5,
        };
        var customer = new Contact { Id = contact, OrgUnitId = OrgUnitRow.RootId, DisplayName = "客户" + id.ToString()[^4..], CreatedAt = begun };
        var unit = new WriteUnit().Insert(ContactRow.From(customer)).Insert(ConversationRow.From(conversation))
            .Insert(Event(ConversationEventKind.Opened, begun, 1)).Insert(Event(ConversationEventKind.Enqueued, begun, 2)).Insert(Event(ConversationEventKind.Accepted, begun.AddSeconds(5), 3))
            .Insert(Event(ConversationEventKind.Ended, closed.AddMinutes(-1), 4)).Insert(Event(ConversationEventKind.Closed, closed, 5));
        if (isInvited)
        {
            var rating = Rating.Invite(id, thread, agent, group, new() { Scale = scale, LowLimit = scale == SurveyScale.Stars ? 2 : 1, Tags = ["等待时间太长"] }, closed.AddMinutes(-1));
            unit.Insert(RatingRow.From(score is { } given ? rating.Give(given, closed.AddMinutes(1)).Explain(given <= rating.LowLimit ? ["等待时间太长"] : [], comment) : rating));
        }

        Assert.Equal(WriteOutcome.Committed, await Conversations.Store.Writer.CommitAsync(unit));
        return id;

        ConversationEventRow Event(ConversationEventKind kind, DateTimeOffset at, long revision) =>
            new() { Id = NewId(), ConversationId = id, ThreadId = thread, Revision = revision, Kind = kind, At = at, AgentId = kind >= ConversationEventKind.Accepted ? agent : null, GroupId = group, SegmentId = kind >= ConversationEventKind.Accepted ? segment : null };
    }

    public async ValueTask DisposeAsync()
    {
        await Conversations.DisposeAsync();
        await Directory.DisposeAsync();
    }

    private Guid NewId() => Guid.CreateVersion7(Now);
}
