using Imcc.Core.Channels;
using Imcc.Infrastructure.Channels;
using Imcc.Infrastructure.Storage;
using Imcc.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Imcc.Tests.Channels;

public sealed class LedgerSweepTests(PostgresServer postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_looks_while_another_looks_waits_for_its_turn()
    {
        await using var directory = await DirectoryDatabase.StartAsync(demo: true);
        await using var database = await ConversationDatabase.NewAsync(DatabaseProvider.Sqlite, postgres);
        var account = directory.Cache.Current.Accounts.Values.First();
        var now = directory.Time.GetUtcNow();
        Assert.Equal(WriteOutcome.Committed, await database.Store.Writer.CommitAsync(new WriteUnit().Insert(new LedgerRow
        {
            MessageId = Guid.CreateVersion7(now), AccountId = account.Id, DedupeKey = "1", ExternalId = "customer", ReceivedAt = now, Raw = "{}",
        })));
        var clock = new CountingTime(now.AddSeconds(5));
        using var parser = new SlowParser(account.Kind);
        using var sweep = new LedgerSweep(database.Stores, directory.Cache, null!, new Intake(database.Stores, null!, null!, clock, NullLogger<Intake>.Instance), [parser], clock, NullLogger<LedgerSweep>.Instance);

        var first = Task.Run(() => sweep.RunAsync(all: true, Cancel), Cancel);
        Assert.True(await parser.Entered.WaitAsync(TimeSpan.FromSeconds(20), Cancel));
        // Whoever begins looks at the clock first of all.
        var looks = clock.Looks;
        var second = sweep.RunAsync(all: false, Cancel);
        Assert.False(second.IsCompleted);
        Assert.Equal(looks, clock.Looks);
        parser.Goes.Set();
        Assert.Equal(0, await first);
        Assert.Equal(0, await second);
        Assert.True(clock.Looks > looks);
    }

    /// <summary>Stands in the middle of a run until the test lets it go; what it reads cannot be read.</summary>
    private sealed class SlowParser(ChannelKind kind) : IWireParser, IDisposable
    {
        public SemaphoreSlim Entered { get; } = new(0);

        public ManualResetEventSlim Goes { get; } = new();

        public ChannelKind Kind => kind;

        public InboundMessage Parse(ChannelAccount account, Guid id, DateTimeOffset receivedAt, string raw)
        {
            Entered.Release();
            Goes.Wait(TimeSpan.FromSeconds(20));
            throw new FormatException("Nothing to be read.");
        }

        public void Dispose()
        {
            Entered.Dispose();
            Goes.Dispose();
        }
    }

    private sealed class CountingTime(DateTimeOffset now) : TimeProvider
    {
        private int _looks;

        public int Looks => Volatile.Read(ref _looks);

        public override DateTimeOffset GetUtcNow()
        {
            Interlocked.Increment(ref _looks);
            return now;
        }
    }
}
