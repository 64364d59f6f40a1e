using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Imcc.Core.Delivery;
using Imcc.Core.Desk;
using Imcc.Core.Notices;
using Imcc.Infrastructure.Notices;
using Imcc.Infrastructure.Organisation;
using Imcc.Web.Simulator;
using Microsoft.Extensions.DependencyInjection;

namespace Imcc.Tests.Journeys;

/// <summary>Another system of the house sends notices: through the open interface, WeChat's stand-in and its reports. Faults of the stand-in are for all, so these take turns.</summary>
public sealed class NoticeJourneyTests(JourneyHost journeys)
{
    private const string Template = "/message/template/send";

    [Fact]
    public async Task Notices_are_stored_delivered_and_reported_and_a_repeated_request_is_the_same_notices()
    {
        await using var scene = await journeys.SceneAsync(autoAccept: true, capacities: 1);
        using var client = scene.Host.Client();
        var customer = scene.Follower("bill");
        scene.Enrol(customer);
        object[] notices = [Notice(scene, customer, "k1"), new { account = scene.Account, recipient = "o", idempotencyKey = "k1", text = "another" }, new { account = scene.Account }, Notice(scene, customer, "k2", kind: "subscription")];

        var (status, first) = await SendAsync(client, new { batch = "账单 2026/11 " + scene.Index, notices });
        var (_, second) = await SendAsync(client, new { batch = "账单 2026/11 " + scene.Index, notices });

        Assert.Equal(HttpStatusCode.Accepted, status);
        Assert.Equal([202, 409, 400, 202], first.GetProperty("notices").EnumerateArray().Select(n => n.GetProperty("status").GetInt32()));
        Assert.Equal([202, 409, 400, 202], second.GetProperty("notices").EnumerateArray().Select(n => n.GetProperty("status").GetInt32()));
        Assert.Equal(Ids(first), Ids(second));
        foreach (var id in Ids(first))
            await StateAsync(client, id, "Delivered");
        var batch = await client.GetFromJsonAsync<JsonElement>(new Uri("/api/v1/notices/batches/" + Uri.EscapeDataString("账单 2026/11 " + scene.Index), UriKind.Relative));
        Assert.Equal((2, 2), (batch.GetProperty("total").GetInt32(), batch.GetProperty("states").GetProperty("Delivered").GetInt32()));
        // Once each on the telephone, and no report of it in the thread.
        var entries = scene.WeChat.Entries(scene.WeChat.Find(ImccHost.AppId + scene.Index, customer.OpenId)!);
        Assert.Equal(["template", "subscription"], entries.Select(e => e.Kind).OrderDescending(StringComparer.Ordinal));
        Assert.Empty(await scene.Host.ThreadAsync(scene.Account, customer.OpenId));

        // Whoever serves the customer then sees them.
        await scene.Agents[0].BeAsync("Available");
        await customer.SayAsync("刚才的账单通知是什么？");
        var conversation = await scene.Agents[0].ConversationAsync(customer.OpenId, "Active");
        var agent = scene.Host.Services.GetRequiredService<DirectoryCache>().Current.Agents.Values.Single(a => a.UserName == scene.AgentNames[0]).Id;
        var seen = await scene.Host.Services.GetRequiredService<ICustomerNotices>().ReadAsync(agent, conversation.GetProperty("id").GetGuid(), 20);
        Assert.Equal(2, seen.Count);
        Assert.All(seen, n => Assert.Equal(("账单👍", NoticeState.Delivered), (n.Text, n.State)));
        using var stranger = scene.Host.Client(withKey: false);
        Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync(stranger, Notice(scene, customer, "k3"))).Status);
    }

    [Fact]
    public async Task A_blocked_notice_is_a_dead_letter_its_sender_is_told_signed_and_it_goes_out_again()
    {
        await using var scene = await journeys.SceneAsync();
        using var client = scene.Host.Client();
        var customer = scene.Follower("blck");
        scene.Enrol(customer);
        scene.Inject(new StandInFault("report:template", 1));
        await using var receiver = await CallbackReceiver.StartAsync();

        var (_, result) = await SendAsync(client, Notice(scene, customer, "b1", receiver.Url));
        var id = result.GetProperty("id").GetGuid();

        var failed = await StateAsync(client, id, "Failed");
        Assert.Equal("Unreachable", failed.GetProperty("refusal").GetString());
        var told = await Eventually.Async(() => Task.FromResult(receiver.Received is [var first, ..] ? first : null), "the sender is told");
        Assert.Equal("notice.failed", told.Body.GetProperty("type").GetString());
        Assert.Equal(id, told.Body.GetProperty("data").GetProperty("id").GetGuid());
        var admin = scene.Host.Services.GetRequiredService<DirectoryCache>().Current.Agents.Values.Single(a => a.UserName == "admin").Id;
        var desk = scene.Host.Services.GetRequiredService<NoticeDesk>();
        Assert.Contains(await desk.SecretsAsync(admin), s => told.IsSignedBy(s.Secret));
        Assert.False(told.IsSignedBy("whsec_" + Convert.ToBase64String(new byte[32])));

        var letters = scene.Host.Services.GetServices<IDeadLetters>().Single(d => d.Source == DeadLetterSource.Notice);
        var letter = Assert.Single(await letters.ListAsync(admin, new(Words: customer.OpenId), null, 10));
        Assert.Equal((id, RefusalKind.Unreachable, false), (letter.Id, letter.Kind, letter.IsEditable));
        Assert.Equal(DeadLetterOutcome.Done, await letters.ResendAsync(admin, id, null));
        await StateAsync(client, id, "Delivered");
        Assert.Empty(await letters.ListAsync(admin, new(Words: customer.OpenId), null, 10));
        Assert.Equal(DeadLetterOutcome.NotFound, await letters.ResendAsync(admin, id, null));
        await Eventually.Async(() => Task.FromResult(receiver.Received.Any(r => r.Body.GetProperty("type").GetString() == "notice.delivered")), "the sender is told of the second");
    }

    [Fact]
    public async Task What_waits_can_be_taken_back_and_is_never_sent()
    {
        await using var scene = await journeys.SceneAsync();
        using var client = scene.Host.Client();
        var customer = scene.Follower("back");
        scene.Enrol(customer);
        // A limit of the minute: the interface rests, and whatever comes waits.
        scene.Inject(new StandInFault(Template, 45011));
        var (_, first) = await SendAsync(client, Notice(scene, customer, "w0"));
        await Eventually.Async(async () => (await ReadAsync(client, first.GetProperty("id").GetGuid())).TryGetProperty("error", out _), "the limit was met");

        var (_, batch) = await SendAsync(client, new { batch = "back/" + scene.Index, notices = Enumerable.Range(1, 20).Select(i => Notice(scene, customer, "w" + i)) });
        using (var one = await client.PostAsync(new Uri($"/api/v1/notices/{Ids(batch)[0]}/cancel", UriKind.Relative), null))
            Assert.Equal(HttpStatusCode.OK, one.StatusCode);
        using (var all = await client.PostAsync(new Uri($"/api/v1/notices/batches/back%2F{scene.Index}/cancel", UriKind.Relative), null))
            Assert.Equal(19, (await all.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("cancelled").GetInt32());

        foreach (var id in Ids(batch))
            Assert.Equal("Cancelled", (await ReadAsync(client, id)).GetProperty("state").GetString());
        using var late = await client.PostAsync(new Uri($"/api/v1/notices/{Guid.Empty}/cancel", UriKind.Relative), null);
        Assert.Equal(HttpStatusCode.NotFound, late.StatusCode);
        Assert.Empty(scene.WeChat.Entries(scene.WeChat.Find(ImccHost.AppId + scene.Index, customer.OpenId)!));
    }

    private static object Notice(Scene scene, Follower customer, string key, string? callback = null, string? kind = null) => new
    {
        account = scene.Account,
        kind,
        recipient = new { externalId = customer.OpenId },
        idempotencyKey = key,
        callbackUrl = callback,
        template = new { templateId = "TPL", data = new { thing1 = new { value = "账单👍" } } },
    };

    private static async Task<(HttpStatusCode Status, JsonElement Body)> SendAsync(HttpClient client, object body)
    {
        using var response = await client.PostAsJsonAsync(new Uri("/api/v1/notices", UriKind.Relative), body);
        var text = await response.Content.ReadAsStringAsync();
        return (response.StatusCode, text.Length == 0 ? default : JsonDocument.Parse(text).RootElement);
    }

    private static List<Guid> Ids(JsonElement results) => [.. results.GetProperty("notices").EnumerateArray().Where(n => n.TryGetProperty("id", out _)).Select(n => n.GetProperty("id").GetGuid())];

    private static Task<JsonElement> ReadAsync(HttpClient client, Guid id) => client.GetFromJsonAsync<JsonElement>(new Uri("/api/v1/notices/" + id, UriKind.Relative));

    private static async Task<JsonElement> StateAsync(HttpClient client, Guid id, string state)
    {
        JsonElement notice = default;
        await Eventually.Async(async () => (notice = await ReadAsync(client, id)).GetProperty("state").GetString() == state, $"notice {id} is {state}");
        return notice;
    }
}

