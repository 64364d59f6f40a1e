using System.Net;
using System.Net.Sockets;
using System.Text;
using Imcc.Core.Channels;
using Imcc.Core.Channels.WeChat;
using Imcc.Core.Contacts;
using static Imcc.Tests.Channels.WeChat.WeChatSamples;

namespace Imcc.Tests.Channels.WeChat;

public sealed class WeChatWebhookTests : IAsyncLifetime
{
    private WeChatHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await WeChatHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Console_check_gets_its_word_back_exactly()
    {
        var query = Plain("").Query;
        var answer = await _host.Http.GetAsync($"webhooks/wechat/demo?signature={query.Signature}&timestamp={query.Timestamp}&nonce={query.Nonce}&echostr=59277%3Cb%3E%20x");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("text/plain", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("59277<b> x"u8.ToArray(), await answer.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData("demo", "?echostr=1", HttpStatusCode.Forbidden)]
    [InlineData("demo", "?signature=335b26997f05c82243aad6b10a2d1853637e71a8&timestamp=1&nonce=2&echostr=1", HttpStatusCode.Forbidden)]
    [InlineData("nobody", "?echostr=1", HttpStatusCode.NotFound)]
    [InlineData("disabled", "?echostr=1", HttpStatusCode.NotFound)]
    [InlineData("web", "?echostr=1", HttpStatusCode.NotFound)]
    public async Task Console_check_of_somebody_else_fails(string key, string query, HttpStatusCode expected)
    {
        Assert.Equal(expected, (await _host.Http.GetAsync($"webhooks/wechat/{key}{query}")).StatusCode);
        Assert.Equal(expected, (await _host.Http.PostAsync($"webhooks/wechat/{key}{query}", new StringContent(Text("a")))).StatusCode);
    }

    [Fact]
    public async Task Message_is_taken_whole_and_acknowledged()
    {
        var (status, body) = await PostAsync(Encrypted(Text("你好👍")));
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("success", body);
        var taken = Assert.Single(_host.Intake.Taken).Value;
        Assert.Equal(new TextContent("你好👍"), taken.Content);
        Assert.Equal(taken.ReceivedAt + TimeSpan.FromSeconds(1.5), taken.AnswerableUntil);
        Assert.Equal(Text("你好👍"), Assert.Single(_host.Intake.Raw));
        Assert.Empty(_host.Intake.Left);
    }

    [Fact]
    public async Task Same_message_delivered_three_times_at_once_is_taken_once_and_answered_alike()
    {
        _host.Intake.Answer = _ => new TextContent("您好");
        var answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => PostAsync(Plain(Text("a")))));
        Assert.All(answers, a => Assert.Equal("您好", WeChatXml.Read(a.Body)!["Content"]));
        Assert.Single(_host.Intake.Taken);
    }

    [Fact]
    public async Task Answer_rides_encrypted_with_an_encrypted_request_and_plain_with_a_plain_one()
    {
        _host.Intake.Answer = _ => new TextContent("您好 <b>]]>");
        var plain = WeChatXml.Read((await PostAsync(Plain(Text("a")))).Body)!;
        Assert.Equal("您好 <b>]]>", plain["Content"]);
        Assert.Equal(OpenId, plain["ToUserName"]);
        Assert.Equal(Official, plain["FromUserName"]);

        var envelope = WeChatXml.Read((await PostAsync(Encrypted(Text("b", 2)))).Body)!;
        Assert.Null(envelope["Content"]);
        Assert.True(WeChatSignature.Matches(envelope["MsgSignature"]!, Token, envelope["TimeStamp"]!, envelope["Nonce"]!, envelope["Encrypt"]!));
        Assert.Equal("您好 <b>]]>", WeChatXml.Read(WeChatKey.TryDecode(AesKey)!.Decrypt(envelope["Encrypt"]!, AppId)!)!["Content"]);

        await UntilAsync(() => _host.Intake.Left.Count == 2);
        Assert.All(_host.Intake.Left, left => Assert.Equal(ThreadKey.For(_host.Account.Id, OpenId), left.ThreadId));
        Assert.Empty(_host.Intake.Missed);
    }

    [Fact]
    public async Task Answer_that_cannot_ride_is_reported_as_missed()
    {
        _host.Intake.Answer = _ => new PictureContent(new MediaRef(FileId: "picture"));
        Assert.Equal("success", (await PostAsync(Plain(Text("a")))).Body);
        await UntilAsync(() => !_host.Intake.Missed.IsEmpty);
        Assert.Empty(_host.Intake.Left);
    }

