using System.Text.Encodings.Web;
using System.Text.Json;
using Imcc.Core.Channels;
using Imcc.Core.Conversations;
using Imcc.Core.Desk;
using Imcc.Core.Privacy;
using Imcc.Core.Surveys;

namespace Imcc.Tests.Privacy;

public sealed class MaskedTextTests
{
    private const string Phone = "13812345678";
    private const string Card = "4111111111111111";
    private const string IdCard = "11010519491231002X";

    private static readonly Mask Everything = new(PrivacyRules.Kinds);
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public void Agents_see_no_personal_number_and_leads_see_telephones()
    {
        var rules = new PrivacyRules();
        var text = $"手机 {Phone}，身份证 {IdCard}，卡号 {Card}，订单 202611230001234";
        Assert.Equal("手机 138****5678，身份证 110105********002X，卡号 4111********1111，订单 202611230001234", rules.MaskFor(isLead: false).Text(text));
        Assert.Equal($"手机 {Phone}，身份证 110105********002X，卡号 4111********1111，订单 202611230001234", rules.MaskFor(isLead: true).Text(text));
    }

    [Fact]
    public void A_place_in_the_masked_text_is_the_place_in_the_text()
    {
        var text = $"打我电话{Phone}或 139-8765-4321";
        var masked = Everything.Text(text);
        Assert.Equal(text.Length, masked.Length);
        Assert.Equal([Phone, "139-8765-4321"], Everything.HiddenIn(text).Select(n => text.Substring(n.Start, n.Length)));
        Assert.Equal(["138****5678", "139-****-4321"], Everything.HiddenIn(text).Select(n => masked.Substring(n.Start, n.Length)));
    }

    [Theory]
    [InlineData("手机138****5678，改天联系", "手机13812345678，改天联系")]
    [InlineData("138****5678（已核对）", "13812345678（已核对）")]
    [InlineData("已核对", "已核对")]
    [InlineData("139****0000 是新号码", "139****0000 是新号码")]
    public void What_was_read_masked_and_saved_again_loses_nothing(string edited, string saved) =>
        Assert.Equal(saved, Everything.Restore(edited, "手机13812345678"));

    [Theory]
    [InlineData("备用手机 1138****5678")]
    [InlineData("138****56780")]
    [InlineData("0\0138****5678")]
    [InlineData("３138****5678")]
    public void Saved_so_that_a_hidden_number_would_be_read_in_clear_it_is_not_saved(string edited) => Assert.Null(Everything.Restore(edited, "手机13812345678"));

    [Fact]
    public void A_card_that_is_called_an_order_is_not_saved() => Assert.Null(Everything.Restore("订单号 4111********1111", "卡号 4111111111111111"));

    [Theory]
    [InlineData("备用手机 ab138****5678cd")]
    [InlineData("￥138****5678")]
    public void With_letters_around_it_is_saved_and_stays_hidden(string edited)
    {
        var saved = Everything.Restore(edited, "手机13812345678");
        Assert.Contains(Phone, saved, StringComparison.Ordinal);
        Assert.Equal(edited, Everything.Text(saved!));
    }

    /// <summary>Whatever somebody does to a text that they read masked, what is kept shows them no digit more than they had.</summary>
    [Fact]
    public void No_edit_shows_more_digits_than_before()
    {
        string[] kept = ["手机13812345678", "13911138567 卡号4111111111111111", "身份证110101199003077758", "卡号 6222021234567890123", "打138-1234-5678或13812345678", "13900001138 和 13855555678"];
        string[] pieces = ["1", "0", "\0", "订单号", "卡号", "身份证", "QQ", "a", "X", " ", "-", ".", "¥", "，", "*", "https://a.cn/", "８", "138", "****", "\n"];
        var random = new Random(20260302);
        for (var round = 0; round < 20_000; round++)
        {
            var before = kept[random.Next(kept.Length)];
            var read = Everything.Text(before);
            var edited = read;
            for (var step = random.Next(1, 5); step > 0; step--)
            {
                var at = random.Next(edited.Length + 1);
                var piece = pieces[random.Next(pieces.Length)];
                edited = random.Next(4) switch
                {
                    0 => edited.Remove(at, Math.Min(random.Next(1, 6), edited.Length - at)),
                    1 => edited + piece + read,
                    _ => edited.Insert(at, piece),
                };
            }

            if (Everything.Restore(edited, before) is { } saved)
                Assert.True(Digits(Everything.Text(saved.Replace("\0", "", StringComparison.Ordinal))) <= Digits(edited), $"{before} | {edited} | {saved}");
        }

        static int Digits(string text) => text.Count(char.IsDigit);
    }

    [Fact]
    public void A_pin_is_masked_as_its_message_is()
    {
        const string OddCard = "6222021234567890123";
        var pin = new Pin { Id = default, ThreadId = default, ConversationId = default, MessageId = default, ByAgentId = default, At = default };
        PinnedMessage[] pins =
        [
            new(pin with { Number = OddCard }, 1, OddCard, MessageSender.Customer, false, "", default, "", NumberKind.BankCard),
            new(pin, 1, "我的手机号是1381234…", MessageSender.Customer, false, "", default, ""),
        ];
        var shown = Everything.Of(pins);
        Assert.Equal(["6222***********0123", "我的手机号是…"], shown.Select(p => p.Text));
        Assert.Equal("6222***********0123", shown[0].Pin.Number);
    }

