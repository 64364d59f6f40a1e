using Imcc.Core.Answering;
using Imcc.Core.Channels;
using Imcc.Core.Conversations;

namespace Imcc.Tests.Conversations;

/// <summary>What becomes of each kind of input in each state: every cell filled.</summary>
public sealed class ReceptionTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly MediaRef Media = new(ProviderId: "m1");

    private static readonly string[] States = ["none", .. Enum.GetNames<ConversationState>()];

    private static readonly Dictionary<string, MessageContent> Inputs = new()
    {
        ["text"] = new TextContent("你好"),
        ["blank"] = new TextContent("  "),
        ["person"] = new TextContent(" 转人工！"),
        ["picture"] = new PictureContent(Media),
        ["voice"] = new VoiceContent(Media, "amr"),
        ["voice-text"] = new VoiceContent(Media, "amr", "你好"),
        ["voice-person"] = new VoiceContent(Media, "amr", "人工。"),
        ["video"] = new VideoContent(Media),
        ["file"] = new FileContent(Media),
        ["location"] = new LocationContent(31.2, 121.5),
        ["link"] = new LinkContent("新闻", null, "https://example.com"),
        ["miniprogram"] = new MiniProgramContent("查询", "wx1", "pages/a"),
        ["unknown"] = new UnknownContent("hologram", "<xml/>"),
        ["music"] = new MusicContent("歌", null, "https://example.com/a.mp3"),
        ["published"] = new PublishedContent("a1"),
        ["coupon"] = new CouponContent("c1"),
        ["choice"] = new ChoiceContent("选", [new("1", "一")]),
        ["template"] = new TemplateContent("t1", "提醒", []),
        ["channel-service"] = new ChannelServiceContent(),
        ["survey"] = new SurveyContent(Guid.Empty, SurveyQuestion.Score, "满意吗", [], 2, [], Now),
        ["survey-answer"] = new SurveyAnswerContent(Guid.Empty, 5, [], ""),
        ["subscribe"] = new EventContent("subscribe", "qrscene_7"),
        ["unsubscribe"] = new EventContent("unsubscribe"),
        ["click-person"] = new EventContent("CLICK", "KeFu"),
        ["click"] = new EventContent("click", "balance"),
        ["view"] = new EventContent("view", "person"),
        ["scan"] = new EventContent("scan", "7"),
        ["job"] = new EventContent("templatesendjobfinish"),
    };

    private const string Columns = "none Automated Queued Offered Active Parked WrapUp Closed Abandoned Overflowed";
    private const string Speech = "Answer Answer KeepWaiting ShowAgent ShowAgent Wake ShowAgent Answer Answer Answer";
    private const string Person = "Queue Queue KeepWaiting ShowAgent ShowAgent Wake ShowAgent Queue Queue Queue";
    private const string Nobody = "Record Record Record Record Record Record Record Record Record Record";

    private static readonly Dictionary<string, string> Table = new()
    {
        ["text"] = Speech,
        ["blank"] = Speech,
        ["person"] = Person,
        ["picture"] = Speech,
        ["voice"] = Speech,
        ["voice-text"] = Speech,
        ["voice-person"] = Person,
        ["video"] = Speech,
        ["file"] = Speech,
        ["location"] = Speech,
        ["link"] = Speech,
        ["miniprogram"] = Speech,
        ["unknown"] = Speech,
        ["music"] = Speech,
        ["published"] = Speech,
        ["coupon"] = Speech,
        ["choice"] = Speech,
        ["template"] = Speech,
        ["channel-service"] = Nobody,
        ["survey"] = Nobody,
        ["survey-answer"] = Nobody,
        ["subscribe"] = "Answer Answer Record Record Record Record Record Answer Answer Answer",
        ["unsubscribe"] = "Record Leave Leave Leave Leave Leave Record Record Record Record",
        ["click-person"] = Person,
        ["click"] = Nobody,
        ["view"] = Nobody,
        ["scan"] = Nobody,
        ["job"] = Nobody,
    };

    public static TheoryData<string, string> Cells => new(Table.Keys.SelectMany(input => States.Select(state => (input, state))));

    [Theory]
    [MemberData(nameof(Cells))]
    public void Each_input_in_each_state_is_received_as_the_table_says(string input, string state)
    {
        var account = Account(new() { Welcome = "欢迎", AutoReply = "请问有什么可以帮您？", Queued = "正在为您转接" });
        ReceptionDecision expected = Cell(input, state) switch
        {
            "Answer" => new ReceptionDecision.Answer(input == "subscribe" ? "欢迎" : "请问有什么可以帮您？"),
            "Queue" => new ReceptionDecision.Queue(account.SkillGroupId, "正在为您转接"),
            "KeepWaiting" => new ReceptionDecision.KeepWaiting(),
            "ShowAgent" => new ReceptionDecision.ShowAgent(),
            "Wake" => new ReceptionDecision.Wake(),
            "Leave" => new ReceptionDecision.Leave(),
            _ => new ReceptionDecision.Record(),
        };
        Assert.Equal(expected, Decide(In(state), account, Inputs[input]));
    }

    /// <summary>Without automatic words whatever would be answered goes to the queue at once, and a follow is only noted.</summary>
    [Theory]
    [MemberData(nameof(Cells))]
    public void Without_words_of_its_own_an_account_answers_nothing(string input, string state)
    {
        var account = Account(new() { Welcome = " ", AutoReply = "" });
        var decision = Decide(In(state), account, Inputs[input]);
        switch (Cell(input, state))
        {
            case "Answer" when input == "subscribe":
                Assert.IsType<ReceptionDecision.Record>(decision);
                break;
            case "Answer" or "Queue":
                Assert.Equal(new ReceptionDecision.Queue(account.SkillGroupId, null), decision);
                break;
            default:
                Assert.Equal("ReceptionDecision." + Cell(input, state), decision.GetType().DeclaringType!.Name + "." + decision.GetType().Name);
                break;
        }
    }

    [Fact]
    public void The_table_has_every_cell()
    {
        Assert.Equal(States, Columns.Split(' '));
        Assert.Equal(Inputs.Keys.Order(), Table.Keys.Order());
        Assert.All(Table.Values, row => Assert.Equal(States.Length, row.Split(' ').Length));
        // Every kind of content that there is stands among the inputs.
        var kinds = typeof(MessageContent).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(MessageContent)) && !t.IsAbstract);
        Assert.Empty(kinds.Except(Inputs.Values.Select(i => i.GetType())));
    }

    [Theory]
    [InlineData("person")]
    [InlineData("PERSON")]
    [InlineData("人工")]
    [InlineData(" kefu ")]
    public void A_menu_entry_can_ask_for_a_person(string key) =>
        Assert.IsType<ReceptionDecision.Queue>(Decide(null, Account(new() { AutoReply = "您好" }), new EventContent("click", key)));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("personal")]
    public void Other_menu_entries_do_not(string? key) =>
        Assert.IsType<ReceptionDecision.Record>(Decide(null, Account(new() { AutoReply = "您好" }), new EventContent("click", key)));

    [Fact]
    public void A_word_for_a_person_inside_a_sentence_is_a_sentence() =>
        Assert.IsType<ReceptionDecision.Answer>(Decide(null, Account(new() { AutoReply = "您好" }), new TextContent("人工智能是什么")));

    [Theory]
    [InlineData("人工")]
    [InlineData("转人工！！")]
    [InlineData("人工人工人工")]
    [InlineData("你好，我要转人工客服，谢谢")]
    [InlineData("请帮我接人工服务吧")]
    [InlineData("找客服")]
    [InlineData("我找人工")]
    [InlineData("能不能转人工呀？")]
    [InlineData("轉人工")]
    [InlineData("人 工🙏🙏")]
    [InlineData("[抱拳]人工…")]
    [InlineData("有没有人工客服")]
    public void Whoever_asks_for_a_person_reaches_one_whatever_was_found(string words)
    {
        var account = Account(new() { AutoReply = "您好" });
        Assert.Null(Reception.Seeks(null, new TextContent(words), null, Around(account)));
        Assert.IsType<ReceptionDecision.Queue>(Reception.Decide(null, new TextContent(words), null, Around(account) with { Found = Found("不该说的") }));
    }

    [Fact]
    public void An_account_with_words_of_its_own_lets_nobody_ask_for_a_person_in_vain()
    {
        var account = Account(new() { AutoReply = "您好", PersonWords = "# 专员" });
        Assert.All(new[] { "人工", "#", "找专员", "找專員" }, words => Assert.Null(Reception.Seeks(null, new TextContent(words), null, Around(account))));
    }

    [Theory]
    [InlineData("人工费是多少")]
    [InlineData("不要人工")]
    [InlineData("客服电话多少")]
    [InlineData("要多久")]
    [InlineData("10000")]
    public void A_question_that_holds_the_word_is_looked_up(string words) =>
        Assert.Equal((words, false), Reception.Seeks(null, new TextContent(words), null, Around(Account(new() { AutoReply = "您好" }))));

    /// <summary>Only while nobody is there for the customer, and nothing is asked of them.</summary>
    [Theory]
    [InlineData("none", true)]
    [InlineData("Automated", true)]
    [InlineData("Queued", false)]
    [InlineData("Offered", false)]
    [InlineData("Active", false)]
    [InlineData("WrapUp", false)]
    [InlineData("Parked", false)]
    public void What_was_found_answers_while_nobody_serves(string state, bool isAnswered)
    {
        var account = Account(new() { AutoReply = "请问有什么可以帮您？" });
        var (words, tap) = (new TextContent("年费多少"), new EventContent("click", "fees"));
        Assert.Equal(isAnswered ? ("年费多少", false) : null, Reception.Seeks(In(state), words, null, Around(account)));
        Assert.Equal(isAnswered ? ("fees", true) : null, Reception.Seeks(In(state), tap, null, Around(account)));
        var found = Found("每年 100 元");
        var expected = new ReceptionDecision.Answer("每年 100 元", found);
        Assert.Equal(isAnswered, Reception.Decide(In(state), words, null, Around(account) with { Found = found }).Equals(expected));
        Assert.Equal(isAnswered, Reception.Decide(In(state), tap, null, Around(account) with { Found = found }).Equals(expected));
    }

    [Fact]
    public void A_picture_alone_is_an_answer_and_what_follows_a_text_follows_it()
    {
        MessageContent picture = new PictureContent(new("file-1"));
        var only = Welcome.Carry(null, new ReceptionDecision.Answer(null, new(AnswerStep.KeywordExact, [picture])), new TextContent("网点地图"), Around(Account(new())), Begin);
        Assert.Equal((null, "[图片]"), (only.Words, only.Next!.Preview));
        Assert.Equal([picture], only.Further);
        var both = Welcome.Carry(null, new ReceptionDecision.Answer("见图", new(AnswerStep.KeywordExact, [new TextContent("见图"), picture])), new TextContent("网点地图"), Around(Account(new())), Begin);
        Assert.Equal("见图", both.Words);
        Assert.Equal([picture], both.Further);
    }

    [Fact]
    public void A_rule_gives_the_customer_to_the_group_that_it_names_with_its_own_words_first()
    {
        var account = Account(new() { AutoReply = "您好", Queued = "前面还有人" }) with { };
        var decision = Reception.Decide(null, new TextContent("我要投诉"), null, Around(account) with { Found = Found("马上为您转接") with { GroupId = TableScene.Group.Id } });
        Assert.Equal(new ReceptionDecision.Queue(TableScene.Group.Id, "马上为您转接\n前面还有人"), decision);
        // A group that was deleted meanwhile leaves the words.
        Assert.IsType<ReceptionDecision.Answer>(Reception.Decide(null, new TextContent("我要投诉"), null, Around(account) with { Found = Found("马上为您转接") with { GroupId = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()) } }));
    }

    private static AutomaticAnswer Found(string text) => new(AnswerStep.KeywordContains, [new TextContent(text)]);

    private static Surroundings Around(ChannelAccount account) => TableScene.Around() with { Account = account with { SkillGroupId = TableScene.Group.Id } };

    private static Conversation Begin() => Conversation.Open(Guid.CreateVersion7(Now), Guid.Empty, Guid.Empty, Guid.Empty, null, Now);

    private static string Cell(string input, string state) => Table[input].Split(' ')[Array.IndexOf(States, state)];

    private static ReceptionDecision Decide(Conversation? current, ChannelAccount account, MessageContent content) =>
        Reception.Decide(current, content, last: null, TableScene.Around() with { Account = account with { SkillGroupId = TableScene.Group.Id } });

    private static Conversation? In(string state) => state == "none"
        ? null
        : Conversation.Open(Guid.CreateVersion7(Now), Guid.Empty, Guid.Empty, Guid.Empty, null, Now) with { State = Enum.Parse<ConversationState>(state), AgentId = TableScene.Server };

    private static ChannelAccount Account(ReceptionTexts texts) => new()
    {
        Id = Guid.Empty,
        Key = "test",
        Kind = ChannelKind.WeChat,
        Name = "测试号",
        OrgUnitId = Guid.Empty,
        SkillGroupId = TableScene.Group.Id,
        Texts = texts,
    };
}
