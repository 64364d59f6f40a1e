using System.Net;
using System.Text;
using System.Text.Json;
using Imcc.Core.Channels;
using Imcc.Core.Channels.Qq;
using static Imcc.Tests.Channels.Qq.QqSamples;

namespace Imcc.Tests.Channels.Qq;

public sealed class QqWebhookTests : IAsyncLifetime
{
    private const string Taken = "{\"op\":12,\"d\":0}";

    private QqHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await QqHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task An_event_is_stored_and_then_acknowledged()
    {
        var body = PersonSays("查一下物流");
        Assert.Equal((HttpStatusCode.OK, Taken), await PostAsync(Signed(body)));
        Assert.Equal((HttpStatusCode.OK, Taken), await PostAsync(Signed(body)));
        var taken = Assert.Single(_host.Intake.Taken).Value;
        Assert.Equal((new TextContent("查一下物流"), Person), (taken.Content, taken.ExternalId));
        Assert.Equal(body, _host.Intake.Raw.First());
        Assert.Null(taken.AnswerableUntil);
    }

    [Fact]
    public async Task A_message_of_a_group_in_full_mode_comes_twice_and_is_taken_once()
    {
        const string data = """{"id":"g-1","group_openid":"G","author":{"member_openid":"M","username":"小红"},"content":" 利率","mentions":[{"id":"B","is_you":true}]}""";
        Assert.Equal(Taken, (await PostAsync(Signed(Event("GROUP_AT_MESSAGE_CREATE", data, "e1")))).Body);
        Assert.Equal(Taken, (await PostAsync(Signed(Event("GROUP_MESSAGE_CREATE", data, "e2")))).Body);
        Assert.True(Assert.Single(_host.Intake.Taken).Value.IsAddressed);
    }

