using Bunit;
using Imcc.Core.Channels;
using Imcc.Core.Conversations;
using Imcc.Core.Desk;
using Imcc.Web.Components.Desk;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using static Imcc.Tests.Desk.FakeWorkplace;

namespace Imcc.Tests.Desk;

public sealed class HistoryPaneTests : DeskBench
{
    [Fact]
    public void A_search_stands_in_the_address_and_shows_where_the_words_are()
    {
        Workplace.Has(10);
        History.Hits.Add(new(Workplace.Has(20, ConversationState.Closed, "王建国"), [new(Id(5), 42, Start, MessageSender.Customer, false, "我的信用卡丢了", [new(2, 3)])], 4));
        var page = OpenHistory("/history?q=信用卡&from=2026-03-01&order=best");

        page.WaitForAssertion(() => Assert.Equal("信用卡", page.Find(".hit mark").TextContent));
        Assert.Equal(new HistoryQuery("信用卡", new DateTimeOffset(2026, 2, 28, 16, 0, 0, TimeSpan.Zero), Order: HistoryOrder.Best), History.Asked[^1]);
        Assert.Equal($"/desk/{Id(20)}?at=42", page.Find("[data-hit]").GetAttribute("href"));
        Assert.Contains("另有 3 条", page.Find(".hit-more").TextContent);
        // Whoever searches is at the desk, and is not led away from the search.
        Assert.Equal(1, Workplace.Screens);
        Assert.EndsWith("order=best", Url, StringComparison.Ordinal);
        Assert.NotEmpty(page.FindAll(".desk-left .row"));
    }

    [Fact]
    public async Task An_address_that_comes_late_takes_back_nothing_that_was_typed_since()
    {
        var page = OpenHistory("/history");
        await page.Find("[data-history-search]").InputAsync(new() { Value = "信用卡" });
        Services.GetRequiredService<NavigationManager>().NavigateTo("/history?q=信");
        Assert.Equal("信用卡", page.Find("[data-history-search]").GetAttribute("value"));
        page.WaitForAssertion(() => Assert.Equal("信用卡", HistoryAsked.Read(Url).Text));
    }

    [Fact]
    public async Task Escape_leads_from_the_search_back_to_the_conversation_that_was_open()
    {
        Workplace.Has(9);
        Workplace.Has(10);
        var page = Open(Id(10));
        await page.InvokeAsync(() => page.Instance.KeyAsync("history"));
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-history-search]")));
        Assert.Equal($"/desk/{Id(10)}", page.Find("[data-history-close]").GetAttribute("href"));
        await page.InvokeAsync(() => page.Instance.KeyAsync("escape"));
        Assert.EndsWith($"/desk/{Id(10)}", Url, StringComparison.Ordinal);
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".composer")));
    }

    [Fact]
    public async Task Choosing_several_ends_with_escape_and_with_another_page()
    {
        Workplace.Has(10);
        var page = Open(Id(10));
        await page.InvokeAsync(() => page.Instance.KeyAsync("select"));
        Assert.NotEmpty(page.FindAll("[data-select]"));
        await page.InvokeAsync(() => page.Instance.KeyAsync("escape"));
        Assert.Empty(page.FindAll("[data-select]"));
        await page.InvokeAsync(() => page.Instance.KeyAsync("select"));
        await page.InvokeAsync(() => page.Instance.KeyAsync("history"));
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-select]")));
    }

    [Fact]
    public async Task Filters_change_the_address_and_with_it_the_search()
    {
        var page = OpenHistory("/history?q=%E9%A2%9D%E5%BA%A6");
        await page.Find("[data-order=Best]").ClickAsync(new());
        Assert.Contains("order=best", Url, StringComparison.Ordinal);
        page.WaitForAssertion(() => Assert.Equal(HistoryOrder.Best, History.Asked[^1].Order));
        Assert.Equal("额度", History.Asked[^1].Text);
        await page.Find("[data-days='1']").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Equal(new DateTimeOffset(2026, 3, 1, 16, 0, 0, TimeSpan.Zero), History.Asked[^1].From));
    }

    [Fact]
    public void An_index_that_is_being_made_says_how_far_it_is_and_one_that_is_not_there_says_so()
    {
        History.BuiltPercent = 37;
        var page = OpenHistory("/history?q=a1");
        page.WaitForAssertion(() => Assert.Contains("37%", page.Find(".history-built").TextContent));
        History.BuiltPercent = null;
        Services.GetRequiredService<NavigationManager>().NavigateTo("/history?q=b2");
        page.WaitForAssertion(() => Assert.Contains("搜索暂不可用", page.Find(".history .empty").TextContent));
    }

    [Fact]
    public void A_found_message_far_back_is_read_up_to_and_marked()
    {
        var c = Workplace.Has(20, ConversationState.Closed, "王建国");
        History.Conversations[c.Id] = c;
        for (var i = 1; i <= 400; i++)
            Workplace.Says(20, i, new TextContent("第" + i + "句"));
        Services.GetRequiredService<NavigationManager>().NavigateTo($"/desk/{c.Id}?at=120");
        var page = Render<DeskPage>(p => p.Add(d => d.ConversationId, c.Id));
        page.WaitForAssertion(() => Assert.Equal("120", page.Find(".hit-mark").GetAttribute("data-seq")));
        Assert.Contains("第120句", page.Find(".hit-mark").NextElementSibling!.TextContent);
        Assert.Equal("120", page.Find(".thread").GetAttribute("data-anchor"));
    }

    [Theory]
    [InlineData("/history?q=x&agent=nobody&group=1&channel=99&from=soon&order=worst")]
    [InlineData("/history?q=x")]
    public void What_cannot_be_read_in_an_address_counts_as_not_said(string address) =>
        Assert.Equal(new HistoryAsked("x"), HistoryAsked.Read("http://localhost" + address));

    [Fact]
    public void An_address_says_all_that_was_asked()
    {
        var asked = new HistoryAsked("额度 & 退款", new(2026, 3, 1), new(2026, 3, 2), Id(1), Id(2), ChannelKind.WebChat, HistoryOrder.Best);
        Assert.Equal(asked, HistoryAsked.Read("http://localhost" + asked.Url()));
    }

    private IRenderedComponent<DeskPage> OpenHistory(string address)
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo(address);
        return Render<DeskPage>();
    }
}
