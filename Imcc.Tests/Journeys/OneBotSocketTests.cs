using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Imcc.Core.Channels;
using Imcc.Core.Channels.OneBot;
using Imcc.Core.Conversations;
using Imcc.Core.Delivery;
using Imcc.Infrastructure.Channels;
using Imcc.Infrastructure.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Imcc.Tests.Journeys;

/// <summary>Sockets as implementations open them, well and badly: the test is the implementation.</summary>
[Collection(nameof(OneBotHost))]
public sealed class OneBotSocketTests(OneBotHost hosts)
{
    private const int Account = OneBotHost.Bare;

    [Theory]
    [InlineData(null, null, 401)]
    [InlineData("Bearer ", null, 401)]
    [InlineData("Bearer wrong", null, 403)]
    [InlineData("Bearer right", "20009999", 403)]
    public async Task A_stranger_is_refused_at_the_door(string? authorization, string? self, int status)
    {
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        if (authorization is not null)
            socket.Options.SetRequestHeader("Authorization", authorization.Replace("right", OneBotHost.Token + Account, StringComparison.Ordinal));
        if (self is not null)
            socket.Options.SetRequestHeader("X-Self-ID", self);
        await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(Address("ws"), CancellationToken.None));
        Assert.Equal((HttpStatusCode)status, socket.HttpStatusCode);
    }

    [Fact]
    public async Task A_new_socket_replaces_the_old_and_those_for_calls_and_events_belong_together()
    {
        await using var qq = await hosts.SceneAsync(Account, 3);
        using var old = await OpenAsync("ws", "Universal");
        using var calls = await OpenAsync("ws/api?access_token=" + OneBotHost.Token + Account, null);
        using var events = await OpenAsync("ws/event/", "Event");
        using var fresh = await OpenAsync("ws", "Universal");
        // The old one is dead, whatever it looks like.
        await Assert.ThrowsAnyAsync<Exception>(() => ReadAsync(old));
        fresh.Abort();
        await TellAsync(events, """{"post_type":"meta_event","meta_event_type":"lifecycle","sub_type":"connect","self_id":10002006,"time":1}""");
        await TellAsync(events, """{"time":1767225600,"self_id":10002006,"post_type":"message","message_type":"private","message_id":5,"user_id":20001009,"message":"从事件连接来","sender":{}}""");
        var c = await qq.Scene.Agents[0].FindAsync(o => o.GetProperty("state").GetString() == "Active", "the customer is served");
        Assert.Equal("QQ用户 1009", c.GetProperty("customerName").GetString());
        await Eventually.Async(() => Task.FromResult(qq.Standing.CanSend), "calls can be made");
        Assert.Equal("Done", await qq.Scene.Agents[0].SayAsync(c, "从接口连接去"));

        var call = await ReadAsync(calls);
        Assert.Equal("send_private_msg", call.GetProperty("action").GetString());
        Assert.Equal(20001009, call.GetProperty("params").GetProperty("user_id").GetInt64());
        // An answer without its echo, while one call is open, is that call's.
        await TellAsync(calls, """{"status":"ok","retcode":0,"data":{"message_id":77},"echo":""}""");
        await Eventually.Async(async () => (await qq.ThreadAsync("20001009")).Any(m => m.ChannelMessageId == "77" && m.Delivery == DeliveryState.Sent), "it is sent");

        // The connection breaks while an answer is waited for: it may have arrived.
        Assert.Equal("Done", await qq.Scene.Agents[0].SayAsync(c, "断在半路"));
        await ReadAsync(calls);
        calls.Abort();
        await Eventually.Async(() => Task.FromResult(!qq.Standing.IsConnected), "it is known to be gone");
        using var again = await OpenAsync("ws", "Universal");
        var repeated = ReadAsync(again);
        await hosts.PassUntilAsync(() => repeated.IsCompleted, "it is said once more");
        call = await repeated;
        Assert.Equal("断在半路", call.GetProperty("params").GetProperty("message")[0].GetProperty("data").GetProperty("text").GetString());
        await TellAsync(again, $$"""{"status":"ok","retcode":0,"data":{"message_id":78},"echo":"{{call.GetProperty("echo").GetString()}}"}""");
        await Eventually.Async(async () => (await qq.ThreadAsync("20001009")).Any(m => m is { ChannelMessageId: "78", MaybeTwice: true }), "it may have arrived twice");
    }

    [Fact]
    public async Task What_is_in_the_ledger_when_the_process_dies_comes_to_its_thread_as_it_was_heard()
    {
        await using var qq = await hosts.SceneAsync(Account + 1);
        const string Raw = """{"time":1767225600,"self_id":10002007,"post_type":"message","message_type":"group","group_id":70009,"message_id":6,"user_id":20001001,"message":"没有对我们说","sender":{"nickname":"张三"}}""";
        var now = TimeProvider.System.GetUtcNow();
        var said = Assert.IsType<OneBotEvent.Said>(OneBotEvents.Read(Raw, now));
        // The crash: stored, and nothing else.
        var store = hosts.Host.Services.GetRequiredService<ConversationStores>().For(Core.Contacts.ThreadKey.For(qq.Account.Id, said.ExternalId));
        foreach (var isAddressed in new[] { false, true })
        {
            var (message, stored) = OneBotWire.Parts(qq.Account, said with { Key = said.Key + isAddressed }, Raw, isAddressed, now)[0];
            await store.Writer.CommitAsync(new WriteUnit().InsertIfNew(new LedgerRow
            {
                MessageId = message.Id, AccountId = qq.Account.Id, DedupeKey = message.DedupeKey, ExternalId = message.ExternalId, ReceivedAt = message.ReceivedAt, Raw = stored,
            }));
        }

        await hosts.Host.Services.GetRequiredService<LedgerSweep>().RunAsync(all: true, CancellationToken.None);

        var thread = (await qq.ThreadAsync(said.ExternalId)).Where(m => m.Direction == MessageDirection.Inbound).ToList();
        Assert.Equal([(true, false), (false, true)], thread.Select(m => (m.IsAside, m.ConversationId is not null)));
        Assert.All(thread, m => Assert.Equal(new Speaker("20001001", "张三"), m.Speaker));
    }

    [Theory]
    [InlineData(null, 401)]
    [InlineData("sha1=00", 403)]
    [InlineData("right", 204)]
    public async Task Posts_are_taken_by_their_signature(string? signature, int status)
    {
        const string Body = """{"post_type":"meta_event","meta_event_type":"heartbeat","self_id":10002004,"interval":30000,"status":{"online":true}}""";
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(hosts.Host.Url, "webhooks/onebot/ob-" + OneBotHost.ByHttp)) { Content = new StringContent(Body) };
        if (signature is not null)
            request.Headers.Add("X-Signature", signature == "right" ? OneBotSignature.Sign(OneBotHost.Secret, Encoding.UTF8.GetBytes(Body)) : signature);
        using var client = hosts.Host.Client(withKey: false);
        using var response = await client.SendAsync(request);
        Assert.Equal((HttpStatusCode)status, response.StatusCode);
    }

    private Uri Address(string path) => new UriBuilder(new Uri(hosts.Host.Url, $"webhooks/onebot/ob-{Account}/{path}")) { Scheme = "ws" }.Uri;

    private async Task<ClientWebSocket> OpenAsync(string path, string? role)
    {
        var socket = new ClientWebSocket();
        if (role is not null)
        {
            socket.Options.SetRequestHeader("X-Client-Role", role);
            socket.Options.SetRequestHeader("Authorization", "Bearer " + OneBotHost.Token + Account);
        }

        socket.Options.SetRequestHeader("X-Self-ID", OneBotHost.SelfOf(Account));
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        await socket.ConnectAsync(Address(path), limit.Token);
        return socket;
    }

    private static Task TellAsync(ClientWebSocket socket, string frame) => socket.SendAsync(Encoding.UTF8.GetBytes(frame), WebSocketMessageType.Text, true, CancellationToken.None);

    private static async Task<JsonElement> ReadAsync(ClientWebSocket socket)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var buffer = new byte[64 * 1024];
        var received = await socket.ReceiveAsync(buffer.AsMemory(), limit.Token);
        if (received.MessageType == WebSocketMessageType.Close)
            throw new WebSocketException("closed");
        using var frame = JsonDocument.Parse(buffer.AsMemory(0, received.Count));
        return frame.RootElement.Clone();
    }
}
