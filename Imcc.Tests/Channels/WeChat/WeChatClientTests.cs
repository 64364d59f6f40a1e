using System.Collections.Concurrent;
using System.Text;
using Imcc.Core.Channels;
using Imcc.Core.Delivery;
using Imcc.Infrastructure.Channels.WeChat;
using Imcc.Web.Simulator;
using static Imcc.Tests.Channels.WeChat.WeChatSamples;

namespace Imcc.Tests.Channels.WeChat;

/// <summary>Our client against the stand-in of WeChat's server, over real HTTP.</summary>
public sealed class WeChatClientTests : IAsyncLifetime
{
    private const string SendPath = "/cgi-bin/message/custom/send";
    private const string TokenPath = "/cgi-bin/stable_token";
    private WeChatHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await WeChatHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData("您好，您的订单已发货")]
    [InlineData("👍👨‍👩‍👧 \"引号\" \\u4f60 back\\slash 'single' <a href=\"https://example.com/?a=1&b=2\">x</a> + \u2028 é")]
    [InlineData("第一行\n第二行\r\n\t缩进")]
    public async Task Text_arrives_character_by_character(string text)
    {
        Assert.IsType<SendOutcome.Sent>(await SendAsync(new TextContent(text)));
        var read = Assert.Single(Read());
        Assert.Equal(("text", text, "api"), (read.Kind, read.Text, read.Via));
    }

    [Fact]
    public async Task Characters_that_json_could_only_escape_are_left_out()
    {
        Assert.IsType<SendOutcome.Sent>(await SendAsync(new TextContent("a\u0001b\uD83Dc\0d")));
        Assert.Equal("abcd", Assert.Single(Read()).Text);
    }

    [Fact]
    public void Json_holds_no_escaped_character()
    {
        var all = string.Concat(Enumerable.Range(0, 0x3000).Select(c => (char)c)) + "👍𠮷\uDC00";
        var json = WeChatJson.CustomMessage("o1", "text", WeChatJson.Object(("content", all)));
        Assert.DoesNotContain("\\u", json, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("👍𠮷", json, StringComparison.Ordinal);
        using var document = System.Text.Json.JsonDocument.Parse(Encoding.UTF8.GetBytes(json));
        Assert.Equal("o1", document.RootElement.GetProperty("touser").GetString());
    }

    [Fact]
    public async Task Long_text_is_cut_to_what_wechat_takes()
    {
        Assert.IsType<SendOutcome.Sent>(await SendAsync(new TextContent(new string('中', 2000))));
        Assert.InRange(Encoding.UTF8.GetByteCount(Assert.Single(Read()).Text), 2040, 2048);
    }

    [Fact]
    public async Task Picture_is_uploaded_from_our_own_copy()
    {
        Assert.IsType<SendOutcome.Sent>(await SendAsync(new PictureContent(new MediaRef(FileId: "picture"))));
        var read = Assert.Single(Read());
        Assert.Equal(FakeFiles.Picture, _host.StandIn.Media(read.MediaId!)!.Content);
    }

    [Fact]
    public async Task Expired_media_is_uploaded_once_more()
    {
        Assert.IsType<SendOutcome.Sent>(await SendAsync(new PictureContent(new MediaRef(FileId: "picture", ProviderId: "expired"))));
        Assert.Single(Read());
        Assert.Contains("40007", Assert.IsType<SendOutcome.Refused>(await SendAsync(new PictureContent(new MediaRef(ProviderId: "expired")))).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_spent_quota_of_uploads_holds_up_what_carries_a_file_and_nobodys_words()
    {
        const string upload = "/cgi-bin/media/upload";
        _host.StandIn.Inject(new StandInFault(upload, 45009));
        var spent = Assert.IsType<SendOutcome.TryAgain>(await SendAsync(new PictureContent(new MediaRef(FileId: "picture"))));
        Assert.Equal((upload, true, RefusalKind.QuotaSpent), (spent.Api, spent.Slower, spent.Kind));
        var calls = Calls(upload);

        _host.Gate.Stops[upload] = new(RefusalKind.QuotaSpent, spent.Error, TimeProvider.System.GetUtcNow(), TimeProvider.System.GetUtcNow() + spent.After);
        var waits = Assert.IsType<SendOutcome.TryAgain>(await SendAsync(new PictureContent(new MediaRef(FileId: "picture"))));
        Assert.Equal((upload, true, calls), (waits.Api, waits.After > TimeSpan.Zero, Calls(upload)));
        Assert.IsType<SendOutcome.Sent>(await SendAsync(new TextContent("文字照常")));
        Assert.Null(Assert.IsType<SendOutcome.TryAgain>(await FailingAsync()).Api);

        Task<SendOutcome> FailingAsync()
        {
            _host.StandIn.Inject(new StandInFault(SendPath, 45009));
            return SendAsync(new TextContent("配额"));
        }
    }

    [Fact]
    public async Task What_cannot_be_sent_is_refused_with_a_reason()
    {
        Assert.IsType<SendOutcome.Refused>(await SendAsync(new PictureContent(new MediaRef(FileId: "nothing"))));
        Assert.IsType<SendOutcome.Refused>(await SendAsync(new FileContent(new MediaRef(FileId: "picture"))));
        Assert.IsType<SendOutcome.Refused>(await SendAsync(new TextContent("")));
        Assert.Empty(Read());
    }

    [Fact]
    public async Task Link_goes_as_one_article()
    {
        Assert.IsType<SendOutcome.Sent>(await SendAsync(new LinkContent("标题", "描述", "https://example.com")));
        Assert.Equal("https://example.com", Assert.Single(Read()).Url);
    }

    [Fact]
    public async Task A_hundred_sends_with_an_expired_token_make_one_refresh()
    {
        await SendAsync(new TextContent("first"));
        Assert.Equal(1, Calls(TokenPath));
        _host.StandIn.ExpireTokens(AppId);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => SendAsync(new TextContent($"{i}"))));
        Assert.All(outcomes, o => Assert.IsType<SendOutcome.Sent>(o));
        Assert.Equal(2, Calls(TokenPath));
        Assert.Equal(101, Read().Count);
    }

    [Fact]
    public async Task A_hundred_first_sends_ask_for_one_token()
    {
        await Task.WhenAll(Enumerable.Range(0, 100).Select(i => SendAsync(new TextContent($"{i}"))));
        Assert.Equal(1, Calls(TokenPath));
    }

    [Fact]
    public async Task F19_a_thousand_sends_with_a_token_that_has_ended_ask_for_one_new_one()
    {
        await SendAsync(new TextContent("first"));
        _host.StandIn.ExpireTokens(AppId);
        var outcomes = new ConcurrentQueue<SendOutcome>();
        await Parallel.ForEachAsync(Enumerable.Range(0, 1000), new ParallelOptions { MaxDegreeOfParallelism = 100 }, async (i, _) => outcomes.Enqueue(await SendAsync(new TextContent($"{i}"))));
        Assert.Equal(1000, outcomes.Count);
        Assert.All(outcomes, o => Assert.IsType<SendOutcome.Sent>(o));
        Assert.Equal(2, Calls(TokenPath));
    }

    [Theory]
    [InlineData(40001)]
    [InlineData(40014)]
    [InlineData(42001)]
    public async Task Bad_token_is_replaced_once_and_the_send_tried_once_more(int code)
    {
        await SendAsync(new TextContent("first"));
        _host.StandIn.Inject(new StandInFault(SendPath, code));
        Assert.IsType<SendOutcome.Sent>(await SendAsync(new TextContent("second")));
        _host.StandIn.Inject(new StandInFault(SendPath, code, Times: 2));
        // The account, not the message: everything waits a minute, and goes out then.
        var stopped = Assert.IsType<SendOutcome.TryAgain>(await SendAsync(new TextContent("third")));
        Assert.Contains($"({code})", stopped.Error, StringComparison.Ordinal);
        Assert.Equal((true, RefusalKind.Misconfigured), (stopped.Slower, stopped.Kind));
        Assert.Empty(_host.StandIn.Faults());
    }

    [Fact]
    public async Task Wrong_secret_is_refused_as_a_matter_of_the_account()
    {
        _host.StandIn.SetSecret(AppId, "another");
        Assert.Contains("AppSecret", Assert.IsType<SendOutcome.Refused>(await SendAsync(new TextContent("a"))).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Busy_token_server_is_tried_again()
    {
        _host.StandIn.Inject(new StandInFault(TokenPath, -1));
        Assert.False(Assert.IsType<SendOutcome.TryAgain>(await SendAsync(new TextContent("a"))).MaybeDelivered);
        Assert.IsType<SendOutcome.Sent>(await SendAsync(new TextContent("a")));
    }

    [Theory]
    [InlineData(45015)]
    [InlineData(45047)]
    [InlineData(48001)]
    [InlineData(40003)]
    public async Task Final_errors_are_refused_with_reason_and_code(int code)
    {
        _host.StandIn.Inject(new StandInFault(SendPath, code));
        var error = Assert.IsType<SendOutcome.Refused>(await SendAsync(new TextContent("a"))).Error;
        Assert.Contains($"({code})", error, StringComparison.Ordinal);
        Assert.DoesNotContain("rid:", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Passing_errors_are_tried_again()
    {
        _host.StandIn.Inject(new StandInFault(SendPath, -1));
        Assert.False(Assert.IsType<SendOutcome.TryAgain>(await SendAsync(new TextContent("a"))).MaybeDelivered);
        _host.StandIn.Inject(new StandInFault(SendPath, 45011));
        var often = Assert.IsType<SendOutcome.TryAgain>(await SendAsync(new TextContent("a")));
        Assert.Equal((TimeSpan.FromMinutes(1), true), (often.After, often.Slower));
        _host.StandIn.Inject(new StandInFault(SendPath, 45009));
        var spent = Assert.IsType<SendOutcome.TryAgain>(await SendAsync(new TextContent("a")));
        Assert.Equal((true, RefusalKind.QuotaSpent), (spent.Slower, spent.Kind));
        Assert.InRange(spent.After!.Value, TimeSpan.Zero, TimeSpan.FromHours(24));
        _host.StandIn.Inject(new StandInFault(SendPath, HttpStatus: 502));
        Assert.True(Assert.IsType<SendOutcome.TryAgain>(await SendAsync(new TextContent("a"))).MaybeDelivered);
        _host.StandIn.Inject(new StandInFault(SendPath, HttpStatus: 503));
        Assert.False(Assert.IsType<SendOutcome.TryAgain>(await SendAsync(new TextContent("a"))).MaybeDelivered);
    }

    [Fact]
    public async Task Lost_answer_says_that_it_may_have_arrived()
    {
        _host.StandIn.Inject(new StandInFault(SendPath, Drop: true, AfterEffect: true));
        Assert.True(Assert.IsType<SendOutcome.TryAgain>(await SendAsync(new TextContent("a"))).MaybeDelivered);
        Assert.Single(Read());
        _host.StandIn.Inject(new StandInFault(SendPath, Delay: TimeSpan.FromSeconds(20), AfterEffect: true));
        var outcome = await SendAsync(new TextContent("b")).WaitAsync(TimeSpan.FromSeconds(10));
        Assert.True(Assert.IsType<SendOutcome.TryAgain>(outcome).MaybeDelivered);
    }

    [Theory]
    [InlineData("http://127.0.0.1:1")]
    [InlineData("http://no-such-host.invalid")]
    public async Task Server_that_is_not_there_has_received_nothing(string apiBase)
    {
        var account = Account(Settings with { ApiBase = apiBase });
        var outcome = await _host.Sender.SendAsync(Outbound(account, OpenId, new TextContent("a")), CancellationToken.None);
        Assert.False(Assert.IsType<SendOutcome.TryAgain>(outcome).MaybeDelivered);
    }

    [Theory]
    [InlineData("not an address")]
    [InlineData("ftp://example.com")]
    [InlineData("")]
    public async Task Address_that_is_none_is_refused(string apiBase) =>
        Assert.IsType<SendOutcome.Refused>(await _host.Sender.SendAsync(Outbound(Account(Settings with { ApiBase = apiBase }), OpenId, new TextContent("a")), CancellationToken.None));

    [Fact]
    public async Task Customers_file_is_fetched()
    {
        var kept = _host.StandIn.Keep(FakeFiles.Picture, "image/png", "a.png", "image");
        var fetched = Assert.IsType<FetchedMedia.Content>(await _host.Media.FetchAsync(_host.Account, new MediaRef(ProviderId: kept.Id), CancellationToken.None));
        Assert.Equal(FakeFiles.Picture, fetched.Bytes);
        Assert.Equal("image/png", fetched.ContentType);
    }

    [Fact]
    public async Task Video_is_fetched_from_where_the_server_says()
    {
        var kept = _host.StandIn.Keep([0, 0, 0, 1], "video/mp4", "a.mp4", "video");
        Assert.Equal([0, 0, 0, 1], Assert.IsType<FetchedMedia.Content>(await _host.Media.FetchAsync(_host.Account, new MediaRef(ProviderId: kept.Id), CancellationToken.None)).Bytes);
    }

    [Fact]
    public async Task File_that_cannot_be_had_is_gone()
    {
        Assert.Contains("40007", Assert.IsType<FetchedMedia.Gone>(await _host.Media.FetchAsync(_host.Account, new MediaRef(ProviderId: "expired"), CancellationToken.None)).Error, StringComparison.Ordinal);
        Assert.IsType<FetchedMedia.Gone>(await _host.Media.FetchAsync(_host.Account, new MediaRef(ProviderUrl: "http://127.0.0.1/secret"), CancellationToken.None));
        Assert.IsType<FetchedMedia.Gone>(await _host.Media.FetchAsync(_host.Account, new MediaRef(), CancellationToken.None));
        var large = _host.StandIn.Keep(new byte[21 * 1024 * 1024], "image/png", "a.png", "image");
        Assert.IsType<FetchedMedia.Gone>(await _host.Media.FetchAsync(_host.Account, new MediaRef(ProviderId: large.Id), CancellationToken.None));
    }

    [Fact]
    public async Task Busy_media_server_is_tried_again()
    {
        _host.StandIn.Inject(new StandInFault("/media/get", -1));
        Assert.IsType<FetchedMedia.TryAgain>(await _host.Media.FetchAsync(_host.Account, new MediaRef(ProviderId: "a"), CancellationToken.None));
    }

    [Fact]
    public async Task Typing_shows_and_never_fails()
    {
        var follower = _host.StandIn.Enrol(AppId, OpenId, "小明");
        _host.StandIn.Did(follower, StandInTrigger.Message);
        await _host.Sender.TypingAsync(_host.Account, OpenId, true, CancellationToken.None);
        Assert.True(_host.StandIn.State(follower).IsTyping);
        await _host.Sender.TypingAsync(_host.Account, OpenId, true, CancellationToken.None);
        await _host.Sender.TypingAsync(_host.Account, OpenId, false, CancellationToken.None);
        Assert.False(_host.StandIn.State(follower).IsTyping);
        await _host.Sender.TypingAsync(Account(Settings with { ApiBase = "http://127.0.0.1:1" }), OpenId, true, CancellationToken.None);
    }

    private Task<SendOutcome> SendAsync(MessageContent content) => _host.Sender.SendAsync(Outbound(_host.Account, OpenId, content), CancellationToken.None);

    private IReadOnlyList<StandInEntry> Read() => _host.StandIn.Find(AppId, OpenId) is { } follower ? _host.StandIn.Entries(follower) : [];

    private int Calls(string path) => _host.StandIn.Calls(AppId).GetValueOrDefault(path);
}
