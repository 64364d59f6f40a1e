using Bunit;
using Imcc.Core.Conversations;
using Imcc.Core.Desk;
using Imcc.Web.Components.Desk;
using static Imcc.Tests.Desk.FakeWorkplace;

namespace Imcc.Tests.Desk;

/// <summary>The reasons of a conversation at the desk; what the browser's script would find is told through the picker's field.</summary>
public sealed class ReasonPickerTests : DeskBench
{
    public ReasonPickerTests() => Classification.Publish("信用卡/账单/账单分期", "信用卡/挂失补卡", "贷款/提前还款");

    [Fact]
    public async Task What_the_conversation_is_about_is_suggested_and_taken_by_its_chip()
    {
        Classification.Suggested.Add(Classification.Of("挂失补卡"));
        Workplace.Has(10, ConversationState.WrapUp);
        var page = Open(Id(10));

        Assert.Equal(("1", Classification.Of("挂失补卡").ToString()), (page.Find(".suggest").GetAttribute("data-number"), page.Find(".suggest").GetAttribute("data-reason")));
        await PickAsync(page, "挂失补卡");

        page.WaitForAssertion(() => Assert.Contains("挂失补卡", page.Find(".reason-chips li.main").TextContent, StringComparison.Ordinal));
        Assert.Empty(page.FindAll(".suggest"));
        Assert.Equal(["classify 挂失补卡*"], Classification.Calls);
    }

    [Fact]
    public async Task Of_several_reasons_one_is_the_main_one_and_taking_it_away_makes_the_next_one()
    {
        Workplace.Has(10, ConversationState.WrapUp);
        var page = Open(Id(10));
        await PickAsync(page, "挂失补卡");
        await PickAsync(page, "提前还款");
        page.WaitForAssertion(() => Assert.Equal(["挂失补卡", "提前还款"], Chips(page)));
        Assert.Contains("挂失补卡", page.Find(".reason-chips li.main").TextContent, StringComparison.Ordinal);

        await page.FindAll(".reason-chips .reason-name")[1].ClickAsync(new());
        page.WaitForAssertion(() => Assert.Contains("提前还款", page.Find(".reason-chips li.main").TextContent, StringComparison.Ordinal));
        await page.FindAll("[data-reason-remove]")[1].ClickAsync(new());
        page.WaitForAssertion(() => Assert.Equal(["挂失补卡"], Chips(page)));
        Assert.Equal(["classify 挂失补卡*", "classify 挂失补卡* 提前还款", "classify 挂失补卡 提前还款*", "classify 挂失补卡*"], Classification.Calls);
    }

