using System.Text.Json;
using Bunit;
using Imcc.Core.Channels;
using Imcc.Core.Conversations;
using Imcc.Core.Delivery;
using Imcc.Core.Desk;
using Imcc.Web.Components.Desk;
using static Imcc.Tests.Desk.FakeWorkplace;

namespace Imcc.Tests.Desk;

/// <summary>Quoting, taking back, and how much may still be said.</summary>
public sealed class MessageToolsTests : DeskBench
{
    [Fact]
    public void Each_message_says_what_can_be_done_with_it()
    {
        WebChat();
        Workplace.Says(10, 1, new TextContent("在吗"));
        Workplace.Says(10, 2, new PictureContent(new MediaRef(FileId: "a")));
        Own(3, "您好");
        Own(4, "内部", MessageDirection.Internal);
        var page = Open(Id(10));
        page.WaitForAssertion(() => Assert.Equal(["pin quote copy", "pin quote", "pin quote copy recall", "pin copy"], page.FindAll("[data-message]").Select(m => m.GetAttribute("data-tools"))));
        Assert.Equal(Start.AddSeconds(3).AddMinutes(2).ToUnixTimeMilliseconds().ToString(System.Globalization.CultureInfo.InvariantCulture), page.FindAll("[data-message]")[2].GetAttribute("data-recall"));
    }

    [Fact]
    public void What_WeChat_has_cannot_be_taken_back_but_what_waits_for_it_can()
    {
        Workplace.Has(10);
        Own(1, "到了");
        Own(2, "还没走", delivery: DeliveryState.Pending);
        var page = Open(Id(10));
        page.WaitForAssertion(() => Assert.Equal(["pin quote copy", "pin quote copy recall"], page.FindAll("[data-message]").Select(m => m.GetAttribute("data-tools"))));
    }

