using Imcc.Core.Agents;
using Imcc.Core.Board;
using Imcc.Core.Conversations;
using Imcc.Core.Desk;
using Imcc.Infrastructure.Agents;
using Imcc.Infrastructure.Board;
using Imcc.Infrastructure.Contacts;
using Imcc.Infrastructure.Conversations;
using Imcc.Infrastructure.Desk;
using Imcc.Infrastructure.Live;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Routing;
using Imcc.Infrastructure.Storage;
using Imcc.Tests.Organisation;
using Imcc.Tests.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Kind = Imcc.Core.Conversations.ConversationEventKind;

namespace Imcc.Tests.Board;

/// <summary>The board of a process: from the rows, from what is told, and from the rows again.</summary>
public sealed class LiveBoardTests(PostgresServer postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_is_read_from_the_rows_goes_on_with_what_is_told_and_finds_what_was_not()
    {
        await using var scene = await Scene.SetAsync(postgres);
        var (group, agent) = (scene.Groups[0], scene.Agent("agent1"));
        await scene.WriteAsync(1, group, ConversationState.Queued);
        Assert.Null(scene.Board.Look());
        await scene.Keeper.BeatAsync(Cancel);
        Assert.Equal((1, 0), scene.Count(group));
        Assert.Equal((1, scene.Time.GetUtcNow()), (scene.Line(group).Today.Offered, scene.Board.At));

        // Told, and not read.
        scene.Tell(scene.Next(1, ConversationState.Active, agent, Kind.Accepted));
        await scene.Keeper.BeatAsync(Cancel);
        Assert.Equal((0, 1), scene.Count(group));
        Assert.Equal((1L, 1, 1), (scene.Line(group).Today.Answered, scene.AgentOf(agent).Load, scene.AgentOf(agent).InHand));

        // Not told; and something told of which the beginning is missing.
        await scene.WriteAsync(2, group, ConversationState.Queued);
        await scene.WriteAsync(3, group, ConversationState.Queued);
        scene.Tell(scene.Next(3, ConversationState.Abandoned, null, Kind.Abandoned));
        await scene.Keeper.BeatAsync(Cancel);
        Assert.Equal((1, 1), scene.Count(group));
        scene.Time.Advance(TimeSpan.FromSeconds(31));
        await scene.Keeper.BeatAsync(Cancel);
        Assert.Equal((2, 1), scene.Count(group));

        scene.Feed.Publish(Topic.Board, new StatusChanged(new() { AgentId = agent, Presence = Presence.Available, Connection = Connection.Live, Revision = 7 }));
        await scene.Keeper.BeatAsync(Cancel);
        Assert.Equal((BoardAgentState.Ready, 1), (scene.AgentOf(agent).State, scene.Line(group).Staff.Ready));

        // The next day nothing has happened yet, and who waits still waits.
        scene.Directory.Pass(TimeSpan.FromDays(1));
        await scene.Keeper.BeatAsync(Cancel);
        Assert.Equal((0, 0L), (scene.Line(group).Today.Answered, scene.Line(group).Today.Offered));
        Assert.Equal(3, scene.Line(group).Waiting + scene.Line(group).InService);
    }

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task What_another_process_wrote_is_on_the_board_within_a_second(DatabaseProvider provider)
    {
        await using var scene = await Scene.SetAsync(postgres, provider);
        var (group, agent) = (scene.Groups[0], scene.Agent("agent1"));
        await scene.WriteAsync(1, group, ConversationState.Queued);
        await scene.Keeper.BeatAsync(Cancel);
        var told = 0;
        scene.Board.News += () => told++;

        await scene.WriteAsync(2, group, ConversationState.Queued);
        await scene.WriteAsync(new AgentStatus { AgentId = agent, Presence = Presence.Available, Connection = Connection.Live, Revision = 3 });
        scene.Time.Advance(TimeSpan.FromMilliseconds(600));
        await scene.Keeper.BeatAsync(Cancel);
        Assert.Equal((2, 0), scene.Count(group));
        Assert.Equal((BoardAgentState.Ready, 2L, 1), (scene.AgentOf(agent).State, scene.Line(group).Today.Offered, told));

        // Their clock is a little behind ours, and there is nothing else to say.
        await scene.WriteAsync(3, group, ConversationState.Queued, at: scene.Time.GetUtcNow().AddSeconds(-3));
        scene.Time.Advance(TimeSpan.FromMilliseconds(600));
        await scene.Keeper.BeatAsync(Cancel);
        Assert.Equal((3, 0, 2), (scene.Count(group).Waiting, scene.Count(group).InService, told));
        scene.Time.Advance(TimeSpan.FromMilliseconds(600));
        await scene.Keeper.BeatAsync(Cancel);
        Assert.Equal(2, told);
    }

    [Fact]
    public async Task The_service_level_of_now_opens_the_visits_that_it_is_made_of()
    {
        await using var scene = await Scene.SetAsync(postgres);
        var (branchLead, branchGroup) = await scene.BranchAsync();
        await scene.WriteAsync(1, scene.Groups[0], ConversationState.Queued);
        await scene.WriteAsync(2, branchGroup, ConversationState.Queued);
        scene.Time.Advance(TimeSpan.FromSeconds(40));
        await scene.WriteAsync(3, branchGroup, ConversationState.Queued);
        await scene.Keeper.BeatAsync(Cancel);
        // Who has not waited long enough to be late does not count yet; whose visit is over does, with what it was.
        scene.Tell(scene.Next(2, ConversationState.Abandoned, null, Kind.Abandoned));
        scene.Time.Advance(TimeSpan.FromSeconds(5));
        await scene.Keeper.BeatAsync(Cancel);

        var own = await scene.Board.BehindAsync(branchLead, BoardFigure.ServiceLevelNow, null, null, Cancel);
        Assert.Equal((1, Scene.Id(2)), (own.Total, Assert.Single(own.Conversations).Id));
        Assert.Equal(TimeSpan.FromSeconds(40), own.Waited![Scene.Id(2)]);
        var all = await scene.Board.BehindAsync(scene.Agent("lead1"), BoardFigure.ServiceLevelNow, null, null, Cancel);
        Assert.Equal([Scene.Id(1), Scene.Id(2)], all.Conversations.Select(c => c.Id));
        Assert.Empty((await scene.Board.BehindAsync(branchLead, BoardFigure.ServiceLevelNow, scene.Groups[0], null, Cancel)).Conversations);
        // Half an hour later nothing of it is now.
        scene.Time.Advance(TimeSpan.FromMinutes(31));
        await scene.Keeper.BeatAsync(Cancel);
        Assert.Equal(1, (await scene.Board.BehindAsync(branchLead, BoardFigure.Waiting, null, null, Cancel)).Total);
        Assert.Equal(0, (await scene.Board.BehindAsync(branchLead, BoardFigure.ServiceLevelNow, null, null, Cancel)).Total);
    }

    [Fact]
    public async Task What_has_not_changed_is_the_same_object_and_waits_that_grow_turn_red()
    {
        await using var scene = await Scene.SetAsync(postgres);
        await scene.WriteAsync(1, scene.Groups[0], ConversationState.Queued);
        await scene.Keeper.BeatAsync(Cancel);
        var before = scene.Board.Look()!;
        Assert.Same(before, scene.Board.Look());
        await scene.WriteAsync(2, scene.Groups[0], ConversationState.Queued, tell: true);
        await scene.Keeper.BeatAsync(Cancel);
        var after = scene.Board.Look()!;
        Assert.NotSame(before, after);
        Assert.Same(before.Lines.Single(l => l.GroupId == scene.Groups[1]), after.Lines.Single(l => l.GroupId == scene.Groups[1]));
        Assert.All(before.Agents.Zip(after.Agents), a => Assert.Same(a.First, a.Second));
        Assert.DoesNotContain(after.Alarms, a => a.Figure == BoardFigure.LongestWait);

        scene.Time.Advance(TimeSpan.FromSeconds(45));
        Assert.Equal(BoardLevel.Amber, scene.Board.Look()!.Alarms.Single(a => a.Figure == BoardFigure.LongestWait).Level);
        scene.Time.Advance(TimeSpan.FromSeconds(45));
        var red = scene.Board.Look()!.Alarms.Single(a => a.Figure == BoardFigure.LongestWait);
        Assert.Equal((BoardLevel.Red, true, scene.Time.GetUtcNow()), (red.Level, red.Sounds, red.Since));
        scene.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.Same(red, scene.Board.Look()!.Alarms.Single(a => a.Figure == BoardFigure.LongestWait));
    }

    [Fact]
    public async Task A_lead_sees_the_own_units_groups_and_agents_an_agent_nothing_and_each_number_opens_what_it_counts()
    {
        await using var scene = await Scene.SetAsync(postgres);
        var (branchLead, branchGroup) = await scene.BranchAsync();
        await scene.WriteAsync(1, scene.Groups[0], ConversationState.Queued);
        await scene.WriteAsync(2, branchGroup, ConversationState.Queued);
        await scene.WriteAsync(3, branchGroup, ConversationState.Active, scene.Agent("agent1"));
        await scene.Keeper.BeatAsync(Cancel);

        var all = (await scene.Board.LookAsync(scene.Agent("lead1"), Cancel))!;
        Assert.Equal(2, all.Total.Waiting);
        var own = (await scene.Board.LookAsync(branchLead, Cancel))!;
        Assert.Equal([branchGroup], own.Lines.Select(l => l.GroupId));
        Assert.Equal((1, 1, 1L + 1), (own.Total.Waiting, own.Total.InService, own.Total.Today.Offered));
        Assert.DoesNotContain(own.Agents, a => a.Id == scene.Agent("agent1"));
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => scene.Board.LookAsync(scene.Agent("agent1"), Cancel).AsTask());

        Assert.Equal([Scene.Id(2), Scene.Id(1)], (await scene.Board.BehindAsync(scene.Agent("lead1"), BoardFigure.Waiting, null, null, Cancel)).Conversations.Select(c => c.Id).OrderByDescending(i => i));
        var behind = await scene.Board.BehindAsync(branchLead, BoardFigure.Waiting, null, null, Cancel);
        Assert.Equal((1, Scene.Id(2), "客户2"), (behind.Total, behind.Conversations[0].Id, behind.Conversations[0].CustomerName));
        Assert.Empty((await scene.Board.BehindAsync(branchLead, BoardFigure.Waiting, scene.Groups[0], null, Cancel)).Conversations);
        Assert.Equal([Scene.Id(3)], (await scene.Board.BehindAsync(scene.Agent("lead1"), BoardFigure.InService, null, scene.Agent("agent1"), Cancel)).Conversations.Select(c => c.Id));
        // Of an agent of another unit one sees nothing, though the group is one's own.
        Assert.Equal(0, (await scene.Board.BehindAsync(branchLead, BoardFigure.InService, null, scene.Agent("agent1"), Cancel)).Total);
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => scene.Board.BehindAsync(scene.Agent("agent1"), BoardFigure.Waiting, null, null, Cancel));
    }

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Thresholds_are_changed_on_the_record_by_whose_groups_they_are_and_hold_at_once(DatabaseProvider provider)
    {
        await using var scene = await Scene.SetAsync(postgres, provider);
        var (branchLead, branchGroup) = await scene.BranchAsync();
        await scene.WriteAsync(1, branchGroup, ConversationState.Queued);
        await scene.Keeper.BeatAsync(Cancel);
        Assert.DoesNotContain(scene.Board.Look()!.Alarms, a => a.Figure == BoardFigure.Waiting);

        var settings = new BoardSettings(scene.Directory.Get<IDbContextFactory<DirectoryContext>>(), scene.Directory.Cache, scene.Directory.Get<DirectoryChange>(), scene.Directory.Get<StoredJson>());
        var draft = await settings.OpenAsync(branchLead, branchGroup, Cancel);
        Assert.Equal((false, true, BoardRules.Default.Thresholds.Length), (draft.IsOwn, draft.IsMine, draft.Rules.Thresholds.Length));
        (draft.IsOwn, draft.Rules) = (true, new() { Thresholds = [new(BoardFigure.Waiting, 1, 2, Sounds: true)] });
        Assert.True((await settings.SaveAsync(branchLead, draft, Cancel)).Made);
        await scene.Keeper.BeatAsync(Cancel);
        var alarm = scene.Board.Look()!.Alarms.Single(a => a.GroupId == branchGroup);
        Assert.Equal((BoardFigure.Waiting, BoardLevel.Amber, false), (alarm.Figure, alarm.Level, alarm.Sounds));
        await using (var context = scene.Directory.Context())
            Assert.Contains(await context.AuditLog.ToListAsync(Cancel), a => a.Action == "board.rules.changed" && a.ActorId == branchLead && a.Detail == "Waiting 1/2 sounds");

        // Twice from the same state; red before amber; the organisation's by a branch; another's group; an agent.
        Assert.False((await settings.SaveAsync(branchLead, draft, Cancel)).Made);
        var wrong = await settings.OpenAsync(branchLead, branchGroup, Cancel);
        wrong.Rules = new() { Thresholds = [new(BoardFigure.Waiting, 5, 2), new(BoardFigure.ServiceLevel, .7, .9), new(BoardFigure.AbandonRate, 2, null), new(BoardFigure.Asa, double.NaN, null), new(BoardFigure.Parked, 1, double.PositiveInfinity)] };
        Assert.Equal([nameof(BoardFigure.Waiting), nameof(BoardFigure.ServiceLevel), nameof(BoardFigure.AbandonRate), nameof(BoardFigure.Asa), nameof(BoardFigure.Parked)], (await settings.SaveAsync(branchLead, wrong, Cancel)).Problems.Select(p => p.Field));
        Assert.False((await settings.OpenAsync(branchLead, null, Cancel)).IsMine);
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => settings.SaveAsync(branchLead, new() { Rules = BoardRules.Default }, Cancel));
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => settings.SaveAsync(branchLead, new() { GroupId = scene.Groups[0], IsOwn = true }, Cancel));
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => settings.OpenAsync(scene.Agent("agent1"), null, Cancel));

        // Given up again, the organisation's hold, which the head office changes.
        var back = await settings.OpenAsync(scene.Agent("lead1"), branchGroup, Cancel);
        back.IsOwn = false;
        Assert.True((await settings.SaveAsync(scene.Agent("lead1"), back, Cancel)).Made);
        var common = await settings.OpenAsync(scene.Agent("lead1"), null, Cancel);
        common.Rules = new() { Thresholds = [new(BoardFigure.Waiting, null, 1)] };
        Assert.True((await settings.SaveAsync(scene.Agent("lead1"), common, Cancel)).Made);
        await scene.Keeper.BeatAsync(Cancel);
        Assert.Equal(BoardLevel.Red, scene.Board.Look()!.Alarms.Single(a => a.GroupId == branchGroup).Level);
    }

    private sealed class Scene : IAsyncDisposable
    {
        private readonly Dictionary<int, (Conversation Conversation, List<ConversationEvent> Events)> _made = [];
        private readonly ConversationDatabase _database;
        private readonly IDisposable _listening;

        private Scene(DirectoryDatabase directory, ConversationDatabase database)
        {
            (Directory, _database) = (directory, database);
            var (rows, contexts) = (new BoardRows(database.Stores), directory.Get<IDbContextFactory<DirectoryContext>>());
            Board = new(rows, directory.Cache, contexts, new Masks(directory.Cache), directory.Time, NullLogger<LiveBoard>.Instance);
            Keeper = new(Board, rows, directory.Cache, contexts, directory.Get<StoredJson>(), Feed, Options.Create(new RoutingOptions()), directory.Time, NullLogger<BoardKeeper>.Instance);
            _listening = Keeper.Listen();
            Groups = [.. directory.Cache.Current.Groups.Values.OrderBy(g => g.Name, StringComparer.Ordinal).Select(g => g.Id)];
        }

        public DirectoryDatabase Directory { get; }

        public LiveBoard Board { get; }

        public BoardKeeper Keeper { get; }

        public LiveFeed Feed { get; } = new(NullLogger<LiveFeed>.Instance);

        public IReadOnlyList<Guid> Groups { get; }

        public Microsoft.Extensions.Time.Testing.FakeTimeProvider Time => Directory.Time;

        public static Guid Id(int number) => new(number, 1, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 0);

        public static async Task<Scene> SetAsync(PostgresServer postgres, DatabaseProvider provider = DatabaseProvider.Sqlite) => new(
            await DirectoryDatabase.StartAsync(provider == DatabaseProvider.PostgreSql ? await postgres.NewDatabaseAsync() : null, demo: true), await ConversationDatabase.NewAsync(provider, postgres));

        public Guid Agent(string userName) => Directory.Cache.Current.Agents.Values.Single(a => a.UserName == userName).Id;

        public BoardLine Line(Guid group) => Board.Look()!.Lines.Single(l => l.GroupId == group);

        public BoardAgent AgentOf(Guid id) => Board.Look()!.Agents.Single(a => a.Id == id);

        public (int Waiting, int InService) Count(Guid group) => (Line(group).Waiting, Line(group).InService);

        /// <summary>A unit below the head office with a group and a lead of its own.</summary>
        public async Task<(Guid Lead, Guid Group)> BranchAsync() => await BranchOffice.OpenAsync(Directory.Services) is var branch ? (branch.Lead, branch.Group) : default;

        /// <summary>As another process's grain of the agent does.</summary>
        public async Task WriteAsync(AgentStatus status) => Assert.Equal(
            WriteOutcome.Committed, await _database.Store.Writer.CommitAsync(new WriteUnit().Insert(AgentStatusRow.From(status)).Insert(AgentEventRow.From(status, Time.GetUtcNow(), by: null))));

        public async Task WriteAsync(int number, Guid group, ConversationState state, Guid? agent = null, bool tell = false, DateTimeOffset? at = null)
        {
            var now = at ?? Time.GetUtcNow();
            var contact = new Core.Contacts.Contact { Id = Id(number + 1000), OrgUnitId = OrgUnitRow.RootId, DisplayName = "客户" + number, CreatedAt = now };
            var c = Conversation.Open(Id(number), Id(number + 5000), Directory.Cache.Current.Accounts.Keys.First(), contact.Id, null, now) with { State = state, GroupId = group, EnqueuedAt = now, AgentId = agent, Revision = 2 };
            List<ConversationEvent> events = [new(c.Id, 1, Kind.Opened, now, null, null), new(c.Id, 2, Kind.Enqueued, now, null, group)];
            if (state == ConversationState.Active)
                events.Add(new(c.Id, 2, Kind.Accepted, now, agent, group));
            _made[number] = (c, events);
            var unit = new WriteUnit().Insert(ConversationRow.From(c)).Insert(ContactRow.From(contact, now));
            foreach (var e in events)
                unit.Insert(new ConversationEventRow { Id = Guid.CreateVersion7(now), ConversationId = c.Id, ThreadId = c.ThreadId, Revision = e.Revision, Kind = e.Kind, At = e.At, AgentId = e.AgentId, GroupId = e.GroupId });
            Assert.Equal(WriteOutcome.Committed, await _database.Store.Writer.CommitAsync(unit));
            if (tell)
                Tell(new(OpenConversation.Of(c), null, events));
        }

        /// <summary>A further step, not written to any row.</summary>
        public BoardNews Next(int number, ConversationState state, Guid? agent, Kind what)
        {
            var (c, _) = _made[number];
            var next = c with { State = state, AgentId = agent, Revision = c.Revision + 1 };
            return new(OpenConversation.Of(next), c.Revision, [new(c.Id, next.Revision, what, Time.GetUtcNow(), agent, c.GroupId)]);
        }

        public void Tell(BoardNews news) => Feed.Publish(Topic.Board, news);

        public async ValueTask DisposeAsync()
        {
            _listening.Dispose();
            Keeper.Dispose();
            await _database.DisposeAsync();
            await Directory.DisposeAsync();
        }
    }
}
