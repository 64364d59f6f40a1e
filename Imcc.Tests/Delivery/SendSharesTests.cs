using Imcc.Core.Delivery;
using Imcc.Infrastructure.Storage;
using Imcc.Tests.Storage;
using Microsoft.EntityFrameworkCore;
using static Imcc.Tests.Delivery.DeliveryNode;

namespace Imcc.Tests.Delivery;

/// <summary>Two nodes and one rate, on a real store.</summary>
public sealed class SendSharesTests(PostgresServer postgres)
{
    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Two_nodes_divide_a_rate_and_keep_their_parts_while_the_database_is_away(DatabaseProvider provider)
    {
        var faults = new CutCommits();
        await using var database = await ConversationDatabase.NewAsync(provider, postgres, faults.Around);
        await using var away = new Away(database);
        await using var one = new DeliveryNode(database.Stores, new PlayedChannel());
        await using var two = new DeliveryNode(away.Stores, new PlayedChannel());

        // Nobody gets in before this node knows its part.
        var first = EnterAsync(one).AsTask();
        await one.Shares.AskAsync(CancellationToken.None);
        (await first)!.Dispose();
        Assert.Equal(1, await PartAsync(database, one));
        var second = EnterAsync(two).AsTask();
        await two.Shares.AskAsync(CancellationToken.None);
        Assert.Equal(0, await PartAsync(database, two));
        await one.Shares.AskAsync(CancellationToken.None);
        await two.Shares.AskAsync(CancellationToken.None);
        (await second)!.Dispose();
        Assert.InRange(await PartAsync(database, one) + await PartAsync(database, two), 0.5, 1 + 1e-9);

        faults.Refuse(int.MaxValue);
        await one.Shares.AskAsync(CancellationToken.None);
        (await EnterAsync(one))!.Dispose();
        faults.Refuse(0);
    }

    private static ValueTask<ISendTurn?> EnterAsync(DeliveryNode node) => node.Gate.EnterAsync(Account.Id, "send", SendPriority.Person, TimeSpan.FromSeconds(20), CancellationToken.None);

    private static async Task<double> PartAsync(ConversationDatabase database, DeliveryNode node)
    {
        await using var context = database.Store.Read();
        return (await context.SendShares.SingleAsync()).ToShares().PartOf(node.Name.Name);
    }
}
