using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Imcc.Core.Channels;
using Imcc.Core.Delivery;
using Imcc.Tests.Channels.WeChat;
using Imcc.Web.Simulator;
using Microsoft.Extensions.Time.Testing;

namespace Imcc.Tests.Simulator;

public sealed class SimulatorTests : IAsyncLifetime
{
    private WeChatHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await WeChatHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Page_and_its_parts_are_served()
    {
        foreach (var (path, type) in new[] { ("simulator", "text/html"), ("simulator/phone.css", "text/css"), ("simulator/phone.js", "text/javascript") })
        {
            var answer = await _host.Http.GetAsync(path);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal(type, answer.Content.Headers.ContentType!.MediaType);
            Assert.NotEmpty(await answer.Content.ReadAsStringAsync());
        }
    }

    [Fact]
    public async Task Accounts_and_first_followers_are_there()
    {
        var account = Assert.Single((await _host.Http.GetFromJsonAsync<JsonArray>("simulator/api/accounts"))!);
        Assert.Equal("demo", (string)account!["key"]!);
        Assert.True((bool)account["hasKey"]!);
        Assert.Equal(3, (await _host.Http.GetFromJsonAsync<JsonArray>("simulator/api/followers?account=demo"))!.Count);
        var made = await (await _host.Http.PostAsJsonAsync("simulator/api/followers", new { account = "demo", name = "Tom" })).Content.ReadFromJsonAsync<JsonNode>();
        Assert.Equal("Tom", (string)made!["name"]!);
        Assert.Equal(HttpStatusCode.NotFound, (await _host.Http.GetAsync("simulator/api/followers?account=web")).StatusCode);
    }

    [Theory]
    [InlineData("plain", false)]
    [InlineData("compatible", true)]
    [InlineData("encrypted", true)]
    public async Task Telephone_writes_through_the_webhook_and_reads_the_answer(string mode, bool isEncrypted)
    {
        _host.Intake.Answer = _ => new TextContent("您好👋 ]]>");
        var result = await ActAsync(new PhoneAct("demo", "o1", "text", "你好👍 ]]> <b>", mode));
        Assert.Equal(200, result.Status);
        Assert.Equal(isEncrypted, result.Note.Contains("加密", StringComparison.Ordinal));
        Assert.Equal(new TextContent("你好👍 ]]> <b>"), Assert.Single(_host.Intake.Taken).Value.Content);
        Assert.Equal([("me", "你好👍 ]]> <b>", null), ("account", "您好👋 ]]>", "passive")], Lines("o1"));
    }

    [Fact]
    public async Task Three_deliveries_are_one_message_and_one_answer()
    {
        _host.Intake.Answer = _ => new TextContent("您好");
        await ActAsync(new PhoneAct("demo", "o1", "text", "你好", Times: 3));
        Assert.Equal(3, _host.Intake.Raw.Count);
        Assert.Single(_host.Intake.Taken);
        Assert.Equal(2, Lines("o1").Count);
    }

    [Fact]
    public async Task Every_act_arrives_as_what_it_is()
    {
        var picture = await (await _host.Http.PostAsync("simulator/api/pictures", new ByteArrayContent(FakeFiles.Picture))).Content.ReadFromJsonAsync<JsonNode>();
        var mediaId = (string)picture!["mediaId"]!;
        await ActAsync(new PhoneAct("demo", "o1", "follow", "shop"));
        await ActAsync(new PhoneAct("demo", "o1", "click", "MENU_PERSON"));
        await ActAsync(new PhoneAct("demo", "o1", "image", MediaId: mediaId));
        await ActAsync(new PhoneAct("demo", "o1", "location", "北京", Latitude: 39.9, Longitude: 116.4));
        await ActAsync(new PhoneAct("demo", "o1", "scan", "42"));
        await ActAsync(new PhoneAct("demo", "o1", "unfollow"));
        var taken = _host.Intake.InOrder.Select(m => m.Content).ToList();
        Assert.Equal(("subscribe", "qrscene_shop"), Event(taken[0]));
        Assert.Equal(("click", "MENU_PERSON"), Event(taken[1]));
        Assert.Equal(mediaId, Assert.IsType<PictureContent>(taken[2]).Media.ProviderId);
        Assert.Equal(new LocationContent(39.9, 116.4, 16, "北京"), taken[3]);
        Assert.Equal(("scan", "42"), Event(taken[4]));
        Assert.Equal("unsubscribe", Event(taken[5]).Name);

        var fetched = await _host.Media.FetchAsync(_host.Account, Assert.IsType<PictureContent>(taken[2]).Media, CancellationToken.None);
        Assert.Equal(FakeFiles.Picture, Assert.IsType<Imcc.Core.Channels.FetchedMedia.Content>(fetched).Bytes);
        Assert.Equal(FakeFiles.Picture, await _host.Http.GetByteArrayAsync("simulator/api/media/" + mediaId));
    }

