using System.Text.Json;
using System.Text.Json.Nodes;
using Imcc.Core.Channels;
using Imcc.Core.Channels.WeChat;
using Imcc.Core.Delivery;
using Imcc.Core.Notices;
using Imcc.Infrastructure.Channels.WeChat;
using Imcc.Tests.Channels.WeChat;
using Imcc.Web.Api;

namespace Imcc.Tests.Notices;

/// <summary>What a notice must be like, how it is read, what goes to WeChat, and what WeChat's reports mean.</summary>
public sealed class NoticeRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("""{"account":"a","recipient":{"externalId":"o1"},"text":"您好"}""", "")]
    [InlineData("""{"account":"a","recipient":"o1","template":{"templateId":"T","data":{"thing1":"x"}}}""", "")]
    [InlineData("""{"account":"a","recipient":"o1","kind":"subscription","template":{"templateId":"T","page":"p/x","data":{"thing1":{"value":"x"}}}}""", "")]
    [InlineData("""{}""", "account_missing recipient_missing content_missing")]
    [InlineData("""{"account":"nobody","recipient":"o1","text":"x"}""", "account_unknown")]
    [InlineData("""{"account":"web","recipient":"o1","template":{"templateId":"T","data":{"thing1":"x"}}}""", "kind_not_supported")]
    [InlineData("""{"account":"a","recipient":"o1","template":{"templateId":"T T","data":{}}}""", "template_invalid data_invalid")]
    [InlineData("""{"account":"a","recipient":"o1","text":"x","expiresAt":"2026-11-23T08:59:59Z"}""", "expired")]
    [InlineData("""{"account":"a","recipient":"o1","text":"x","expiresAt":"2026-12-23T09:00:00Z"}""", "expires_too_late")]
    [InlineData("""{"account":"a","recipient":"o1","text":"x","callbackUrl":"http://10.0.0.1/"}""", "callback_invalid")]
    [InlineData("""{"account":"a","recipient":"o1","text":"x","idempotencyKey":""}""", "key_invalid")]
    [InlineData("""{"account":"a","recipient":"o1","template":{"templateId":"T","url":"javascript:alert(1)","data":{"a":"x"}}}""", "url_invalid")]
    [InlineData("""{"account":"a","recipient":"o1","priority":"urgent","text":"x"}""", "malformed")]
    [InlineData("""{"account":5}""", "malformed")]
    [InlineData("""{"account":"a","recipient":[],"text":"x"}""", "malformed")]
    [InlineData("""[]""", "malformed")]
    [InlineData("""{"account":"a","recipient":"o1","text":"half a character \ud83d"}""", "malformed")]
    [InlineData("""{"account":"a","recipient":"o1","template":{"templateId":"T","data":{"k\ud83d":"x"}}}""", "malformed")]
    [InlineData("""{"account":"a","recipient":"  ","text":"x"}""", "recipient_missing")]
    [InlineData("""{"account":"a","recipient":"o1","template":{"templateId":"T","data":{"amount1":39.80,"number2":{"value":5}}}}""", "")]
    public void A_notice_is_taken_or_every_problem_of_it_is_named(string json, string codes)
    {
        using var document = JsonDocument.Parse(json);
        var (order, problem) = NoticeReading.Read(document.RootElement);
        var problems = order is null
            ? [problem!]
            : NoticeRules.Problems(order, order.Account switch { "a" => ChannelKind.WeChat, "web" => ChannelKind.WebChat, _ => null }, (channel, kind) => channel == ChannelKind.WeChat || kind == NoticeKind.Text, url => url.StartsWith("https://", StringComparison.Ordinal), Now);

        Assert.Equal(codes, string.Join(' ', problems.Select(p => p.Code)));
        Assert.All(problems, p => Assert.Matches("[\u4e00-\u9fff].*[A-Za-z]{3}", p.Message));
    }

    [Fact]
    public void Length_is_measured_where_the_channel_measures_it()
    {
        Assert.Empty(Text(new string('汉', 682)));
        Assert.Equal("text_too_long", Assert.Single(Text(new string('汉', 683))).Code);

        static IReadOnlyList<NoticeProblem> Text(string text) => NoticeRules.Problems(
            new() { Account = "a", Recipient = "o", Content = new() { Kind = NoticeKind.Text, Text = text } }, ChannelKind.WeChat, (_, _) => true, _ => true, Now);
    }

    [Fact]
    public void A_template_goes_to_WeChat_as_its_interface_wants_it_with_every_character_raw()
    {
        var content = new NoticeContent
        {
            Kind = NoticeKind.Template,
            TemplateId = "TPL",
            Url = "https://bank.example/bill?a=1&b=2",
            MiniProgramAppId = "wx1",
            MiniProgramPath = "pages/bill",
            Data = [new("thing1", "账单👍 \"已出\""), new("amount2", "￥1,234.50", "#173177")],
        };
        var body = WeChatNoticeSender.Body("oAlice", new("01a20000-0000-7000-8000-000000000001"), content);

        Assert.Contains("账单👍", body, StringComparison.Ordinal);
        Assert.DoesNotContain("\\u", body, StringComparison.Ordinal);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse("""
            {"touser":"oAlice","template_id":"TPL","url":"https://bank.example/bill?a=1&b=2","miniprogram":{"appid":"wx1","pagepath":"pages/bill"},"client_msg_id":"01a20000000070008000000000000001",
             "data":{"thing1":{"value":"账单👍 \"已出\""},"amount2":{"value":"￥1,234.50","color":"#173177"}}}
            """), JsonNode.Parse(body)), body);
    }

    [Fact]
    public void A_subscription_has_a_page_and_no_id_of_ours()
    {
        var content = new NoticeContent { Kind = NoticeKind.Subscription, TemplateId = "S", Url = "pages/x", Data = [new("thing1", "到期")] };

        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse("""{"touser":"o","template_id":"S","page":"pages/x","data":{"thing1":{"value":"到期"}}}"""), JsonNode.Parse(WeChatNoticeSender.Body("o", Guid.Empty, content))));
    }

    [Theory]
    [InlineData("<Event>TEMPLATESENDJOBFINISH</Event><MsgID>200163840</MsgID><Status>success</Status>", "200163840", null, false)]
    [InlineData("<Event>templatesendjobfinish</Event><MsgID>7</MsgID><Status>failed:user block</Status>", "7", "客户拒收 (user block)", true)]
    [InlineData("<Event>TEMPLATESENDJOBFINISH</Event><MsgID>7</MsgID><Status>failed: system failed</Status>", "7", "微信系统发送失败 (system failed)", false)]
    [InlineData("<Event>TEMPLATESENDJOBFINISH</Event><MsgID>7</MsgID><Status>failed:something new</Status>", "7", "failed:something new", false)]
    [InlineData("<Event>subscribe_msg_sent_event</Event><SubscribeMsgSentEvent><List><TemplateId>T</TemplateId><MsgID>9</MsgID><ErrorCode>0</ErrorCode><ErrorStatus>success</ErrorStatus></List></SubscribeMsgSentEvent>", "9", null, false)]
    [InlineData("<Event>subscribe_msg_sent_event</Event><SubscribeMsgSentEvent><List><MsgID>9</MsgID><ErrorCode>43101</ErrorCode><ErrorStatus>user refuse</ErrorStatus></List></SubscribeMsgSentEvent>", "9", "user refuse (43101)", true)]
    public void A_report_says_which_message_and_whether_it_arrived(string elements, string id, string? error, bool isUnreachable)
    {
        var raw = $"<xml><ToUserName>gh_1</ToUserName><FromUserName>oAlice</FromUserName><CreateTime>1395658984</CreateTime><MsgType>event</MsgType>{elements}</xml>";
        var message = WeChatCallback.Parse(WeChatSamples.Account(WeChatSamples.Settings), Guid.Empty, Now, raw)!;

        var report = Assert.Single(NoticeReport.Read(message.Content));

        Assert.Equal(new NoticeReport(id, error, isUnreachable), report);
    }

    [Fact]
    public void What_a_customer_does_reports_nothing()
    {
        Assert.Empty(NoticeReport.Read(new EventContent("click", "key", new Dictionary<string, string> { ["MsgID"] = "1" })));
        Assert.Empty(NoticeReport.Read(new TextContent("TEMPLATESENDJOBFINISH")));
        Assert.Equal(SendPriority.Notice, new NoticeOrder { Content = new() { Kind = NoticeKind.Text } }.Priority);
    }
}
