using Imcc.Core.Conversations;
using Imcc.Core.Organisation;
using Imcc.Infrastructure.Contacts;
using Imcc.Infrastructure.Conversations;
using Imcc.Infrastructure.Desk;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Imcc.Tests.Organisation;
using Imcc.Tests.Storage;

namespace Imcc.Tests.Floor;

/// <summary>What a supervisor sees of their own units and of others': on the floor, in conversations, in history, of agents' days.</summary>
public sealed class UnitsTests(PostgresServer postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task A_flood_in_one_unit_hides_nobody_of_another_and_every_line_is_counted_to_its_end(DatabaseProvider provider)
    {
        await using var scene = await Scene.SetAsync(postgres, provider);
        var start = scene.Directory.Time.GetUtcNow().AddHours(-1);
        await scene.WriteAsync([.. Enumerable.Range(1, 260).Select(n => scene.Make(n, scene.Head, ConversationState.Queued, at: start.AddSeconds(n)))]);
        await scene.WriteAsync([.. Enumerable.Range(301, 3).Select(n => scene.Make(n, scene.Branch.Group, ConversationState.Queued, at: start.AddMinutes(30 + n - 301)))]);
        await scene.WriteAsync(
            scene.Make(401, scene.Head, ConversationState.Active, scene.Agent("agent1")) with { Alerts = ConversationAlerts.ReplyBroken, WaitingSince = start },
            scene.Make(402, scene.Branch.Group, ConversationState.Active, scene.Agent("agent1")) with { Alerts = ConversationAlerts.ReplyBroken, WaitingSince = start.AddMinutes(1) });

        var branch = (await scene.Supervision.FloorAsync(scene.Branch.Lead, Cancel))!;
        Assert.Equal((scene.Branch.Group, 3, start.AddMinutes(30)), Assert.Single(branch.Lines) is var line ? (line.GroupId, line.Waiting, line.LongestSince) : default);
        Assert.Equal([Id(301), Id(302), Id(303)], branch.Waiting.Select(c => c.Id));
        Assert.Equal([Id(402)], branch.Alerts.Select(c => c.Id));
        var head = (await scene.Supervision.FloorAsync(scene.Agent("lead1"), Cancel))!;
        Assert.Equal((260, start.AddSeconds(1)), head.Lines.Single(l => l.GroupId == scene.Head) is var whole ? (whole.Waiting, whole.LongestSince) : default);
        Assert.Equal((200, Id(1)), (head.Waiting.Count, head.Waiting[0].Id));
        Assert.Equal([Id(401), Id(402)], head.Alerts.Select(c => c.Id));
    }

    [Fact]
    public async Task A_lead_reads_conversations_history_and_days_of_the_own_units_and_no_others()
    {
        await using var scene = await Scene.SetAsync(postgres, DatabaseProvider.Sqlite);
        var (own, lead1) = (scene.Branch.Lead, scene.Agent("lead1"));
        await scene.WriteAsync(
            scene.Make(1, scene.Head, ConversationState.Active, scene.Agent("agent1")), scene.Make(2, scene.Branch.Group, ConversationState.Queued), scene.Make(3, scene.Head, ConversationState.Closed, own),
            // Nobody was asked for: whose account it is.
            scene.Make(4, null, ConversationState.Closed));
        async Task<IEnumerable<Guid>> ReadableAsync(Guid reader)
        {
            var one = new List<Guid>();
            foreach (var id in Enumerable.Range(1, 4).Select(Id))
            {
                if (await scene.Finder.ReadableAsync(reader, id, Cancel) is not null)
                    one.Add(id);
            }

            var many = await scene.Finder.ReadableAsync(reader, Enumerable.Range(1, 4).Select(n => (Id(n), Id(n + 5000))), Cancel);
            Assert.Equal(one, many.Keys.Order());
            return one;
        }

        Assert.Equal([Id(2), Id(3)], await ReadableAsync(own));
        Assert.Equal([Id(1), Id(2), Id(3), Id(4)], await ReadableAsync(lead1));

        var known = scene.Directory.Cache.Current;
        Assert.Equal([scene.Branch.Group], HistorySearch.Rights(known.Agents[own], known).Groups!);
        Assert.Null(HistorySearch.Rights(known.Agents[lead1], known).Groups);
        Assert.Equal(known.Agents[scene.Agent("agent1")].Skills.Select(s => s.GroupId), HistorySearch.Rights(known.Agents[scene.Agent("agent1")], known).Groups!);

        var days = new MyDay(scene.Directory.Cache, null!, null!, scene.Directory.Time);
        Assert.Null(await days.LookAsync(own, scene.Agent("agent1"), Cancel));
    }

    private static Guid Id(int number) => new(number, 3, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 0);

    private sealed class Scene : IAsyncDisposable
    {
        private readonly ConversationDatabase _database;

        private Scene(DirectoryDatabase directory, ConversationDatabase database, BranchOffice branch)
        {
            (Directory, _database, Branch) = (directory, database, branch);
            Finder = new(database.Stores, directory.Cache, new(database.Stores));
            Supervision = new(null!, directory.Cache, Finder, null!, new(database.Stores, Finder, directory.Cache), new Masks(directory.Cache), null!, directory.Time);
            Head = directory.Cache.Current.Groups.Values.Where(g => g.OrgUnitId != branch.Unit).OrderBy(g => g.Name, StringComparer.Ordinal).First().Id;
        }

        public DirectoryDatabase Directory { get; }

        public BranchOffice Branch { get; }

        public ConversationFinder Finder { get; }

        public Supervision Supervision { get; }

        /// <summary>A group that is not the branch's.</summary>
        public Guid Head { get; }

        public static async Task<Scene> SetAsync(PostgresServer postgres, DatabaseProvider provider)
        {
            var directory = await DirectoryDatabase.StartAsync(provider == DatabaseProvider.PostgreSql ? await postgres.NewDatabaseAsync() : null, demo: true);
            return new(directory, await ConversationDatabase.NewAsync(provider, postgres), await BranchOffice.OpenAsync(directory.Services));
        }

        public Guid Agent(string userName) => Directory.Cache.Current.Agents.Values.Single(a => a.UserName == userName).Id;

        public Conversation Make(int number, Guid? group, ConversationState state, Guid? agent = null, DateTimeOffset? at = null) =>
            Conversation.Open(Id(number), Id(number + 5000), Directory.Cache.Current.Accounts.Keys.First(), Id(number + 9000), null, at ?? Directory.Time.GetUtcNow()) with { State = state, GroupId = group, EnqueuedAt = at, AgentId = agent };

        public async Task WriteAsync(params Conversation[] made)
        {
            var unit = new WriteUnit();
            foreach (var c in made)
            {
                var contact = new Core.Contacts.Contact { Id = c.ContactId, OrgUnitId = OrgUnitRow.RootId, DisplayName = "客户", CreatedAt = c.OpenedAt };
                unit.Insert(ConversationRow.From(c)).Insert(ContactRow.From(contact, c.OpenedAt));
            }

            Assert.Equal(WriteOutcome.Committed, await _database.Store.Writer.CommitAsync(unit));
        }

        public async ValueTask DisposeAsync()
        {
            await _database.DisposeAsync();
            await Directory.DisposeAsync();
        }
    }
}
