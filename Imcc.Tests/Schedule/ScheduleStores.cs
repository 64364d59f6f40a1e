using Imcc.Core.Agents;
using Imcc.Core.Schedule;
using Imcc.Infrastructure.Agents;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Reporting;
using Imcc.Infrastructure.Routing;
using Imcc.Infrastructure.Schedule;
using Imcc.Infrastructure.Storage;
using Imcc.Tests.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Imcc.Tests.Schedule;

/// <summary>The demo's directory and an empty conversation store, with shifts on top of them.</summary>
internal sealed class ScheduleStores : IAsyncDisposable
{
    private long _revision;

    private ScheduleStores(DirectoryDatabase directory, ConversationDatabase conversations)
    {
        (Directory, Conversations) = (directory, conversations);
        var (contexts, cache, json, time, presence) = (directory.Get<IDbContextFactory<DirectoryContext>>(), directory.Cache, directory.Get<StoredJson>(), directory.Time, new PresenceReading(conversations.Stores));
        Kinds = new(contexts, directory.Get<DirectoryChange>(), cache, json);
        Plans = new(contexts, cache, Kinds, json, time);
        Kept = new(contexts, presence, Plans, Kinds, cache, json, time);
        Staffing = new(contexts, Kept, presence, new Reports(conversations.Stores, contexts, () => cache.Current, json), Kinds, cache, Options.Create(new RoutingOptions()), time);
    }

    public DirectoryDatabase Directory { get; }

    public ConversationDatabase Conversations { get; }

    public ShiftKinds Kinds { get; }

    public ShiftPlans Plans { get; }

    public Adherences Kept { get; }

    public Staffing Staffing { get; }

    public static async Task<ScheduleStores> StartAsync(DatabaseProvider provider, PostgresServer postgres)
    {
        var directory = await DirectoryDatabase.StartAsync(provider == DatabaseProvider.PostgreSql ? await postgres.NewDirectoryAsync() : null, demo: true);
        // What the demo plans is not what tests mean.
        await using (var context = directory.Context())
        {
            await context.ShiftDays.ExecuteDeleteAsync();
            await context.StaffNeeds.ExecuteDeleteAsync();
            await context.ShiftKinds.ExecuteDeleteAsync();
        }

        return new(directory, await ConversationDatabase.NewAsync(provider, postgres));
    }

    public async Task<Guid> PersonAsync(string name)
    {
        await using var context = Directory.Context();
        return await context.Users.Where(u => u.UserName == name).Select(u => u.Id).SingleAsync();
    }

    public async Task<Guid> KindAsync(Guid person, ShiftHours hours)
    {
        var made = await Kinds.SaveAsync(person, new() { Id = Guid.CreateVersion7(Directory.Time.GetUtcNow()), OrgUnitId = OrgUnitRow.RootId, Hours = hours with { Breaks = [.. hours.Breaks.Select(b => IsKnown(b.ReasonId) ? b : b with { ReasonId = null })] } });
        Assert.Empty(made.Problems);
        return made.Id;
    }

    private bool IsKnown(Guid? reason) => Directory.Cache.Current.PresenceReasons.Any(r => r.Id == reason);

    /// <summary>From this moment (UTC) on the agent was so.</summary>
    public async Task WasAsync(Guid agent, DateTimeOffset at, Presence presence, Guid? reason = null) => Assert.Equal(
        WriteOutcome.Committed,
        await Conversations.Store.Writer.CommitAsync(new WriteUnit().Insert(new AgentEventRow { AgentId = agent, Revision = ++_revision, At = at, Presence = presence, ReasonId = reason, Connection = presence == Presence.Offline ? Connection.Lost : Connection.Live })));

    public async ValueTask DisposeAsync()
    {
        await Conversations.DisposeAsync();
        await Directory.DisposeAsync();
    }
}