    [Fact]
    public async Task Answer_to_a_caller_who_has_gone_is_reported_as_missed()
    {
        var arrived = new TaskCompletionSource();
        var gone = new TaskCompletionSource();
        _host.Intake.Answer = _ => new TextContent("您好");
        _host.Intake.Before = async (_, _) =>
        {
            arrived.SetResult();
            await gone.Task;
            // The server sees the end of the connection a moment after the client has made it.
            await Task.Delay(300, CancellationToken.None);
        };
        var request = Plain(Text("a"));
        using (var client = new TcpClient())
        {
            await client.ConnectAsync(_host.Address.Host, _host.Address.Port);
            var body = Encoding.UTF8.GetBytes(request.Body);
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"POST /webhooks/wechat/demo{request.QueryString} HTTP/1.1\r\nHost: a\r\nContent-Length: {body.Length}\r\n\r\n"));
            await client.GetStream().WriteAsync(body);
            await arrived.Task;
            client.LingerState = new LingerOption(true, 0);
        }

        gone.SetResult();
        await UntilAsync(() => !_host.Intake.Missed.IsEmpty);
        Assert.Empty(_host.Intake.Left);
    }

    [Theory]
    [InlineData("<xml><Encrypt>", HttpStatusCode.BadRequest)]
    [InlineData("", HttpStatusCode.BadRequest)]
    [InlineData("<!DOCTYPE a [<!ENTITY b \"c\">]><xml>&b;</xml>", HttpStatusCode.BadRequest)]
    [InlineData("<xml><ToUserName>a</ToUserName></xml>", HttpStatusCode.BadRequest)]
    [InlineData("<xml><ToUserName>a</ToUserName><FromUserName>b</FromUserName></xml>", HttpStatusCode.OK)]
    public async Task Signed_plain_body_is_refused_only_for_what_is_in_it(string body, HttpStatusCode expected) =>
        Assert.Equal(expected, (await PostAsync(Plain(body))).Status);

    [Fact]
    public async Task Forgery_is_403_and_every_crypto_failure_the_same_400()
    {
        var good = Encrypted(Text("a"));
        Assert.Equal(HttpStatusCode.Forbidden, (await PostAsync(good with { Query = good.Query with { MsgSignature = new string('0', 40) } })).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await PostAsync(good with { Query = good.Query with { Nonce = "1" } })).Status);
        var otherApp = await PostAsync(Encrypted(Text("a"), appId: "wxother"));
        var otherKey = await PostAsync(Encrypted(Text("a"), Settings with { EncodingAesKey = OtherAesKey }));
        Assert.Equal(HttpStatusCode.BadRequest, otherApp.Status);
        Assert.Equal(otherApp, otherKey);
        Assert.Empty(_host.Intake.Taken);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Body_over_the_limit_is_413(bool isChunked)
    {
        var request = Plain(Text(new string('a', 1024 * 1024)));
        using var message = new HttpRequestMessage(HttpMethod.Post, "webhooks/wechat/demo" + request.QueryString) { Content = new StringContent(request.Body) };
        message.Headers.TransferEncodingChunked = isChunked;
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await _host.Http.SendAsync(message)).StatusCode);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Body_just_below_the_limit_is_taken(bool isChunked)
    {
        var request = Plain(Text(new string('a', 1024 * 1024 - 1000)));
        using var message = new HttpRequestMessage(HttpMethod.Post, "webhooks/wechat/demo" + request.QueryString) { Content = new StringContent(request.Body) };
        message.Headers.TransferEncodingChunked = isChunked;
        Assert.Equal(HttpStatusCode.OK, (await _host.Http.SendAsync(message)).StatusCode);
    }

    [Fact]
    public async Task Broken_intake_tells_the_customer_to_try_again_and_never_5xx()
    {
        _host.Intake.Before = (_, _) => throw new InvalidOperationException("database down");
        var answer = await PostAsync(Encrypted(Text("a")));
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        var inner = WeChatKey.TryDecode(AesKey)!.Decrypt(WeChatXml.Read(answer.Body)!["Encrypt"]!, AppId)!;
        Assert.Equal("系统繁忙，请稍后再试", WeChatXml.Read(inner)!["Content"]);
        Assert.Equal((HttpStatusCode.OK, "success"), await PostAsync(Encrypted(Event("CLICK", "<EventKey>a</EventKey>"))));
    }

    [Fact]
    public async Task Intake_that_hangs_is_not_waited_for_longer_than_wechat_waits()
    {
        _host.Intake.Before = (_, _) => Task.Delay(Timeout.Infinite, CancellationToken.None);
        var answer = await PostAsync(Plain(Text("a"))).WaitAsync(TimeSpan.FromSeconds(4.9));
        Assert.Equal("系统繁忙，请稍后再试", WeChatXml.Read(answer.Body)!["Content"]);
    }

    [Fact]
    public async Task Unknown_kinds_are_taken_and_acknowledged()
    {
        Assert.Equal((HttpStatusCode.OK, "success"), await PostAsync(Encrypted(Message("<MsgType>hologram</MsgType>"))));
        Assert.IsType<UnknownContent>(Assert.Single(_host.Intake.Taken).Value.Content);
    }

    private async Task<(HttpStatusCode Status, string Body)> PostAsync(WeChatRequest request)
    {
        using var answer = await _host.Http.PostAsync("webhooks/wechat/demo" + request.QueryString, new StringContent(request.Body, Encoding.UTF8, "text/xml"));
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static async Task UntilAsync(Func<bool> isSo)
    {
        for (var i = 0; !isSo() && i < 500; i++)
            await Task.Delay(10);
        Assert.True(isSo());
    }
}