/// <summary>The other system's address for results.</summary>
internal sealed class CallbackReceiver : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly List<ToldResult> _received = [];
    private readonly Task _loop;

    private CallbackReceiver(int port)
    {
        Url = $"http://127.0.0.1:{port}/results/";
        _listener.Prefixes.Add(Url);
        _listener.Start();
        _loop = Task.Run(ReceiveAsync);
    }

    public string Url { get; }

    public IReadOnlyList<ToldResult> Received
    {
        get
        {
            lock (_received)
                return [.. _received];
        }
    }

    public static Task<CallbackReceiver> StartAsync()
    {
        using var probe = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        var port = ((IPEndPoint)probe.LocalEndpoint).Port;
        probe.Stop();
        return Task.FromResult(new CallbackReceiver(port));
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _loop;
    }

    private async Task ReceiveAsync()
    {
        while (true)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            using var body = new MemoryStream();
            await context.Request.InputStream.CopyToAsync(body);
            lock (_received)
                _received.Add(new(context.Request.Headers["webhook-id"]!, context.Request.Headers["webhook-timestamp"]!, context.Request.Headers["webhook-signature"]!, body.ToArray()));
            context.Response.StatusCode = 204;
            context.Response.Close();
        }
    }
}

internal sealed record ToldResult(string Id, string Timestamp, string Signature, byte[] Raw)
{
    public JsonElement Body => JsonDocument.Parse(Raw).RootElement;

    public bool IsSignedBy(string secret)
    {
        var key = Convert.FromBase64String(secret["whsec_".Length..]);
        var expected = "v1," + Convert.ToBase64String(HMACSHA256.HashData(key, (byte[])[.. Encoding.UTF8.GetBytes($"{Id}.{Timestamp}."), .. Raw]));
        return Signature.Split(' ').Contains(expected);
    }
}