    [Fact]
    public async Task Finishing_at_once_waits_for_what_was_chosen_last()
    {
        Workplace.Has(10, ConversationState.WrapUp);
        Workplace.Conversations[Id(10)] = Workplace.Conversations[Id(10)] with { WantsReason = true };
        Classification.Delay = new TaskCompletionSource();
        var page = Open(Id(10));
        var picking = PickAsync(page, "账单分期");
        var finishing = page.Find("[data-finish]").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Equal(["账单分期"], Chips(page)));
        Assert.DoesNotContain("finish", Workplace.Commands);
        Classification.Delay.SetResult();
        await picking;
        await finishing;
        Assert.Contains("finish", Workplace.Commands);
    }

    [Fact]
    public async Task A_refused_finish_is_said_at_the_search_and_gone_when_a_reason_is_there()
    {
        Workplace.Has(10, ConversationState.WrapUp);
        Workplace.Conversations[Id(10)] = Workplace.Conversations[Id(10)] with { WantsReason = true };
        Workplace.Outcomes["finish"] = CommandOutcome.ReasonMissing;
        var page = Open(Id(10));
        Assert.Contains("必填", page.Find(".reason-head").TextContent, StringComparison.Ordinal);
        await page.Find("[data-finish]").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Contains("请先选择来话原因", page.Find(".reason-missing").TextContent, StringComparison.Ordinal));
        await PickAsync(page, "账单分期");
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".reason-missing")));
    }

    [Fact]
    public async Task A_refused_choice_is_not_shown_any_longer()
    {
        Workplace.Has(10, ConversationState.WrapUp);
        Classification.Outcome = CommandOutcome.TooMany;
        var page = Open(Id(10));
        await PickAsync(page, "账单分期");
        page.WaitForAssertion(() => Assert.Contains("数量已达上限", page.Find(".notice").TextContent, StringComparison.Ordinal));
        Assert.Empty(Chips(page));
    }

    [Fact]
    public async Task The_end_asks_for_the_reason_and_with_one_ends_and_finishes_in_one_and_keeps_the_note()
    {
        Workplace.Has(10);
        var page = Open(Id(10));
        await page.FindAll(".desk-right .tab").Single(t => t.TextContent.Trim() == "小结").ClickAsync(new());
        await page.Find("textarea.note").InputAsync(new() { Value = "客户要分期" });
        await page.InvokeAsync(() => page.Instance.KeyAsync("end"));
        Assert.True(page.Find(".end-panel [data-reason-search]").HasAttribute("data-autofocus"));
        Assert.Empty(page.FindAll("[data-end-finish]"));

        await page.Find(".end-panel [data-reason-pick]").ChangeAsync(new() { Value = Classification.Of("账单分期").ToString() });
        await page.Find("[data-end-finish][data-reason-done]").ClickAsync(new());

        page.WaitForAssertion(() => Assert.Equal(ConversationState.Closed, Workplace.Conversations[Id(10)].State));
        Assert.Equal(["note 客户要分期", "end", "finish"], Workplace.Commands);
        Assert.Equal(["classify 账单分期*"], Classification.Calls);
    }

    [Fact]
    public async Task What_is_owed_stays_in_the_list_and_leaves_it_with_its_reason()
    {
        Workplace.Has(10, ConversationState.Closed, "王女士");
        Workplace.Conversations[Id(10)] = Workplace.Conversations[Id(10)] with { SummaryOwedBy = Me, WantsReason = true, EndedAt = Start };
        Workplace.Has(11, name: "陈先生");
        var page = Open(Id(11));
        Assert.Equal(["已回复1", "待补小结1"], page.FindAll(".row-head").Select(h => h.TextContent.Trim()));
        await page.InvokeAsync(() => page.Instance.KeyAsync("previous"));

        page.WaitForAssertion(() => Assert.Contains("待补小结", page.Find(".wrapup-card.owed").TextContent, StringComparison.Ordinal));
        Assert.True(page.Find("[data-reason-search]").HasAttribute("data-autofocus"));
        await PickAsync(page, "提前还款");

        page.WaitForAssertion(() => Assert.Equal(["已回复1"], page.FindAll(".row-head").Select(h => h.TextContent.Trim())));
        Assert.Equal(["提前还款"], Chips(page));
    }

    [Fact]
    public async Task The_wrap_up_s_time_running_out_leaves_the_conversation_as_owed()
    {
        var c = Workplace.Has(10, ConversationState.WrapUp) with { WantsReason = true };
        Workplace.Conversations[Id(10)] = c;
        var page = Open(Id(10));
        await Workplace.MoveAsync(c with { State = ConversationState.Closed, SummaryOwedBy = Me });
        page.WaitForAssertion(() => Assert.Equal(["待补小结1"], page.FindAll(".row-head").Select(h => h.TextContent.Trim())));
        // No capacity is taken by it.
        Assert.StartsWith("0", page.Find(".load b").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_favourite_stands_first_among_the_usual_ones()
    {
        Classification.Frequent.AddRange([Classification.Of("挂失补卡"), Classification.Of("提前还款")]);
        Workplace.Has(10, ConversationState.WrapUp);
        var page = Open(Id(10));
        Assert.Equal(["挂失补卡", "提前还款"], page.FindAll(".reason-quick .reason-row b").Select(b => b.TextContent));
        await page.FindAll(".reason-quick .star")[1].ClickAsync(new());
        page.WaitForAssertion(() => Assert.Equal(["提前还款", "挂失补卡"], page.FindAll(".reason-quick .reason-row b").Select(b => b.TextContent)));
        Assert.StartsWith(Classification.Of("提前还款").ToString(), page.Find("[data-reasons]").GetAttribute("data-rank"), StringComparison.Ordinal);
    }

    [Fact]
    public void Who_only_reads_along_chooses_nothing_and_without_a_tree_nobody_does()
    {
        Workplace.Has(10, agent: Id(77));
        var page = Open(Id(10));
        Assert.Empty(page.FindAll("[data-reason-search]"));
        Workplace.ReasonVersion = 0;
        Workplace.Has(12, ConversationState.WrapUp);
        var other = Open(Id(12));
        Assert.Empty(other.FindAll("[data-reasons]"));
        Assert.True(other.Find("[data-finish]").HasAttribute("data-autofocus"));
    }

    private static IReadOnlyList<string> Chips(IRenderedComponent<DeskPage> page) => [.. page.FindAll(".reason-chips .reason-name b").Select(b => b.TextContent)];

    private Task PickAsync(IRenderedComponent<DeskPage> page, string reason) =>
        page.Find("[data-reason-pick]").ChangeAsync(new() { Value = Classification.Of(reason).ToString() });
}
