using Imcc.Core.Agents;
using Imcc.Core.Conversations;
using Imcc.Core.Quality;
using Imcc.Infrastructure.Demo;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Past;
using Imcc.Infrastructure.Reporting;
using Imcc.Infrastructure.Storage;
using Imcc.Tests.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Kind = Imcc.Core.Conversations.ConversationEventKind;

namespace Imcc.Tests.Past;

/// <summary>The demo's past is one that could have been: what looks back finds nothing that contradicts itself.</summary>
public sealed class DemoPastTests(PostgresServer postgres)
{
    private const int Days = 21;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task A_past_is_laid_once_whole_and_like_a_real_one(DatabaseProvider provider)
    {
        await using var directory = await DirectoryDatabase.StartAsync(demo: true, settings: new() { ["Imcc:Demo:PastDays"] = $"{Days}" });
        await using var database = await ConversationDatabase.NewAsync(provider, postgres);
        await Past(directory, database).StartingAsync(Cancel);
        await using var context = database.Store.Read();
        var conversations = await context.Conversations.OrderBy(c => c.OpenedAt).ToListAsync(Cancel);

        Assert.InRange(conversations.Count, 20 * Days, 50 * Days);
        Assert.All(conversations, c => Assert.True(c.State is ConversationState.Closed or ConversationState.Abandoned && c.DueAt is null));
        var today = new DateTimeOffset(2026, 2, 28, 16, 0, 0, TimeSpan.Zero);
        Assert.All(conversations, c => Assert.InRange(c.OpenedAt, today.AddDays(-Days), today));
        // Nothing of it goes out, is fetched or asked for.
        Assert.Equal((0, 0, 0), (await context.Deliveries.CountAsync(Cancel), await context.MediaFetches.CountAsync(Cancel), await context.UnionFetches.CountAsync(Cancel)));
        await ThreadsAsync(context);
        await PresenceAsync(context, directory.Cache.Current);
        await ScoresAsync(context, directory.Cache.Current);

        // Another start finds it there.
        await Past(directory, database).StartingAsync(Cancel);
        Assert.Equal(conversations.Count, await context.Conversations.CountAsync(Cancel));
    }

    [Fact]
    public async Task What_was_interrupted_is_laid_to_its_end()
    {
        await using var directory = await DirectoryDatabase.StartAsync(demo: true, settings: new() { ["Imcc:Demo:PastDays"] = $"{Days}" });
        var disk = new FullDisk();
        await using var cut = await ConversationDatabase.NewAsync(DatabaseProvider.Sqlite, postgres, disk.Around);
        await using var whole = await ConversationDatabase.NewAsync(DatabaseProvider.Sqlite, postgres);
        await Past(directory, whole).StartingAsync(Cancel);

        disk.Room = 150;
        await Assert.ThrowsAnyAsync<Exception>(() => Past(directory, cut).StartingAsync(Cancel));
        await using (var context = cut.Store.Read())
            Assert.InRange(await context.Conversations.CountAsync(Cancel), 1, 150);
        disk.Room = int.MaxValue;
        await Past(directory, cut).StartingAsync(Cancel);

        await using var expected = whole.Store.Read();
        await using var actual = cut.Store.Read();
        Assert.Equal(await expected.Conversations.Select(c => c.Id).OrderBy(c => c).ToListAsync(Cancel), await actual.Conversations.Select(c => c.Id).OrderBy(c => c).ToListAsync(Cancel));
        Assert.Equal(await expected.Messages.CountAsync(Cancel), await actual.Messages.CountAsync(Cancel));
        Assert.Equal(await expected.Evaluations.CountAsync(Cancel), await actual.Evaluations.CountAsync(Cancel));
        Assert.Equal(await expected.AgentEvents.CountAsync(Cancel), await actual.AgentEvents.CountAsync(Cancel));
    }

    [Fact]
    public async Task Where_something_was_counted_already_nothing_is_laid()
    {
        await using var directory = await DirectoryDatabase.StartAsync(demo: true, settings: new() { ["Imcc:Demo:PastDays"] = $"{Days}" });
        await using var counted = await ConversationDatabase.NewAsync(DatabaseProvider.Sqlite, postgres);
        await counted.Store.Writer.CommitAsync(new WriteUnit().Insert(new ReportBookmarkRow { Name = ReportBookmarkRow.Conversations, At = directory.Time.GetUtcNow(), Revision = 1 }));
        await Past(directory, counted).StartingAsync(Cancel);
        await using var context = counted.Store.Read();
        Assert.False(await context.Conversations.AnyAsync(Cancel));
    }