    [Fact]
    public async Task A_quote_stands_over_the_composer_and_goes_with_the_next_reply_only()
    {
        WebChat();
        var asked = Workplace.Says(10, 1, new TextContent("什么时候发货？"));
        var page = Open(Id(10));
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".msg")));
        await ToolAsync(page, "quote", asked.Id);
        page.WaitForAssertion(() => Assert.Contains("什么时候发货？", page.Find(".quote-draft").TextContent));
        // A remark answers nobody.
        await page.InvokeAsync(() => page.Instance.SubmitAsync(Id(10), Id(901), "客户着急", true));
        Assert.NotEmpty(page.FindAll(".quote-draft"));

        await page.InvokeAsync(() => page.Instance.SubmitAsync(Id(10), Id(902), "明天", false));
        await page.InvokeAsync(() => page.Instance.SubmitAsync(Id(10), Id(903), "下午", false));

        Assert.Equal([new TextContent("明天", Quote: new(asked.Id, "陈思远", "什么时候发货？", true)), new TextContent("下午")], Workplace.Replies.Select(r => r.Content));
        page.WaitForAssertion(() =>
        {
            Assert.Empty(page.FindAll(".quote-draft"));
            Assert.Equal(asked.Id.ToString(), Assert.Single(page.FindAll(".bubble .quote")).GetAttribute("data-jump"));
        });
    }

    [Fact]
    public async Task A_quote_can_be_left_out_again_and_comes_back_with_a_refused_text()
    {
        WebChat();
        var asked = Workplace.Says(10, 1, new TextContent("什么时候发货？"));
        var page = Open(Id(10));
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".msg")));
        await ToolAsync(page, "quote", asked.Id);
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-unquote]")));
        await page.Find("[data-unquote]").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".quote-draft")));

        await ToolAsync(page, "quote", asked.Id);
        Workplace.Outcomes["reply"] = CommandOutcome.Unavailable;
        await page.InvokeAsync(() => page.Instance.SubmitAsync(Id(10), Id(902), "明天", false));
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-edit]")));
        await page.Find("[data-edit]").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Contains("什么时候发货？", page.Find(".quote-draft").TextContent));
    }

    [Fact]
    public async Task An_internal_remark_is_never_quoted_to_the_customer()
    {
        WebChat();
        var remark = Own(1, "客户很难缠", MessageDirection.Internal);
        var page = Open(Id(10));
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".remark")));
        await ToolAsync(page, "quote", remark.Id);
        Assert.Empty(page.FindAll(".quote-draft"));
    }

    [Fact]
    public async Task What_was_taken_back_leaves_a_line_and_can_be_written_again()
    {
        WebChat();
        var said = Own(1, "发错了");
        var page = Open(Id(10));
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".msg.own")));
        await ToolAsync(page, "recall", said.Id);
        page.WaitForAssertion(() => Assert.Contains("你撤回了一条消息", page.Find(".recalled").TextContent));
        Assert.Empty(page.FindAll(".msg"));
        Assert.Equal("发错了", page.Find(".recalled-text .text").TextContent);

        await page.Find("[data-edit-again]").ClickAsync(new());

        var restored = Assert.Single(JSInterop.Invocations, i => i.Identifier == "restore").Arguments;
        Assert.Equal((Id(10), "发错了"), ((Guid)restored[0]!, restored[2]));
    }

    [Theory]
    [InlineData(CommandOutcome.TooLate, "超过 2 分钟")]
    [InlineData(CommandOutcome.Unsupported, "已送达微信")]
    public async Task A_recall_that_comes_too_late_says_so(CommandOutcome outcome, string sentence)
    {
        WebChat();
        var said = Own(1, "发错了");
        Messages.Outcomes["recall"] = outcome;
        var page = Open(Id(10));
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".msg.own")));
        await ToolAsync(page, "recall", said.Id);
        page.WaitForAssertion(() => Assert.Contains(sentence, page.Find(".notice").TextContent));
        Assert.NotEmpty(page.FindAll(".msg.own"));
    }

    [Fact]
    public async Task The_meter_counts_down_and_warns_before_the_message_that_is_one_too_many()
    {
        Clock.Now = Start.AddMinutes(1);
        Workplace.Has(10);
        Workplace.Says(10, 1, new TextContent("在吗"));
        var page = Open(Id(10));
        page.WaitForAssertion(() => Assert.Equal(5, page.FindAll(".reply-dots .on").Count));
        Assert.Contains("level-green", page.Find(".reply-meter").ClassName, StringComparison.Ordinal);
        Assert.Equal(Start.AddSeconds(1).AddHours(48).ToUnixTimeMilliseconds().ToString(System.Globalization.CultureInfo.InvariantCulture), page.Find(".reply-meter time").GetAttribute("data-due"));
        for (var i = 2; i <= 6; i++)
            await Workplace.TellAsync(new MessageAdded(Own(i, "第" + i)));

        page.WaitForAssertion(() =>
        {
            Assert.Contains("客户回复后恢复", page.Find(".reply-over").TextContent);
            Assert.Contains("level-red", page.Find(".reply-meter").ClassName, StringComparison.Ordinal);
        });
        // It warns; the channel decides.
        await page.InvokeAsync(() => page.Instance.SubmitAsync(Id(10), Id(902), "还有一句", false));
        Assert.Single(Workplace.Replies);

        await Workplace.TellAsync(new MessageAdded(Workplace.Says(10, Workplace.Thread(10).Count + 1, new TextContent("收到"))));
        page.WaitForAssertion(() =>
        {
            Assert.Empty(page.FindAll(".reply-over"));
            Assert.Equal(5, page.FindAll(".reply-dots .on").Count);
        });
    }

    [Fact]
    public async Task A_channel_without_limits_has_no_meter_and_a_remark_needs_none()
    {
        WebChat();
        Workplace.Says(10, 1, new TextContent("在吗"));
        var page = Open(Id(10));
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".msg")));
        Assert.Empty(page.FindAll(".reply-meter, .reply-over"));
        Workplace.Has(11);
        Workplace.Says(11, 1, new TextContent("在吗"));
        page = Open(Id(11));
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".reply-meter")));
        await page.InvokeAsync(() => page.Instance.KeyAsync("remark"));
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".reply-meter")));
    }

    [Fact]
    public async Task The_composer_measures_by_what_the_channel_carries_beside_the_quote()
    {
        Workplace.Has(10);
        var said = Workplace.Says(10, 1, new TextContent("在吗"));
        var page = Open(Id(10));
        page.WaitForAssertion(() => Assert.Equal("2048", page.Find(".composer").GetAttribute("data-max-bytes")));

        await ToolAsync(page, "quote", said.Id);
        // 「陈思远：在吗」 and the end of its line.
        page.WaitForAssertion(() => Assert.Equal("2023", page.Find(".composer").GetAttribute("data-max-bytes")));
        await page.InvokeAsync(() => page.Instance.KeyAsync("remark"));
        page.WaitForAssertion(() => Assert.Null(page.Find(".composer").GetAttribute("data-max-bytes")));
        WebChat();
        Assert.Null(Open(Id(10)).Find(".composer").GetAttribute("data-max-bytes"));
    }

    [Fact]
    public async Task The_quote_and_the_files_that_wait_come_back_after_a_reload()
    {
        Workplace.Has(10);
        var said = Workplace.Says(10, 1, new TextContent("在吗"));
        var page = Open(Id(10));
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".msg")));
        Assert.Null(page.Find(".composer").GetAttribute("data-kept"));
        await ToolAsync(page, "quote", said.Id);
        await page.InvokeAsync(() => page.Instance.AttachedAsync(Id(10), "f1", "图.png", "image/png", 1000));
        var kept = JsonSerializer.Deserialize<KeptDraft>(page.Find(".composer").GetAttribute("data-kept")!, JsonSerializerOptions.Web)!;

        var again = Open(Id(10));
        Assert.Empty(again.FindAll(".quote-draft, .attachments"));
        await again.InvokeAsync(() => again.Instance.GiveBackAsync(Id(10), kept));

        again.WaitForAssertion(() => Assert.Contains("在吗", again.Find(".quote-draft").TextContent));
        Assert.Single(again.FindAll(".attachments li"));
        // Given back twice it is there once.
        await again.InvokeAsync(() => again.Instance.GiveBackAsync(Id(10), kept));
        Assert.Single(again.FindAll(".attachments li"));
    }

    [Fact]
    public async Task The_composer_offers_what_the_channel_carries_and_says_why_not()
    {
        Workplace.Has(10);
        var page = Open(Id(10));
        page.WaitForAssertion(() => Assert.Contains("微信公众号不支持其他文件", page.Find("[data-choose=file]").GetAttribute("title")));
        Assert.Contains("video/mp4", page.Find("[data-file=file]").GetAttribute("accept"));
        await page.InvokeAsync(() => page.Instance.AttachedAsync(Id(10), "f1", "合同.pdf", "application/pdf", 1000));
        page.WaitForAssertion(() => Assert.Contains("不能发送此类文件", page.Find(".notice").TextContent));
        Assert.Empty(page.FindAll(".attachments"));
        await page.InvokeAsync(() => page.Instance.AttachedAsync(Id(10), "f2", "说明.mp3", "audio/mpeg", 1000));
        page.WaitForAssertion(() => Assert.Single(page.FindAll(".attachments li")));
        await page.InvokeAsync(() => page.Instance.SubmitAsync(Id(10), Id(902), "", false));
        Assert.IsType<VoiceContent>(Assert.Single(Workplace.Replies).Content);
    }

    private void WebChat()
    {
        Workplace.Has(10);
        Workplace.Conversations[Id(10)] = Workplace.Conversations[Id(10)] with { Channel = ChannelKind.WebChat };
    }

    private ThreadMessage Own(int seq, string text, MessageDirection direction = MessageDirection.Outbound, DeliveryState delivery = DeliveryState.Sent)
    {
        var message = Workplace.Says(10, seq, new TextContent(text), MessageSender.Agent, delivery) with { AgentId = Me, Direction = direction };
        Workplace.Thread(10)[^1] = message;
        return message;
    }

    private static Task ToolAsync(IRenderedComponent<DeskPage> page, string tool, Guid messageId) => page.InvokeAsync(() => page.Instance.MessageAsync(tool, messageId));
}
