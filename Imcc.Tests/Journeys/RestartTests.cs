using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using Imcc.Infrastructure.Demo;
using Imcc.Infrastructure.Storage;
using Imcc.Tests.Storage;
using Imcc.Web.Simulator;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Imcc.Tests.Journeys;

/// <summary>Another process on the same databases goes on where the last one was, whether that one was stopped or killed.</summary>
[Collection(nameof(Alone))]
public sealed class RestartTests(PostgresServer postgres)
{
    private const string Ringing = "个人业务";
    private const string Nobodys = "无人组";
    private const string Demo = DemoSeed.WeChatKey;

    [Theory]
    [InlineData(DatabaseProvider.Sqlite, true)]
    [InlineData(DatabaseProvider.Sqlite, false)]
    [InlineData(DatabaseProvider.PostgreSql, true)]
    public async Task Everything_is_where_it_was(DatabaseProvider provider, bool isKilled)
    {
        await using var weChat = await WeChatAway.StartAsync();
        await using var server = await ImccProcess.PrepareAsync(provider, postgres, Settings(weChat));
        await server.StartAsync();
        var (served, wrapped, rung) = (Customer(server, 0, "srvd"), Customer(server, 0, "wrap"), Customer(server, 0, "rung"));
        var agent = await HubAgent.SignInAsync(server.Url, "agent1");
        var resting = await HubAgent.SignInAsync(server.Url, "agent2");
        await agent.BeAsync("Available");
        await resting.BeAsync("Break");
        var active = await TakeAsync(agent, served);
        var ended = await TakeAsync(agent, wrapped);
        Assert.Equal("Done", await agent.DoAsync("SaveNote", Id(ended), "已为客户挂失"));
        Assert.Equal("Done", await agent.DoAsync("End", Id(ended)));
        ended = await agent.ConversationAsync(wrapped.OpenId, "WrapUp");
        await rung.SayAsync("你好");
        var offered = await agent.ConversationAsync(rung.OpenId, "Offered");
        foreach (var name in new[] { "fst1", "snd2", "thr3", "fth4" })
            await Customer(server, 1, name).SayAsync("排队");
        var led = Customer(server, 2, "flow");
        Assert.StartsWith("为您预约网点", (await led.SayAsync("网点预约")).Answer, StringComparison.Ordinal);
        Assert.StartsWith("您哪一天来？", (await led.SayAsync("2")).Answer, StringComparison.Ordinal);
        using var client = Reader(server);
        var line = await LineAsync(client);
        Assert.Equal(4, line.Count);
        var (status, rest) = (await StatusAsync(server, "agent1"), await StatusAsync(server, "agent2"));

        if (isKilled)
            await server.KillAsync();
        else
            await StopAsync(server);
        await server.StartAsync();
        await using var back = await HubAgent.SignInAsync(server.Url, "agent1");
        await using var restingStill = await HubAgent.SignInAsync(server.Url, "agent2");

        Assert.Equal(status, Presence(back.Snapshot));
        Assert.Equal(rest, Presence(restingStill.Snapshot));
        Assert.Equal(line, await LineAsync(client));
        Same(offered, await back.ConversationAsync(rung.OpenId, "Offered"), "id", "offerId", "dueAt", "enqueuedAt");
        Same(ended, await back.ConversationAsync(wrapped.OpenId, "WrapUp"), "id", "dueAt", "endedAt", "note");
        Same(active, await back.ConversationAsync(served.OpenId, "Active"), "id", "agentId", "openedAt");
        Assert.Equal("Done", await back.DoAsync("Accept", Id(offered), offered.GetProperty("offerId").GetString()));
        Assert.Equal("Done", await back.SayAsync(active, "我们继续"));
        await Eventually.Async(() => Task.FromResult(weChat.Received(ImccHost.AppId + 0, served.OpenId).Contains("我们继续")), "the customer reads on");
        await served.SayAsync("好的");
        await back.FindAsync(c => Id(c) == Id(active) && c.GetProperty("preview").GetString() == "好的", "the agent sees what the customer says then");
        Assert.Equal("Done", await back.DoAsync("FinishWrapUp", Id(ended)));
        // The flow goes on at the question that was asked.
        Assert.StartsWith("请留下您的手机号", (await led.SayAsync("12月5日")).Answer, StringComparison.Ordinal);
        Assert.Contains("办理「大额取现（5 万元以上）」", (await led.SayAsync("13800138000")).Answer, StringComparison.Ordinal);
        await agent.DisposeAsync();
        await resting.DisposeAsync();
    }

