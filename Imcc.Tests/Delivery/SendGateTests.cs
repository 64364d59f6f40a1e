using Imcc.Core.Delivery;
using Imcc.Infrastructure.Storage;
using Imcc.Tests.Storage;

namespace Imcc.Tests.Delivery;

public sealed class SendGateTests(PostgresServer postgres)
{
    [Fact]
    public async Task What_an_upload_met_stops_uploads_and_not_the_words_whose_turn_it_was()
    {
        await using var database = await ConversationDatabase.NewAsync(DatabaseProvider.Sqlite, postgres);
        await using var node = new DeliveryNode(database.Stores, new PlayedChannel());
        await node.Shares.StartAsync(CancellationToken.None);
        using (var turn = await node.Gate.EnterAsync(DeliveryNode.Account.Id, "send", SendPriority.Person, TimeSpan.FromSeconds(10), CancellationToken.None))
            turn!.Ended(new SendOutcome.TryAgain("45009", TimeSpan.FromHours(1), Slower: true, Kind: RefusalKind.QuotaSpent) { Api = "upload" }, TimeSpan.FromMilliseconds(20));

        Assert.Null(node.Gate.StopOf(DeliveryNode.Account.Id, "send"));
        Assert.Equal(RefusalKind.QuotaSpent, node.Gate.StopOf(DeliveryNode.Account.Id, "upload")?.Kind);
    }
}
