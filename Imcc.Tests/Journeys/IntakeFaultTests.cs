using Imcc.Infrastructure.Storage;
using Imcc.Tests.Delivery;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Imcc.Tests.Journeys;

/// <summary>
/// What can break between WeChat and a customer's thread, each point by the number that it has in the list of failure points, in the whole product. F1, F2 and F3
/// under kills of the real program are in <see cref="CrashTests"/>; F10's rows in <see cref="Storage.StoreWriterTests"/>; F17's answers in <see cref="DuplicateTests"/>.
/// </summary>
public sealed class IntakeFaultTests
{
    [Fact]
    public async Task What_breaks_before_or_after_the_commit_is_taken_once_whatever_WeChat_repeats()
    {
        await using var host = new FaultyHost();
        await host.ReadyAsync();
        using var customer = new Follower(host.Url, "faults", 0, "oFault_0001");
        await customer.SayAsync("第一句");

        // F1: the disk takes nothing, and WeChat comes again with the same message.
        host.Faults.Refuse(3);
        var f1 = Follower.NextId();
        await PersistAsync(() => customer.SayAsync("F1", f1));

        // F14: it was committed, and the connection broke before we heard of it.
        host.Faults.CutEvery = 2;
        var f14 = Follower.NextId();
        await PersistAsync(() => customer.SayAsync("F14", f14));
        await PersistAsync(() => customer.SayAsync("F14", f14));

        // F17: three deliveries of each of several messages, all at once, while every second commit goes that way.
        var ids = Enumerable.Range(0, 6).Select(_ => Follower.NextId()).ToArray();
        await Task.WhenAll(ids.Concat(ids).Concat(ids).Select((id, i) => Task.Run(() => PersistAsync(() => customer.SayAsync("F17 " + Array.IndexOf(ids, id), id)))));
        host.Faults.CutEvery = 0;
        Assert.True(host.Faults.Cuts > 2);

        string[] expected = ["第一句", "F1", "F14", .. ids.Select((_, i) => "F17 " + i)];
        await Eventually.Async(async () => (await InboundAsync(host, customer)).Count >= expected.Length, "all are in the thread");
        Assert.Equal(expected.Order(StringComparer.Ordinal), (await InboundAsync(host, customer)).Order(StringComparer.Ordinal));
        Assert.Equal(expected[..3], (await InboundAsync(host, customer)).Take(3));
    }

    /// <summary>As WeChat does: whatever is not answered well comes again.</summary>
    private static async Task PersistAsync(Func<Task<(int Status, string? Answer)>> deliver)
    {
        for (var i = 0; i < 10; i++)
        {
            var (status, answer) = await deliver();
            if (status == 200 && answer?.Contains("系统繁忙", StringComparison.Ordinal) != true)
                return;
        }

        Assert.Fail("It was not taken, however often it came.");
    }

    private static async Task<IReadOnlyList<string?>> InboundAsync(ImccHost host, Follower customer) =>
        [.. (await host.ThreadAsync("faults", customer.OpenId)).Where(m => m.GetProperty("direction").GetString() == "Inbound").Select(m => m.GetProperty("text").GetString())];

    private sealed class FaultyHost() : ImccHost(Account(0, "faults", "无人组").ToDictionary())
    {
        public CutCommits Faults { get; } = new();

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.ConfigureTestServices(services => services.AddSingleton(p => new ConversationStores(
                p.GetRequiredService<IOptions<DatabaseOptions>>(), p.GetRequiredService<ILogger<StoreWriter>>(), Faults.Around)));
        }
    }
}
