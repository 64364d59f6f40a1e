using Bunit;
using Imcc.Core.Conversations;
using Imcc.Core.Desk;
using Imcc.Core.Organisation;
using Imcc.Web.Components.Desk;
using static Imcc.Tests.Desk.FakeWorkplace;

namespace Imcc.Tests.Desk;

public sealed class ListFilterTests : DeskBench
{
    [Fact]
    public async Task The_list_narrows_while_one_types_by_name_words_and_tags()
    {
        Workplace.Tags.Add(new CustomerTag(Id(81), "投诉敏感", 0, "amber"));
        Workplace.Conversations[Id(10)] = Workplace.Has(10, name: "陈思远", preview: "信用卡额度") with { Tags = [Id(81)] };
        Workplace.Has(11, name: "李娜", preview: "转账不到账");
        var page = Open();
        await page.Find("[data-list-filter]").InputAsync(new() { Value = "转账" });
        Assert.Equal(["李娜"], Names(page));
        await page.Find("[data-list-filter]").InputAsync(new() { Value = "投诉" });
        Assert.Equal(["陈思远"], Names(page));
        await page.Find("[data-list-filter]").InputAsync(new() { Value = "没有的" });
        Assert.Empty(Names(page));
        Assert.Contains("共 2 个", page.Find(".rows-more").TextContent);
        Assert.Equal("/history?q=%E6%B2%A1%E6%9C%89%E7%9A%84", page.Find(".filter-history").GetAttribute("href"));
        await page.Find("[data-list-filter]").KeyDownAsync(new Microsoft.AspNetCore.Components.Web.KeyboardEventArgs { Key = "Enter" });
        Assert.EndsWith("/history?q=%E6%B2%A1%E6%9C%89%E7%9A%84", Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chips_narrow_together_and_what_rings_is_never_hidden()
    {
        Workplace.Conversations[Id(10)] = Workplace.Has(10, name: "甲") with { VipTier = 2, WaitingSince = Start };
        Workplace.Conversations[Id(11)] = Workplace.Has(11, name: "乙") with { VipTier = 1 };
        Workplace.Has(12, name: "丙");
        Workplace.Has(13, ConversationState.Offered, "丁");
        var page = Open();
        await page.Find("[data-filters]").ClickAsync(new());
        await page.Find("[data-chip=vip]").ClickAsync(new());
        Assert.Equal(["丁", "甲", "乙"], Names(page));
        await page.Find("[data-chip=waiting]").ClickAsync(new());
        Assert.Equal(["丁", "甲"], Names(page));
        await page.Find("[data-chip-clear]").ClickAsync(new());
        Assert.Equal(4, Names(page).Count());
    }

    [Fact]
    public async Task Several_are_ended_at_once_and_whoever_still_waits_is_not_among_them()
    {
        Workplace.Conversations[Id(10)] = Workplace.Has(10, name: "等") with { WaitingSince = Start };
        Workplace.Has(11, name: "甲");
        Workplace.Has(12, name: "乙");
        Workplace.Has(13, name: "丙");
        var page = Open();
        await page.Find("[data-bulk]").ClickAsync(new());
        Assert.NotNull(page.Find($"[data-select='{Id(10)}']").GetAttribute("disabled"));

        // From one to another, in the order of the screen.
        await page.Find($"[data-select='{Id(11)}']").ClickAsync(new());
        await page.Find($"[data-select='{Id(13)}']").ClickAsync(new() { ShiftKey = true });
        Assert.Contains("（3）", page.Find("[data-bulk-end]").TextContent);
        await page.Find("[data-bulk-end]").ClickAsync(new());
        Assert.DoesNotContain("end", Workplace.Commands);
        await page.Find("[data-bulk-yes]").ClickAsync(new());

        page.WaitForAssertion(() => Assert.Equal(3, Workplace.Commands.Count(c => c == "end")));
        Assert.Equal(ConversationState.Active, Workplace.Conversations[Id(10)].State);
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".bulk")));
    }

    [Fact]
    public async Task What_could_not_be_ended_says_why_and_stays_chosen()
    {
        Workplace.Has(11, name: "甲");
        Workplace.Outcomes["end"] = CommandOutcome.Unavailable;
        var page = Open();
        await page.Find("[data-bulk]").ClickAsync(new());
        await page.Find("[data-bulk-all]").ClickAsync(new());
        await page.Find("[data-bulk-end]").ClickAsync(new());
        await page.Find("[data-bulk-yes]").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Contains("稍后重试", page.Find(".pick-failed").TextContent));
        Assert.Contains("1 个未结束", page.Find(".bulk").TextContent);
        Assert.Contains("（1）", page.Find("[data-bulk-end]").TextContent);
    }

    [Fact]
    public async Task A_customer_who_writes_meanwhile_is_left_alone()
    {
        var c = Workplace.Has(11, name: "甲");
        var page = Open();
        await page.Find("[data-bulk]").ClickAsync(new());
        await page.Find("[data-bulk-all]").ClickAsync(new());
        await page.InvokeAsync(() => Workplace.MoveAsync(c with { WaitingSince = Start, Unread = 1 }));
        page.WaitForAssertion(() => Assert.NotNull(page.Find($"[data-select='{Id(11)}']").GetAttribute("disabled")));
        await page.Find("[data-bulk-end]").ClickAsync(new());
        await page.Find("[data-bulk-yes]").ClickAsync(new());
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".pick-failed")));
        Assert.DoesNotContain("end", Workplace.Commands);
    }

    [Theory]
    [InlineData(29, false)]
    [InlineData(30, true)]
    public void Silent_is_who_has_said_nothing_for_half_an_hour(int minutes, bool isSilent)
    {
        var c = Workplace.Has(11) with { LastMessageAt = Start };
        Assert.Equal(isSilent, BulkClose.IsSilent(c, Start.AddMinutes(minutes)));
        Assert.False(BulkClose.IsSilent(c with { WaitingSince = Start }, Start.AddHours(2)));
        Assert.True(BulkClose.IsSilent(c with { State = ConversationState.Parked }, Start.AddHours(2)));
    }

    private static IEnumerable<string> Names(IRenderedComponent<DeskPage> page) => page.FindAll(".desk-left .row-name").Select(n => n.TextContent);
}
