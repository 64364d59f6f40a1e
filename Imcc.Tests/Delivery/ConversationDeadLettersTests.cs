using Imcc.Core.Channels;
using Imcc.Core.Delivery;
using Imcc.Core.Desk;
using Imcc.Core.Privacy;
using Imcc.Infrastructure.Conversations;
using Imcc.Infrastructure.Delivery;
using Imcc.Infrastructure.Storage;
using Imcc.Tests.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static Imcc.Tests.Delivery.DeliveryNode;

namespace Imcc.Tests.Delivery;

/// <summary>What failed is found, mended, sent again or dismissed, by whoever may, and the log says who.</summary>
public sealed class ConversationDeadLettersTests(PostgresServer postgres)
{
    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task They_are_found_by_what_is_known_of_them_and_dealt_with_under_a_name(DatabaseProvider provider)
    {
        await using var directory = await DirectoryDatabase.StartAsync(demo: true);
        await using var database = await ConversationDatabase.NewAsync(provider, postgres);
        await using var node = new DeliveryNode(database.Stores, new PlayedChannel());
        var account = directory.Cache.Current.Accounts.Values.First(a => a.Kind == ChannelKind.WeChat).Id;
        var letters = new ConversationDeadLetters(
            directory.Get<IDbContextFactory<DirectoryContext>>(), database.Stores, directory.Cache, node.Outbox, new ShowsAll(), TimeProvider.System);
        Guid Person(string name) => directory.Cache.Current.Agents.Values.Single(a => a.UserName == name).Id;
        var (admin, now) = (Person("admin"), TimeProvider.System.GetUtcNow());
        var thread = await ThreadAsync(database.Store, "oDead");
        DeliveryRow Failed(DeliveryRow row, RefusalKind kind, int minutes) =>
            row with { AccountId = account, State = DeliveryState.Failed, NotBefore = null, Kind = kind, FailedAt = now.AddMinutes(-minutes), LastError = "超出 (45015)" };
        var late = await SayAsync(database.Store, thread, 1, "账单明天到期", with: r => Failed(r, RefusalKind.WindowClosed, 1));
        var gone = await SayAsync(database.Store, thread, 2, "您好😀", with: r => Failed(r, RefusalKind.Unreachable, 2), agent: Person("agent1"));
        await SayAsync(database.Store, thread, 3, "别处的", with: r => Failed(r, RefusalKind.Unreachable, 3) with { AccountId = Guid.CreateVersion7(now) });

        Assert.Equal([late.Id, gone.Id], (await letters.ListAsync(admin, new(), null, 50)).Select(l => l.Id));
        Assert.Equal([late.Id, gone.Id], (await letters.ListAsync(Person("lead1"), new(), null, 50)).Select(l => l.Id));
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => letters.ListAsync(Person("agent1"), new(), null, 50));
        Assert.Equal([gone.Id], (await letters.ListAsync(admin, new(Kind: RefusalKind.Unreachable), null, 50)).Select(l => l.Id));
        Assert.Equal([gone.Id], (await letters.ListAsync(admin, new(IsByPerson: true), null, 50)).Select(l => l.Id));
        Assert.Equal([late.Id], (await letters.ListAsync(admin, new(IsByPerson: false), null, 50)).Select(l => l.Id));
        Assert.Equal([late.Id], (await letters.ListAsync(admin, new(Words: "到期"), null, 50)).Select(l => l.Id));
        Assert.Equal([late.Id], (await letters.ListAsync(admin, new(From: now.AddMinutes(-1)), null, 50)).Select(l => l.Id));
        Assert.Equal(2, (await letters.ListAsync(admin, new(account, Words: "oDead"), null, 50)).Count);
        Assert.Equal([gone.Id], (await letters.ListAsync(admin, new(), (await letters.FindAsync(admin, late.Id))!.Mark, 50)).Select(l => l.Id));
        Assert.Equal((1, 1), await letters.CountAsync(admin, new(Kind: RefusalKind.Fault)) is var counts ? (counts[RefusalKind.WindowClosed], counts[RefusalKind.Unreachable]) : default);

        Assert.Equal(DeadLetterOutcome.Invalid, await letters.ResendAsync(admin, late.Id, "  "));
        Assert.Equal(DeadLetterOutcome.Done, await letters.ResendAsync(admin, late.Id, "账单后天到期"));
        var message = (await MessageAsync(database.Store, late.Id)).ToMessage();
        Assert.Equal((new TextContent("账单后天到期"), DeliveryState.Pending, null), ((TextContent)message.Content, message.Delivery, message.Refusal));
        Assert.Equal(DeadLetterOutcome.NotFound, await letters.ResendAsync(admin, late.Id, null));

        Assert.Equal(DeadLetterOutcome.Invalid, await letters.DismissAsync(admin, gone.Id, " "));
        Assert.Equal(DeadLetterOutcome.Done, await letters.DismissAsync(admin, gone.Id, "客户已电话联系"));
        Assert.Equal(DeadLetterOutcome.NotFound, await letters.DismissAsync(admin, gone.Id, "再一次"));
        Assert.Empty(await letters.ListAsync(admin, new(), null, 50));
        await using var context = directory.Context();
        var log = await context.AuditLog.Where(a => a.Action.StartsWith("delivery.")).OrderBy(a => a.Id).ToListAsync();
        Assert.Equal([("delivery.edited", "admin", late.Id), ("delivery.dismissed", "admin", gone.Id)], log.Select(l => (l.Action, l.Actor, l.TargetId!.Value)));
        Assert.Contains("客户已电话联系", log[1].Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("账单", log[0].Detail, StringComparison.Ordinal);
    }

    private sealed class ShowsAll : IMasks, IDisposable
    {
        public Mask For(Guid agentId) => Mask.None;

        public IDisposable InClear() => this;

        public void Dispose()
        {
        }
    }
}