    [Fact]
    public async Task Telephone_hears_what_comes_later_live()
    {
        await ActAsync(new PhoneAct("demo", "o1", "text", "你好"));
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        using var reader = new StreamReader(await _host.Http.GetStreamAsync("simulator/api/stream?account=demo&follower=o1", limit.Token), Encoding.UTF8);
        Assert.Contains("你好", await NextAsync(reader, limit.Token), StringComparison.Ordinal);
        await _host.Sender.SendAsync(WeChatSamples.Outbound(_host.Account, "o1", new TextContent("稍后的回复👍")), limit.Token);
        string news;
        do
            news = await NextAsync(reader, limit.Token);
        while (JsonNode.Parse(news)!["entries"]!.AsArray().Count == 0);
        Assert.Equal("稍后的回复👍", (string)JsonNode.Parse(news)!["entries"]![0]!["text"]!);
    }

    [Fact]
    public async Task Refused_webhook_shows_the_account_as_out_of_order()
    {
        _host.Intake.Before = (_, _) => throw new InvalidOperationException("down");
        await ActAsync(new PhoneAct("demo", "o1", "text", "你好"));
        Assert.Equal("系统繁忙，请稍后再试", Lines("o1")[^1].Text);
    }

    [Fact]
    public async Task Bad_requests_are_refused()
    {
        Assert.Equal(HttpStatusCode.BadRequest, (await _host.Http.PostAsJsonAsync("simulator/api/acts", new PhoneAct("nobody", "o1", "text", "a"))).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await _host.Http.PostAsJsonAsync("simulator/api/acts", new PhoneAct("demo", "", "text", "a"))).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await _host.Http.PostAsync("simulator/api/pictures", new StringContent("<svg onload=alert(1)>"))).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await _host.Http.PostAsJsonAsync("simulator/api/faults", new { httpStatus = 200 })).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _host.Http.GetAsync("simulator/api/media/nothing")).StatusCode);
    }

    [Fact]
    public async Task Fault_from_the_page_meets_the_next_sends()
    {
        Assert.Equal(HttpStatusCode.NoContent, (await _host.Http.PostAsJsonAsync("simulator/api/faults", new { code = 45015, times = 2 })).StatusCode);
        Assert.IsType<SendOutcome.Refused>(await SendAsync());
        Assert.IsType<SendOutcome.Refused>(await SendAsync());
        Assert.IsType<SendOutcome.Sent>(await SendAsync());

        Task<SendOutcome> SendAsync() => _host.Sender.SendAsync(WeChatSamples.Outbound(_host.Account, "o1", new TextContent("a")), CancellationToken.None);
    }

    [Theory]
    [InlineData("{\"touser\":\"o1\",\"msgtype\":\"text\",\"text\":{\"content\":\"\\u4f60\"}}", 40033)]
    [InlineData("{\"touser\":\"o1\",\"msgtype\":\"text\",\"text\":{\"content\":\"a\\\\u4f60\"}}", 0)]
    [InlineData("{\"touser\":\"o1\",\"msgtype\":\"text\",", 47001)]
    [InlineData("\uFEFF{\"touser\":\"o1\"}", 47001)]
    [InlineData("[]", 47001)]
    [InlineData("{\"touser\":\"o1\",\"msgtype\":\"hologram\"}", 40008)]
    [InlineData("{\"touser\":\"o1\",\"msgtype\":\"text\",\"text\":{\"content\":\"\"}}", 44004)]
    [InlineData("{\"touser\":\"\",\"msgtype\":\"text\",\"text\":{\"content\":\"a\"}}", 40003)]
    [InlineData("{\"touser\":\"o1\",\"msgtype\":\"image\",\"image\":{\"media_id\":\"x\"}}", 40007)]
    public async Task Stand_in_answers_bad_requests_like_wechat(string json, int code)
    {
        var (_, token, _) = _host.StandIn.IssueToken(WeChatSamples.AppId, "s3cret", true, false);
        using var answer = await _host.Http.PostAsync("simulator/wechat/cgi-bin/message/custom/send?access_token=" + token, new StringContent(json));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(code, (int)(await answer.Content.ReadFromJsonAsync<JsonNode>())!["errcode"]!);
    }

    [Fact]
    public void Reply_windows_open_close_and_run_out()
    {
        var time = new FakeTimeProvider(WeChatSamples.Now);
        var standIn = new WeChatStandIn(time);
        var follower = standIn.Enrol("wx1", "o1", "小明");
        Assert.Equal(45015, Send());
        standIn.Did(follower, StandInTrigger.Click);
        Assert.Equal([0, 0, 0, 45047], [Send(), Send(), Send(), Send()]);
        time.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal(45015, Send());
        standIn.Did(follower, StandInTrigger.Message);
        Assert.Equal([0, 0, 0, 0, 0, 45047], [Send(), Send(), Send(), Send(), Send(), Send()]);
        standIn.Did(follower, StandInTrigger.Message);
        time.Advance(TimeSpan.FromHours(47));
        Assert.Equal(0, Send());
        time.Advance(TimeSpan.FromHours(2));
        Assert.Equal(45015, Send());
        standIn.Did(follower, StandInTrigger.Follow);
        Assert.Equal(0, Send());
        standIn.Unfollowed(follower);
        Assert.Equal(45015, Send());
        Assert.Equal(0, standIn.Deliver("wx1", "stranger", Entry()));
        standIn.KnowsAllFollowers = true;
        Assert.Equal(40003, standIn.Deliver("wx1", "another", Entry()));

        int Send() => standIn.Deliver("wx1", "o1", Entry());
        StandInEntry Entry() => new(time.GetUtcNow(), "account", "text", "a", Via: "api");
    }

    [Fact]
    public void Memory_is_bounded()
    {
        var time = new FakeTimeProvider(WeChatSamples.Now);
        var standIn = new WeChatStandIn(time);
        for (var i = 0; i < 3000; i++)
        {
            standIn.Deliver("wx1", "o" + i, new StandInEntry(time.GetUtcNow(), "account", "text", "a"));
            standIn.Deliver("wx1", "one", new StandInEntry(time.GetUtcNow(), "account", "text", "a"));
            standIn.Keep([1], "image/png", "a", "image");
            standIn.Inject(new StandInFault(""));
        }

        Assert.InRange(standIn.Entries(standIn.Find("wx1", "one")!).Count, 1, 300);
        Assert.Null(standIn.Find("wx1", "o1"));
        Assert.InRange(standIn.Faults().Count, 1, 50);
    }

    private async Task<PhoneResult> ActAsync(PhoneAct act)
    {
        using var answer = await _host.Http.PostAsJsonAsync("simulator/api/acts", act);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<PhoneResult>())!;
    }

    private IReadOnlyList<(string Side, string Text, string? Via)> Lines(string openId) =>
        [.. _host.StandIn.Entries(_host.StandIn.Find(WeChatSamples.AppId, openId)!).Select(e => (e.Side, e.Text, e.Via))];

    private static (string Name, string? Key) Event(MessageContent content)
    {
        var change = Assert.IsType<EventContent>(content);
        return (change.Name, change.Key);
    }

    private static async Task<string> NextAsync(StreamReader reader, CancellationToken cancellationToken)
    {
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.StartsWith("data: ", StringComparison.Ordinal))
                return line[6..];
        }

        throw new EndOfStreamException();
    }
}