    [Fact]
    public void Every_talk_has_a_reason_of_the_demos_tree_and_begins_with_the_customer()
    {
        var nodes = DemoReasons.Nodes(DateTimeOffset.UnixEpoch);
        var paths = nodes.Where(n => nodes.All(o => o.ParentId != n.Id)).Select(Path).ToHashSet();
        var talks = DemoTalk.Read();

        Assert.True(talks.Count > 40);
        Assert.All(talks, t => Assert.Contains(t.Reason, paths));
        Assert.All(talks, t => Assert.True(t.Lines.Length > 1 && t.Lines[0].IsCustomers));

        string Path(Core.Reasons.ReasonNode node) => node.ParentId is { } parent ? Path(nodes.Single(n => n.Id == parent)) + "/" + node.Name : node.Name;
    }

    private static DemoPast Past(DirectoryDatabase directory, ConversationDatabase database) => new(
        Options.Create(new DemoOptions { Enabled = true, PastDays = Days }), database.Stores, directory.Get<IDbContextFactory<DirectoryContext>>(), () => directory.Cache.Current, directory.Get<StoredJson>(), directory.Time, NullLogger<DemoPast>.Instance);

    /// <summary>Each thread has its messages one after the other, in time, and each conversation its events.</summary>
    private static async Task ThreadsAsync(ConversationContext context)
    {
        foreach (var thread in (await context.Messages.ToListAsync(Cancel)).GroupBy(m => m.ThreadId))
        {
            var messages = thread.OrderBy(m => m.Seq).ToList();
            Assert.Equal(Enumerable.Range(1, messages.Count).Select(n => (long)n), messages.Select(m => m.Seq));
            Assert.Equal(messages.Select(m => m.At).Order(), messages.Select(m => m.At));
        }

        foreach (var conversation in (await context.Events.ToListAsync(Cancel)).GroupBy(e => e.ConversationId))
        {
            var events = conversation.OrderBy(e => e.Revision).ToList();
            Assert.Equal(Kind.Opened, events[0].Kind);
            Assert.Equal(events.Select(e => e.At).Order(), events.Select(e => e.At));
            Assert.Equal(events.Count, events.Select(e => e.Revision).Distinct().Count());
        }
    }

    /// <summary>Whoever took a conversation was there, and had no more at once than they may.</summary>
    private static async Task PresenceAsync(ConversationContext context, Core.Organisation.Directory known)
    {
        var changes = (await context.AgentEvents.ToListAsync(Cancel)).ToLookup(e => e.AgentId);
        var taken = await context.Events.Where(e => e.Kind == Kind.Accepted).ToListAsync(Cancel);
        Assert.All(taken, t => Assert.Equal(Presence.Available, changes[t.AgentId!.Value].Where(c => c.At <= t.At).OrderBy(c => c.Revision).Last().Presence));
        Assert.All(changes, a => Assert.Equal(0, a.Max(c => c.Revision)));

        var served = (await context.Conversations.Where(c => c.State == ConversationState.Closed && c.AgentId != null).Select(c => new { c.AgentId, c.AcceptedAt, c.Since }).ToListAsync(Cancel)).GroupBy(c => c.AgentId!.Value);
        Assert.All(served, agent => Assert.All(agent, one => Assert.InRange(agent.Count(o => o.AcceptedAt <= one.AcceptedAt && o.Since > one.AcceptedAt), 1, known.Agents[agent.Key].Capacity + 1)));
    }

    private static async Task ScoresAsync(ConversationContext context, Core.Organisation.Directory known)
    {
        var scored = (await context.Evaluations.ToListAsync(Cancel)).ConvertAll(e => e.ToEvaluation());
        Assert.True(scored.Count(e => e.Percent is > 0 and <= 100) > 20);
        Assert.Contains(scored, e => e.State == EvaluationState.Final);
        Assert.Contains(scored, e => e.State == EvaluationState.Assigned);
        Assert.All(scored, e => Assert.NotEqual("lead1", known.Agents[e.AgentId].UserName));
        Assert.InRange(await context.Ratings.CountAsync(r => r.Score != null, Cancel), 40, 600);
    }

    /// <summary>Takes so many units of work, and fails at the next.</summary>
    private sealed class FullDisk
    {
        public int Room { get; set; } = int.MaxValue;

        public IBatchExecutor Around(IBatchExecutor inner) => new Executor(this, inner);

        private sealed class Executor(FullDisk disk, IBatchExecutor inner) : IBatchExecutor
        {
            public ValueTask<WriteOutcome[]?> TryCommitAsync(IReadOnlyList<WriteUnit> units)
            {
                Take(units.Count);
                return inner.TryCommitAsync(units);
            }

            public ValueTask<WriteOutcome> CommitAsync(WriteUnit unit)
            {
                Take(1);
                return inner.CommitAsync(unit);
            }

            public ValueTask DisposeAsync() => inner.DisposeAsync();

            private void Take(int units)
            {
                if ((disk.Room -= units) < 0)
                    throw new IOException("The disk is full.");
            }
        }
    }
}
