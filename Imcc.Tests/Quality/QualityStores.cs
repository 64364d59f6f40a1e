using Imcc.Core.Channels;
using Imcc.Core.Contacts;
using Imcc.Core.Conversations;
using Imcc.Core.Surveys;
using Imcc.Infrastructure.Conversations;
using Imcc.Infrastructure.Desk;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Quality;
using Imcc.Infrastructure.Routing;
using Imcc.Infrastructure.Storage;
using Imcc.Infrastructure.Surveys;
using Imcc.Tests.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Imcc.Tests.Quality;

/// <summary>The demo's directory and an empty conversation store, with everything that judges work on top of them.</summary>
internal sealed class QualityStores : IAsyncDisposable
{
    private long _seq;

    private QualityStores(DirectoryDatabase directory, ConversationDatabase conversations)
    {
        (Directory, Conversations) = (directory, conversations);
        // Of its own: days that pass here are no days of another host's ticks.
        Time = new(directory.Time.GetUtcNow());
        var (contexts, cache, json, time, stores) = (directory.Get<IDbContextFactory<DirectoryContext>>(), directory.Cache, directory.Get<StoredJson>(), Time, conversations.Stores);
        var (reading, book, masks, routing) = (new ServiceReading(stores, cache), new EvaluationBook(stores, contexts, cache, json), new Masks(cache), Options.Create(new RoutingOptions()));
        Draws = new(contexts, stores, cache, reading, json, routing, time);
        Forms = new(contexts, directory.Get<DirectoryChange>(), json);
        Plans = new(contexts, directory.Get<DirectoryChange>(), cache, json);
        Lists = new(book, reading, stores, contexts, cache, masks);
        Sheets = new(book, reading, stores, contexts, cache, masks, time);
        Work = new(book, reading, stores, contexts, cache, directory.Get<AuditTrail>(), time);
        Calibrations = new(book, Work, contexts, cache);
        Reports = new(book, contexts, cache, routing);
    }

    public DirectoryDatabase Directory { get; }

    public ConversationDatabase Conversations { get; }

    public QualityDraws Draws { get; }

    public QualityForms Forms { get; }

    public SamplingPlans Plans { get; }

    public EvaluationLists Lists { get; }

    public EvaluationSheets Sheets { get; }

    public EvaluationWork Work { get; }

    public Calibrations Calibrations { get; }

    public QualityReports Reports { get; }

    public FakeTimeProvider Time { get; }

    public DateTimeOffset Now => Time.GetUtcNow();

    public static async Task<QualityStores> StartAsync(DatabaseProvider provider, PostgresServer postgres)
    {
        var directory = await DirectoryDatabase.StartAsync(provider == DatabaseProvider.PostgreSql ? await postgres.NewDatabaseAsync() : null, demo: true);
        return new(directory, await ConversationDatabase.NewAsync(provider, postgres));
    }

    public async Task<Guid> PersonAsync(string name)
    {
        await using var context = Directory.Context();
        return await context.Users.Where(u => u.UserName == name).Select(u => u.Id).SingleAsync();
    }