    [Fact]
    public async Task Nothing_unsigned_old_or_of_another_s_making_gets_in()
    {
        var body = PersonSays("a");
        using var unsigned = new HttpRequestMessage(HttpMethod.Post, "webhooks/qq/bot") { Content = new StringContent(body) };
        Assert.Equal(HttpStatusCode.Unauthorized, (await PostAsync(unsigned)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await PostAsync(Signed(body, secret: "another"))).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await PostAsync(Signed(body, Now.AddSeconds(-301)))).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await PostAsync(Signed(body, Now.AddSeconds(301)))).Status);
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(Signed(body, Now.AddSeconds(-299)))).Status);
        var changed = Signed(body);
        changed.Content = new StringContent(body.Replace("\"a\"", "\"b\"", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.Unauthorized, (await PostAsync(changed)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync(Signed(body, key: "nobody"))).Status);
        _host.Account = _host.Account with { Enabled = false };
        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync(Signed(body))).Status);
        Assert.Single(_host.Intake.Taken);
    }

    [Theory]
    [InlineData("{\"op\":0,", HttpStatusCode.BadRequest)]
    [InlineData("", HttpStatusCode.BadRequest)]
    [InlineData("[]", HttpStatusCode.BadRequest)]
    [InlineData("{\"op\":\"x\"}", HttpStatusCode.BadRequest)]
    [InlineData("{\"op\":0}", HttpStatusCode.OK)]
    [InlineData("{\"op\":99,\"d\":{}}", HttpStatusCode.OK)]
    public async Task What_is_no_event_is_told_so_and_what_is_unknown_is_taken(string body, HttpStatusCode expected) =>
        Assert.Equal(expected, (await PostAsync(Signed(body))).Status);

    [Fact]
    public async Task An_unknown_event_is_acknowledged_and_kept()
    {
        Assert.Equal((HttpStatusCode.OK, Taken), await PostAsync(Signed(Event("NEVER_SEEN", """{"openid":"P1","x":{"y":"好"}}"""))));
        var content = Assert.IsType<EventContent>(Assert.Single(_host.Intake.Taken).Value.Content);
        Assert.Equal(("never_seen", "好"), (content.Name, content.Fields!["x.y"]));
    }

    [Fact]
    public async Task A_heartbeat_gets_its_number_back() => Assert.Equal((HttpStatusCode.OK, "{\"op\":11,\"d\":42}"), await PostAsync(Signed("{\"op\":1,\"d\":42}")));

    [Fact]
    public async Task The_check_of_the_address_is_answered_without_a_signature()
    {
        _host.Account = Account((QqForm.Secret, "DG5g3B4j9X2KOErG"));
        using var check = Check("Arq0D5A61EgUu4OxUvOp", "1725442341");
        var (status, body) = await PostAsync(check);
        Assert.Equal(HttpStatusCode.OK, status);
        var answer = JsonDocument.Parse(body).RootElement;
        Assert.Equal("Arq0D5A61EgUu4OxUvOp", answer.GetProperty("plain_token").GetString());
        Assert.Equal("87befc99c42c651b3aac0278e71ada338433ae26fcb24307bdc5ad38c1adc2d01bcfcadc0842edac85e85205028a1132afe09280305f13aa6909ffc2d652c706", answer.GetProperty("signature").GetString());

        _host.Account = Account((QqForm.AddressCheck, QqForm.Closed));
        using var late = Check("Arq0D5A61EgUu4OxUvOp", "1725442341");
        Assert.Equal(HttpStatusCode.Forbidden, (await PostAsync(late)).Status);
    }

    [Theory]
    [InlineData("""{"op":0,"t":"C2C_MESSAGE_CREATE","d":{"id":"forged","content":"x","author":{"user_openid":"victim"}}}""", "1767225600")]
    [InlineData("abc", "1767225600{")]
    [InlineData("abc\n", "1767225600")]
    [InlineData("", "1767225600")]
    [InlineData("abc", "")]
    [InlineData("abc", "12345678901234")]
    [InlineData("a b", "1767225600")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "1767225600")]
    public async Task Nobody_gets_an_event_signed_under_the_name_of_a_check(string token, string at)
    {
        using var check = Check(token, at);
        var (status, body) = await PostAsync(check);
        Assert.Equal((HttpStatusCode.BadRequest, ""), (status, body));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_over_the_limit_is_413(bool isChunked)
    {
        using var request = Signed(PersonSays(new string('a', 1024 * 1024)));
        request.Headers.TransferEncodingChunked = isChunked;
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await PostAsync(request)).Status);
    }

    [Fact]
    public async Task What_cannot_be_stored_is_to_be_delivered_again()
    {
        _host.Intake.Before = (_, _) => throw new InvalidOperationException("database down");
        Assert.Equal((HttpStatusCode.OK, "{\"op\":12,\"d\":1}"), await PostAsync(Signed(PersonSays("a"))));
        _host.Intake.Before = (_, _) => Task.CompletedTask;
        Assert.Equal((HttpStatusCode.OK, Taken), await PostAsync(Signed(PersonSays("a"))));
        Assert.Single(_host.Intake.Taken);
    }

    [Fact]
    public async Task A_tap_is_taken_and_QQ_hears_of_it_once()
    {
        var tap = Event("INTERACTION_CREATE", """{"id":"tap-1","type":11,"chat_type":2,"user_openid":"P1","data":{"resolved":{"button_data":"x"}}}""");
        await PostAsync(Signed(tap));
        await PostAsync(Signed(tap));
        await Journeys.Eventually.Async(() => Task.FromResult(_host.StandIn.Acknowledged().Count > 0), "QQ hears that the tap was taken");
        Assert.Equal([("tap-1", 0)], _host.StandIn.Acknowledged());
    }

    [Fact]
    public async Task A_verdict_about_a_message_not_yet_known_is_asked_for_again()
    {
        var verdict = Event("MESSAGE_AUDIT_PASS", """{"audit_id":"a-1","message_id":"m-1","audit_time":"2026-01-01T08:00:01+08:00","create_time":"2026-01-01T08:00:00+08:00"}""");
        Assert.Equal("{\"op\":12,\"d\":1}", (await PostAsync(Signed(verdict))).Body);
        await _host.WaitAsync(Guid.Empty, "a-1", Guid.Empty, Guid.Empty);
        Assert.Equal(Taken, (await PostAsync(Signed(verdict))).Body);
        Assert.Empty(_host.Intake.Taken);
    }

    [Theory]
    [InlineData("""{"audit_id":"a-9","audit_time":"2021-08-04T11:35:31+08:00"}""")]
    [InlineData("""{"audit_id":"a-9"}""")]
    public async Task An_old_verdict_about_nothing_of_ours_is_taken_as_told(string verdict) =>
        Assert.Equal(Taken, (await PostAsync(Signed(Event("MESSAGE_AUDIT_REJECT", verdict)))).Body);

    private static HttpRequestMessage Check(string token, string at) => new(HttpMethod.Post, "webhooks/qq/bot")
    {
        Content = new StringContent(JsonSerializer.Serialize(new { op = 13, d = new { plain_token = token, event_ts = at } }), Encoding.UTF8, "application/json"),
    };

    private async Task<(HttpStatusCode Status, string Body)> PostAsync(HttpRequestMessage request)
    {
        using var answer = await _host.Http.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
