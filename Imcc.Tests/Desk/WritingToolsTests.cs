using Bunit;
using Imcc.Core.Channels;
using Imcc.Core.Conversations;
using Imcc.Core.Desk;
using Imcc.Core.Replies;
using Imcc.Web.Components.Desk;
using static Imcc.Tests.Desk.FakeWorkplace;

namespace Imcc.Tests.Desk;

public sealed class WritingToolsTests : DeskBench
{
    private static readonly Finding Answer = new(Id(801), "信用卡挂失", "{客户}您好，已受理挂失", "信用卡 · 挂失");

    [Fact]
    public async Task What_the_customer_asks_is_looked_up_and_shown_without_a_click_and_sent_by_one()
    {
        Tools.Knows = text => Task.FromResult(text.Contains("挂失", StringComparison.Ordinal) ? new Findings([Answer]) : Findings.None);
        Workplace.Has(10);
        Workplace.Says(10, 1, new TextContent("信用卡怎么挂失"));
        var page = Open(Id(10));

        page.WaitForAssertion(() => Assert.Contains("陈思远您好，已受理挂失", page.Find(".finding").TextContent));
        await page.Find("[data-send-finding]").ClickAsync(new());

        page.WaitForAssertion(() => Assert.Equal("陈思远您好，已受理挂失", ((TextContent)Workplace.Replies.Single().Content).Text));
        page.WaitForAssertion(() => Assert.Contains("used " + Answer.Id, Tools.Commands));
        await page.Find("[data-rate=up]").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Equal("true", page.Find("[data-rate=up]").GetAttribute("aria-pressed")));
        Assert.Contains("rate True", Tools.Commands);
    }

    [Fact]
    public async Task Of_two_look_ups_the_later_words_are_shown_first_and_a_late_answer_to_earlier_words_is_dropped()
    {
        var slow = new TaskCompletionSource<Findings>();
        Tools.Knows = text => text == "慢" ? slow.Task : Task.FromResult(new Findings([Answer with { Title = text }]));
        Workplace.Has(10);
        Workplace.Says(10, 1, new TextContent("慢"));
        var page = Open(Id(10));
        page.WaitForAssertion(() => Assert.Contains("look up 慢", Tools.Commands));

        await Workplace.TellAsync(new MessageAdded(Workplace.Says(10, 2, new TextContent("快"))));
        page.WaitForAssertion(() => Assert.Equal(["快"], page.FindAll(".finding b").Select(b => b.TextContent)));
        slow.SetResult(new([Answer with { Title = "慢" }]));
        await Workplace.TellAsync(new MessageAdded(Workplace.Says(10, 3, new TextContent("再快"))));

        page.WaitForAssertion(() => Assert.Equal(["再快", "快"], page.FindAll(".finding b").Select(b => b.TextContent)));
    }

    [Fact]
    public async Task An_answer_with_an_open_variable_is_completed_in_the_composer_instead_of_being_sent()
    {
        Tools.Knows = _ => Task.FromResult(new Findings([Answer with { Text = "由{技能组}处理" }]));
        Workplace.Has(10);
        var said = Workplace.Says(10, 1, new TextContent("挂失"));
        var page = Open(Id(10));
        page.WaitForAssertion(() => Assert.Equal("由{技能组}处理", page.Find("[data-complete-finding]").GetAttribute("data-insert-text")));
        Assert.False(page.Find("[data-complete-finding]").HasAttribute("disabled"));
        Assert.Empty(page.FindAll("[data-send-finding]"));

        await page.FindComponent<DeskTools>().Instance.SendFindingAsync(Id(10), said.Id, Answer.Id);

        page.WaitForAssertion(() => Assert.Contains("变量没有内容", page.Find(".notice").TextContent));
        Assert.Empty(Workplace.Replies);
    }

    [Fact]
    public async Task The_answer_that_was_read_is_sent_or_none()
    {
        Tools.Knows = text => Task.FromResult(new Findings([Answer with { Id = text == "挂失" ? Id(801) : Id(802), Text = text + "的答案" }]));
        Workplace.Has(10);
        Workplace.Has(11);
        var first = Workplace.Says(10, 1, new TextContent("挂失"));
        var page = Open(Id(10));
        page.WaitForAssertion(() => Assert.Contains("挂失的答案", page.Find(".finding").TextContent));
        await Workplace.TellAsync(new MessageAdded(Workplace.Says(10, 2, new TextContent("分期"))));
        page.WaitForAssertion(() => Assert.Contains("分期的答案", page.Find(".finding").TextContent));
        var tools = page.FindComponent<DeskTools>().Instance;

        // Pressed when the first was on top: it is the first that goes out.
        await tools.SendFindingAsync(Id(10), first.Id, Id(801));
        Assert.Equal(["挂失的答案"], Workplace.Replies.Select(r => ((TextContent)r.Content).Text));
        await tools.SendFindingAsync(Id(10), first.Id, Id(802));
        page.WaitForAssertion(() => Assert.Contains("推荐内容已更新", page.Find(".notice").TextContent));
        await tools.SendFindingAsync(Id(11), first.Id, Id(801));
        Assert.Single(Workplace.Replies);
    }

    [Fact]
    public async Task An_answer_sent_by_one_click_leaves_the_quote_to_what_is_being_written()
    {
        Tools.Knows = _ => Task.FromResult(new Findings([Answer]));
        Workplace.Has(10);
        var said = Workplace.Says(10, 1, new TextContent("信用卡怎么挂失"));
        var page = Open(Id(10));
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-send-finding]")));
        await page.InvokeAsync(() => page.Instance.MessageAsync("quote", said.Id));

        await page.Find("[data-send-finding]").ClickAsync(new());

        page.WaitForAssertion(() => Assert.Null(((TextContent)Workplace.Replies.Single().Content).Quote));
        Assert.NotEmpty(page.FindAll(".quote-draft"));
    }

    [Theory]
    [InlineData("{客户}您好", false)]
    [InlineData("您好，由 { Agent } 为您服务", false)]
    [InlineData("请把 {订单号} 发给我", true)]
    public async Task A_text_with_a_variable_in_it_comes_back_instead_of_going_out(string text, bool goes)
    {
        Workplace.Has(10);
        var page = Open(Id(10));

        await page.InvokeAsync(() => page.Instance.SubmitAsync(Id(10), Id(900), text, false));

        Assert.Equal(goes ? 1 : 0, Workplace.Replies.Count);
        if (goes)
            return;
        page.WaitForAssertion(() => Assert.Contains("变量没有内容", page.Find(".notice").TextContent));
        Assert.Equal(text, Assert.Single(JSInterop.Invocations, i => i.Identifier == "restore").Arguments[2]);
        // Among colleagues it may stand.
        await page.InvokeAsync(() => page.Instance.SubmitAsync(Id(10), Id(901), text, true));
        Assert.Contains(Workplace.Commands, c => c.StartsWith("remark", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nothing_is_looked_up_where_nobody_can_answer_and_a_broken_look_up_disturbs_nobody()
    {
        Tools.Knows = _ => throw new TimeoutException("No answer.");
        Workplace.Has(11, ConversationState.Closed);
        Workplace.Says(11, 1, new TextContent("挂失"));
        Workplace.Has(10);
        Workplace.Says(10, 1, new TextContent("分期"));
        var page = Open(Id(11));
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".bubble")));
        Assert.DoesNotContain("look up 挂失", Tools.Commands);

        await page.InvokeAsync(() => page.Instance.KeyAsync("next"));
        page.WaitForAssertion(() => Assert.Contains("look up 分期", Tools.Commands));
        Assert.Empty(page.FindAll(".notice"));
        Assert.NotEmpty(page.FindAll(".composer"));
    }

    [Fact]
    public async Task A_text_with_words_to_confirm_stays_on_its_bubble_and_goes_out_when_it_is_said_again()
    {
        Workplace.Has(10);
        Workplace.Outcomes["reply"] = CommandOutcome.NeedsConfirmation;
        var page = Open(Id(10));
        await page.InvokeAsync(() => page.Instance.SubmitAsync(Id(10), Id(900), "绝对没有问题", false));
        page.WaitForAssertion(() => Assert.Contains("待确认", page.Find(".msg-fail").TextContent));

        await page.Find("[data-confirm-words]").ClickAsync(new());

        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".msg-fail")));
        Assert.Equal(["confirmed"], Tools.Commands.Where(c => c == "confirmed"));
        Assert.All(Workplace.Replies, r => Assert.Equal(Id(900), r.Id));
    }

    [Fact]
    public async Task A_forbidden_text_can_be_edited_but_not_be_sent_again()
    {
        Workplace.Has(10);
        Workplace.Outcomes["reply"] = CommandOutcome.Forbidden;
        var page = Open(Id(10));
        await page.InvokeAsync(() => page.Instance.SubmitAsync(Id(10), Id(900), "稳赚不赔", false));
        page.WaitForAssertion(() => Assert.Contains("禁用词", page.Find(".msg-fail").TextContent));
        Assert.Empty(page.FindAll("[data-resend], [data-confirm-words]"));
        Assert.NotEmpty(page.FindAll("[data-edit]"));
    }

    [Fact]
    public async Task What_is_confirmed_while_writing_goes_out_confirmed()
    {
        Workplace.Has(10);
        var page = Open(Id(10));
        var tools = page.FindComponent<DeskTools>().Instance;
        Tools.Words = new([new(Id(1), "绝对", WordAction.Warn, null)]);
        Assert.Equal([new WordMark(2, 2, "绝对", false)], await tools.CheckAsync(Id(10), "这个绝对好"));

        await tools.ConfirmAsync(Id(900));
        await page.InvokeAsync(() => page.Instance.SubmitAsync(Id(10), Id(900), "这个绝对好", false));
        page.WaitForAssertion(() => Assert.Contains("confirmed", Tools.Commands));
    }

    [Fact]
    public async Task An_own_reply_is_written_refused_with_a_reason_saved_and_deleted_after_asking_back()
    {
        Workplace.Has(10);
        var page = Open(Id(10));
        await page.Find("[data-side=replies]").ClickAsync(new());
        await page.Find("[data-new-reply]").ClickAsync(new());
        await page.Find("[data-field=title]").InputAsync("查余额");
        await page.Find("[data-field=text]").InputAsync("{客戶}您好");
        Assert.Contains("没有这个变量：{客戶}", page.Find(".reply-wrong").TextContent);
        await page.Find("[data-field=text]").InputAsync("{客户}您好，请登录手机银行");
        Assert.Empty(page.FindAll(".reply-wrong"));

        Tools.Outcomes["save"] = CommandOutcome.TooMany;
        await page.Find(".reply-editor").SubmitAsync();
        page.WaitForAssertion(() => Assert.Contains("200 条", page.Find(".reply-wrong").TextContent));
        Assert.Contains("手机银行", page.Find("[data-field=text]").GetAttribute("value")!, StringComparison.Ordinal);
        Tools.Outcomes.Clear();
        await page.Find(".reply-editor").SubmitAsync();
        page.WaitForAssertion(() => Assert.Contains("查余额", page.Find(".reply-item").TextContent));
        Assert.Empty(page.FindAll(".reply-editor"));

        await page.Find("[data-delete]").ClickAsync(new());
        Assert.Single(Tools.Replies);
        await page.Find("[data-delete]").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Empty(Tools.Replies));
    }

    [Fact]
    public async Task What_stands_in_the_composer_becomes_a_reply()
    {
        Workplace.Has(10);
        var page = Open(Id(10));
        await page.FindComponent<DeskTools>().Instance.NewReplyAsync("请稍等，我为您查询");
        page.WaitForAssertion(() => Assert.Equal("请稍等，我为您查询", page.Find("[data-field=text]").GetAttribute("value")));
    }

    [Fact]
    public async Task Preferences_hold_at_once_are_kept_and_are_heard_from_another_machine()
    {
        Workplace.Has(10);
        var page = Open(Id(10));
        await page.Find("[data-sound=message]").ChangeAsync(new() { Value = false });
        await page.Find("[data-send-key=CtrlEnter]").ChangeAsync(new() { Value = "on" });
        page.WaitForAssertion(() => Assert.Equal(("message", SendKey.CtrlEnter), (Tools.Preferences.Muted.SingleOrDefault(), Tools.Preferences.SendKey)));
        Assert.Contains("Ctrl+Enter 发送", page.Find(".composer-hint").TextContent);

        await Workplace.TellAsync(new PreferencesChanged(Tools.Preferences with { SendKey = SendKey.Enter, QuietUntil = Start.AddHours(1), Revision = 9 }));
        page.WaitForAssertion(() => Assert.Contains("quiet", page.Find(".settings-btn").ClassList));
        page.WaitForAssertion(() => Assert.DoesNotContain("Ctrl+Enter 发送", page.Find(".composer-hint").TextContent));
        // An older one that comes late changes nothing.
        await Workplace.TellAsync(new PreferencesChanged(AgentPreferences.Default with { Revision = 3 }));
        page.WaitForAssertion(() => Assert.Contains("quiet", page.Find(".settings-btn").ClassList));
    }

    [Fact]
    public async Task A_refused_preference_is_as_it_was()
    {
        Workplace.Has(10);
        var page = Open(Id(10));
        Tools.Outcomes["preferences"] = CommandOutcome.Unavailable;
        await page.Find("[data-quiet=on]").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Contains("稍后重试", page.Find(".notice").TextContent));
        Assert.DoesNotContain("quiet", page.Find(".settings-btn").ClassList);
    }

    [Fact]
    public async Task The_palette_offers_what_can_be_done_now_and_does_it()
    {
        Workplace.Has(10);
        Workplace.Has(11, name: "王女士");
        var page = Open(Id(10));
        var tools = page.FindComponent<DeskTools>().Instance;
        var items = await tools.PaletteAsync();
        Assert.Contains(items, i => i.Text == "王女士");
        Assert.Contains(items, i => i.Id == "g:" + Id(51) && i.Text == "转接 信用卡");
        Assert.DoesNotContain(items, i => i.Id == "g:" + Id(52));
        Assert.DoesNotContain(items, i => i.Id is "js:/floor" or "js:/admin");

        await tools.RunAsync("c:" + Id(11));
        page.WaitForAssertion(() => Assert.Equal("王女士", page.Find(".thread-head h1").TextContent));
        await tools.RunAsync("s:Break:");
        Assert.Contains("presence Break", Workplace.Commands);
        await tools.RunAsync("k:transfer");
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".panel")));
        await tools.RunAsync("g:" + Id(51));
        page.WaitForAssertion(() => Assert.Contains($"group {Id(51)}", Handovers.Commands));
        await tools.RunAsync("nonsense");
    }

    [Fact]
    public async Task A_transfer_takes_a_letter_and_two_times_Enter()
    {
        Workplace.Has(10);
        var page = Open(Id(10));
        await page.InvokeAsync(() => page.Instance.KeyAsync("transfer"));
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".pick")));
        await page.Find(".panel-search").InputAsync("xy");
        Assert.Equal("true", page.Find($"[data-group='{Id(51)}']").GetAttribute("aria-checked"));

        await page.Find(".panel").SubmitAsync();
        Assert.Empty(Handovers.Commands);
        await page.Find(".panel").SubmitAsync();

        page.WaitForAssertion(() => Assert.Equal($"group {Id(51)}", Handovers.Commands.Single()));
    }

    [Theory]
    [InlineData("信用卡", "xyk")]
    [InlineData("贵宾服务", "gbfw")]
    [InlineData("VIP 客户", "vipkh")]
    public void Initials_are_those_of_the_pinyin(string name, string initials) => Assert.Equal(initials, Initials.Of(name));
}
