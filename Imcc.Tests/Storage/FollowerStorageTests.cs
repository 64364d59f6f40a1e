using Imcc.Core.Contacts;
using Imcc.Infrastructure.Contacts;
using Imcc.Infrastructure.Conversations;
using Imcc.Infrastructure.Followers;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace Imcc.Tests.Storage;

/// <summary>What is kept of followers, codes and changed UnionIDs, as rows.</summary>
public sealed class FollowerStorageTests(PostgresServer postgres)
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 17, 30, 0, TimeSpan.Zero);
    private static readonly Guid Account = new("0196a000-0000-7000-8000-000000000001");
    private static readonly string[] Tags = [nameof(FollowerRow.TagIds), nameof(FollowerRow.ToldAt)];
    private static int _last;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Scans_are_counted_by_code_and_by_the_day_in_china(DatabaseProvider provider)
    {
        await using var database = await ConversationDatabase.NewAsync(provider, postgres);
        await ScanAsync("A", ScanKind.Follow, Now);
        await ScanAsync("A", ScanKind.Follow, Now.AddDays(-1));
        await ScanAsync("A", ScanKind.Scan, Now.AddHours(-2));
        await ScanAsync("A", ScanKind.Unfollow, Now);
        await ScanAsync("A", ScanKind.Scan, Now.AddDays(-40));
        await ScanAsync("B", ScanKind.Scan, Now);
        var scans = new QrScans(database.Stores, new FakeTimeProvider(Now));

        var totals = await scans.TotalsAsync(Account, ["A", "B", "C"], Cancel);
        Assert.Equal(new QrFigures(2, 1, 1), totals["A"]);
        Assert.Equal(new QrFigures(0, 1, 0), totals["B"]);
        Assert.DoesNotContain("C", totals.Keys);
        // Half past five in the afternoon of London is the next day there; two hours before it was not.
        Assert.Equal(
            [(20260303, new QrFigures(1, 0, 1)), (20260302, new QrFigures(1, 1, 0)), (20260122, new QrFigures(0, 1, 0))],
            await scans.DaysAsync(Account, "A", Cancel));

        Task ScanAsync(string scene, ScanKind kind, DateTimeOffset at) => database.Store.Writer.CommitAsync(new WriteUnit().Insert(
            new QrScanRow { Id = NewId(), ThreadId = NewId(), AccountId = Account, Scene = scene, Kind = kind, Day = QrScanRow.DayOf(at), At = at }));
    }

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task What_both_agreed_on_is_kept_whoever_writes_first(DatabaseProvider provider)
    {
        await using var database = await ConversationDatabase.NewAsync(provider, postgres);
        var row = new FollowerRow { ThreadId = NewId(), AccountId = Account, IsFollowing = true, TagIds = FollowerRow.Column([130, 2]), Remark = "王女士😀", ToldAt = Now };
        Assert.Equal(WriteOutcome.Committed, await database.Store.Writer.CommitAsync(new WriteUnit().InsertIfNew(row)));
        Assert.Equal(WriteOutcome.Duplicate, await database.Store.Writer.CommitAsync(new WriteUnit().InsertIfNew(row)));
        await database.Store.Writer.CommitAsync(new WriteUnit().Patch(new FollowerRow { ThreadId = row.ThreadId, AccountId = Account, TagIds = FollowerRow.Column([]), ToldAt = Now.AddMinutes(1) }, Tags));
        await using var context = database.Store.Read();
        var kept = await context.Followers.SingleAsync(Cancel);
        Assert.Equal(("", "王女士😀", true), (kept.TagIds, kept.Remark, kept.IsFollowing));
        Assert.Empty(FollowerRow.Tags(kept.TagIds)!);
        Assert.Null(FollowerRow.Tags(null));
        Assert.Equal([2, 130], FollowerRow.Tags(row.TagIds)!);
    }

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task A_UnionID_is_followed_to_what_it_became_and_never_in_a_circle(DatabaseProvider provider)
    {
        await using var database = await ConversationDatabase.NewAsync(provider, postgres);
        var thread = NewId();
        await ChangeAsync(thread, "u1", "u2", Now);
        await ChangeAsync(thread, "u2", "u3", Now.AddDays(1));
        await ChangeAsync(NewId(), "v1", "v2", Now);
        await ChangeAsync(NewId(), "v2", "v1", Now.AddDays(1));
        var unions = new UnionHistory(database.Stores);
        Assert.Equal("u3", await unions.LatestAsync("u1", Cancel));
        Assert.Equal("u3", await unions.LatestAsync("u3", Cancel));
        Assert.Equal("nobody", await unions.LatestAsync("nobody", Cancel));
        Assert.Contains(await unions.LatestAsync("v1", Cancel), (string[])["v1", "v2"]);
        Assert.Equal(["u1", "u2"], (await unions.EarlierAsync(thread, Cancel)).Order());

        Task ChangeAsync(Guid of, string old, string fresh, DateTimeOffset at) =>
            database.Store.Writer.CommitAsync(new WriteUnit().Insert(new UnionChangeRow { Id = NewId(), ThreadId = of, OldUnionId = old, NewUnionId = fresh, At = at }));
    }

    private static Guid NewId() => new(Interlocked.Increment(ref _last), 7, 7, new byte[8]);
}