    [Fact]
    public void Two_numbers_that_look_alike_masked_come_back_in_their_order() =>
        Assert.Equal("13811115678 和 13822225678，都打过", Everything.Restore("138****5678 和 138****5678，都打过", "13811115678 和 13822225678"));

    [Theory]
    [InlineData("我的手机号是1381234…", "我的手机号是…")]
    [InlineData("我的手机号是13812345678…", "我的手机号是138****5678…")]
    [InlineData("第 12…", "第 12…")]
    [InlineData("没有号码…", "没有号码…")]
    public void A_line_that_was_cut_shows_no_part_of_a_number(string line, string shown) => Assert.Equal(shown, Everything.Line(line));

    [Fact]
    public void Nothing_that_a_desk_shows_lets_a_number_through()
    {
        var said = $"电话{Phone}";
        var message = new ThreadMessage { Id = Guid.CreateVersion7(DateTimeOffset.UnixEpoch), ThreadId = Guid.CreateVersion7(DateTimeOffset.UnixEpoch), Seq = 1, Direction = MessageDirection.Inbound, Sender = MessageSender.Customer, Content = new TextContent(said), At = DateTimeOffset.UnixEpoch, DeliveryError = said };
        var conversation = new DeskConversation
        {
            Id = Guid.CreateVersion7(DateTimeOffset.UnixEpoch), ThreadId = message.ThreadId, Revision = 1, State = ConversationState.Active, Channel = ChannelKind.WeChat, AccountName = "", ContactId = Guid.CreateVersion7(DateTimeOffset.UnixEpoch), CustomerName = said,
            Preview = said, Note = said, Invitation = new(Guid.Empty, Guid.Empty, Guid.Empty, default, default, 1, said, said), Help = new(Guid.Empty, Guid.Empty, default, said), Handover = new(null, default, said, said),
            Satisfaction = new(SurveyScale.Stars, 5, [], said, default, default, default, false),
        };
        var card = new CustomerCard { ContactId = Guid.CreateVersion7(DateTimeOffset.UnixEpoch), DisplayName = said, VipTier = 0, Note = said, ExternalId = Phone, AccountName = "", FirstSeenAt = default, Earlier = [conversation] };
        MessageContent[] contents =
        [
            new TextContent(said), new VoiceContent(new MediaRef(Name: said), null, said), new PictureContent(new MediaRef(Name: said)), new VideoContent(new MediaRef(Name: said)), new FileContent(new MediaRef(Name: said)),
            new LocationContent(0, 0, null, said), new LinkContent(said, said, "https://a.cn/?t=" + Phone), new MiniProgramContent(said, "wx1", said), new EventContent("x", said, new Dictionary<string, string> { ["a"] = said }),
            new UnknownContent("x", said), new SurveyAnswerContent(Guid.Empty, 1, [], said), new TextContent("x") { Extra = new Dictionary<string, string> { ["BusinessId"] = said } },
            new MusicContent(said, said, "https://a.cn/" + Phone, "https://a.cn/" + Phone), new PublishedContent("1", said), new CouponContent("1", said), new ChoiceContent(said, [new("1", said)], said),
            new TemplateContent("1", said, [new("thing1", said)], said, "https://a.cn/?t=" + Phone, "wx1", said),
        ];
        string[] shown =
        [
            Json(Everything.Of(message)), Json(Everything.Of(conversation)), Json(Everything.Of(card)), Json(Everything.Of(new MessagePage([message], false))),
            .. contents.Select(c => Json(Everything.Of(message with { Content = c }))),
            Json(Everything.Of(new ConversationMoved(conversation))), Json(Everything.Of(new MessageAdded(message))), Json(Everything.Of(new DeliveryChanged(default, default, default, said, false))),
            Json(Everything.Of(new RatingGiven(default, conversation.Satisfaction!))), Json(Everything.Of(new FloorView([], [], [conversation], [conversation]))),
        ];
        Assert.All(shown, s => Assert.DoesNotContain(Phone, s));
        // Every kind of content that there is was looked at.
        var kinds = typeof(MessageContent).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(MessageContent)) && !t.IsAbstract);
        Assert.Equal([typeof(ChannelServiceContent), typeof(SurveyContent)], kinds.Except(contents.Select(c => c.GetType())));
    }

    [Fact]
    public void A_message_says_where_its_numbers_were_and_stays_itself_without_any()
    {
        var plain = new ThreadMessage { Id = Guid.CreateVersion7(DateTimeOffset.UnixEpoch), ThreadId = Guid.CreateVersion7(DateTimeOffset.UnixEpoch), Seq = 1, Direction = MessageDirection.Inbound, Sender = MessageSender.Customer, Content = new TextContent("你好"), At = default };
        Assert.Same(plain, Everything.Of(plain));
        var hidden = Everything.Of(plain with { Content = new TextContent("电话" + Phone) });
        Assert.Equal([new HiddenNumber(NumberKind.Phone, 2, 11)], hidden.Hidden);
    }

    private static string Json<T>(T value) => JsonSerializer.Serialize(value, Readable)
        + (value is ThreadMessage m ? JsonSerializer.Serialize(m.Content, Readable) + m.Content.Preview : "");
}
