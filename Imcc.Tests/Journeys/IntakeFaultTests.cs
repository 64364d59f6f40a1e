using System.Globalization;
using Imcc.Core.Conversations;
using Imcc.Infrastructure.Channels;
using Imcc.Infrastructure.Conversations;
using Imcc.Infrastructure.Storage;
using Imcc.Tests.Delivery;
using Imcc.Web.Simulator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
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

    [Fact]
    public async Task F2_an_answer_that_never_reaches_WeChat_is_given_again_and_nothing_is_doubled()
    {
        await using var host = new FaultyHost();
        await host.ReadyAsync();
        using var customer = new Follower(host.Url, "answers", 1, "oFault_0002");
        var id = Follower.NextId();

        // It is stored and answered, and the connection breaks before the first byte.
        using (var line = new HttpClient())
        {
            line.DefaultRequestHeaders.Add(LostAnswers.Header, "1");
            using var unheard = new Follower(host.Url, "answers", 1, customer.OpenId, line);
            await Assert.ThrowsAsync<HttpRequestException>(() => unheard.SayAsync("还在吗", id));
            await Assert.ThrowsAsync<HttpRequestException>(() => unheard.SayAsync("还在吗", id));
        }

        var (status, answer) = await customer.SayAsync("还在吗", id);

        Assert.Equal((200, FaultyHost.Answer), (status, answer));
        await Eventually.Async(async () => (await host.ThreadAsync("answers", customer.OpenId)).All(m => m.GetProperty("delivery").GetString() is "Sent" or "None"), "all is settled");
        var thread = await host.ThreadAsync("answers", customer.OpenId);
        Assert.Equal(["还在吗", FaultyHost.Answer], thread.Select(m => m.GetProperty("text").GetString()));
        Assert.True(host.WeChat.Find(ImccHost.AppId + 1, customer.OpenId) is not { } follower || host.WeChat.Entries(follower).All(m => m.Via != "api"));
    }

    [Fact]
    public async Task F3_what_a_process_had_stored_and_answered_when_it_died_is_carried_by_another_within_seconds()
    {
        await using var host = new FaultyHost();
        await host.ReadyAsync();
        using var customer = new Follower(host.Url, "faults", 0, "oFault_0003");
        var (first, second) = (Follower.NextId(), Follower.NextId());
        await customer.SayAsync("第一句", first);
        var store = host.Services.GetRequiredService<ConversationStores>().Home;
        await using var context = store.Read();
        var row = await context.Ledger.SingleAsync(l => l.ExternalId == customer.OpenId);
        var (was, now) = (first.ToString(CultureInfo.InvariantCulture), second.ToString(CultureInfo.InvariantCulture));

        // All that the other process left: its row of the ledger.
        var at = host.Time.GetUtcNow();
        await store.Writer.CommitAsync(new WriteUnit().InsertIfNew(new LedgerRow
        {
            MessageId = Guid.CreateVersion7(at), AccountId = row.AccountId, ExternalId = row.ExternalId, ReceivedAt = at,
            DedupeKey = row.DedupeKey.Replace(was, now, StringComparison.Ordinal),
            Raw = row.Raw.Replace(was, now, StringComparison.Ordinal).Replace("第一句", "第二句", StringComparison.Ordinal),
        }));

        await Eventually.Async(async () => (await InboundAsync(host, customer)).Count == 2, "it is in the thread", TimeSpan.FromSeconds(10));
        // And once, though WeChat, who had no answer, comes again.
        Assert.Equal(200, (await customer.SayAsync("第二句", second)).Status);
        await customer.SayAsync("第三句");
        await Eventually.Async(async () => (await InboundAsync(host, customer)).Contains("第三句"), "the next is, too");
        Assert.Equal(["第一句", "第二句", "第三句"], await InboundAsync(host, customer));
    }

    [Fact]
    public async Task F11_a_ring_that_ends_in_the_moment_of_its_acceptance_goes_exactly_one_way()
    {
        await using var host = new FaultyHost();
        await host.ReadyAsync();
        await using var agent = await HubAgent.SignInAsync(host.Url, "agent1");
        await using var lead = await HubAgent.SignInAsync(host.Url, "lead1");
        for (var round = 0; round < 8; round++)
        {
            await agent.BeAsync("Available");
            using var customer = new Follower(host.Url, "rings", 2, $"oFault_r{round:000}");
            await customer.SayAsync("你好");
            var offered = await agent.ConversationAsync(customer.OpenId, "Offered");
            var id = offered.GetProperty("id").GetGuid();
            var grain = host.Services.GetRequiredService<IGrainFactory>().GetGrain<IConversationGrain>(offered.GetProperty("threadId").GetGuid());

            // Its time is over, and nobody has noticed yet.
            host.Time.Pass(offered.GetProperty("dueAt").GetDateTimeOffset() - host.Time.GetUtcNow());
            using var line = new Barrier(2);
            var timer = Task.Run(() => Meet(line, async () => await grain.TickAsync()));
            var accepted = await Task.Run(() => Meet(line, () => agent.DoAsync("Accept", id, offered.GetProperty("offerId").GetString())));
            await timer;

            await using var context = host.Services.GetRequiredService<ConversationStores>().Home.Read();
            var events = await context.Events.Where(e => e.ConversationId == id && (e.Kind == ConversationEventKind.Accepted || e.Kind == ConversationEventKind.Missed)).Select(e => e.Kind).ToListAsync();
            Assert.Equal(accepted == "Done" ? ConversationEventKind.Accepted : ConversationEventKind.Missed, Assert.Single(events));
            var row = await context.Conversations.SingleAsync(c => c.Id == id);
            Assert.Equal(accepted == "Done", row.State == ConversationState.Active);
            if (accepted != "Done")
            {
                Assert.Equal("TooLate", accepted);
                Assert.Equal("Done", await lead.DoAsync("Assign", id, agent.Snapshot.GetProperty("agent").GetProperty("id").GetGuid(), ""));
            }

            Assert.Equal("Done", await agent.DoAsync("End", id));
            Assert.Equal("Done", await agent.DoAsync("FinishWrapUp", id));
        }
    }

    private static async Task<T> Meet<T>(Barrier line, Func<Task<T>> act)
    {
        line.SignalAndWait();
        return await act();
    }

    private static async Task Meet(Barrier line, Func<Task> act)
    {
        line.SignalAndWait();
        await act();
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

    private sealed class FaultyHost() : ImccHost(Account(0, "faults", "无人组")
        .Concat(Account(1, "answers", "无人组", new Dictionary<string, string> { ["AutoReply"] = Answer }))
        .Concat(Account(2, "rings", "个人业务")).ToDictionary())
    {
        public const string Answer = "在的，请讲";

        public CutCommits Faults { get; } = new();

        public WeChatStandIn WeChat => Services.GetRequiredService<WeChatStandIn>();

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.ConfigureTestServices(services => services
                .AddSingleton<IStartupFilter>(new LostAnswers())
                .AddSingleton(p => new ConversationStores(p.GetRequiredService<IOptions<DatabaseOptions>>(), p.GetRequiredService<ILogger<StoreWriter>>(), Faults.Around)));
        }
    }

    /// <summary>A line that breaks when the work is done and before the first byte of the answer has left: for those requests that say so.</summary>
    private sealed class LostAnswers : IStartupFilter
    {
        public const string Header = "X-Lost";

        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use(async (context, go) =>
            {
                if (!context.Request.Headers.ContainsKey(Header))
                {
                    await go(context);
                    return;
                }

                context.Response.Body = Stream.Null;
                await go(context);
                context.Abort();
            });
            next(app);
        };
    }
}
