using Bunit;
using Imcc.Core.Channels;
using Imcc.Core.Conversations;
using Imcc.Core.Desk;
using Imcc.Web.Components.Desk;
using static Imcc.Tests.Desk.FakeWorkplace;

namespace Imcc.Tests.Desk;

/// <summary>The bar of pins over the thread, and what is offered for it.</summary>
public sealed class PinsTests : DeskBench
{
    [Fact]
    public async Task A_message_is_pinned_and_unpinned_by_the_same_tool()
    {
        var (page, message) = OpenWith("麻烦改到世纪大道 100 号");
        Assert.Empty(page.FindAll(".pin-bar"));
        await ToolAsync(page, "pin", message);
        page.WaitForAssertion(() =>
        {
            Assert.Equal("麻烦改到世纪大道 100 号", page.Find(".pin-text").TextContent);
            Assert.Contains("客户", page.Find(".pin-meta").TextContent);
            Assert.True(page.Find($"[data-message='{message.Id}']").HasAttribute("data-pinned"));
            Assert.NotEmpty(page.FindAll(".pin-mark"));
        });
        await ToolAsync(page, "pin", message);
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".pin")));
        Assert.False(page.Find($"[data-message='{message.Id}']").HasAttribute("data-pinned"));
    }

    [Fact]
    public async Task The_latest_message_of_the_customers_is_pinned_by_key()
    {
        Workplace.Has(10);
        Workplace.Says(10, 1, new TextContent("第一句"));
        Workplace.Says(10, 2, new TextContent("第二句"));
        Workplace.Says(10, 3, new TextContent("好的"), MessageSender.Agent);
        Workplace.Says(10, 4, new EventContent("view", "https://a.cn"));
        var page = Open(Id(10));
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".msg")));
        await page.InvokeAsync(() => page.Instance.KeyAsync("pin"));
        page.WaitForAssertion(() => Assert.Equal("第二句", page.Find(".pin-text").TextContent));
        // Once more is once too often, not an unpinning: who presses it twice wants it pinned.
        Messages.Outcomes["pin"] = CommandOutcome.AlreadyDone;
        await page.InvokeAsync(() => page.Instance.KeyAsync("pin"));
        Assert.Single(page.FindAll(".pin"));
        Assert.Empty(page.FindAll(".notice"));
    }

    [Fact]
    public async Task Numbers_in_the_customers_words_are_offered_and_pinned_with_one_click()
    {
        var (page, _) = OpenWith("订单号 20251122083012345，电话13812345678，卡号6222020200112233446");
        page.WaitForAssertion(() => Assert.Equal(["置顶单号 20251122083012345", "置顶电话 13812345678"], page.FindAll("[data-pin-number]").Select(b => b.TextContent.Trim())));
        Assert.Equal("20251122083012345", page.Find(".number-chip [data-copy]").GetAttribute("data-copy"));

        await page.Find("[data-pin-number='20251122083012345']").ClickAsync(new());

        page.WaitForAssertion(() =>
        {
            Assert.Equal("20251122083012345", page.Find(".pin.number .pin-text").TextContent);
            Assert.Equal("20251122083012345", page.Find(".pin [data-copy]").GetAttribute("data-copy"));
            Assert.Equal("置顶电话 13812345678", Assert.Single(page.FindAll("[data-pin-number]")).TextContent.Trim());
        });
    }

    [Fact]
    public void What_an_agent_writes_and_who_only_reads_is_offered_nothing()
    {
        Workplace.Has(10, ConversationState.Queued, agent: Id(5));
        Workplace.Says(10, 1, new TextContent("订单号 20251122083012345"));
        Workplace.Has(11);
        Workplace.Says(11, 1, new TextContent("单号 SF1390224817765"), MessageSender.Agent);
        var page = Open(Id(10));
        page.WaitForAssertion(() => Assert.Single(page.FindAll(".msg")));
        Assert.Empty(page.FindAll(".number-chip"));
        Assert.DoesNotContain("pin", page.Find(".msg").GetAttribute("data-tools"), StringComparison.Ordinal);
        page = Open(Id(11));
        page.WaitForAssertion(() => Assert.Single(page.FindAll(".msg.own")));
        Assert.Empty(page.FindAll(".number-chip"));
    }

    [Fact]
    public async Task Two_pins_are_seen_and_the_rest_unfolds()
    {
        Workplace.Has(10);
        for (var i = 1; i <= 5; i++)
            Messages.Pins.Insert(0, Messages.Make(Id(10), Workplace.Says(10, i, new TextContent("第" + i)).Id));
        var page = Open(Id(10));
        page.WaitForAssertion(() => Assert.Equal(["第5", "第4"], Texts(page)));
        await page.Find(".pin-more").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Equal(["第5", "第4", "第3", "第2", "第1"], Texts(page)));
        Assert.Equal("true", page.Find(".pin-more").GetAttribute("aria-expanded"));
        await page.Find(".pin-more").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Equal(2, Texts(page).Count));
    }

    [Fact]
    public async Task A_note_is_written_in_place_and_given_up_with_Escape()
    {
        var (page, message) = OpenWith("订单有问题");
        await ToolAsync(page, "pin", message);
        page.WaitForAssertion(() => Assert.Contains("备注", page.Find("[data-pin-note]").TextContent));
        await page.Find("[data-pin-note]").ClickAsync(new());
        await page.Find(".pin-note-input").InputAsync("不要这句");
        await page.Find(".pin-note-input").KeyDownAsync("Escape");
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".pin-note-input")));

        await page.Find("[data-pin-note]").ClickAsync(new());
        await page.Find(".pin-note-input").InputAsync(" 已转仓库 ");
        await page.Find(".pin-note-form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Equal("已转仓库", page.Find("[data-pin-note]").TextContent));
        Assert.Equal(["pin", "note 已转仓库"], Messages.Commands);
    }

    [Fact]
    public async Task A_note_that_was_refused_stays_where_it_is_written()
    {
        var (page, message) = OpenWith("订单有问题");
        await ToolAsync(page, "pin", message);
        Messages.Outcomes["note"] = CommandOutcome.Unavailable;
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-pin-note]")));
        await page.Find("[data-pin-note]").ClickAsync(new());
        await page.Find(".pin-note-input").InputAsync("已转仓库");
        await page.Find(".pin-note-form").SubmitAsync();
        page.WaitForAssertion(() => Assert.Contains("稍后重试", page.Find(".notice").TextContent));
        Assert.Equal("已转仓库", page.Find(".pin-note-input").GetAttribute("value"));
    }

    [Fact]
    public async Task A_pin_is_made_the_customers_and_the_conversations_again()
    {
        var (page, message) = OpenWith("我对花生过敏");
        await ToolAsync(page, "pin", message);
        page.WaitForAssertion(() => Assert.Equal("本次会话", page.Find("[data-scope]").TextContent));
        await page.Find("[data-scope]").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Equal(("该客户", "true"), (page.Find("[data-scope]").TextContent, page.Find("[data-scope]").GetAttribute("aria-pressed"))));
        await page.Find("[data-scope]").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Equal("本次会话", page.Find("[data-scope]").TextContent));
    }

    [Fact]
    public async Task What_was_unpinned_can_be_put_back_as_it_was()
    {
        Workplace.Has(10);
        Messages.Pins.Add(Messages.Make(Id(10), Workplace.Says(10, 1, new TextContent("订单 20251122083012345")).Id, "20251122083012345", PinScope.Customer, "加急"));
        var page = Open(Id(10));
        page.WaitForAssertion(() => Assert.Single(page.FindAll(".pin")));
        await page.Find("[data-unpin]").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Contains("20251122083012345", page.Find(".pin-removed").TextContent));
        Assert.Empty(page.FindAll(".pin"));

        await page.Find("[data-undo]").ClickAsync(new());

        page.WaitForAssertion(() => Assert.Equal(("20251122083012345", "加急", "该客户"), (page.Find(".pin-text").TextContent, page.Find("[data-pin-note]").TextContent, page.Find("[data-scope]").TextContent)));
        Assert.Empty(page.FindAll(".pin-removed"));
    }

    [Fact]
    public async Task What_a_colleague_pins_is_seen_at_once_and_of_other_conversations_nothing()
    {
        var (page, message) = OpenWith("请看这里");
        Workplace.Has(11);
        Workplace.Says(11, 1, new TextContent("别人的"));
        await Workplace.TellAsync(new PinsChanged(Id(1011), Id(11), [Messages.Make(Id(11), Workplace.Thread(11)[0].Id)]));
        await Workplace.TellAsync(new PinsChanged(message.ThreadId, Id(10), [Messages.Make(Id(10), message.Id, note: "同事写的")]));
        page.WaitForAssertion(() => Assert.Equal("同事写的", Assert.Single(page.FindAll(".pin")).QuerySelector(".pin-note")!.TextContent));
        Assert.Equal(["请看这里"], Texts(page));
    }

    [Fact]
    public async Task What_is_pinned_in_another_channel_of_the_customers_stays_in_sight_and_is_not_changed_here()
    {
        Workplace.Has(10);
        Workplace.Has(11);
        Workplace.Says(10, 1, new TextContent("这里说的"));
        var elsewhere = Messages.Make(Id(11), Workplace.Says(11, 1, new TextContent("对花生过敏")).Id, scope: PinScope.Customer);
        Messages.Pins.Add(elsewhere);
        var page = Open(Id(10));
        page.WaitForAssertion(() => Assert.Equal("对花生过敏", Assert.Single(page.FindAll(".pin-text")).TextContent));
        Assert.Empty(page.FindAll("[data-unpin], [data-scope], .pin [data-jump]"));

        var here = Workplace.Thread(10)[0];
        await Workplace.TellAsync(new PinsChanged(here.ThreadId, Id(10), [Messages.Make(Id(10), here.Id)]));

        page.WaitForAssertion(() => Assert.Equal(["这里说的", "对花生过敏"], Texts(page)));
        Assert.Single(page.FindAll("[data-unpin]"));
    }

    [Fact]
    public async Task A_conversation_opens_with_its_pins_and_leaves_them_with_it()
    {
        Workplace.Has(10);
        Workplace.Has(11, name: "王女士");
        Messages.Pins.Add(Messages.Make(Id(10), Workplace.Says(10, 1, new TextContent("只在这里")).Id));
        var page = Open(Id(10));
        page.WaitForAssertion(() => Assert.Equal(["只在这里"], Texts(page)));
        await page.InvokeAsync(() => page.Instance.KeyAsync("next"));
        page.WaitForAssertion(() =>
        {
            Assert.Equal("王女士", page.Find(".thread-head h1").TextContent);
            Assert.Empty(page.FindAll(".pin-bar"));
        });
    }

    [Fact]
    public async Task A_helper_pins_too_and_whoever_looks_on_reads_only()
    {
        Workplace.Has(10, agent: Id(5));
        var message = Workplace.Says(10, 1, new TextContent("请看"));
        Messages.Pins.Add(Messages.Make(Id(10), message.Id));
        Workplace.Conversations[Id(10)] = Workplace.Conversations[Id(10)] with { Help = new(Me, Id(5), Start, "") };
        var page = Open(Id(10));
        page.WaitForAssertion(() => Assert.Single(page.FindAll("[data-unpin]")));
        Assert.Equal("pin copy", page.Find(".msg").GetAttribute("data-tools"));
        await Workplace.MoveAsync(Workplace.Conversations[Id(10)] with { Help = null });
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-unpin]")));
        Assert.Equal(["请看"], Texts(page));
    }

    [Fact]
    public async Task The_twenty_first_is_refused_with_a_sentence()
    {
        var (page, message) = OpenWith("再来一条");
        Messages.Outcomes["pin"] = CommandOutcome.TooMany;
        await ToolAsync(page, "pin", message);
        page.WaitForAssertion(() => Assert.Contains("最多置顶 20 条", page.Find(".notice").TextContent));
    }

    [Fact]
    public async Task A_pin_far_back_is_loaded_as_far_as_its_message()
    {
        Workplace.Has(10);
        for (var i = 1; i <= 600; i++)
            Workplace.Says(10, i, new TextContent("第" + i));
        var page = Open(Id(10));
        page.WaitForAssertion(() => Assert.Equal(50, page.FindAll(".msg").Count));
        await ToolAsync(page, "find", Workplace.Thread(10)[2]);
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll($"[data-message='{Workplace.Thread(10)[2].Id}']")));
    }

    private (IRenderedComponent<DeskPage> Page, ThreadMessage Message) OpenWith(string text)
    {
        Workplace.Has(10);
        var message = Workplace.Says(10, 1, new TextContent(text));
        var page = Open(Id(10));
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".msg")));
        return (page, message);
    }

    private static Task ToolAsync(IRenderedComponent<DeskPage> page, string tool, ThreadMessage message) =>
        page.InvokeAsync(() => page.Instance.MessageAsync(tool, message.Id));

    private static List<string> Texts(IRenderedComponent<DeskPage> page) => [.. page.FindAll(".pin-text").Select(p => p.TextContent)];
}
