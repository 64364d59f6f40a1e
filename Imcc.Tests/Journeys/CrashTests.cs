using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Imcc.Infrastructure.Storage;
using Imcc.Tests.Storage;

namespace Imcc.Tests.Journeys;

/// <summary>The program is killed in the middle of its work, again and again: whatever it had acknowledged is there, once.</summary>
[Collection(nameof(Alone))]
public sealed class CrashTests(PostgresServer postgres, ITestOutputHelper output)
{
    private const int Kills = 5;

    // A delivery that a dead process had on lease is taken again after 20 s, an answer that nobody said had left after 10.
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.PostgreSql)]
    public async Task Nothing_acknowledged_is_lost_or_doubled_by_kills_at_any_moment(DatabaseProvider provider)
    {
        var seed = Environment.GetEnvironmentVariable("IMCC_CRASH_SEED") is { Length: > 0 } given ? int.Parse(given, CultureInfo.InvariantCulture) : Random.Shared.Next();
        await using var weChat = await WeChatAway.StartAsync();
        await using var server = await ImccProcess.PrepareAsync(provider, postgres, CrashTraffic.Settings(weChat.ApiBase));
        using var traffic = new CrashTraffic(server.Url, seed);
        try
        {
            await RunAsync(server, traffic, weChat, seed);
        }
        catch
        {
            output.WriteLine($"IMCC_CRASH_SEED={seed}");
            output.WriteLine(server.Output);
            throw;
        }
    }

    private async Task RunAsync(ImccProcess server, CrashTraffic traffic, WeChatAway weChat, int seed)
    {
        var random = new Random(seed);
        var began = Stopwatch.GetTimestamp();
        await server.StartAsync();
        await traffic.OpenAsync();
        traffic.Begin();
        var killing = Stopwatch.GetTimestamp();
        for (var kill = 0; kill < Kills; kill++)
        {
            // Mostly in the middle of the work, now and then in the middle of the start.
            if (kill == 0 || random.Next(4) > 0)
            {
                await server.ReadyAsync();
                await Task.Delay(random.Next(300, 3000));
            }
            else
            {
                await Task.Delay(random.Next(200, 3000));
            }

            await server.KillAsync();
            server.Launch();
        }

        var killed = Stopwatch.GetElapsedTime(killing);
        await server.ReadyAsync();
        await traffic.EndAsync();
        output.WriteLine($"{Stopwatch.GetElapsedTime(began)}: {traffic.Customers.Count} customers, {traffic.Customers.Values.Sum(c => c.Taken.Count)} messages, "
            + $"{traffic.Customers.Values.Sum(c => c.Taken.Count(t => t.Value))} taken, {traffic.Replies.Count} replies");
        Assert.Empty(traffic.Scandals);
        Assert.DoesNotContain("oServed", server.Output, StringComparison.Ordinal);

        var threads = await SettledAsync(traffic);
        output.WriteLine($"{Stopwatch.GetElapsedTime(began)}: settled");
        // A message may come again once for each lease that a dead process had on it.
        var most = 2 + (int)(killed / TimeSpan.FromSeconds(20));
        foreach (var ((account, openId), thread) in threads)
            Check(traffic, account, openId, thread, weChat.Received(ImccHost.AppId + account, openId), most);
        CheckReplies(traffic, threads);
        await CheckConversationsAsync(traffic, threads);
        output.WriteLine($"{Stopwatch.GetElapsedTime(began)}: checked");
    }

    private static async Task<Dictionary<(int Account, string OpenId), IReadOnlyList<JsonElement>>> SettledAsync(CrashTraffic traffic)
    {
        using var client = traffic.Reader();
        var threads = new Dictionary<(int, string), IReadOnlyList<JsonElement>>();
        var open = traffic.Customers.Keys.ToList();
        await Eventually.Async(async () =>
        {
            foreach (var key in open.ToList())
            {
                var thread = threads[key] = await OpenApi.ThreadAsync(client, CrashTraffic.Accounts[key.Account], key.OpenId);
                if (!thread.Any(m => m.GetProperty("delivery").GetString() is "Pending" or "Answering"))
                    open.Remove(key);
                else
                    // The others are not ready either, as a rule.
                    return false;
            }

            return true;
        }, "every delivery is settled", Settling);
        return threads;
    }

    private static void Check(CrashTraffic traffic, int account, string openId, IReadOnlyList<JsonElement> thread, IReadOnlyList<string> received, int most)
    {
        var customer = traffic.Customers[(account, openId)];
        Assert.Equal(Enumerable.Range(1, thread.Count).Select(i => (long)i), thread.Select(m => m.GetProperty("seq").GetInt64()));

        var inbound = Inbound(thread).Select(m => long.Parse(m.GetProperty("channelMessageId").GetString()!, CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(inbound.Count, inbound.Distinct().Count());
        Assert.Empty(customer.Taken.Where(t => t.Value).Select(t => t.Key).Except(inbound));
        Assert.Empty(inbound.Except(customer.Taken.Keys));

        // What left was received, by the response or by the API, and twice only where it says so.
        var outbound = Outbound(thread).ToList();
        // Two kills in the middle of the same call: a third copy is not risked, and the agent reads that it may have arrived.
        Assert.All(outbound, m => Assert.True(m.GetProperty("delivery").GetString() == "Sent" || m.GetProperty("maybeTwice").GetBoolean(), m.ToString()));
        var heard = received.Concat(customer.Answers.Values).CountBy(t => t).ToDictionary();
        foreach (var said in outbound.GroupBy(m => m.GetProperty("text").GetString()!))
        {
            var doubtful = said.Count(m => m.GetProperty("maybeTwice").GetBoolean());
            Assert.InRange(heard.GetValueOrDefault(said.Key), said.Count(), said.Count() + doubtful * (most - 1));
        }

        Assert.Empty(heard.Keys.Except(outbound.Select(m => m.GetProperty("text").GetString()!)));
        if (account == CrashTraffic.Automatic)
            Assert.Equal(inbound.Count, outbound.Count);
        if (account == CrashTraffic.New && inbound.Count > 0)
            Assert.Single(outbound);
        if (account == CrashTraffic.Served)
            // Replies came in the order of the thread; one that came again, too.
            Assert.Equal(
                outbound.Select(m => m.GetProperty("text").GetString()!),
                received.Distinct());
    }

    private static void CheckReplies(CrashTraffic traffic, Dictionary<(int Account, string OpenId), IReadOnlyList<JsonElement>> threads)
    {
        var said = threads.Where(t => t.Key.Account == CrashTraffic.Served).SelectMany(t => Outbound(t.Value))
            .Where(m => m.GetProperty("sender").GetString() == "Agent").Select(m => m.GetProperty("text").GetString()!).ToList();
        Assert.Equal(said.Count, said.Distinct().Count());
        Assert.Empty(traffic.Replies.Where(r => r.Value).Select(r => r.Key).Except(said));
        Assert.Empty(said.Except(traffic.Replies.Keys));
    }

    private static async Task CheckConversationsAsync(CrashTraffic traffic, Dictionary<(int Account, string OpenId), IReadOnlyList<JsonElement>> threads)
    {
        using var client = traffic.Reader();
        var served = await OpenApi.ConversationsAsync(client, CrashTraffic.ServedGroup);
        Assert.All(served, c => Assert.Equal("Active", c.GetProperty("state").GetString()));
        Assert.Equal(threads.Count(t => t.Key.Account == CrashTraffic.Served), served.Count);
        var waiting = await OpenApi.ConversationsAsync(client, CrashTraffic.NobodysGroup);
        Assert.All(waiting, c => Assert.Equal("Queued", c.GetProperty("state").GetString()));
        Assert.Equal(threads.Count(t => t.Key.Account == CrashTraffic.New && t.Value.Count > 0), waiting.Count);
    }

    private static IEnumerable<JsonElement> Inbound(IReadOnlyList<JsonElement> thread) => thread.Where(m => m.GetProperty("direction").GetString() == "Inbound");

    private static IEnumerable<JsonElement> Outbound(IReadOnlyList<JsonElement> thread) => thread.Where(m => m.GetProperty("direction").GetString() == "Outbound");
}