    [Fact]
    public async Task What_falls_due_while_nothing_runs_happens_at_the_start_and_an_agent_who_stays_away_is_not_asked()
    {
        await using var weChat = await WeChatAway.StartAsync();
        await using var server = await ImccProcess.PrepareAsync(DatabaseProvider.Sqlite, postgres, Settings(weChat));
        await server.StartAsync();
        await HurryAsync(server);
        var (wrapped, rung) = (Customer(server, 0, "wrap"), Customer(server, 0, "rung"));
        await using var agent = await HubAgent.SignInAsync(server.Url, "agent1");
        await agent.BeAsync("Available");
        await agent.DoAsync("End", Id(await TakeAsync(agent, wrapped)));
        await rung.SayAsync("你好");
        var offered = await agent.ConversationAsync(rung.OpenId, "Offered");

        await server.KillAsync();
        await server.StartAsync();

        using var client = Reader(server);
        await Eventually.Async(async () => (await OneAsync(client, Ringing, wrapped)).GetProperty("state").GetString() == "Closed", "the wrap-up is over");
        await Eventually.Async(async () => (await OneAsync(client, Ringing, rung)).GetProperty("state").GetString() == "Queued", "nobody is asked any more");
        Same(offered, await OneAsync(client, Ringing, rung), "id", "enqueuedAt");
        await using var other = await HubAgent.SignInAsync(server.Url, "agent3");
        await other.BeAsync("Available");
        Same(offered, await other.ConversationAsync(rung.OpenId, "Offered"), "id", "enqueuedAt");
    }

