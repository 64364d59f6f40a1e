using System.Text.Json.Nodes;
using Imcc.Core.Channels;
using Imcc.Core.Channels.Qq;
using Imcc.Core.Delivery;
using Imcc.Tests.Channels.WeChat;
using Imcc.Web.Simulator;
using static Imcc.Tests.Channels.Qq.QqSamples;

namespace Imcc.Tests.Channels.Qq;

/// <summary>Our client against the stand-in of QQ's server, over real HTTP.</summary>
public sealed class QqClientTests : IAsyncLifetime
{
    private const string TokenPath = "/app/getAppAccessToken";
    private static readonly string[] GroupTo = ["group:" + Group];
    private QqHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await QqHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_text_answers_the_customer_s_message_by_its_number_character_by_character()
    {
        Say("m-1");
        var sent = Assert.IsType<SendOutcome.Sent>(await SendAsync(new TextContent("您的包裹已到上海👍 \"引号\"\n<a>"), Heard("m-1", TimeSpan.FromMinutes(1), 2)));
        var read = Assert.Single(Read());
        Assert.Equal(("您的包裹已到上海👍 \"引号\"\n<a>", "passive", sent.ChannelMessageId), (read.Text, read.Via, read.Id));
        Same("""{"msg_type":0,"content":"您的包裹已到上海👍 \"引号\"\n<a>","msg_id":"m-1","msg_seq":2}""", read.Raw!);
        Assert.Contains("您的包裹已到上海👍", read.Raw!, StringComparison.Ordinal);
        Assert.DoesNotContain("\\u", read.Raw!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Beyond_the_window_it_goes_out_unasked()
    {
        Assert.IsType<SendOutcome.Sent>(await SendAsync(new TextContent("您好"), Heard("m-1", TimeSpan.FromHours(2))));
        Same("""{"msg_type":0,"content":"您好"}""", Assert.Single(Read()).Raw!);
    }

    [Theory]
    [InlineData(40034005)]
    [InlineData(40034128)]
    [InlineData(304103)]
    public async Task A_window_that_only_QQ_knows_to_be_over_is_gone_around_unless_the_customer_refuses(int code)
    {
        Say("m-1");
        _host.StandIn.Inject(new StandInFault("/messages", code));
        Assert.IsType<SendOutcome.Sent>(await SendAsync(new TextContent("您好"), Heard("m-1", TimeSpan.FromMinutes(1))));
        Assert.Equal("proactive", Assert.Single(Read()).Via);

        _host.StandIn.Inject(new StandInFault("/messages", code));
        var refused = Assert.IsType<SendOutcome.Refused>(await SendAsync(new TextContent("还在吗"),
            Heard("e", TimeSpan.FromMinutes(1), 1, 60, new EventContent("c2c_msg_reject")), Heard("m-1", TimeSpan.FromMinutes(1), 2)));
        Assert.Equal(RefusalKind.WindowClosed, refused.Kind);
        Assert.Single(Read());
    }

    [Fact]
    public async Task A_group_is_answered_in_the_group()
    {
        var group = _host.StandIn.Enrol(AppId, GroupTo[0]);
        _host.StandIn.Heard(group, "g-1");
        Assert.IsType<SendOutcome.Sent>(await _host.Sender.SendAsync(Outbound(_host.Account, new TextContent("年利率 1.5%"), [Heard("g-1", TimeSpan.FromMinutes(4), 5)], GroupTo[0]), default));
        Same("""{"msg_type":0,"content":"年利率 1.5%","msg_id":"g-1","msg_seq":5}""", Assert.Single(_host.StandIn.Entries(group)).Raw!);
    }

    [Fact]
    public async Task An_event_is_answered_by_its_delivery()
    {
        Say("e-1");
        await SendAsync(new TextContent("欢迎"), Heard("e-1", TimeSpan.Zero, content: new EventContent("friend_add")));
        Same("""{"msg_type":0,"content":"欢迎","event_id":"e-1","msg_seq":1}""", Assert.Single(Read()).Raw!);
    }

    [Fact]
    public async Task A_repeated_attempt_that_had_arrived_is_sent_and_not_read_twice()
    {
        Say("m-1");
        _host.StandIn.Inject(new StandInFault("/messages", HttpStatus: 504, AfterEffect: true));
        var again = Assert.IsType<SendOutcome.TryAgain>(await SendAsync(new TextContent("您好"), Heard("m-1", TimeSpan.Zero)));
        Assert.False(again.MaybeDelivered);
        Assert.IsType<SendOutcome.Sent>(await _host.Sender.SendAsync(Outbound(_host.Account, new TextContent("您好"), [Heard("m-1", TimeSpan.Zero)], attempt: 2), default));
        Assert.Single(Read());
    }

    [Fact]
    public async Task A_number_that_somebody_else_has_used_is_not_taken_for_ours()
    {
        Say("m-1");
        await SendAsync(new TextContent("别的系统"), Heard("m-1", TimeSpan.Zero));
        await SendAsync(new TextContent("我们的"), Heard("m-1", TimeSpan.Zero));
        Assert.Equal(["别的系统", "我们的"], Read().Select(e => e.Text));
    }

    [Fact]
    public async Task A_connection_that_breaks_leaves_a_doubt_only_without_a_number()
    {
        _host.StandIn.Inject(new StandInFault("/messages", Drop: true));
        Assert.True(Assert.IsType<SendOutcome.TryAgain>(await SendAsync(new TextContent("a"))).MaybeDelivered);
        _host.StandIn.Inject(new StandInFault("/messages", Drop: true));
        Assert.False(Assert.IsType<SendOutcome.TryAgain>(await SendAsync(new TextContent("a"), Heard("m-1", TimeSpan.Zero))).MaybeDelivered);
    }

    [Fact]
    public async Task Some_errors_are_tried_once_more_at_once_and_no_more()
    {
        Say("m-1");
        _host.StandIn.Inject(new StandInFault("/messages", 11242));
        Assert.IsType<SendOutcome.Sent>(await SendAsync(new TextContent("a"), Heard("m-1", TimeSpan.Zero)));
        _host.StandIn.Inject(new StandInFault("/messages", 11242, Times: 2));
        Assert.IsType<SendOutcome.Refused>(await SendAsync(new TextContent("b"), Heard("m-1", TimeSpan.Zero, 2)));
        Assert.Empty(_host.StandIn.Faults());
    }

    [Fact]
    public async Task One_token_is_asked_for_however_many_want_it_and_a_bad_one_is_replaced()
    {
        await Task.WhenAll(Enumerable.Range(0, 15).Select(i => SendAsync(new TextContent($"{i}"))));
        Assert.Equal(1, Calls(TokenPath));
        _host.Time.Advance(_host.StandIn.TokenLifetime - TimeSpan.FromSeconds(70));
        await SendAsync(new TextContent("still"));
        Assert.Equal(1, Calls(TokenPath));
        _host.Time.Advance(TimeSpan.FromSeconds(20));
        Assert.IsType<SendOutcome.Sent>(await SendAsync(new TextContent("renewed")));
        Assert.Equal(2, Calls(TokenPath));
        _host.StandIn.ExpireTokens(AppId);
        Assert.IsType<SendOutcome.Sent>(await SendAsync(new TextContent("replaced")));
        Assert.Equal(3, Calls(TokenPath));
    }

    [Fact]
    public async Task A_wrong_secret_is_said_before_it_is_saved_and_when_sending()
    {
        _host.StandIn.SetSecret(AppId, "the right one");
        var problem = Assert.Single(await _host.Check.ProblemsAsync(_host.Account, default));
        Assert.Equal((QqForm.Secret, "Denied"), (problem.Field, problem.Code));
        Assert.Equal(RefusalKind.Misconfigured, Assert.IsType<SendOutcome.Refused>(await SendAsync(new TextContent("a"))).Kind);
        Assert.Empty(await _host.Check.ProblemsAsync(Account((QqForm.Secret, "the right one")), default));
        Assert.Empty(await _host.Check.ProblemsAsync(Account((QqForm.TokenBase, "http://127.0.0.1:1")), default));
    }

    [Fact]
    public async Task A_picture_goes_up_in_parts_and_arrives_whole()
    {
        Say("m-1");
        _host.StandIn.Files.BlockSize = 4;
        Assert.IsType<SendOutcome.Sent>(await SendAsync(new PictureContent(new MediaRef(FileId: "picture", Name: "图.png")), Heard("m-1", TimeSpan.Zero)));
        var read = Assert.Single(Read());
        Assert.Equal(("image", "图.png"), (read.Kind, read.Text));
        Assert.Equal(FakeFiles.Picture, _host.StandIn.Files.Find(read.MediaId!)!.Content);
        Same($$"""{"msg_type":7,"content":" ","media":{"file_info":"{{read.MediaId}}"},"msg_id":"m-1","msg_seq":1}""", read.Raw!);
    }

    [Fact]
    public async Task A_part_that_is_not_there_yet_is_told_once_more()
    {
        _host.StandIn.Files.PartsLate = 1;
        var sending = SendAsync(new PictureContent(new MediaRef(FileId: "picture")));
        await Journeys.Eventually.Async(() => Task.FromResult(_host.StandIn.Files.PartsLate == 0), "the part was told once");
        while (!sending.IsCompleted)
        {
            _host.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(sending, Task.Delay(20, CancellationToken.None));
        }

        Assert.IsType<SendOutcome.Sent>(await sending);
    }

    [Fact]
    public async Task A_file_that_expired_at_QQ_s_side_is_uploaded_once_more_and_one_that_is_gone_is_not_sent()
    {
        _host.StandIn.Inject(new StandInFault("/messages", 304082));
        Assert.IsType<SendOutcome.Sent>(await SendAsync(new FileContent(new MediaRef(FileId: "picture"))));
        Assert.Equal(2, Calls("/v2/{scope}/{id}/upload_prepare"));
        Assert.Equal(RefusalKind.Media, Assert.IsType<SendOutcome.Refused>(await SendAsync(new FileContent(new MediaRef(FileId: "gone")))).Kind);
        Assert.IsType<SendOutcome.Sent>(await SendAsync(new VideoContent(new MediaRef(ProviderUrl: "https://example.com/v.mp4", Name: "v.mp4"))));
        Assert.Equal(("video", "https://example.com/v.mp4"), (Read()[^1].Kind, Read()[^1].Url));
    }

    [Fact]
    public async Task Cards_and_choices_are_words_or_markdown_with_buttons()
    {
        var survey = new SurveyContent(Guid.Empty, SurveyQuestion.Score, "满意吗*", [new("sv:1", "满意", 2), new("sv:0", "不满意", 1)], 1, [], Now);
        await SendAsync(survey);
        Same("""{"msg_type":0,"content":"满意吗*\n2 满意\n1 不满意\n请回复数字"}""", Read()[^1].Raw!);
        await SendAsync(new LinkContent("网点", "最近的网点", "https://example.com"));
        Same("""{"msg_type":0,"content":"网点\n最近的网点\nhttps://example.com"}""", Read()[^1].Raw!);

        _host.Account = Account((QqForm.Markdown, QqForm.On));
        await SendAsync(survey);
        Same("""
            {"msg_type":2,"markdown":{"content":"满意吗\\*"},"keyboard":{"content":{"rows":[{"buttons":[
            {"id":"sv:1","render_data":{"label":"满意","visited_label":"满意","style":1},"action":{"type":1,"permission":{"type":2},"data":"sv:1"}},
            {"id":"sv:0","render_data":{"label":"不满意","visited_label":"不满意","style":1},"action":{"type":1,"permission":{"type":2},"data":"sv:0"}}]}]}}}
            """, Read()[^1].Raw!);
        await SendAsync(new LinkContent("网点", "最近的网点", "https://example.com"));
        Same("""{"msg_type":2,"markdown":{"content":"**网点**\n最近的网点\n[网点](https://example.com)"}}""", Read()[^1].Raw!);
    }

    [Fact]
    public async Task Typing_is_shown_to_a_person_and_takes_nothing_of_what_may_be_answered()
    {
        await _host.Sender.TypingAsync(_host.Account, Person, true, default);
        Assert.True(_host.StandIn.IsTyping(_host.StandIn.Find(AppId, Person)!));
        await _host.Sender.TypingAsync(_host.Account, GroupTo[0], true, default);
        Assert.Null(_host.StandIn.Find(AppId, GroupTo[0]));
    }

    [Fact]
    public async Task A_message_is_taken_back_within_two_minutes()
    {
        var sent = (SendOutcome.Sent)await SendAsync(new TextContent("错了"));
        Assert.True(await _host.Sender.RecallAsync(_host.Account, Person, sent.ChannelMessageId!, default));
        Assert.Equal(("recall", sent.ChannelMessageId), (Read()[^1].Kind, Read()[^1].Id));
        var late = (SendOutcome.Sent)await SendAsync(new TextContent("又错了"));
        _host.Time.Advance(TimeSpan.FromMinutes(3));
        Assert.False(await _host.Sender.RecallAsync(_host.Account, Person, late.ChannelMessageId!, default));
        Assert.False(await _host.Sender.RecallAsync(_host.Account, Person, "unknown", default));
    }

    [Fact]
    public async Task A_message_in_review_is_remembered_by_its_review()
    {
        _host.StandIn.ToReview = 1;
        var message = Outbound(_host.Account, new TextContent("敏感"), []);
        Assert.IsType<SendOutcome.Sent>(await _host.Sender.SendAsync(message, default));
        Assert.Equal((_host.StandIn.Reviews()[0].Id, message.Message.Id), Assert.Single(_host.Waiting));
        Assert.Empty(Read());
        await _host.Phone.DecideAsync(_host.Account, _host.StandIn.Decide(_host.Waiting[0].Audit, true)!, true, default);
        Assert.Equal(["MESSAGE_AUDIT_PASS"], _host.Settled);
        Assert.Equal("敏感", Assert.Single(Read()).Text);
    }

    [Fact]
    public async Task What_a_customer_sent_is_fetched_by_its_address()
    {
        var file = _host.StandIn.Files.Keep("inbound", 1, FakeFiles.Picture, "image/png", "p.png");
        var fetched = Assert.IsType<FetchedMedia.Content>(await _host.Media.FetchAsync(_host.Account, new MediaRef(ProviderUrl: QqStandIn.ApiBase + "/media/" + file.Id, Name: "p.png"), default));
        Assert.Equal(FakeFiles.Picture, fetched.Bytes);
        Assert.IsType<FetchedMedia.Gone>(await _host.Media.FetchAsync(_host.Account, new MediaRef(ProviderUrl: QqStandIn.ApiBase + "/media/none"), default));
        Assert.IsType<FetchedMedia.Gone>(await _host.Media.FetchAsync(_host.Account, new MediaRef(ProviderUrl: "file:///etc/hosts"), default));
    }

    private static void Same(string expected, string actual) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(actual)), actual);

    private Task<SendOutcome> SendAsync(MessageContent content, params HeardMessage[] heard) => _host.Sender.SendAsync(Outbound(_host.Account, content, heard), default);

    private void Say(string id) => _host.StandIn.Heard(_host.StandIn.Enrol(AppId, Person), id);

    private IReadOnlyList<QqEntry> Read() => _host.StandIn.Find(AppId, Person) is { } chat ? _host.StandIn.Entries(chat) : [];

    private int Calls(string path) => _host.StandIn.Calls(AppId).GetValueOrDefault(path);
}
