using Imcc.Core.Channels;
using Imcc.Core.Notices;
using Imcc.Infrastructure.Notices;
using Imcc.Infrastructure.Storage;
using Imcc.Tests.Delivery;
using Imcc.Tests.Journeys;
using Imcc.Tests.Storage;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Options;
using Directory = Imcc.Core.Organisation.Directory;

namespace Imcc.Tests.Notices;

public sealed class NoticeIntakeTests(PostgresServer postgres)
{
    [Fact]
    public async Task Whoever_asks_again_when_the_time_is_over_still_learns_that_it_was_taken()
    {
        await using var database = await ConversationDatabase.NewAsync(DatabaseProvider.Sqlite, postgres);
        var time = new ShiftableTime();
        var directory = new Directory(1, [DeliveryNode.Account with { Kind = ChannelKind.WeChat }], [], []);
        var intake = new NoticeIntake(
            database.Stores, () => directory, new NoticeSenders([new PlayedNotices()]), new CallbackAddress(Options.Create(new NoticeOptions()), new HostingEnvironment { EnvironmentName = "Production" }), new NoticeSignal(), time);
        var order = new NoticeOrder
        {
            Account = DeliveryNode.Account.Key, Recipient = "o1", Key = "bill-1", ExpiresAt = time.GetUtcNow() + TimeSpan.FromMinutes(1), Content = new() { Kind = NoticeKind.Text, Text = "账单" },
        };
        var first = await TakeAsync(order);
        Assert.False(first.IsRepeated);
        time.Pass(TimeSpan.FromMinutes(5));

        var again = await TakeAsync(order);

        Assert.Equal((first.Id, true), (again.Id, again.IsRepeated));
        Assert.True((await TakeAsync(order with { Content = new() { Kind = NoticeKind.Text, Text = "另一条" } })).IsConflict);
        Assert.Equal(NoticeRules.Expired, Assert.Single((await TakeAsync(order with { Key = "bill-2" })).Problems).Code);

        async Task<NoticeReceipt> TakeAsync(NoticeOrder given) => Assert.Single((await intake.TakeAsync(Guid.Empty, [given], null, CancellationToken.None))!.Value.Receipts);
    }
}