    [Fact]
    public async Task A_planned_stop_finishes_what_is_on_its_way_and_is_quick()
    {
        await using var weChat = await WeChatAway.StartAsync();
        await using var server = await ImccProcess.PrepareAsync(DatabaseProvider.Sqlite, postgres, Settings(weChat));
        await server.StartAsync();
        var customer = Customer(server, 0, "stop");
        await using var agent = await HubAgent.SignInAsync(server.Url, "agent1");
        await agent.BeAsync("Available");
        var conversation = await TakeAsync(agent, customer);
        await Eventually.Async(() => Task.FromResult(weChat.Received(ImccHost.AppId + 0, customer.OpenId).Count == 1), "the greeting is out");
        // WeChat has it, and takes its time to say so.
        weChat.StandIn.Inject(new StandInFault("/custom/send", Delay: TimeSpan.FromSeconds(2)));
        Assert.Equal("Done", await agent.SayAsync(conversation, "在路上"));
        Assert.Equal("Done", await agent.SayAsync(conversation, "下一句"));
        await Eventually.Async(() => Task.FromResult(weChat.Received(ImccHost.AppId + 0, customer.OpenId).Contains("在路上")), "it is on its way");

        var began = Stopwatch.GetTimestamp();
        server.AskToStop();
        await Eventually.Async(async () => await server.ReadinessAsync() is not HttpStatusCode.OK, "it is not ready any more", TimeSpan.FromSeconds(3));
        Assert.Equal(0, await server.StoppedAsync());
        Assert.InRange(Stopwatch.GetElapsedTime(began), TimeSpan.Zero, TimeSpan.FromSeconds(10));

        await server.StartAsync();
        using var client = Reader(server);
        await Eventually.Async(async () => (await OpenApi.ThreadAsync(client, "rings", customer.OpenId)).All(m => m.GetProperty("delivery").GetString() is "Sent" or "None"), "all is sent");
        Assert.Equal(["在路上", "下一句"], weChat.Received(ImccHost.AppId + 0, customer.OpenId).Skip(1));
        Assert.DoesNotContain(await OpenApi.ThreadAsync(client, "rings", customer.OpenId), m => m.GetProperty("maybeTwice").GetBoolean());
    }

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.PostgreSql)]
    public async Task F8_a_kill_after_WeChat_took_a_message_repeats_it_at_most_once_and_flags_it(DatabaseProvider provider)
    {
        await using var weChat = await WeChatAway.StartAsync();
        var settings = Settings(weChat);
        settings["Imcc:Delivery:Lease"] = "00:00:06";
        await using var server = await ImccProcess.PrepareAsync(provider, postgres, settings);
        await server.StartAsync();
        var customer = Customer(server, 0, "kill");
        await using (var agent = await HubAgent.SignInAsync(server.Url, "agent1"))
        {
            await agent.BeAsync("Available");
            var conversation = await TakeAsync(agent, customer);
            await Eventually.Async(() => Task.FromResult(weChat.Received(ImccHost.AppId + 0, customer.OpenId).Count == 1), "the greeting is out");
            weChat.StandIn.Inject(new StandInFault("/custom/send", Delay: TimeSpan.FromSeconds(4)));
            Assert.Equal("Done", await agent.SayAsync(conversation, "在路上"));
            Assert.Equal("Done", await agent.SayAsync(conversation, "下一句"));
            await Eventually.Async(() => Task.FromResult(weChat.Received(ImccHost.AppId + 0, customer.OpenId).Contains("在路上")), "WeChat has it");
            await server.KillAsync();
        }

        await server.StartAsync();
        using var client = Reader(server);
        await Eventually.Async(async () => (await OpenApi.ThreadAsync(client, "rings", customer.OpenId)).All(m => m.GetProperty("delivery").GetString() is "Sent" or "None"), "all is sent", TimeSpan.FromSeconds(40));
        // F7: what it had not begun goes out once.
        Assert.Equal(["在路上", "在路上", "下一句"], weChat.Received(ImccHost.AppId + 0, customer.OpenId).Skip(1));
        Assert.Equal(["在路上"], (await OpenApi.ThreadAsync(client, "rings", customer.OpenId)).Where(m => m.GetProperty("maybeTwice").GetBoolean()).Select(m => m.GetProperty("text").GetString()));
    }

    [Fact]
    public async Task A_worker_that_is_stopped_twice_has_nothing_to_wait_for_the_second_time()
    {
        var host = new ImccHost();
        await host.ReadyAsync();
        var worker = host.Services.GetServices<IHostedService>().Single(s => s.GetType().Name == "DeliveryWorker");
        await worker.StopAsync(CancellationToken.None);

        await worker.StopAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(4));

        await Task.Run(async () => await host.DisposeAsync());
        System.IO.Directory.Delete(host.Folder, recursive: true);
    }

    private static Dictionary<string, string?> Settings(WeChatAway weChat)
    {
        var settings = ImccHost.Account(0, "rings", Ringing, new Dictionary<string, string> { ["Greeting"] = "您好" })
            .Concat(ImccHost.Account(1, "waits", Nobodys))
            // The demo's own: its customers are answered by the demo's rules and flows.
            .Concat(ImccHost.Account(2, Demo, Nobodys)).ToDictionary();
        settings["Imcc:Channels:WeChat:0:ApiBase"] = settings["Imcc:Channels:WeChat:1:ApiBase"] = settings["Imcc:Channels:WeChat:2:ApiBase"] = weChat.ApiBase;
        return settings;
    }

    private static Follower Customer(ImccProcess server, int account, string name) => new(server.Url, account switch { 0 => "rings", 1 => "waits", _ => Demo }, account, "oRestart_" + name);

    private static async Task<JsonElement> TakeAsync(HubAgent agent, Follower customer)
    {
        await customer.SayAsync("你好");
        var offered = await agent.ConversationAsync(customer.OpenId, "Offered");
        Assert.Equal("Done", await agent.DoAsync("Accept", Id(offered), offered.GetProperty("offerId").GetString()));
        return await agent.ConversationAsync(customer.OpenId, "Active");
    }

    /// <summary>Rings and wrap-ups of seconds, as an administrator could set them.</summary>
    private static async Task HurryAsync(ImccProcess server)
    {
        await using var connection = new SqliteConnection(server.Directory);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "UPDATE skill_groups SET ring_seconds = 8, wrap_up_seconds = 5, rev = rev + 1; UPDATE directory_version SET version = version + 1";
        await command.ExecuteNonQueryAsync();
        // Noticed within two seconds.
        var probe = 0;
        await using var agent = await HubAgent.SignInAsync(server.Url, "agent6");
        await agent.BeAsync("Available");
        await Eventually.Async(async () =>
        {
            var customer = Customer(server, 0, $"p{++probe:000}");
            await customer.SayAsync("你好");
            var offered = await agent.ConversationAsync(customer.OpenId, "Offered");
            await agent.DoAsync("Accept", Id(offered), offered.GetProperty("offerId").GetString());
            await agent.DoAsync("End", Id(offered));
            var ended = await agent.ConversationAsync(customer.OpenId, "WrapUp");
            await agent.DoAsync("FinishWrapUp", Id(offered));
            return ended.GetProperty("dueAt").GetDateTimeOffset() - ended.GetProperty("endedAt").GetDateTimeOffset() < TimeSpan.FromSeconds(10);
        }, "the new times hold");
        await agent.BeAsync("Offline");
    }

    private static async Task StopAsync(ImccProcess server)
    {
        server.AskToStop();
        Assert.Equal(0, await server.StoppedAsync());
    }

    private static HttpClient Reader(ImccProcess server)
    {
        var client = new HttpClient { BaseAddress = server.Url, Timeout = TimeSpan.FromSeconds(20) };
        client.DefaultRequestHeaders.Authorization = new("Bearer", ImccHost.ApiKey);
        return client;
    }

    private static async Task<List<(string? Id, string? EnqueuedAt, string? State)>> LineAsync(HttpClient client) =>
        [.. (await OpenApi.ConversationsAsync(client, Nobodys)).Select(c => (Id(c), Value(c.GetProperty("enqueuedAt")), c.GetProperty("state").GetString()))];

    private static async Task<JsonElement> OneAsync(HttpClient client, string group, Follower customer) =>
        (await OpenApi.ConversationsAsync(client, group)).Single(c => c.GetProperty("customerName").GetString()!.EndsWith(customer.OpenId[^4..], StringComparison.Ordinal));

    private static async Task<(string? Presence, string? Since)> StatusAsync(ImccProcess server, string name)
    {
        await using var look = await HubAgent.SignInAsync(server.Url, name);
        return Presence(look.Snapshot);
    }

    private static (string? Presence, string? Since) Presence(JsonElement snapshot) =>
        (snapshot.GetProperty("status").GetProperty("presence").GetString(), Value(snapshot.GetProperty("status").GetProperty("presenceSince")));

    private static void Same(JsonElement before, JsonElement after, params string[] names) =>
        Assert.All(names, n => Assert.Equal(Value(before.GetProperty(n)), Value(after.GetProperty(n))));

    /// <summary>A time to the millisecond: databases keep fewer digits than we have.</summary>
    private static string? Value(JsonElement value) =>
        value.ValueKind == JsonValueKind.String && value.TryGetDateTimeOffset(out var time) ? time.ToString("yyyy-MM-ddTHH:mm:ss.fff", CultureInfo.InvariantCulture) : value.ToString();

    private static string? Id(JsonElement conversation) => conversation.GetProperty("id").GetString();
}
