using Imcc.Core.Channels;
using Imcc.Web.Components.Desk;

namespace Imcc.Tests.Desk;

public sealed class TemplateTests
{
    private static readonly MessageTemplate Service = new("t1", "客服回复提醒", "{{first.DATA}}\n客户姓名：{{keyword1.DATA}}\n回复时间：{{keyword2.DATA}}\n处理结果：{{thing3.DATA}} 金额：{{amount4.DATA}}\n{{remark.DATA}}", "", "", false);

    [Fact]
    public void Places_are_found_with_what_stands_before_them() =>
        Assert.Equal([("first", ""), ("keyword1", "客户姓名"), ("keyword2", "回复时间"), ("thing3", "处理结果"), ("amount4", "金额"), ("remark", "")], Service.Places().Select(p => (p.Key, p.Label)));

    [Fact]
    public void The_customer_and_the_time_are_filled_in_and_empty_lines_go()
    {
        var draft = Draft();
        Assert.Equal(("李女士", "2026-11-23 14:05"), (draft["keyword1"], draft["keyword2"]));
        draft["thing3"] = "已退款";
        draft["amount4"] = "1,280.00";
        Assert.Equal("客户姓名：李女士\n回复时间：2026-11-23 14:05\n处理结果：已退款 金额：1,280.00", draft.Text);
        Assert.Null(draft.Problem());
        var content = draft.ToContent();
        Assert.Equal(["first", "keyword1", "keyword2", "thing3", "amount4", "remark"], content.Fields.Select(f => f.Key));
        Assert.Equal(draft.Text, content.Text);
    }

    [Fact]
    public void What_wechat_would_refuse_is_said_before()
    {
        var draft = Draft();
        Assert.Equal(("Template.Missing", "处理结果"), (draft.Problem()!.Value.Key, draft.Problem()!.Value.Arguments[0]));
        draft["thing3"] = new string('字', 21);
        draft["amount4"] = "1";
        Assert.Equal("Template.TooLong", draft.Problem()!.Value.Key);
        draft["thing3"] = "好";
        draft.Url = "javascript:alert(1)";
        Assert.Equal("Template.UrlBad", draft.Problem()!.Value.Key);
    }

    [Theory]
    [InlineData("success", null)]
    [InlineData("failed:user block", "客户拒收模板消息")]
    [InlineData("failed: user block", "客户拒收模板消息")]
    [InlineData("failed: system failed", "微信系统原因，模板消息未送达")]
    [InlineData("failed:other", "模板消息未送达：failed:other")]
    public void The_channels_later_news_is_read(string status, string? error) =>
        Assert.Equal([new TemplateResult("9001", error)], TemplateResult.Of(new EventContent("templatesendjobfinish", null, new Dictionary<string, string> { ["MsgID"] = "9001", ["Status"] = status })));

    [Fact]
    public void One_event_tells_of_several_subscribed_notices()
    {
        var told = new Dictionary<string, string>();
        foreach (var (at, id, code, status) in ((int, string, string, string)[])[(0, "71", "0", "success"), (1, "72", "43101", "user refuse to accept the msg"), (2, "73", "77", "strange")])
        {
            told[$"SubscribeMsgSentEvent.List.{at}.TemplateId"] = "t";
            told[$"SubscribeMsgSentEvent.List.{at}.MsgID"] = id;
            told[$"SubscribeMsgSentEvent.List.{at}.ErrorCode"] = code;
            told[$"SubscribeMsgSentEvent.List.{at}.ErrorStatus"] = status;
        }

        Assert.Equal(
            [new("71", null), new("72", "客户没有订阅此通知或已拒收 (43101)"), new("73", "订阅通知未送达：strange (77)")],
            TemplateResult.Of(new EventContent("subscribe_msg_sent_event", null, told)));
    }

    [Fact]
    public void Other_events_are_no_such_news()
    {
        Assert.Empty(TemplateResult.Of(new EventContent("click", "k", new Dictionary<string, string> { ["MsgID"] = "1" })));
        Assert.Empty(TemplateResult.Of(new EventContent("templatesendjobfinish")));
        Assert.Empty(TemplateResult.Of(new TextContent("templatesendjobfinish")));
    }

    private static TemplateDraft Draft() => new(Service, "李女士", "云软银行", new DateTime(2026, 11, 23, 14, 5, 0, DateTimeKind.Unspecified));
}