    /// <summary>A conversation that was served and has ended, with what was said in it: who (a letter: c customer, a agent) and what, ten seconds apart.</summary>
    public async Task<Guid> ServedAsync(Guid agent, DateTimeOffset ended, int? rating = null, params (char Who, string Text)[] words)
    {
        var (id, thread, contact, segment) = (NewId(), NewId(), NewId(), NewId());
        var group = Directory.Cache.Current.Groups.Values.Single(g => g.Name == "个人业务").Id;
        var taken = ended.AddSeconds(-10 * (words.Length + 1));
        var conversation = Conversation.Open(id, thread, Directory.Cache.Current.Accounts.Values.First().Id, contact, null, taken) with
        {
            State = ConversationState.Closed, AgentId = agent, GroupId = group, EndedAt = ended, Revision = 4, Preview = words.Length > 0 ? words[^1].Text : "",
        };
        var customer = new Contact { Id = contact, OrgUnitId = OrgUnitRow.RootId, DisplayName = "客户", CreatedAt = taken };
        var unit = new WriteUnit().Insert(ContactRow.From(customer)).Insert(ConversationRow.From(conversation)).Insert(Event(ConversationEventKind.Accepted, taken, 2)).Insert(Event(ConversationEventKind.Ended, ended, 3)).Insert(Event(ConversationEventKind.Closed, ended.AddSeconds(60), 4));
        for (var i = 0; i < words.Length; i++)
        {
            var isAgent = words[i].Who == 'a';
            unit.Insert(Message(new TextContent(words[i].Text), taken.AddSeconds(10 * (i + 1)), isAgent ? agent : null));
        }

        if (rating is { } score)
        {
            unit.Insert(Message(new SurveyAnswerContent(id, score, [], "态度太差"), ended.AddSeconds(30), null))
                .Insert(RatingRow.From(Rating.Invite(id, thread, agent, group, new(), ended).Give(score, ended.AddSeconds(30))));
        }

        Assert.Equal(WriteOutcome.Committed, await Conversations.Store.Writer.CommitAsync(unit));
        return id;

        ConversationEventRow Event(ConversationEventKind kind, DateTimeOffset at, long revision) =>
            new() { Id = NewId(), ConversationId = id, ThreadId = thread, Revision = revision, Kind = kind, At = at, AgentId = agent, GroupId = group, SegmentId = segment };
        MessageRow Message(MessageContent content, DateTimeOffset at, Guid? by) => MessageRow.From(new()
        {
            Id = NewId(), ThreadId = thread, Seq = ++_seq, ConversationId = id, Direction = by is null ? MessageDirection.Inbound : MessageDirection.Outbound, Sender = by is null ? MessageSender.Customer : MessageSender.Agent,
            AgentId = by, Content = content, At = at,
        });
    }

    /// <summary>A conversation that was taken from one agent who kept silent, and served by another to its end five minutes later.</summary>
    public async Task<Guid> TakenAsync(Guid silent, Guid next, DateTimeOffset ended)
    {
        var (id, thread, contact) = (NewId(), NewId(), NewId());
        var group = Directory.Cache.Current.Groups.Values.Single(g => g.Name == "个人业务").Id;
        var conversation = Conversation.Open(id, thread, Directory.Cache.Current.Accounts.Values.First().Id, contact, null, ended.AddMinutes(-10)) with { State = ConversationState.Closed, AgentId = next, GroupId = group, EndedAt = ended, Revision = 5 };
        var unit = new WriteUnit().Insert(ContactRow.From(new Contact { Id = contact, OrgUnitId = OrgUnitRow.RootId, DisplayName = "客户", CreatedAt = ended })).Insert(ConversationRow.From(conversation))
            .Insert(Event(ConversationEventKind.Accepted, -10, 2, silent)).Insert(Event(ConversationEventKind.TakenFromSilent, -5, 3, silent, by: silent)).Insert(Event(ConversationEventKind.Accepted, -5, 4, next)).Insert(Event(ConversationEventKind.Ended, 0, 5, next));
        foreach (var (text, minutes, by) in new[] { ("有人吗", -9, (Guid?)null), ("您好，久等了", -4, next) })
        {
            unit.Insert(MessageRow.From(new()
            {
                Id = NewId(), ThreadId = thread, Seq = ++_seq, ConversationId = id, Direction = by is null ? MessageDirection.Inbound : MessageDirection.Outbound, Sender = by is null ? MessageSender.Customer : MessageSender.Agent,
                AgentId = by, Content = new TextContent(text), At = ended.AddMinutes(minutes),
            }));
        }

        Assert.Equal(WriteOutcome.Committed, await Conversations.Store.Writer.CommitAsync(unit));
        return id;

        ConversationEventRow Event(ConversationEventKind kind, int minutes, long revision, Guid agent, Guid? by = null) => new()
        {
            Id = NewId(), ConversationId = id, ThreadId = thread, Revision = revision, Kind = kind, At = ended.AddMinutes(minutes), AgentId = agent, ByAgentId = by, GroupId = group, SegmentId = NewId(),
        };
    }

    public async ValueTask DisposeAsync()
    {
        await Conversations.DisposeAsync();
        await Directory.DisposeAsync();
    }

    private Guid NewId() => Guid.CreateVersion7(Now);
}
