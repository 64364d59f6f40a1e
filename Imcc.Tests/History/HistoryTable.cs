using Imcc.Core.Channels;
using Imcc.Core.Conversations;
using Imcc.Core.Desk;
using Imcc.Infrastructure;
using Imcc.Infrastructure.Conversations;
using Imcc.Infrastructure.History;
using Imcc.Infrastructure.Live;
using Imcc.Infrastructure.Storage;
using Imcc.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Imcc.Tests.History;

/// <summary>A history index on a test's table: a store with conversations that the test writes, and keepers of one folder, one after the other.</summary>
internal sealed class HistoryTable : IAsyncDisposable
{
    public static readonly Guid Group = new("01900000-0000-7000-8000-00000000aa01");
    private readonly string _folder = System.IO.Directory.CreateTempSubdirectory("imcc-history-").FullName;
    private readonly Dictionary<Guid, long> _seqs = [];
    private readonly Dictionary<Guid, Guid> _contacts = [];

    private HistoryTable(ConversationDatabase database)
    {
        Database = database;
        Keeper = NewKeeper();
    }

    public ConversationDatabase Database { get; private set; }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 2, 1, 0, 0, TimeSpan.Zero));

    public HistoryKeeper Keeper { get; private set; }

    public ChangedConversations Changed { get; private set; } = new();

    public Core.Organisation.Directory Known { get; set; } = Core.Organisation.Directory.Empty;

    public string Folder => _folder;

    public static async Task<HistoryTable> SetAsync(DatabaseProvider provider, PostgresServer postgres) => new(await ConversationDatabase.NewAsync(provider, postgres));

    /// <summary>The process is gone, with all that it had not committed; the next one begins.</summary>
    public void Kill()
    {
        Keeper.Dispose();
        Changed.Dispose();
        Changed = new();
        Keeper = NewKeeper();
    }

    /// <summary>The next process is given another database, an empty one, and the same folder.</summary>
    public async Task ChangeDatabaseAsync(DatabaseProvider provider, PostgresServer postgres)
    {
        var old = Database;
        Database = await ConversationDatabase.NewAsync(provider, postgres);
        Kill();
        await old.DisposeAsync();
    }

    public async Task<(Guid Thread, Guid Conversation)> ConversationAsync(string customer, Guid? group = null, Guid? agent = null, Guid? thread = null, Guid? person = null, string attributes = "", DateTimeOffset? at = null)
    {
        var (now, id) = (at ?? Time.GetUtcNow(), Guid.CreateVersion7(Time.GetUtcNow()));
        var threadId = thread ?? Guid.CreateVersion7(now);
        var unit = new WriteUnit();
        if (thread is null)
        {
            var contact = _contacts[threadId] = Guid.CreateVersion7(now);
            unit.Insert(new ThreadRow { Id = threadId, AccountId = Group, ExternalId = "o" + threadId.ToString("N")[..8], ContactId = contact, CreatedAt = now })
                .Insert(new ContactRow { Id = contact, OrgUnitId = Group, DisplayName = customer, CreatedAt = now, PersonId = person, Attributes = attributes, UpdatedAt = now });
        }

        unit.Insert(ConversationRow.From(Conversation.Open(id, threadId, Group, _contacts[threadId], null, now) with { GroupId = group ?? Group, AgentId = agent, State = ConversationState.Closed }));
        Assert.Equal(WriteOutcome.Committed, await Database.Store.Writer.CommitAsync(unit));
        return (threadId, id);
    }

    public async Task SayAsync((Guid Thread, Guid Conversation) to, string text, bool isMarked = true, MessageDirection direction = MessageDirection.Inbound, DateTimeOffset? at = null)
    {
        var seq = _seqs[to.Thread] = _seqs.GetValueOrDefault(to.Thread) + 1;
        Time.Advance(TimeSpan.FromSeconds(1));
        await Database.Store.Writer.CommitAsync(new WriteUnit().Insert(MessageRow.From(new ThreadMessage
        {
            Id = Guid.CreateVersion7(Time.GetUtcNow()),
            ThreadId = to.Thread,
            Seq = seq,
            ConversationId = to.Conversation,
            Direction = direction,
            Sender = MessageSender.Customer,
            Content = new TextContent(text),
            At = at ?? Time.GetUtcNow(),
        })));
        if (isMarked)
            Changed.Mark(to.Thread, to.Conversation);
    }

    /// <summary>The conversations that a search finds, the newest first.</summary>
    public IReadOnlyList<Guid> Find(string text, HistoryReader? reader = null, HistoryOrder order = HistoryOrder.Newest, Func<HistoryLookup, HistoryLookup>? narrow = null)
    {
        Assert.True(Keeper.TryGet(out var index));
        var lookup = new HistoryLookup(SearchWords.Of(text));
        return [.. (narrow?.Invoke(lookup) ?? lookup).Ask(index, reader ?? new(Guid.Empty, null), order, 0, 50).Keys.Select(k => k.ConversationId)];
    }

    public async ValueTask DisposeAsync()
    {
        Keeper.Dispose();
        Changed.Dispose();
        await Database.DisposeAsync();
        System.IO.Directory.Delete(_folder, recursive: true);
    }

    private HistoryKeeper NewKeeper() => new(
        new HistoryReading(Database.Stores, () => Known), Changed, new Readiness(),
        Options.Create(new HistoryOptions { Path = _folder, BufferMegabytes = 8 }), Time, NullLogger<HistoryKeeper>.Instance);
}
